"""Words in a report: character offsets and the text between them."""

import msgspec


class Span(msgspec.Struct, frozen=True, order=True):
    """The words `text` at `[start, end)`, character offsets into the report's text."""

    start: int
    end: int
    text: str
