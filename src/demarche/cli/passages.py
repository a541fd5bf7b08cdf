"""The reports behind what is collated, looked up once each: their events as told, their sentences."""

from functools import lru_cache

from rich.text import Text

from demarche.cli.marks import in_passage
from demarche.collate.decisions import amended
from demarche.collate.telling.surroundings import not_before
from demarche.collate.telling.told import Told, told_events
from demarche.errors import InputError
from demarche.ledger import Ledger
from demarche.reader.sentences import sentences_of
from demarche.records import Part, Reading, Report, Span, Voice

_KEPT = 256  # reports at hand


class Passages:
    """Finds the words of claims and events in the reports of a ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._decisions = ledger.decisions()
        self._read = lru_cache(maxsize=_KEPT)(self._look_up)
        self._tolds = lru_cache(maxsize=_KEPT)(self._tell)

    def tolds(self, part: Part) -> tuple[Told, ...]:
        """What a report tells of an incident, in order of the text, as corrected by decisions."""
        return tuple(
            told for told in self._tolds(part.report_id, part.outlet or "") if told.id in part.events
        )

    def sentence(self, voice: Voice, start: int, end: int) -> Text:
        """The sentence of the words at `[start, end)` of a report, the words in brackets; nothing if lost."""
        found = self._read(voice.report_id, voice.outlet or "")
        if found is None or not 0 <= start < end <= len(found[0].text):
            return Text()
        text = found[0].text
        words = Span(start, end, text[start:end])
        for first, last in sentences_of(text):
            if first <= start < last:
                return in_passage(text[first : max(last, end)], first, [words])
        return in_passage(text[start:end], start, [words])

    def tells_until(self, voice: Voice) -> str | None:
        """The last full day that a report tells of as past; None when it tells of none."""
        found = self._read(voice.report_id, voice.outlet or "")
        return not_before(found[1], found[0]) if found else None

    def _look_up(self, id: str, outlet: str) -> tuple[Report, Reading] | None:
        try:
            return self._ledger.report(id, outlet=outlet), self._ledger.reading(id, outlet=outlet)
        except InputError:  # corrected or gone since the last collation
            return None

    def _tell(self, id: str, outlet: str) -> tuple[Told, ...]:
        found = self._read(id, outlet)
        return amended(told_events(*found), self._decisions) if found else ()
