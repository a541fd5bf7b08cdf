"""A decision on its way into a ledger: which events it speaks of, who makes it, when, and what it changed."""

import getpass
from collections.abc import Sequence
from datetime import UTC, datetime

from demarche.cli.answer import print_json
from demarche.cli.decided import in_words
from demarche.cli.summary import counted
from demarche.cli.terminal import one_line, out, styled
from demarche.collate.decisions import decision
from demarche.errors import InputError
from demarche.ledger import Ledger
from demarche.ledger.meant import chief_event, events_to_correct, incidents_after
from demarche.records import Action, Incident

MOST_INCIDENTS = 6  # told after a decision


class Deciding:
    """Makes decisions in the name of one author and tells what came of them."""

    def __init__(
        self, ledger: Ledger, author: str | None, note: str, date: str | None, as_json: bool
    ) -> None:
        self._ledger = ledger
        self._author = (author or login_name()).strip()
        self._note = note.strip()
        self._date = moment(date) if date is not None else now()
        self._as_json = as_json

    def decide(
        self,
        action: Action,
        events: Sequence[str],
        *,
        others: Sequence[str] = (),
        field: str = "",
        value: str = "",
    ) -> None:
        """Keep the decision, carry it out, and print it with the incidents that it made."""
        made = decision(
            action,
            events,
            author=self._author,
            date=self._date,
            others=others,
            field=field,
            value=value.strip(),
            note=self._note,
        )
        self._ledger.decide(made)
        found = incidents_after(self._ledger, made)
        if self._as_json:
            shown = [{"incident_id": one.id, "title": one.title, "events": one.events} for one in found]
            print_json({"decision": made, "incidents": shown})
            return
        out().print(styled(in_words(made), (f"  {made.id}", "dim")))
        for one in found[:MOST_INCIDENTS]:
            told = f"  {counted(len(one.events), 'event')} of {counted(len(one.reports), 'report')}"
            out().print(styled(f"  {one_line(one.title)}", (f"{told}  {one.id}", "dim")))
        if len(found) > MOST_INCIDENTS:
            out().print(styled((f"  and {len(found) - MOST_INCIDENTS} more incidents", "dim")))

    def events_of(self, id: str) -> tuple[str, ...]:
        """The events that an id stands for: that event, or all of an incident."""
        if id.startswith("e-"):
            return (self._ledger.event(id).event.id,)
        return self._ledger.incident(id).events

    def chief_event(self, incident: Incident) -> tuple[str]:
        """The event that stands for an incident."""
        return (chief_event(self._ledger, incident),)

    def events_within(self, incident: Incident, id: str) -> tuple[str, ...]:
        """The events of the incident that an id stands for: an event, or all that a report tells of it."""
        told = [part.events for part in incident.reports if part.report_id == id]
        if told:
            return told[0]
        begun = [event for event in incident.events if event == id or (len(id) >= 6 and event.startswith(id))]
        if len(begun) != 1:
            many = "several events" if begun else "no event and no report"
            raise InputError(f"{id!r} is {many} of the incident {incident.id}")
        return (begun[0],)

    def events_to_correct(self, id: str, field: str) -> tuple[str, ...]:
        """That event; of an incident those of its own type, for a toll those that tell one of its kind."""
        if id.startswith("e-"):
            return self.events_of(id)
        return events_to_correct(self._ledger, self._ledger.incident(id), field)


def login_name() -> str:
    """The name that the user is logged in by. Raises InputError where the system knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise InputError("who decides is not known: say it with --author") from None


def now() -> str:
    """The present moment, UTC, to the second. A decision's date is all that is ever taken from the clock."""
    return _written(datetime.now(UTC))


def moment(told: str) -> str:
    """A date as given, or a moment in UTC. Raises InputError for what is neither."""
    try:
        at = datetime.fromisoformat(told.strip())
    except ValueError:
        raise InputError(
            f"--date is an ISO date such as 2031-03-01 or 2031-03-01T12:00Z, not {told[:40]!r}"
        ) from None
    if len(told.strip()) == len("2031-03-01"):
        return told.strip()
    return _written(at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC))


def _written(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")
