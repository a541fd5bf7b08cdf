"""PLOVER, the ontology that events are coded in, as data that a person can read and correct."""

from demarche.plover.contexts import contexts_of
from demarche.plover.ontology import (
    QUADS,
    Appeal,
    Cameo,
    CameoRule,
    EventType,
    Mode,
    Ontology,
    QuadName,
    Sector,
    ontology,
)

__all__ = [
    "QUADS",
    "Appeal",
    "Cameo",
    "CameoRule",
    "EventType",
    "Mode",
    "Ontology",
    "QuadName",
    "Sector",
    "contexts_of",
    "ontology",
]
