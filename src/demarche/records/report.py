"""One article by one outlet, and inputs that turned out not to be one."""

import msgspec


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One article: all offsets of its reading count characters of `text`.

    `text` holds the headline (where the source shows it above the body) and the body, without furniture.
    `published` is an ISO 8601 date as exact as known (`2019-07-05`, `2019-07`, `2019`) or None.
    `digest` is the SHA-256 of title, text and publication date: the same words give the same digest
    everywhere.
    """

    id: str
    text: str
    title: str = ""
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str = "en"
    source: str | None = None  # where it was read from: a path, `path:line`, or a URL
    furniture: tuple[str, ...] = ()  # what intake took out of the page, in order
    digest: str = ""


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """An input that could not be read as a report: kept, with where it was and why."""

    source: str
    # a short stable word: empty, binary, too-large, not-a-report, broken, unreadable, unsupported
    reason: str
    detail: str  # one line for a person
