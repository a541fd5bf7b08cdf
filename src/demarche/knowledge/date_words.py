"""The words of dates, read from `data/dates/`, and the pieces of pattern that they make."""

import re
from functools import cache

from demarche.errors import KnowledgeError
from demarche.knowledge.tables import table_rows

ROLES = frozenset({"month", "weekday", "season", "count", "unit", "day", "refused", "numbered"})


@cache
def date_words(role: str) -> dict[str, int]:
    """The words of one role (one of `ROLES`) with their values."""
    rows = table_rows("dates/words.tsv", 3)
    unknown = next((row for row in rows if row[1] not in ROLES), None)
    if unknown is not None:
        raise KnowledgeError(f"dates/words.tsv: unknown role in the row {unknown!r}")
    return {word: int(value) for word, told, value in rows if told == role}


@cache
def fixed_days() -> dict[str, tuple[int, int]]:
    """Names of days that fall on one date each year, with month and day."""
    return {name: (int(month), int(day)) for name, month, day in table_rows("dates/fixed_days.tsv", 3)}


def one_of(words: dict[str, int] | dict[str, tuple[int, int]]) -> str:
    """A pattern that matches any of the words, the longest first."""
    return (
        "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) + ")"
    )
