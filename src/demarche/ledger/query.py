"""What to look for in a ledger."""

import msgspec


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """Filters, all of which must hold, and how the answer is sorted and cut. Superseded versions never match.

    `party`: a name or the words a report uses, in any case and without regard to diacritics; up to three characters
    match whole words only, longer ones any part. Three capitals match a country or organisation code too.
    `place`: the same over a place's name, words and province; three capitals match a country code too.
    `type`: PLOVER types, any of them. `outlet`: like `party`, without codes.
    `since`, `until`: ISO dates as exact as wished (`2019`, `2019-07`, `2019-07-05`), inclusive, compared with when
    the event happened, or with the report's publication where the event has no date; with the publication
    for reports. A partial date matches when any of its days does; without any date nothing matches.
    `text`: words that a report's title or text must hold, all of them; `"in quotes"` a phrase; `shell*` a beginning.
    `limit`: rows at most, None for all; `offset`: rows to pass over first.
    `sort`: what to sort by, a leading `-` for descending; each listing names the good ones when given a bad one.
    """

    party: str | None = None
    type: tuple[str, ...] = ()
    place: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    text: str | None = None
    report_id: str | None = None
    limit: int | None = 50
    offset: int = 0
    sort: str = "date"
