"""The language of a text, told by the words that every sentence of it has; what leaves doubt is not told."""

import re
from collections import Counter
from functools import cache

import msgspec

from demarche.intake.data_files import load

ENGLISH = "en"
_WORD = re.compile(r"[^\W\d_]+")
_KANA_SHARE = 0.05  # of a text's letters: Chinese has none, Japanese many


class Languages(msgspec.Struct, frozen=True):
    """The data file: words by language, ranges of letters by language, and how much is enough."""

    fewest_words: int
    fewest_letters: int
    looked_at: int
    english: float
    another: float
    words: dict[str, frozenset[str]]
    scripts: dict[str, tuple[str, str]]


@cache
def languages() -> Languages:
    """The data of `data/languages.yaml`."""
    data = load("languages.yaml")
    lists = msgspec.convert(data["words"], dict[str, str])
    return msgspec.convert(
        {**data, "words": {code: frozenset(words.split()) for code, words in lists.items()}}, Languages
    )


def is_english(language: str) -> bool:
    """Whether a report's language, as a page or a row writes it ("en-GB", "English"), is English."""
    return language.lower().startswith(ENGLISH)


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language that `text` is in; None where it is short, mixed or not known."""
    known = languages()
    sample = text[: known.looked_at]
    words = Counter(word.lower() for word in _WORD.findall(sample))
    letters = sum(len(word) * count for word, count in words.items())
    if letters >= known.fewest_letters and (code := _by_script(sample, letters)) is not None:
        return code
    if words.total() < known.fewest_words:
        return None
    english = known.words[ENGLISH]
    if _share(words, english) >= known.english:
        return ENGLISH
    share, code = max(
        (_share(words, own - english), code) for code, own in known.words.items() if code != ENGLISH
    )
    mixed = 2 * _share(words, english - known.words[code]) > share
    return code if share >= known.another and not mixed else None


def _share(words: Counter[str], own: frozenset[str]) -> float:
    return sum(words[word] for word in own if word in words) / words.total()


def _by_script(text: str, letters: int) -> str | None:
    """The language whose script most of the letters of `text` are in, where a script tells it."""
    if text.isascii():
        return None
    counts = {
        code: len(re.findall(f"[{chr(int(first, 16))}-{chr(int(last, 16))}]", text))
        for code, (first, last) in languages().scripts.items()
    }
    if counts["zh"] + counts["ja"] > letters / 2:
        return "ja" if counts["ja"] > _KANA_SHARE * letters else "zh"
    code = max(counts, key=lambda each: counts[each])
    return code if counts[code] > letters / 2 else None
