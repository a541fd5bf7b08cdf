"""A user's own parties: read from a file, checked, and laid over the knowledge base."""

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from os import PathLike
from pathlib import Path

import msgspec

from demarche.knowledge.countries import countries
from demarche.knowledge.folding import fold
from demarche.knowledge.known_parties import KnownParty, Tenure, staged, tenure
from demarche.knowledge.overlay_rows import FIELDS, Row, rows_of
from demarche.knowledge.party_words import RoleWord, offices

ROLE = "role"
KINDS = (
    "person", "government", "ministry", "agency", "force", "police", "parliament", "court", "group", "party",
    "igo", "ngo", "coalition", "media", "company", "people", "unknown", ROLE,
)  # fmt: skip
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


class Overlay(msgspec.Struct, frozen=True):
    """A user's parties and role words; `version` is a digest of their content, "" where there are none."""

    parties: tuple[KnownParty, ...] = ()
    roles: tuple[RoleWord, ...] = ()
    version: str = ""


def read_overlay(paths: Sequence[str | PathLike[str]]) -> Overlay:
    """Return the parties of the files, those of the first before those of the next.

    Rows of one id are the stages of one party: what it was called and counted as between which dates.
    Raises KnowledgeError with file and line for a row that is not well formed.
    """
    parties: list[KnownParty] = []
    roles: list[RoleWord] = []
    digest = 0
    for path in map(Path, paths):
        for row in rows_of(path):
            digest = zlib.crc32(repr(sorted(row.fields.items())).encode(), digest)
            if row.fields.get("kind") == ROLE:
                roles += _roles(row)
            else:
                parties.append(_party(row))
    first: dict[str, int] = {}
    for n, party in enumerate(parties):
        first.setdefault(party.id, n)
    kept = tuple(staged(sorted(parties, key=lambda party: first[party.id])))
    return Overlay(kept, tuple(roles), f"{digest:08x}" if parties or roles else "")


def write_overlay(rows: Iterable[Sequence[str]], path: str | PathLike[str]) -> int:
    """Write rows of all fields, in their order, as a TSV overlay; return how many there were."""
    count = 0
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("\t".join(FIELDS) + "\n")
        for row in rows:
            cells = [" ".join(cell.replace('"', "'").split()) for cell in row]
            file.write("\t".join(cells) + "\n")
            count += 1
    return count


def _party(row: Row) -> KnownParty:
    fields = row.fields
    name = _named(row)
    kind = fields.get("kind") or "unknown"
    if kind not in KINDS:
        raise row.error(f"there is no kind {kind!r}; the kinds are {', '.join(KINDS)}")
    code = _code(row)
    since, until = _dates(row)
    tenures = tuple(_tenures(row, code))
    surname = row.several("surname")
    if kind == "person" and not surname and " " in name:
        surname = (name.rpartition(" ")[2],)
    if kind != "person" and (tenures or row.fields.get("surname")):
        raise row.error("only a person has offices and a surname")
    return KnownParty(
        id=fields.get("id") or f"own:{fold(name).replace(' ', '-')}",
        name=name,
        aliases=tuple(dict.fromkeys(alias for alias in row.several("aliases") if alias != name)),
        kind=kind,
        code=code,
        sector=_sector(row),
        since=since,
        until=until,
        surname=surname,
        alone=_yes(row, "alone"),
        tenures=tenures,
        source=fields.get("source") or row.place,
    )


def _roles(row: Row) -> Iterator[RoleWord]:
    """Yield a role for every wording: it decides what a party is, and has no body of its own."""
    code, sector = _code(row), _sector(row)
    if sector is None and code is None:
        raise row.error("a role needs a sector or a code")
    for wording in (_named(row), *row.several("aliases")):
        if folded := fold(wording):
            yield RoleWord(folded, sector, "head", "", code or "")


def _named(row: Row) -> str:
    name = row.fields.get("name", "")
    if not fold(name):
        raise row.error("a party needs a name" if not name else f"{name!r} has no letters")
    return name


def _code(row: Row) -> str | None:
    code = row.fields.get("code", "").upper()
    if not code:
        return None
    from demarche.plover import ontology

    if code not in countries() and code not in ontology().codes:
        raise row.error(f"{code!r} is no ISO 3166 alpha-3 code, nor one of {', '.join(ontology().codes)}")
    return code


def _sector(row: Row) -> str | None:
    sector = row.fields.get("sector", "").upper()
    if not sector:
        return None
    from demarche.plover import ontology

    if sector not in ontology().sectors:
        raise row.error(f"there is no sector {sector!r}; the sectors are {', '.join(ontology().sectors)}")
    return sector


def _dates(row: Row) -> tuple[str, str]:
    since, until = row.fields.get("from", ""), row.fields.get("to", "")
    for date in (since, until):
        if date and not _DATE.fullmatch(date):
            raise row.error(f"{date!r} is no date; they are written 2014, 2014-06 or 2014-06-29")
    if since and until and since[: len(until)] > until[: len(since)]:
        raise row.error(f"it ends ({until}) before it begins ({since})")
    return since, until


def _tenures(row: Row, code: str | None) -> Iterator[Tenure]:
    for field in row.several("offices"):
        held = tenure(field, code or "")
        if held.office not in offices():
            raise row.error(f"there is no office {held.office!r}; the offices are {', '.join(offices())}")
        if any(date and not _DATE.fullmatch(date) for date in (held.since, held.until)):
            raise row.error(f"{field!r} is not written as office from..to, dates as 2014-06-29")
        yield held


def _yes(row: Row, field: str) -> bool:
    told = row.fields.get(field, "").lower()
    if told not in ("", "yes", "no", "true", "false"):
        raise row.error(f"{field} is yes or no, not {told!r}")
    return told in ("yes", "true")
