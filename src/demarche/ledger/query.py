"""What to look for in a ledger."""

import msgspec


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """Filters, all of which must hold, and how the answer is sorted and cut. Superseded versions never match.

    `party`: a name or the words that a report uses, in any case, without regard to diacritics. Up to three
    characters match whole words only, more match any part; three capitals match a code (`RUS`, `IGO`) too.
    `place`: the same over a place's name, words and province; three capitals match its country's code too.
    `type`: PLOVER types, any of them. `outlet`: like `party`, without codes.
    `report_id`: one report; where several outlets have that id, `outlet` chooses: a name, or "" for none.
    `since`, `until`: ISO dates as exact as wished (`2019`, `2019-07`, `2019-07-05`), inclusive, compared with
    the date of the event, or with its report's publication where it has none; reports go by publication.
    A partial date matches when any of its days does; what has no date does not match.
    `text`: words that a report's title or text holds, all of them; `"in quotes"` a phrase; `shell*` a start.
    `min_confidence`: events at least so sure; reports that tell one.
    `disputed`: incidents with a dispute of this kind, or with "any"; `min_reports`: told by at least so many.
    `limit`: rows at most, None for all; `offset`: rows to pass over first.
    `sort`: what to sort by, with a leading `-` descending; a listing given a bad one names the good ones.
    """

    party: str | None = None
    type: tuple[str, ...] = ()
    place: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    text: str | None = None
    report_id: str | None = None
    min_confidence: float = 0.0
    disputed: str | None = None
    min_reports: int = 1
    limit: int | None = 50
    offset: int = 0
    sort: str = "date"
