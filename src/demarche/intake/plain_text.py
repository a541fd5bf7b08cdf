"""Plain text to a report's headline and body: furniture out, every sentence in."""

import re
from collections.abc import Sequence

import msgspec

from demarche.intake.encoding import decode, mend
from demarche.intake.furniture import find_furniture, published_of
from demarche.intake.identity import content_digest, content_id, url_id
from demarche.intake.kinds import refuse_binary
from demarche.intake.language import ENGLISH, language_of
from demarche.intake.limits import Limits
from demarche.intake.origin import UNKNOWN, Origin, article_address, host_of
from demarche.intake.publication import published_in
from demarche.intake.refused import RefusedError
from demarche.intake.words import word_count
from demarche.records import Report

_LONGEST_TITLE_CHARS = 220
_LONGEST_TITLE_WORDS = 30
_FEWEST_TITLE_WORDS = 3
_TITLE_ZONE = 6  # filled lines among which the headline may stand again
_PARAGRAPH_CHARS = 100  # a line of more is a paragraph by itself, not a wrapped line
_WRAPPED_CHARS = 40  # a wrapped line that is not the last of its paragraph has at least so many
_SENTENCE_END = re.compile(r"[.!?…;,:][\"'”\u2019)\]]*$")
_QUESTION_OR_CRY = re.compile(r"[?!][\"'”\u2019]*$")
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_PAGE_TITLE_TAIL = re.compile(r"\s+[|\u2013—-]\s+\S.{0,60}$")


class Article(msgspec.Struct, frozen=True):
    """What a page or text holds: `text` is headline and body, `furniture` what was taken out, in order."""

    title: str
    text: str
    published: str | None
    furniture: tuple[str, ...]


def read_article(text: str, title: str | None = None) -> Article:
    """The article in `text`. A `title` known from elsewhere is set above the body when the text lacks it.

    Without a `title` the text is a file's: its first line may be a headline, its paragraphs may be wrapped.
    """
    lines = [line.strip() for line in _LINE_END.sub("\n", text).split("\n")]
    if title is None:
        lines = _unwrapped(lines)
    at = _title_index(lines) if title is None else _index_of(title, lines)
    headline = lines[at] if at is not None else (title or "")
    found = find_furniture(lines, at)
    again = _repeats(headline, lines, at) if headline else set()
    taken = again.union(found.lines)
    kept = ["" if index in taken else line for index, line in enumerate(lines)]
    if at is not None:
        kept[at] = ""
    body = re.sub(r"\n{3,}", "\n\n", "\n".join(kept).strip("\n"))
    whole = f"{headline}\n\n{body}".strip("\n")
    return Article(
        title=headline,
        text=whole,
        published=published_of(found.dates) or published_in(body) or published_in(whole, headline),
        furniture=tuple(lines[index] for index in sorted(taken)),
    )


def text_report(data: bytes, source: str, limits: Limits, origin: Origin = UNKNOWN) -> Report:
    """The report that the plain text `data` is. Raises RefusedError when it is none."""
    refuse_binary(data)
    text = mend(decode(data, origin.charset))
    if len(text) > limits.text_chars:
        raise RefusedError("too-large", f"a text of {len(text):,} characters (most: {limits.text_chars:,})")
    article = read_article(text)
    if word_count(article.text, limits.min_words) < limits.min_words:
        raise RefusedError("not-a-report", f"fewer than {limits.min_words} words")
    url = article_address(origin.address)
    outlet = origin.outlet or host_of(url)
    published = article.published or origin.published
    return Report(
        id=url_id(url) if url else content_id(article.title, article.text, published, outlet),
        text=article.text,
        title=article.title,
        published=published,
        outlet=outlet,
        url=url,
        language=language_of(article.text) or ENGLISH,
        source=source,
        furniture=article.furniture,
        digest=content_digest(article.title, article.text, published),
    )


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """`lines` with paragraphs that were wrapped to a width joined again."""
    joined: list[str] = []
    block: list[str] = []
    for line in [*lines, ""]:
        if line:
            block.append(line)
            continue
        joined += [" ".join(block)] if _is_wrapped(block) else block
        joined.append("")
        block = []
    return joined[:-1]


def _is_wrapped(block: Sequence[str]) -> bool:
    """Whether the lines of `block` are one paragraph broken at a width."""
    if len(block) < 3 or not all(_WRAPPED_CHARS <= len(line) <= _PARAGRAPH_CHARS for line in block[:-1]):
        return False
    if len(block[-1]) > _PARAGRAPH_CHARS:
        return False
    unended = sum(not _SENTENCE_END.search(line) for line in block[:-1])
    return 2 * unended > len(block) - 1 and any(line[0].islower() for line in block[1:])


def _title_index(lines: Sequence[str]) -> int | None:
    """The index of the headline: the first line, when it looks like one and stands apart from the rest."""
    filled = [index for index, line in enumerate(lines) if line]
    if not filled:
        return None
    first = filled[0]
    line = lines[first]
    words = len(line.split())
    if len(line) > _LONGEST_TITLE_CHARS or not _FEWEST_TITLE_WORDS <= words <= _LONGEST_TITLE_WORDS:
        return None
    if _SENTENCE_END.search(line) and not _QUESTION_OR_CRY.search(line):
        return None
    if find_furniture([line]).lines or len(filled) == 1:
        return None
    following = filled[1]
    apart = following > first + 1 or len(lines[following]) > _PARAGRAPH_CHARS
    if apart or _same_headline(line, lines[following]):
        return first
    return first if following in find_furniture(lines, first).lines else None


def _index_of(title: str, lines: Sequence[str]) -> int | None:
    filled = [index for index, line in enumerate(lines) if line][:_TITLE_ZONE]
    return next((index for index in filled if _same_headline(title, lines[index])), None)


def _repeats(headline: str, lines: Sequence[str], at: int | None) -> set[int]:
    zone = [index for index, line in enumerate(lines) if line and index != at][:_TITLE_ZONE]
    return {index for index in zone if _same_headline(headline, lines[index])}


def _same_headline(one: str, other: str) -> bool:
    """Whether two lines are one headline, be it with the outlet's name behind it."""
    if len(one) > _LONGEST_TITLE_CHARS or len(other) > _LONGEST_TITLE_CHARS:
        return False
    whole = (_bare(one), _bare(other))
    without_tail = (_bare(_PAGE_TITLE_TAIL.sub("", other)), _bare(_PAGE_TITLE_TAIL.sub("", one)))
    return "" not in whole and (
        whole[0] == whole[1] or whole[0] == without_tail[0] or whole[1] == without_tail[1]
    )


def _bare(line: str) -> str:
    return "".join(char for char in line.casefold() if char.isalnum())
