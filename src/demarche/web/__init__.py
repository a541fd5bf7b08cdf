"""The web application: pages, JSON API and static export of a ledger."""

from demarche.web.settings import Settings

__all__ = ["Settings"]
