"""What a ledger asks of the database that it is kept in."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Literal

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, TimeoutError

from demarche.errors import DemarcheError, InputError, LedgerError

BUSY_SECONDS = 60.0  # how long one writer waits for another
Stamp = tuple[int, ...]
Reading = Callable[[], AbstractContextManager[Connection]]

# What a transaction is for, an execution option of its connection; without one it reads, as of its beginning.
# "adding" keeps reports and refusals, "collating" changes what is collated and decided, "schema" the tables.
PURPOSE = "demarche_purpose"
Purpose = Literal["adding", "collating", "schema"]


class Database(ABC):
    """One place where a ledger is or can be. `name` is what may be shown of it: never a password."""

    name: str
    contents: str  # what is empty where there is no ledger yet

    @abstractmethod
    def engine(self, *, create: bool, readonly: bool) -> Engine:
        """An engine over it; nothing is opened yet. Raises LedgerError for what cannot be a ledger."""

    @abstractmethod
    def prepare(self, engine: Engine) -> None:
        """What has to be done before the first table is made."""

    @abstractmethod
    def changing_schema(self, engine: Engine) -> AbstractContextManager[Connection]:
        """A connection in a transaction in which tables may be made and rebuilt, alone with the ledger."""

    @abstractmethod
    def give_back_room(self, engine: Engine) -> None:
        """Give back what a change of schema has freed, where that can be done beside others."""

    @abstractmethod
    def stamp(self, reading: Reading) -> Stamp:
        """Changes whenever the ledger does, and now and then when it does not; cheap to ask."""

    @abstractmethod
    def complaint(self, error: DBAPIError) -> DemarcheError:
        """One line that says what is wrong."""

    @contextmanager
    def complaints(self) -> Iterator[None]:
        """Whatever the database complains of within comes out as a DemarcheError."""
        try:
            yield
        except DBAPIError as error:
            raise self.complaint(error) from error
        except TimeoutError as error:
            raise LedgerError(f"{self.name} is in use by too many at once here: try again") from error
        except (UnicodeEncodeError, OverflowError) as error:  # half a surrogate pair; a number beyond 64 bits
            raise InputError(f"this cannot be stored or looked for: {error}") from error


def in_use() -> str:
    """What is said of a ledger that is not free in time."""
    return f"is in use: another program has been writing to it for {BUSY_SECONDS:.0f} s"


def for_purpose(connection: Connection, purpose: Purpose) -> Connection:
    """The connection, set so that its transaction waits first for those that it must not meet."""
    return connection.execution_options(**{PURPOSE: purpose})


def purpose_of(connection: Connection) -> Purpose | None:
    """What the transaction is for; None when it reads."""
    purpose: Purpose | None = connection.get_execution_options().get(PURPOSE)
    return purpose
