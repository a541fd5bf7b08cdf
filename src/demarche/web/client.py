"""A ledger that somebody serves, asked over HTTP: the same records as a Ledger gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar
from urllib.parse import quote

import msgspec

from demarche.errors import InputError, LedgerError
from demarche.ledger.glance import Overview
from demarche.ledger.rows import Page, PartyRow, ReportRow, StoredEvent
from demarche.records import Accord, Decision, Demarche, Incident, Reading, Report
from demarche.web.wanted import Correct, Decided, Merge, Reject, Rename, Split, Undo, Wanted

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")
Filter = str | int | float | bool | Sequence[str] | None
SECONDS = 60.0
JSON = "application/json"
_AT_ONCE = 200
_LONGEST_ERROR = 300


def connect(url: str, *, token: str | None = None, transport: httpx.BaseTransport | None = None) -> Client:
    """A client of the ledger served at an address, such as `http://127.0.0.1:8765`.

    `token`: where it wants one. Raises InputError for what is no address; nothing is asked yet.
    `transport`: how requests go out, for programs that go through something of their own.
    """
    return Client(url, token=token, transport=transport)


class Client:
    """Asks a served ledger. Use it as a context manager or close it.

    Filters are the API's: `party`, `type`, `place`, `outlet` (one or several), `since`, `until`, `disputed`,
    `text`, `located`, `dated`, `sort`, `limit`, `offset` and so on. Raises InputError for what makes no
    sense or is not there, LedgerError when the ledger cannot be reached or changed.
    """

    def __init__(self, url: str, *, token: str | None, transport: httpx.BaseTransport | None) -> None:
        import httpx

        if not url.startswith(("http://", "https://")):
            raise InputError(
                f"the address of a served ledger begins with http:// or https://, not {url[:80]!r}"
            )
        headers = {"accept": JSON}
        if token:
            headers["authorization"] = f"Bearer {token}"
        self.url = url.rstrip("/")
        self._http = httpx.Client(
            base_url=f"{self.url}/api/v1", headers=headers, timeout=SECONDS, transport=transport
        )

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def incidents(self, **filters: Filter) -> Page[Incident]:
        """A page of the incidents that match."""
        return self._ask("/incidents", Page[Incident], filters)

    def each_incident(self, **filters: Filter) -> Iterator[Incident]:
        """All incidents that match, one after the other, asked for page by page."""
        offset = 0
        while True:
            page = self.incidents(**{**filters, "limit": _AT_ONCE, "offset": offset})
            yield from page.rows
            offset += len(page.rows)
            if not page.rows or offset >= page.total:
                return

    def incident(self, id: str) -> Incident:
        """The incident of that id."""
        return self._ask(f"/incidents/{_part(id)}", Incident)

    def facets(self, **filters: Filter) -> Overview:
        """How many incidents match, counted in every way; its page of incidents is empty."""
        return self._ask("/facets", Overview, filters)

    def events(self, **filters: Filter) -> Page[StoredEvent]:
        """A page of the events that match."""
        return self._ask("/events", Page[StoredEvent], filters)

    def event(self, id: str, *, outlet: str | None = None) -> StoredEvent:
        """The event of that id."""
        return self._ask(f"/events/{_part(id)}", StoredEvent, {"outlet": outlet})

    def reports(self, **filters: Filter) -> Page[ReportRow]:
        """A page of the reports that match, without their text."""
        return self._ask("/reports", Page[ReportRow], filters)

    def report(self, id: str, *, outlet: str | None = None) -> Report:
        """A report with its text; `outlet` where several have that id."""
        return self._ask("/report", Report, {"id": id, "outlet": outlet})

    def reading(self, id: str, *, outlet: str | None = None) -> Reading:
        """All that was read in a report."""
        return self._ask("/reading", Reading, {"id": id, "outlet": outlet})

    def agreements(self, **filters: Filter) -> Page[Accord]:
        """A page of the agreements that match."""
        return self._ask("/agreements", Page[Accord], filters)

    def agreement(self, id: str) -> Accord:
        """The agreement of that id."""
        return self._ask(f"/agreements/{_part(id)}", Accord)

    def demarches(self, **filters: Filter) -> Page[Demarche]:
        """A page of the demarches that match."""
        return self._ask("/demarches", Page[Demarche], filters)

    def demarche(self, id: str) -> Demarche:
        """The demarche of that id."""
        return self._ask(f"/demarches/{_part(id)}", Demarche)

    def parties(self, **filters: Filter) -> Page[PartyRow]:
        """A page of the parties of the events that match."""
        return self._ask("/parties", Page[PartyRow], filters)

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions, the undone ones too."""
        return self._ask("/decisions", tuple[Decision, ...])

    def merge(self, incident: str, other: str, *, author: str, note: str = "") -> Decided:
        """Make two incidents one."""
        return self._decide(Merge(incident=incident, other=other, author=author, note=note))

    def split(self, incident: str, events: Sequence[str], *, author: str, note: str = "") -> Decided:
        """Take events out of an incident: they are another happening than the rest."""
        return self._decide(Split(incident=incident, events=tuple(events), author=author, note=note))

    def rename(self, incident: str, title: str, *, author: str, note: str = "") -> Decided:
        """Give an incident another title."""
        return self._decide(Rename(incident=incident, value=title, author=author, note=note))

    def reject(self, incident: str, events: Sequence[str], *, author: str, note: str = "") -> Decided:
        """Leave events of an incident out of all that is collated."""
        return self._decide(Reject(incident=incident, events=tuple(events), author=author, note=note))

    def correct(
        self,
        incident: str,
        field: str,
        value: str,
        *,
        events: Sequence[str] = (),
        author: str,
        note: str = "",
    ) -> Decided:
        """Put a value right in events of an incident: in these, else in all that tell the incident itself."""
        wanted = Correct(
            incident=incident, field=field, value=value, events=tuple(events), author=author, note=note
        )
        return self._decide(wanted)

    def undo(self, decision: str) -> Decided:
        """Take a decision back, by its id."""
        return self._decide(Undo(decision=decision))

    def _decide(self, wanted: Wanted) -> Decided:
        body = msgspec.json.encode(wanted)
        return self._answer("POST", "/decisions", Decided, content=body, headers={"content-type": JSON})

    def _ask(self, path: str, kind: type[T], filters: dict[str, Filter] | None = None) -> T:
        return self._answer("GET", path, kind, params=_pairs(filters or {}))

    def _answer(self, method: str, path: str, kind: type[T], **sent: Any) -> T:
        import httpx

        try:
            answer = self._http.request(method, path, **sent)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise LedgerError(f"{self.url} cannot be reached: {error}") from error
        if answer.status_code in (400, 404):
            raise InputError(_error(answer))
        if answer.status_code != 200:
            raise LedgerError(f"{self.url} answers {answer.status_code}: {_error(answer)}")
        try:
            return msgspec.json.decode(answer.content, type=kind)
        except msgspec.DecodeError as error:
            raise LedgerError(f"{self.url} does not answer as a served ledger does: {error}") from error


def _pairs(filters: dict[str, Filter]) -> list[tuple[str, str | int | float | bool | None]]:
    pairs: list[tuple[str, str | int | float | bool | None]] = []
    for name, value in filters.items():
        if isinstance(value, bool):
            pairs.append((name, "yes" if value else "no"))
        elif isinstance(value, (str, int, float)):
            pairs.append((name, value))
        elif value is not None:
            pairs += [(name, each) for each in value]
    return pairs


def _part(id: str) -> str:
    return quote(id, safe="")


def _error(answer: Any) -> str:
    try:
        return str(answer.json()["error"])[:_LONGEST_ERROR]
    except (ValueError, KeyError, TypeError):
        return str(answer.text)[:_LONGEST_ERROR]
