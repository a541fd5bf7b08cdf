"""Looks at sources, each read, kept, collated and told in a line."""

import time
from collections.abc import Iterator

from demarche.cli.answer import print_json_line
from demarche.cli.collating import collated
from demarche.cli.keeping import Keeper
from demarche.cli.naming import command_line
from demarche.cli.progress import Progress
from demarche.cli.summary import MOST_REFUSALS, counted, reports_told
from demarche.cli.terminal import out, styled
from demarche.intake.language import is_english
from demarche.knowledge.parties import PartyBase
from demarche.ledger import Added, Ledger
from demarche.ledger.watched import Mark
from demarche.records import Refusal, Report
from demarche.watch import Postponed, Rounds
from demarche.watch.settings import in_words


class Watching:
    """Looks once or again and again; the ledger at `path` keeps what is found."""

    def __init__(
        self,
        ledger: Ledger,
        path: str,
        rounds: Rounds,
        parties: PartyBase | None,
        workers: int | None,
        *,
        as_json: bool,
    ) -> None:
        self._ledger, self._path, self._rounds = ledger, path, rounds
        self._parties, self._workers, self._as_json = parties, workers, as_json
        self._number = 0

    def go_on(self, pause: float) -> None:
        """Look every `pause` seconds until interrupted."""
        while True:
            began = time.monotonic()
            self.look(pause)
            time.sleep(max(0.0, began + pause - time.monotonic()))

    def look(self, pause: float | None = None) -> bool:
        """Look once; whether all sources were had and nothing was refused. `pause`: till the next look."""
        self._number += 1
        look = _Look()
        with Progress(()) as progress, Keeper(self._ledger, self._parties) as kept:
            kept.read(look.reports(self._rounds, kept), progress, self._workers)
        if self._ledger.pending():
            collated(self._ledger)
        if self._as_json:
            print_json_line(self._as_data(kept, look, pause))
        else:
            self._tell(kept, look, pause)
        return not kept.refusals and not any(each.whole for each in look.postponed)

    def _as_data(self, kept: Keeper, look: "_Look", pause: float | None) -> dict[str, object]:
        return {
            "look": self._number,
            "ledger": self._ledger.name,
            **{state.value: kept.added[state] for state in Added},
            "not_english": look.not_english,
            "words": kept.words,
            "events": dict(kept.types.most_common()),
            "refused": kept.refusals,
            "postponed": look.postponed,
            "next_seconds": pause,
        }

    def _tell(self, kept: Keeper, look: "_Look", pause: float | None) -> None:
        console = out()
        events = sum(kept.types.values())
        parts = [f"{reports_told(kept)}; {kept.words:,} words read, {events:,} events found"]
        if look.not_english:
            parts.append(f"not English: {look.not_english:,}")
        if kept.refusals:
            parts.append(f"{len(kept.refusals):,} refused")
        if look.postponed:
            parts.append(f"{len(look.postponed):,} postponed")
        line = f"Look {self._number}: {'; '.join(parts)}."
        if pause is not None:
            line += f" The next in {in_words(pause)}."
        console.print(styled(line))
        for refusal in kept.refusals[:MOST_REFUSALS]:
            console.print(
                styled("  refused  ", refusal.source, "  ", (refusal.reason, "yellow"), f"  {refusal.detail}")
            )
        if len(kept.refusals) > MOST_REFUSALS:
            more = len(kept.refusals) - MOST_REFUSALS
            console.print(styled(f"  and {more:,} more: {command_line('refusals', self._path)}"))
        first = sorted(look.postponed, key=lambda each: not each.whole)[:MOST_REFUSALS]
        for each in first:
            again = f", again in {in_words(each.seconds)} or later" if each.seconds else ""
            console.print(styled("  postponed  ", each.source, f"  {each.why}{again}"))
        if len(look.postponed) > len(first):
            console.print(styled(f"  and {counted(len(look.postponed) - len(first), 'other')}"))


class _Look:
    """What one look gave besides what is kept."""

    def __init__(self) -> None:
        self.postponed: list[Postponed] = []
        self.not_english = 0

    def reports(self, rounds: Rounds, kept: Keeper) -> Iterator[Report]:
        """The reports of a round; the rest goes where it belongs as it comes."""
        for take in rounds.one():
            if isinstance(take, Report):
                self.not_english += not is_english(take.language)
                yield take
            elif isinstance(take, Refusal):
                kept.refuse(take)
            elif isinstance(take, Mark):
                kept.mark(take)
            else:
                self.postponed.append(take)
