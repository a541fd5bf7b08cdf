"""Number phrases: digits and number words, and the value that a run of them has."""

import re
from functools import cache

import msgspec

from demarche.knowledge.tables import table_rows

_MAX_COUNT = 10_000_000_000
_TOKEN = re.compile(
    r"(?P<digits>\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3}| 000)+(?:\.\d+)?"
    r"|\d{1,3}(?:\.\d{3})+(?![\d.])|\d+(?:\.\d+)?)"
    r"(?P<suffix>k|m|bn)?(?![a-z])|(?P<ordinal>\d+[a-z]+)|(?P<word>[^\W\d_]+)|(?P<mark>\S)",
    re.IGNORECASE,
)
_SUFFIXES = {"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}
DASHES = frozenset("-\u2010\u2011\u2012\u2013")


class Token(msgspec.Struct, frozen=True):
    """A number, word or mark of a text: `word` in lower case; `value` where it is written in digits."""

    start: int
    end: int
    word: str
    value: float | None = None


class Phrase(msgspec.Struct, frozen=True):
    """A number phrase over the tokens [first, last); `vague` where its value is only a usual minimum."""

    first: int
    last: int
    count: int
    vague: bool = False


@cache
def number_words() -> dict[str, tuple[str, int]]:
    """Each counting word with its role (unit, scale, vague, none) and value."""
    return {word: (role, int(value)) for word, role, value in table_rows("numbers/words.tsv", 3)}


def tokens_of(text: str) -> list[Token]:
    """The tokens of `text`, in order."""
    tokens = []
    for match in _TOKEN.finditer(text):
        value = None
        if match["digits"]:
            value = _digits(match["digits"]) * _SUFFIXES.get((match["suffix"] or "").lower(), 1)
        tokens.append(Token(match.start(), match.end(), match.group().lower(), value))
    return tokens


def word_at(tokens: list[Token], at: int) -> str:
    """The word of token `at`, or "" outside the text."""
    return tokens[at].word if 0 <= at < len(tokens) else ""


def touches(tokens: list[Token], at: int) -> bool:
    """Whether nothing stands between token `at` and the one before it."""
    return 0 < at < len(tokens) and tokens[at].start == tokens[at - 1].end


def phrase_at(tokens: list[Token], first: int) -> Phrase | None:
    """The number phrase that starts at token `first`, as long as it reaches; None where none starts."""
    token = tokens[first]
    if token.value is None and token.word not in number_words() and token.word not in ("a", "half"):
        return None
    role, value = number_words().get(token.word, ("", 0))
    if role == "none":
        return Phrase(first, first + 1, 0)
    if token.word == "one" and word_at(tokens, first - 1) == "no":
        return Phrase(first - 1, first + 1, 0)
    if role == "vague":
        return _vague(tokens, first, value)
    if token.word in ("a", "half"):
        return _of_scale(tokens, first)
    return None if role == "scale" else _plain(tokens, first)


def _of_scale(tokens: list[Token], first: int) -> Phrase | None:
    """ "a dozen", "a hundred", "half a million", "a quarter of a million"; "a score" means other things."""
    half = tokens[first].word == "half"
    if word_at(tokens, first + 1) == "quarter" and [word_at(tokens, first + i) for i in (2, 3)] == [
        "of",
        "a",
    ]:
        role, value = number_words().get(word_at(tokens, first + 4), ("", 0))
        return Phrase(first, first + 5, value // 4) if role == "scale" else None
    at = first + 1 + (half and word_at(tokens, first + 1) == "a")
    role, value = number_words().get(word_at(tokens, at), ("", 0))
    if role != "scale" or value == 20 or (half and at == first + 1):
        return None
    if half:
        return Phrase(first, at + 1, value // 2)
    return _scaled(tokens, first, at + 1, float(value), vague=False)


def _vague(tokens: list[Token], first: int, value: int) -> Phrase:
    """ "several", "several hundred", "dozens", "tens of thousands"."""
    inner_role, inner = number_words().get(word_at(tokens, first + 2), ("", 0))
    if word_at(tokens, first + 1) == "of" and inner_role == "vague" and inner > value:
        return Phrase(first, first + 3, value * (inner // 2), vague=True)
    return _scaled(tokens, first, first + 1, float(value), vague=True)


def _plain(tokens: list[Token], first: int) -> Phrase | None:
    """Digits or number words: "44", "1.2 million", "two hundred and six", "twenty-three"."""
    words = number_words()
    total, group = 0.0, 0.0
    at = last = first
    while at < len(tokens):
        token = tokens[at]
        role, value = words.get(token.word, ("", 0))
        if token.value is not None and at == first:
            group = token.value
        elif role == "unit" and (at == first or (_from_words(tokens, first) and _fits(group, value))):
            group += value
        elif role == "scale" and at > first and value > 0 and token.word != "score":
            group = (group or 1.0) * value
            if value >= 1000:
                total, group = total + group, 0.0
        elif at > first and _links(tokens, at, group, bool(total)):
            at += 1
            continue
        else:
            break
        at += 1
        last = at
    count = total + group
    return Phrase(first, last, round(count)) if last > first and count <= _MAX_COUNT else None


def _scaled(tokens: list[Token], first: int, last: int, count: float, *, vague: bool) -> Phrase:
    role, value = number_words().get(word_at(tokens, last), ("", 0))
    if vague and value == 12:  # "several dozen" is no surer than "dozens"
        return Phrase(first, last + 1, 24, vague)
    if role == "scale" and value != 20:
        return Phrase(first, last + 1, round(count * value), vague)
    return Phrase(first, last, round(count), vague)


def _from_words(tokens: list[Token], first: int) -> bool:
    return tokens[first].value is None


def _fits(group: float, value: int) -> bool:
    """Whether a unit may follow what stands: 20 takes 3, 200 takes 6, nothing takes a second 3."""
    if group == 0:
        return True
    return (group % 100 == 0 and value < 100) or (group % 10 == 0 and group % 100 >= 20 and 0 < value < 10)


def _links(tokens: list[Token], at: int, group: float, after_thousands: bool) -> bool:
    """Whether token `at` only joins words: the dash of "twenty-three", the and of "hundred and six"."""
    role, value = number_words().get(word_at(tokens, at + 1), ("", 0))
    if tokens[at].word in DASHES:
        joined = touches(tokens, at) and touches(tokens, at + 1)
        return joined and (role == "scale" or (role == "unit" and group > 0 and _fits(group, value)))
    over_hundred = (group and group % 100 == 0) or (group == 0 and after_thousands)
    return tokens[at].word == "and" and role == "unit" and bool(over_hundred) and value < 100


def _digits(digits: str) -> float:
    plain = re.sub(r"[, \u00a0\u2009\u202f]", "", digits[:24])
    if re.fullmatch(
        r"\d{1,3}(?:\.\d{3})+", plain
    ):  # a point that groups thousands: nobody counts thousandths
        plain = plain.replace(".", "")
    return float(plain)
