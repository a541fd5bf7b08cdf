"""The commands of `demarche`."""

from demarche.cli.program import main

__all__ = ["main"]
