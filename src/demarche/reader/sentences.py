"""Where sentences begin and end. A line break always ends one."""

import re

from demarche.reader.word_list import word_list

# signs first, so that a search leaps from one to the next; possessive, and from the first sign of a run on: a
# hundred thousand dots are looked at once
END = re.compile(r"[.!?…\n](?:(?<=\n)\n*+|(?<![.!?…]{2})[.!?…]*+[\"'”’»)\]]*+(?=\s))")  # noqa: RUF001
OPENING = "\"'“‘«(["  # signs before a sentence's first word  # noqa: RUF001
BEFORE = re.compile(r"([^\W\d_](?:[^\W\d_]|\.(?=[^\W\d_]))*)\.[\"'”’»)\]]*$")  # noqa: RUF001


def ends_sentence(text: str, start: int, end: int) -> bool:
    """Whether the sign at `[start, end)` ends a sentence, by what stands before and after it."""
    if text[start] == "\n":
        return True
    after = text[end : end + 40].lstrip()
    first = after.lstrip(OPENING)[:1]
    if after and (first.islower() or not first.isalnum()):
        return False
    if text[start] != ".":
        return True
    before = BEFORE.search(text[max(0, start - 30) : end])
    if before is None:
        return True
    word = before[1].lower()
    # "U.S. officials" goes on, "in the U.S. The ..." may end: initials end only before an article-like word
    if "." in word or (len(word) == 1 and word != "i"):
        return bool(
            re.match(r"[\"“]?(The|A|An|He|She|It|They|But|In|On|At|His|Her|Its|This|That|We)\b", after)
        )
    return word not in word_list("abbreviations")


def sentences_of(text: str) -> list[tuple[int, int]]:
    """`[start, end)` of each sentence, in order, without the white space around it."""
    found: list[tuple[int, int]] = []
    start = 0
    for match in [*END.finditer(text), None]:
        end = match.end() if match else len(text)
        if match and not ends_sentence(text, match.start(), end):
            continue
        piece = text[start:end]
        if piece.strip():
            found.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
        start = end
    return found
