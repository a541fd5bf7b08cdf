"""How much of an input is read: bounds that keep memory and time small whatever the input is."""

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds of intake. Row files (JSONL, CSV, TSV, Parquet) are streamed and may be of any size.

    `file_bytes`: most bytes of a file that is one report or one JSON document, after unpacking.
    `text_chars`: most characters of one report's text.
    `line_bytes`: most bytes of one line of a row file; a longer line is refused and the next one is read.
    `gzip_ratio`: most unpacked bytes for each packed byte (looked at once `file_bytes` are unpacked);
    news text reaches 3 to 20, gzip itself can reach 1032.
    `min_words`: fewest words of a report.
    """

    file_bytes: int = 20_000_000
    text_chars: int = 2_000_000
    line_bytes: int = 50_000_000
    gzip_ratio: int = 200
    min_words: int = 5
