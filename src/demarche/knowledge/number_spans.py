"""What of a number span tells its total: new figures go before old ones, parts are left out."""

import re
from functools import cache

from demarche.knowledge.number_words import number_words

_FRACTIONS = {
    "half": (1, 2),
    "third": (1, 3),
    "two-thirds": (2, 3),
    "quarter": (1, 4),
    "three-quarters": (3, 4),
}
_SHARE = re.compile(
    r"\b(?:an?\s+|one[\s-]+)?(?P<share>half|third|two[\s-]thirds|quarter|three[\s-]quarters) of "
    r"(?:the |its |their |all )?(?=\d)",
    re.IGNORECASE,
)
_MOTHER_OF = re.compile(
    r"\b(?:mother|father|parent|grandmother|grandfather|widow|widower) of \w+", re.IGNORECASE
)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A change to a new figure, "not 12 but", ", not 12", and the beginning of a part of a total."""
    words = "|".join(sorted((word for word, (role, _) in number_words().items() if role != "none")))
    number = rf"(?:\d(?:[\d.,]*\d)?|(?:{words})\b)"
    change = (
        r"\b(?:rose|risen?|rises|rising|climb\w*|increas\w*|gr[eo]wn?|jump\w*|revis\w*|rais\w*|lower\w*|correct\w*"
        r"|dropp\w*|fell|fallen|bring\w*|brought|toll (?:\w+ )?up|now up)\b"
        rf"[^;]{{0,80}}?\bto (?=(?:[a-z]+ ){{0,3}}{number})"
    )
    instead = rf"\bnot {number}(?: \w+)?,?(?: as [^,;]{{0,40}}?,?)? but (?:rather )?"
    denied = rf",? (?:and |if )?(?:not|instead of|rather than) {number}"
    part = (
        rf"[,;(]?\s*\b(?:(?:and )?(?:at least )?{number} (?:of|among) (?:whom|them)"
        r"|including|among (?:them|whom)|of (?:whom|them))\b"
    )
    return tuple(re.compile(one, re.IGNORECASE) for one in (change, instead, denied, part))  # type: ignore[return-value]


def total_part(text: str) -> str:
    """The words that tell the total: "from 58", "not 12 but" and what "including" begins are left out."""
    change, instead, denied, part = _patterns()
    text = instead.sub("", text, count=1)
    changed = change.search(text)
    if changed is not None:
        text = text[changed.end() :]
    for pattern in (denied, part):
        cut = next((match.start() for match in pattern.finditer(text) if match.start() > 0), len(text))
        text = text[:cut]
    return _MOTHER_OF.sub("mother", text)


def share_of(text: str) -> tuple[int, int, str] | None:
    """The fraction (above, below) that a span tells of a number, and the words of that number; or None."""
    match = _SHARE.search(text)
    if match is None:
        return None
    above, below = _FRACTIONS["-".join(re.split(r"[\s-]+", match["share"].lower()))]
    return above, below, text[match.end() :]
