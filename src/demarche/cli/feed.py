"""What a call gives to read: its reports one at a time, and a record of what turned out to be none."""

from collections.abc import Callable, Iterator, Sequence

import typer

from demarche.cli.terminal import say
from demarche.errors import InputError
from demarche.intake import FieldMapping, read_inputs
from demarche.intake.language import is_english
from demarche.records import Refusal, Report

SOME_REFUSED = 1


class Feed:
    """The reports of the inputs. Raises InputError at once for an input that is not there.

    Folders and patterns pass over the files `leave_out`. `outlet`: that of reports that name none.
    """

    def __init__(
        self,
        inputs: list[str],
        mapping: FieldMapping | None,
        *,
        leave_out: Sequence[str] = (),
        outlet: str | None = None,
    ) -> None:
        self.refusals = 0
        self.not_english = 0
        self._results = read_inputs(inputs, mapping=mapping, leave_out=leave_out, outlet=outlet)
        self._complaint: InputError | None = None

    def reports(self, refused: Callable[[Refusal], None]) -> Iterator[Report]:
        """The reports, once; each refusal is handed to `refused` as it comes up.

        The complaint about a folder in which nothing was a report waits for `close`, so that what the other
        inputs gave is written first.
        """
        try:
            for result in self._results:
                if isinstance(result, Report):
                    self.not_english += not is_english(result.language)
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


def not_english_told(count: int) -> str:
    """One line about reports that are kept though they cannot be read well."""
    return f"not English: {count:,} (kept; only English is read, so their events are few and unsure)"


def say_refused(refusal: Refusal) -> None:
    """One line on standard error about an input that is no report."""
    say(f"refused: {refusal.source}: {refusal.reason}: {refusal.detail}")
