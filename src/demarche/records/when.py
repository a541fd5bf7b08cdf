"""When something happened, as exactly as told and no more."""

import msgspec


class When(msgspec.Struct, frozen=True, kw_only=True):
    """A time as the report words it and the date it stands for.

    `date` is an ISO 8601 prefix (`2019`, `2019-07`, `2019-07-05`) or an interval of two
    (`2017-04-02/2017-04-08`); None when the words give none (nothing to resolve against). Partial stays
    partial.
    """

    text: str
    start: int
    end: int
    date: str | None = None
