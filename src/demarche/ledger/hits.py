"""Search over the reports' text and over the record: what was found, with the words in context."""

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec
from sqlalchemy import Connection, func, select

from demarche.knowledge.folding import fold_word
from demarche.ledger import fulltext
from demarche.ledger.rows import Page
from demarche.ledger.tables import readings, reports

_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_TERM = re.compile(r'"([^"]*)"?|([^\s"]+)')
MOST_SNIPPETS = 3
_AROUND = 110  # characters on either side of the words
_LONGEST = 400_000  # characters of a text that are looked through


class Snippet(msgspec.Struct, frozen=True):
    """Words of a report: `text` starts at `start` of it; `marks` are the words found, offsets into `text`."""

    start: int
    text: str
    marks: tuple[tuple[int, int], ...]


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A report that holds the words looked for."""

    report_id: str
    outlet: str | None
    title: str
    published: str | None
    events: int
    snippets: tuple[Snippet, ...]


def search(connection: Connection, words: str, limit: int, offset: int) -> Page[Hit]:
    """The current reports that hold all the words, the most telling first. Raises InputError for no words."""
    ranked = fulltext.ranked(connection, words).subquery()
    found = (
        select(
            reports.c.id,
            reports.c.outlet,
            reports.c.title,
            reports.c.published,
            reports.c.text,
            func.coalesce(readings.c.events, 0).label("events"),
        )
        .join_from(ranked, reports, reports.c.key == ranked.c.report)
        .join(readings, readings.c.report == reports.c.key, isouter=True)
        .where(reports.c.superseded_by.is_(None))
    )
    total = connection.execute(
        select(func.count()).select_from(found.with_only_columns(reports.c.key).subquery())
    ).scalar_one()
    rows = connection.execute(
        found.order_by(ranked.c.rank, reports.c.id, reports.c.outlet_folded).limit(limit).offset(offset)
    )
    wanted = _wanted(words)
    return Page(
        rows=tuple(
            Hit(
                report_id=row.id,
                outlet=row.outlet,
                title=row.title,
                published=row.published,
                events=row.events,
                snippets=snippets_of(row.text, wanted),
            )
            for row in rows
        ),
        total=int(total),
        limit=limit,
        offset=offset,
    )


Wanted = tuple[tuple[tuple[str, ...], bool], ...]  # words in a row, and whether the last is a beginning


def _wanted(words: str) -> Wanted:
    found = []
    for match in _TERM.finditer(words):
        phrase, word = match.groups()
        said = phrase if word is None else word
        parts = tuple(_bare(part.group()) for part in _WORD.finditer(said))
        if parts:
            found.append((parts, word is not None and word.endswith("*")))
    return tuple(found)


def snippets_of(body: str, wanted: Wanted, most: int = MOST_SNIPPETS) -> tuple[Snippet, ...]:
    """The first places of a text that hold what is wanted, with some of what stands around them."""
    found: list[Snippet] = []
    marks: list[tuple[int, int]] = []
    for start, end in _found(body[:_LONGEST], wanted):
        if marks and start - marks[0][0] > _AROUND:
            found.append(_snippet(body, marks))
            marks = []
            if len(found) == most:
                return tuple(found)
        if not marks or start >= marks[-1][1]:
            marks.append((start, end))
    if marks:
        found.append(_snippet(body, marks))
    return tuple(found)


def _found(body: str, wanted: Wanted) -> Iterator[tuple[int, int]]:
    words = [(match.start(), match.end(), _bare(match.group())) for match in _WORD.finditer(body)]
    for at, (start, _, _) in enumerate(words):
        for parts, beginning in wanted:
            row = words[at : at + len(parts)]
            if len(row) == len(parts) and all(
                held[2] == part or (beginning and number == len(parts) - 1 and held[2].startswith(part))
                for number, (held, part) in enumerate(zip(row, parts, strict=True))
            ):
                yield start, row[-1][1]
                break


def _snippet(body: str, marks: list[tuple[int, int]]) -> Snippet:
    first = max(0, marks[0][0] - _AROUND)
    last = min(len(body), marks[-1][1] + _AROUND)
    if first and (blank := body.find(" ", first, marks[0][0])) >= 0:
        first = blank + 1
    if last < len(body) and (blank := body.rfind(" ", marks[-1][1], last)) >= 0:
        last = blank
    return Snippet(first, body[first:last], tuple((start - first, end - first) for start, end in marks))


@lru_cache(maxsize=65536)  # the same words come in every text
def _bare(word: str) -> str:
    bare = re.sub("['\u2019]s$", "", word)
    return fold_word(bare).replace("'", "").replace("\u2019", "").lower()
