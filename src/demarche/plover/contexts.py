"""Contexts told by words: which of PLOVER's 37 contexts a stretch of text speaks of."""

import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import msgspec

from demarche.errors import KnowledgeError
from demarche.plover.ontology import ontology, read_yaml

_GAP = re.compile(r"[\s\-\u2010-\u2015_]+")


def contexts_of(text: str) -> tuple[str, ...]:
    """Names of the contexts that the words of `text` tell, in order of name; empty when none."""
    return _shipped().contexts_of(text)


class ContextWords(msgspec.Struct, frozen=True):
    """A compiled list: `scan` finds the longest entry at each word, `whole` and `stems` say what it tells."""

    scan: re.Pattern[str]
    whole: Mapping[str, frozenset[str]]
    stems: Mapping[str, frozenset[str]]

    def contexts_of(self, text: str) -> tuple[str, ...]:
        found: set[str] = set()
        for match in self.scan.finditer(_fold(text)):
            found |= self._told(match[0])
        return tuple(sorted(found))

    def _told(self, words: str) -> frozenset[str]:
        for form in (words, words.removesuffix("s"), words.removesuffix("es")):
            if form in self.whole:
                return self.whole[form]
        # Not listed whole, so a stem matched: the longest that it starts with.
        for end in range(len(words), 0, -1):
            if words[:end] in self.stems:
                return self.stems[words[:end]]
        return frozenset()


class _Listed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    contexts: dict[str, list[str]]
    nothing: list[str]


def read_context_words(folder: Traversable) -> ContextWords:
    """The words of `context_words.yaml` in a folder, compiled; KnowledgeError when it is not well formed."""
    name = "context_words.yaml"
    listed = read_yaml(folder, name, _Listed)
    whole: dict[str, set[str]] = {_fold(phrase): set() for phrase in listed.nothing}
    stems: dict[str, set[str]] = {}
    for context, words in listed.contexts.items():
        if context not in ontology().contexts:
            raise KnowledgeError(f"plover/{name}: unknown context {context!r}")
        for word in words:
            entries = stems if word.endswith("*") else whole
            folded = _fold(word.rstrip("*")).strip()
            if not folded or "*" in folded:
                raise KnowledgeError(f"plover/{name}: not a word under {context}: {word!r}")
            entries.setdefault(folded, set()).add(context)
    return ContextWords(
        scan=re.compile(rf"\b(?:{_trie(whole, stems)})"),
        whole={word: frozenset(names) for word, names in whole.items()},
        stems={word: frozenset(names) for word, names in stems.items()},
    )


@functools.cache
def _shipped() -> ContextWords:
    return read_context_words(files("demarche.plover") / "data")


def _fold(text: str) -> str:
    """Lower case, no diacritics, gaps and hyphens one space each: `Human-Rights` equals `human rights`."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        text = text.replace("\u2019", "'")
    return _GAP.sub(" ", text.casefold())


def _trie(whole: Iterable[str], stems: Iterable[str]) -> str:
    """One pattern for all entries, common beginnings shared, so that a scan tries few branches at a word."""
    root: dict[str, Any] = {}
    for entries, end in ((whole, r"(?:e?s)?\b"), (stems, r"\w*")):
        for word in entries:
            node = root
            for character in word:
                node = node.setdefault(character, {})
            node[""] = end if "" not in node else r"\w*"
    return _branches(root)


def _branches(node: Mapping[str, Any]) -> str:
    # Longer entries stand before the end of a shorter one: the longest wins.
    options = [re.escape(c) + _branches(node[c]) for c in sorted(node) if c]
    if "" in node:
        options.append(node[""])
    return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"
