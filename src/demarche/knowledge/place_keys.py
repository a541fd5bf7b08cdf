"""The keys that place names are compared by: exact but for case and marks, or by sound."""

import re
from hashlib import blake2b

from demarche.knowledge.folding import fold

ROW_BITS = 20  # a key array holds hash and row in one number: up to a million rows
_HASH_BITS = 40  # a name that no place has is taken for another one time in two million
_ARTICLE = re.compile(r"^(?:al|el|ad|ar|as|ash|at|az|an|adh|ath|ed|er|es|esh|et|ez|en|ul|ur|uz|us)$")
_JOINED_ARTICLE = re.compile(r"^(?:al|el)(?=[^aeiou])(?=\w{4})")
_SOUNDS = (
    (re.compile(r"kh|gh"), "k"),
    (re.compile(r"q|c(?=[^eiyh])|ck"), "k"),
    (re.compile(r"dh|th|tz|ts"), "t"),
    (re.compile(r"d"), "t"),
    (re.compile(r"ph|v"), "f"),
    (re.compile(r"zh|dj|j|g(?=[ei])"), "j"),
    (re.compile(r"sh|ch|sch"), "x"),
    (re.compile(r"z|c"), "s"),
    (re.compile(r"p"), "b"),
    (re.compile(r"n(?=b)"), "m"),
)
_VOWELS = re.compile(r"[aeiouyw]+")
_AFTER_VOWEL_H = re.compile(r"(?<!^)h")
_DOUBLE = re.compile(r"(.)\1+")


exact_key = fold  # Al-Raqqah and al raqqah are the same


def bare_key(folded: str) -> str:
    """A folded name without its Arabic articles, in one word: "deir ez zor" is "deirzor"."""
    words = [word for word in folded.split() if not _ARTICLE.match(word)] or folded.split()
    return "".join(_JOINED_ARTICLE.sub("", word) for word in words)


def sound_key(folded: str) -> str | None:
    """The consonants of a folded name as romanisations agree on them, or None where too few are left.

    Khan Sheikhoun and Khan Shaykhun, Deir Ezzor and Dayr az Zawr, Raqa and Raqqah have one key each.
    """
    bare = bare_key(folded)
    if len(bare) < 4 or not bare.isascii() or not bare.isalpha():
        return None
    head = "a" if bare[0] in "aeiou" else ""
    sounds = bare
    for pattern, sound in _SOUNDS:
        sounds = pattern.sub(sound, sounds)
    sounds = _VOWELS.sub("", _AFTER_VOWEL_H.sub("", sounds))
    sounds = head + _DOUBLE.sub(r"\1", sounds)
    return sounds if len(sounds) >= 3 else None


def hashed(key: str) -> int:
    """40 bits of a hash that is the same on every machine."""
    return int.from_bytes(blake2b(key.encode("utf-8"), digest_size=_HASH_BITS // 8).digest(), "big")
