"""What stands around a report on a page and tells nothing: datelines, captions, buttons, links, credits."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

import msgspec

from demarche.intake.data_files import load
from demarche.intake.publication import DateLine, date_line

_NAME_WORD = r"[^\W\d_a-z][\w.'\u2019-]*"
_NAME = rf"(?-i:{_NAME_WORD}(?: (?:{_NAME_WORD}|al|bin|da|de|del|den|der|di|el|ibn|van|von)){{0,4}})"
_APART = re.compile(r"[\s|/,;:·•&()\[\].\u2013—-]+")
_SENTENCE_END = re.compile(r"[.!?…][\"'”\u2019)\]]*$")
_PLACE_AND_AGENCY = re.compile(rf"{_NAME}(?:, {_NAME})?\s*[(\u2013—-]\s*([^()]{{2,40}})\)?\W*")
_CREDIT_AFTER_SENTENCE = re.compile(r"[.!?\"'”\u2019)\]]\s+([^/.!?]{2,40})/[^.!?]{2,80}\.?$")

_PROSE_WORDS = 8  # a line of so many words that ends as a sentence does is a paragraph of the report
_PROSE_WORDS_UNENDED = 25
_CAPTION_ZONE = 12  # filled lines at the start among which captions stand
_CAPTION_CHARS = 40  # a shorter line is too little to call another one its repetition
_LABELLED_DATE_ZONE = (10, 5)  # filled lines at the start and at the end that may say "Published ..."
_LONGEST_DATELINE = 40
_EDGE = 40  # filled lines at either end that may be furniture of the edge when no paragraph comes before


class Found(msgspec.Struct, frozen=True):
    """Furniture among a report's lines: the indices of its lines, in order, and what its date lines say."""

    lines: tuple[int, ...]
    dates: tuple[DateLine, ...]


class Rules(msgspec.Struct, frozen=True):
    """The furniture data, compiled."""

    longest_line: int
    anywhere: re.Pattern[str]
    around: re.Pattern[str]
    caption_credits: re.Pattern[str]
    caption_signs: re.Pattern[str]
    position_signs: re.Pattern[str]
    connectors: frozenset[str]
    before_no_credit: frozenset[str]
    buttons: frozenset[tuple[str, ...]]
    agencies: frozenset[tuple[str, ...]]


@cache
def rules() -> Rules:
    """The rules in `data/furniture.yaml`."""
    data = load("furniture.yaml")
    lists = {
        name: msgspec.convert(value, list[str]) for name, value in data.items() if name != "longest_line"
    }

    def one_of(name: str) -> re.Pattern[str]:
        patterns = (pattern.replace("{name}", _NAME) for pattern in lists[name])
        return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)

    return Rules(
        longest_line=msgspec.convert(data["longest_line"], int),
        anywhere=one_of("anywhere"),
        around=one_of("around"),
        caption_credits=one_of("caption_credits"),
        caption_signs=one_of("caption_signs"),
        position_signs=one_of("position_signs"),
        connectors=frozenset(lists["connectors"]),
        before_no_credit=frozenset(lists["before_no_credit"]),
        buttons=frozenset(map(_tokens, lists["buttons"])),
        agencies=frozenset(map(_tokens, lists["agencies"])),
    )


def find_furniture(lines: Sequence[str], title: int | None = None) -> Found:
    """The furniture among `lines`, stripped of outer spaces; `title`, the index of the headline, stays."""
    marked = {index for index, line in enumerate(lines) if line and index != title and _is_anywhere(line)}
    open_lines = [i for i, line in enumerate(lines) if line and i != title and i not in marked]
    marked |= _captions(lines, open_lines)
    open_lines = [index for index in open_lines if index not in marked]
    dates: dict[int, DateLine] = {}
    first, last = _LABELLED_DATE_ZONE
    for index in dict.fromkeys(open_lines[:first] + open_lines[-last:]):
        if (told := _date_told(lines[index])) and told.labelled:
            dates[index] = told
    for edge, at_head in ((open_lines[:_EDGE], True), (open_lines[: -_EDGE - 1 : -1], False)):
        for index in edge:
            line = lines[index]
            if told := _date_told(line):
                dates.setdefault(index, told)
            elif _is_around(line) or (at_head and _is_dateline(line)):
                marked.add(index)
            elif _is_prose(line):
                break
    return Found(tuple(sorted(marked | dates.keys())), tuple(dates[index] for index in sorted(dates)))


def _is_anywhere(line: str) -> bool:
    known = rules()
    return len(line) <= known.longest_line and (
        known.anywhere.fullmatch(line) is not None or _made_of(line, known.buttons, numbers=True)
    )


def _is_around(line: str) -> bool:
    known = rules()
    if len(line) > known.longest_line:
        return False
    if known.around.fullmatch(line) or _made_of(line, known.agencies):
        return True
    placed = _PLACE_AND_AGENCY.fullmatch(line)
    return placed is not None and _made_of(placed[1], known.agencies)


def _is_dateline(line: str) -> bool:
    """Whether `line` is a place in capitals, such as ISTANBUL or KABUL, AFGHANISTAN."""
    if len(line) > _LONGEST_DATELINE or not line.isupper() or line[-1] in "!?" or any(map(str.isdigit, line)):
        return False
    return len(line.split()) <= (5 if "," in line else 3)


def _date_told(line: str) -> DateLine | None:
    told = date_line(line)
    if told is None or (told.rest and not (_is_around(told.rest) or _is_dateline(told.rest))):
        return None
    return told


def _is_prose(line: str) -> bool:
    words = len(line.split())
    return words >= _PROSE_WORDS_UNENDED or (words >= _PROSE_WORDS and bool(_SENTENCE_END.search(line)))


def _captions(lines: Sequence[str], open_lines: Sequence[int]) -> set[int]:
    """Captions among the first of `open_lines`: told by signs and credits, or repeated beside the picture."""
    zone = open_lines[:_CAPTION_ZONE]
    marked: set[int] = set()
    before_paragraphs = True
    for index in zone:
        if _has_caption_credit(lines[index]) or (before_paragraphs and _has_caption_sign(lines[index])):
            marked.add(index)
        elif _is_prose(lines[index]):
            before_paragraphs = False
    for place, index in enumerate(zone):
        for later in zone[place + 1 :]:
            shorter, longer = sorted((index, later), key=lambda i: len(lines[i]))
            added = _added(lines[shorter], lines[longer])
            if added is None:
                continue
            if marked & {index, later} or _shows_picture(lines[longer]) or _made_of(added, rules().agencies):
                marked |= {index, later}
            else:
                marked.add(shorter)
    if not any(_is_prose(lines[index]) for index in open_lines if index not in marked):
        return set()  # what would be left tells nothing: these were no captions
    return marked


def _added(shorter: str, longer: str) -> str | None:
    """What `longer` adds to its repetition `shorter`; None when it is no repetition, cut or whole."""
    if len(shorter) < _CAPTION_CHARS or not longer.startswith(shorter.rstrip("….")):
        return None
    return longer[len(shorter) :].strip()


def _has_caption_credit(line: str) -> bool:
    """Whether `line` ends in a picture's credit, such as (AP Photo/Name) or, after its sentence, AFP/Name."""
    known = rules()
    if len(line) > 2 * known.longest_line:
        return False
    agency = _CREDIT_AFTER_SENTENCE.search(line)
    return known.caption_credits.search(line) is not None or (
        agency is not None and _made_of(agency[1], known.agencies)
    )


def _has_caption_sign(line: str) -> bool:
    known = rules()
    if len(line) > 2 * known.longest_line:
        return False
    positions = {found.group().casefold() for found in known.position_signs.finditer(line)}
    return known.caption_signs.search(line) is not None or len(positions) > 1 or _ends_in_agency(line)


def _shows_picture(line: str) -> bool:
    """Whether `line`, known to be repeated, is a caption rather than the summary above a story."""
    return rules().position_signs.search(line) is not None or _ends_in_agency(line)


def _ends_in_agency(line: str) -> bool:
    """Whether `line` is no sentence and has an agency's name at its end that is no part of what it says."""
    words = line.split()
    if len(words) < _PROSE_WORDS or _SENTENCE_END.search(line):
        return False
    for count in (1, 2):
        before, credit = words[-count - 1], " ".join(words[-count:])
        if (
            credit[0].isupper()
            and not _SENTENCE_END.search(before)
            and before.lower() not in rules().before_no_credit
            and _made_of(credit, rules().agencies)
        ):
            return True
    return False


def _made_of(line: str, phrases: frozenset[tuple[str, ...]], *, numbers: bool = False) -> bool:
    """Whether `line` is a row of `phrases` and nothing else but connectors and, if `numbers`, counts."""
    tokens = _tokens(line)
    at, found = 0, False
    while at < len(tokens):
        length = next((n for n in range(5, 0, -1) if tokens[at : at + n] in phrases), 0)
        if length:
            found = True
        elif not (tokens[at] in rules().connectors or (numbers and tokens[at].isdigit())):
            return False
        at += length or 1
    return found


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(token for token in _APART.split(text.casefold()) if token)


def published_of(dates: Iterable[DateLine]) -> str | None:
    """The publication date that date lines tell: a labelled one first, that of a later change last."""
    ranked = sorted(dates, key=lambda told: (told.later, not told.labelled))
    return ranked[0].published if ranked else None
