"""What a call gives to read: its reports one at a time, and a record of what turned out to be none."""

from collections.abc import Callable, Iterator, Sequence

import typer

from demarche.cli.terminal import say
from demarche.errors import InputError
from demarche.intake import FieldMapping, read_inputs
from demarche.records import Refusal, Report

SOME_REFUSED = 1


class Feed:
    """The reports of the inputs. Raises InputError at once for an input that is not there.

    Folders and patterns pass over the files `leave_out`.
    """

    def __init__(
        self, inputs: list[str], mapping: FieldMapping | None, *, leave_out: Sequence[str] = ()
    ) -> None:
        self.refusals = 0
        self._results = read_inputs(inputs, mapping=mapping, leave_out=leave_out)
        self._complaint: InputError | None = None

    def reports(self, refused: Callable[[Refusal], None]) -> Iterator[Report]:
        """The reports, once; each refusal is handed to `refused` as it comes up.

        The complaint about a folder in which nothing was a report waits for `close`, so that what the other
        inputs gave is written first.
        """
        try:
            for result in self._results:
                if isinstance(result, Report):
                    yield result
                else:
                    self.refusals += 1
                    refused(result)
        except InputError as error:
            self._complaint = error

    def close(self) -> None:
        """Raise the complaint that waited, or end the program with status 1 if inputs were refused."""
        if self._complaint is not None:
            raise self._complaint
        if self.refusals:
            raise typer.Exit(SOME_REFUSED)


def say_refused(refusal: Refusal) -> None:
    """One line on standard error about an input that is no report."""
    say(f"refused: {refusal.source}: {refusal.reason}: {refusal.detail}")
