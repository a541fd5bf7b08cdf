"""Actor and agent dictionaries of PETRARCH and TABARI (CAMEO codes), brought to the form of an overlay."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from demarche.errors import KnowledgeError
from demarche.knowledge.countries import countries, country_named
from demarche.knowledge.folding import fold
from demarche.knowledge.party_words import phrase_words, role_words
from demarche.knowledge.tables import table_rows

MOST_BYTES = 64_000_000
_CODE = re.compile(
    r"\[\s*([~A-Z]+)(?:[0-9][A-Z0-9]*)?(?:(?:\s+|\s*(?=[<>]))([<>]?)\s*([0-9]*)\s*(-?)\s*([0-9]*))?\s*\]"
)
_BRACKET = re.compile(r"\[[^\]]*\]")
_COMMENT = re.compile(r"(?:;|\s#).*")
_PLURAL = re.compile(r"\{([^}]*)\}")
_SET = re.compile(r"!([A-Z]+)!\s*=\s*(.+)")
_INITIALS = re.compile(r"\(([A-Z][A-Z0-9.-]{1,9})\)")
_CENTURY = 30  # two-digit years up to this one are of this century, as PETRARCH has it
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "with", "at", "against"})
_KINDS = {"IGO": "igo", "UNO": "igo", "EUR": "igo", "NGO": "ngo", "MNC": "company", "IMG": "group"}
_SECTORS = {"NGO": "SOC", "MNC": "BUS", "IMG": "REB"}  # of parties whose code says what they are


class Unread(NamedTuple):
    """A line that says nothing that can be used: `file:line`, and why."""

    place: str
    reason: str


class Imported(msgspec.Struct, frozen=True):
    """Rows of an overlay, all fields in their order, and the lines that could not be used."""

    rows: tuple[tuple[str, ...], ...]
    unread: tuple[Unread, ...]


class _Dated(NamedTuple):
    code: str
    sector: str
    since: str
    until: str
    state: bool  # whether the code is a country's and says no more


class _Entry(msgspec.Struct):
    place: str
    names: list[str]
    codes: list[_Dated] = []
    coded: bool = False  # whether a code was met, be it one that cannot be used


def read_petrarch(paths: Sequence[str | PathLike[str]]) -> Imported:
    """Return the actors and agents of dictionaries in PETRARCH's text format, in the order of the files.

    An actor with dated codes gives a row for each, the undated first. Agents become role words, plurals
    included; those that the knowledge base has with the same sector are left out, as are countries. Lines
    without a usable code or date are told in `unread`. Raises KnowledgeError for a file that cannot be read.
    """
    rows: list[tuple[str, ...]] = []
    unread: list[Unread] = []
    seen: dict[str, int] = {}
    for path in map(Path, paths):
        lines = _lines(path)
        sets: dict[str, list[str]] = {}
        entry: _Entry | None = None
        for number, line in enumerate(lines, 1):
            place = f"{path}:{number}"
            text = _COMMENT.sub("", " " + line).strip()
            if not text or text.startswith(("#", "<", ";")):
                continue
            if "[" in _BRACKET.sub("", text):
                unread.append(Unread(place, "a bracket that is not closed"))
            elif found := _SET.fullmatch(text):
                sets[found[1]] = [word.strip() for word in found[2].split(",") if word.strip()]
            elif "~" in text and "[" in text:
                rows += _agent(place, text, sets, unread)
            else:
                entry = _continued(entry, place, text, rows, seen, unread)
        if entry is not None:
            rows += _rows(entry, seen, unread)
    return Imported(tuple(rows), tuple(unread))


def _lines(path: Path) -> list[str]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise KnowledgeError(f"{path}: larger than {MOST_BYTES // 1_000_000} MB")
        data = path.read_bytes()
    except OSError as error:
        raise KnowledgeError(f"{path}: {error.strerror or error}") from error
    data = data.replace(b"\0", b"")  # stray in one of the dictionaries in use
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return text.splitlines()


def _continued(
    entry: _Entry | None,
    place: str,
    text: str,
    rows: list[tuple[str, ...]],
    seen: dict[str, int],
    unread: list[Unread],
) -> _Entry | None:
    """The entry that goes on after this line; the one before it, if it is done, is put into the rows."""
    name = _BRACKET.sub("", text).strip()
    if name and not name.startswith("+") and not (entry is not None and not entry.coded):
        if entry is not None:
            rows += _rows(entry, seen, unread)
        entry = None
    if entry is None:
        if not name:
            unread.append(Unread(place, "a code without a name"))
            return None
        entry = _Entry(place, [])
    if name:
        entry.names += _names(name.lstrip("+"))
    for bracket in _BRACKET.findall(text):
        entry.coded = True
        dated = _dated(bracket)
        if isinstance(dated, str):
            unread.append(Unread(place, dated))
        else:
            entry.codes.append(dated)
    return entry


def _rows(entry: _Entry, seen: dict[str, int], unread: list[Unread]) -> Iterator[tuple[str, ...]]:
    """Yield the overlay's rows of an actor."""
    names = list(dict.fromkeys(name for name in entry.names if fold(name)))
    if not names or not entry.codes:
        if not entry.coded or not names:
            unread.append(Unread(entry.place, "a name without a code" if names else "a code without a name"))
        return
    if all(dated.state for dated in entry.codes) and any(country_named(name) for name in names):
        return  # the base knows countries, and what the words after one mean
    key = fold(names[0]).replace(" ", "-")
    seen[key] = seen.get(key, 0) + 1
    identifier = f"own:{key}" if seen[key] == 1 else f"own:{key}-{seen[key]}"
    usual = [dated for dated in entry.codes if not (dated.since or dated.until)]
    for n, dated in enumerate([*usual[:1], *(dated for dated in entry.codes if dated.since or dated.until)]):
        kind = _KINDS.get(dated.code) or ("group" if dated.sector == "REB" else "unknown")
        aliases = "; ".join(names[1:]) if n == 0 else ""
        yield (
            identifier, names[0], aliases, kind, dated.code, dated.sector, dated.since, dated.until,
            "", "", "", Path(entry.place.rpartition(":")[0]).name,
        )  # fmt: skip


def _agent(
    place: str, text: str, sets: Mapping[str, list[str]], unread: list[Unread]
) -> Iterator[tuple[str, ...]]:
    """Yield the row of an agent's words and plurals, without those that the base knows alike."""
    brackets = _BRACKET.findall(text)
    parts = brackets[0].strip("[] ").replace("~", "")
    code, sector = _plover(parts)
    if not (code or sector):
        unread.append(Unread(place, f"{brackets[0]} says nothing in PLOVER"))
        return
    plural = _PLURAL.search(text)
    told = _PLURAL.sub("", _BRACKET.sub("", text)).replace("_", " ").strip().lower()
    wordings = [told]
    for name, members in sets.items():
        mark = f"!{name.lower()}!"
        wordings = [
            w.replace(mark, member.lower()) for w in wordings for member in (members if mark in w else [""])
        ]
    singular = [" ".join(wording.split()) for wording in wordings if "!" not in wording]
    if plural is None and "!" not in told:  # a set of words has its plurals
        wordings = [*singular, *(_plural(word) for word in singular)]
    elif plural is not None:
        wordings = [*singular, plural[1].replace("_", " ").strip().lower()]
    else:
        wordings = singular
    known = role_words()
    new = [
        word
        for word in dict.fromkeys(filter(fold, wordings))
        if fold(word) not in known or known[fold(word)].sector != (sector or None)
    ]
    if new:
        yield (
            "", new[0], "; ".join(new[1:]), "role", code, sector, "", "", "", "", "",
            Path(place.rpartition(":")[0]).name,
        )  # fmt: skip


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def _names(name: str) -> Iterator[str]:
    """Yield a dictionary's name as it is written in a report, and the initials that it gives in brackets."""
    for part in name.split("+"):
        text = " ".join(part.replace("_", " ").split())
        bare = " ".join(re.sub(r"\([^)]*\)", " ", text).split()).removeprefix("THE ").strip(" ;,")
        if bare:
            yield _cased(bare)
        yield from _INITIALS.findall(text)


def _cased(text: str) -> str:
    """The name with capitals at its words; a single word of up to five letters is taken for an acronym."""
    words = text.split(" ")
    if len(words) == 1 and len(text) <= 5:
        return text
    small = _SMALL | phrase_words("particle")
    return " ".join(
        word.lower() if n and word.lower() in small else _capital(word) for n, word in enumerate(words)
    )


def _capital(word: str) -> str:
    if any(char.isdigit() for char in word) or re.fullmatch(r"(?:[A-Z]\.)+[A-Z]?", word):
        return word
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))


def _dated(bracket: str) -> "_Dated | str":
    """The code in brackets with its dates, or why it cannot be used."""
    found = _CODE.fullmatch(bracket)
    if found is None:
        return f"{bracket} is no code"
    parts, sign, first, dash, last = (part or "" for part in found.groups())
    code, sector = _plover(parts)
    if not code and not sector:
        return f"{bracket} says nothing in PLOVER"
    dates = [_date(digits) if digits else "" for digits in (first, last)]
    if None in dates or (first and not sign and not dash):
        return f"{bracket} has a date that is none"
    since, until = ("", dates[0]) if sign == "<" else (dates[0], dates[1])
    if since and until and until < since:
        return f"{bracket} ends before it begins"
    return _Dated(code, sector, since or "", until or "", len(parts) == 3 and parts in countries())


def _date(digits: str) -> str | None:
    """An ISO date from YYMMDD or YYYYMMDD; 00 for a month or day that is not known; None if it is none."""
    if len(digits) == 6:
        digits = ("19" if int(digits[:2]) > _CENTURY else "20") + digits
    if len(digits) != 8:
        return None
    year, month, day = digits[:4], digits[4:6], digits[6:]
    if month == "00":
        return year
    if not "01" <= month <= "12" or day > "31":
        return None
    return f"{year}-{month}" if day == "00" else f"{year}-{month}-{day}"


def _plover(parts: str) -> tuple[str, str]:
    """The code and sector that a CAMEO code says, "" where it says none; a state alone is its government."""
    code, sector, faith = "", "", ""
    table = _parts()
    pieces = [parts[n : n + 3] for n in range(0, len(parts), 3)]
    for n, piece in enumerate(pieces):
        says, plover = table.get(piece, ("", ""))
        if says == "code" or (not says and piece in countries() and (n == 0 or not code)):
            more = code == "IGO" and plover in ("UNO", "EUR")
            code = plover or piece if not code or more else code
        elif says == "sector":
            sector = sector or plover
        elif says == "faith":
            faith = faith or plover
    if code in _SECTORS:
        return code, _SECTORS[code]
    if code in ("IGO", "UNO"):
        return code, sector if sector == "MIL" else ""
    sector = sector or faith
    if len(pieces) == 1 and code and not sector:
        sector = "GOV"
    return code, sector


@cache
def _parts() -> Mapping[str, tuple[str, str]]:
    return MappingProxyType(
        {part: (says, plover) for part, says, plover in table_rows("cameo_actor_codes.tsv", 3)}
    )
