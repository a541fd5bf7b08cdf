"""What is asked for by an address and is not there."""

from collections.abc import Iterator
from contextlib import contextmanager

from demarche.errors import InputError


class MissingError(InputError):
    """There is nothing of that id or name."""


@contextmanager
def looking_up() -> Iterator[None]:
    """Turns the ledger's word that there is no such thing into a MissingError."""
    try:
        yield
    except InputError as error:
        raise MissingError(str(error)) from error
