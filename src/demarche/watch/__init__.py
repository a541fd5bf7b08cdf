"""Watching: feeds, folders and archives looked at again and again, each report taken once."""

from demarche.watch.rounds import Rounds
from demarche.watch.settings import Settings
from demarche.watch.sources import named_sources
from demarche.watch.took import Postponed, Take

__all__ = ["Postponed", "Rounds", "Settings", "Take", "named_sources"]
