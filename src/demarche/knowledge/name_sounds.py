"""How a name sounds, so that its transliterations are the same: Mohammed, Muhammad; al-Sham, ash-Sham."""

import re
from functools import lru_cache

from demarche.knowledge.folding import words

# Articles and what joins them; they come and go between one outlet's spelling and the next.
_PARTICLES = frozenset(
    {
        "al",
        "el",
        "ul",
        "ol",
        "ash",
        "an",
        "ad",
        "ar",
        "at",
        "az",
        "as",
        "ed",
        "es",
        "en",
        "the",
        "bin",
        "ibn",
        "ben",
    }
)
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(?:abd(?:al|el|ul|ol|ur|ar|er|us|as)?)(?=.{3})", "abd"),  # Abdel, Abdul, Abd al-
        (r"sch|tsch|tch", "ch"),
        (r"kh|gh|q|g|ck", "k"),
        (r"dh|th(?=[^aeiouy])|dj", "d"),
        (r"ph", "f"),
        (r"w", "v"),
        (r"(?<=[^aeiouy])y(?=[aeiou])|(?<=[aeiou])y|(?<=.)y$|(?<=[^aeiouy])y", "i"),
        (r"c(?=[aou])", "k"),
        (r"(?<=.)h$", ""),
        (r"[ou]+w?", "u"),
        (r"(?!^)[aei]+|^[ae][aei]*", "a"),  # Imad is not Ahmad
        (r"au|ua", "u"),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=65536)
def word_sound(word: str) -> str:
    """Return the key of a folded word."""
    for pattern, sound in _RULES:
        word = pattern.sub(sound, word)
    return word


@lru_cache(maxsize=16384)
def sound(name: str) -> str | None:
    """Return the key of a name of two words or more besides articles; None for a shorter one.

    A single word is too little to tell names apart: Hassan, Hasan and Hussein.
    """
    told = [word.folded for word in words(name)]
    kept = [word for word in told if word not in _PARTICLES]
    if len(kept) < 2 or any(word.isdigit() for word in kept):
        return None
    merged: list[str] = []
    for word in kept:
        if merged and merged[-1] in ("abd", "abdel", "abdul"):  # "Abd al-Rahman"
            merged[-1] += word
        else:
            merged.append(word)
    if len(merged) < 2:
        return None
    return " ".join(word_sound(word) for word in merged)
