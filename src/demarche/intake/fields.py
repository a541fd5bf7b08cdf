"""Which field of a row is which: the user's word first, then the names that archives commonly use."""

import csv
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

import msgspec

from demarche.errors import InputError
from demarche.intake.data_files import load

FIELDS = ("report_id", "outlet", "title", "text", "published", "url", "language")
DELIMITERS = ",\t;|"
_CACHED_CHARS = 5000  # of all names of a row: what is longer is of no archive, and would be held in memory
_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")


class FieldMapping(msgspec.Struct, frozen=True, kw_only=True):
    """Names of the columns that carry a report's fields; None leaves a field to the commonly used names.

    In JSON a dot reaches inside: `text="article.body"`.
    """

    report_id: str | None = None
    outlet: str | None = None
    title: str | None = None
    text: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None

    @classmethod
    def parse(cls, pairs: Sequence[str]) -> "FieldMapping":
        """The mapping told by `field=column` pairs. Raises InputError for a pair that is none."""
        names: dict[str, str] = {}
        for pair in pairs:
            field, equals, column = (part.strip() for part in pair.partition("="))
            if not equals or not column or field not in FIELDS:
                raise InputError(f"cannot map {pair!r}: write FIELD=COLUMN, FIELD one of {', '.join(FIELDS)}")
            names[field] = column
        return cls(**names)


def columns(keys: Sequence[str], mapping: FieldMapping | None) -> Mapping[str, str]:
    """Which of `keys` carries which field, as far as `mapping` or a commonly used name tells."""
    find = _known_columns if sum(map(len, keys)) <= _CACHED_CHARS else _columns
    return find(tuple(keys), mapping or FieldMapping())


def _columns(keys: tuple[str, ...], mapping: FieldMapping) -> Mapping[str, str]:
    by_name: dict[str, str] = {}
    for key in keys:
        by_name.setdefault(_bare(key), key)
    found: dict[str, str] = {}
    for field in FIELDS:
        if (told := getattr(mapping, field)) is not None:
            found[field] = told if told in keys else by_name.get(_bare(told), told)
        else:
            known = (by_name[name] for name in common_names()[field] if name in by_name)
            if (first := next(known, None)) is not None:
                found[field] = first
    return found


_known_columns = lru_cache(maxsize=256)(_columns)


@cache
def common_names() -> dict[str, tuple[str, ...]]:
    """For each field the commonly used names, bare, the preferred first."""
    named = msgspec.convert(load("fields.yaml"), dict[str, tuple[str, ...]])
    return {field: tuple(_bare(name) for name in named[field]) for field in FIELDS}


def delimiter_of(header: str) -> str:
    """The character that parts the columns of a table whose first line is `header`."""
    return max(DELIMITERS, key=lambda delimiter: len(split_header(header, delimiter)))


def split_header(header: str, delimiter: str) -> list[str]:
    """The column names in `header`."""
    try:
        return [name.strip() for name in next(csv.reader([header], delimiter=delimiter), [])]
    except csv.Error:
        return []


def looks_like_header(line: str) -> bool:
    """Whether `line` names the columns of a table of reports: a text column and one more known field."""
    if len(line) > 2000:
        return False
    names = {_bare(name) for name in split_header(line, delimiter_of(line))}
    known = [field for field, common in common_names().items() if names.intersection(common)]
    return "text" in known and len(known) > 1


def _bare(name: str) -> str:
    return _NOT_ALPHANUMERIC.sub("", name.casefold())
