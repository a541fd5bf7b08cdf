"""Parties that a report names more than once: the surname, the initials, "the group", "the ministry"."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from demarche.knowledge.countries import countries, country_named, country_words
from demarche.knowledge.folding import words
from demarche.knowledge.name_sounds import sound, word_sound
from demarche.knowledge.party_words import RecallWord, office_words, phrase_words, recall_words, role_words
from demarche.knowledge.resolution import Resolution

_DEFINITE = frozenset({"the", "its", "their", "his", "her", "our", "this", "that", "these", "those"})
_INDEFINITE = frozenset({"a", "an"})
_SMALL = frozenset({"of", "the", "for", "and", "in", "to"})
_CAPITAL = re.compile(
    r"(?:(?:al|el|ash|an|ad|ar|bin|de|van|von)-?)?[A-Z\u00c0-\u00de]|(?:al|el|bin|ibn|de|van|von|der|la)$"
)


def taken_up(text: str, known: Sequence[Resolution], country: str | None) -> Resolution | None:
    """Return the party of the report that the words take up, or None.

    `text`: the phrase. `known`: the report's parties, the likeliest last. `country`: the code that is guessed
    for the phrase; where parties of that code would do, others are not taken.
    """
    folded = _folded(text)
    named = _named_by(text, folded, known)
    if named is not None:
        return msgspec.structs.replace(named, reason=f"{named.name}, named in full")
    opener = folded[0] if folded[0] in _DEFINITE or folded[0] in _INDEFINITE else ""
    rest = folded[1:] if opener else folded
    word = " ".join(rest)
    recall = recall_words().get(word)
    if recall is None and opener not in _INDEFINITE:
        recall = recall_words().get(folded[-1])
        if recall is not None and opener not in _DEFINITE and recall.how != "introduced":
            return None
        if recall is not None and not recall.kinds and _says_more(rest):
            return None
        introduced = recall is not None and recall.how == "introduced"
        proper = set() if introduced else _proper(text)  # "the London council"
        known = [party for party in known if proper <= set(_folded(party.name))] if proper else known
    if recall is None or (recall.how in ("definite", "introduced") and opener in _INDEFINITE):
        return None
    if recall.how == "introduced":
        return _introduced(text, rest, known, country)
    fitting = list(_fitting(recall, folded[-1], known))
    if country is not None:
        fitting = [party for party in fitting if party.code == country]
    if recall.how == "foreign":
        fitting = [party for party in fitting if country is not None and party.code not in countries()]
    if not fitting:
        return None
    return msgspec.structs.replace(fitting[0], reason=f"the {word}: {fitting[0].name}")


def takes_up(text: str) -> bool:
    """Whether the phrase ends in a word for a person: "the PYD spokesman"."""
    recall = recall_words().get(text.rpartition(" ")[2].lower())
    return recall is not None and recall.how == "introduced"


def _introduced(
    text: str, told: Sequence[str], known: Sequence[Resolution], country: str | None
) -> Resolution | None:
    """The person whom the report introduces with all these words, a country's aside, the likeliest.

    Of a title that a state's office gives, only of the code that the words or the report's guess tell.
    """
    places = country_words(text)
    skipped = {word.folded for word in words(text) if any(p.start <= word.start < p.end for p in places)}
    wanted = {word for word in told if word not in skipped and word not in _SMALL}
    code = places[0].code if places else country
    fitting = [party for party in reversed(known) if wanted and wanted <= set(party.titles)]
    exact = [party for party in fitting if code is None or party.code in (None, code)]
    if not exact and (places or " ".join(told) in office_words()):
        return None
    person = next(iter(exact or fitting), None)
    return msgspec.structs.replace(person, reason=f"{person.name}, introduced so") if person else None


def surname_of(name: str, known: Sequence[Resolution]) -> Resolution | None:
    """Return the person of the report, the likeliest, of whose name `name` is the end; else None."""
    folded = _folded(name)
    person = next(
        (party for party in reversed(known) if _is_person(party) and _ends_with(party, folded)), None
    )
    return msgspec.structs.replace(person, reason=f"{person.name}, named in full") if person else None


def named_before(name: str, known: Sequence[Resolution]) -> Resolution | None:
    """Return the person of the report of whose name `name` is the end, or that it sounds like; else None."""
    folded, key = _folded(name), sound(name)
    for party in reversed(known):
        if _is_person(party) and (_ends_with(party, folded) or (key and key == sound(party.name))):
            return party
    return _only_holder(folded, known[::-1])


def _named_by(text: str, folded: Sequence[str], known: Sequence[Resolution]) -> Resolution | None:
    """The person whose last names the words are, or one of whose names; the body whose name they end."""
    bare = tuple(folded[1:] if folded[0] == "the" else folded)
    if not bare:
        return None
    likeliest = list(reversed(known))
    for party in likeliest:
        if _is_person(party) and (_ends_with(party, bare) or _begins_with(party, bare)):
            return party
    state = country_named(text) is not None  # no ministry, though its name ends with the country's
    bodies = [party for party in likeliest if party.kind != "person" and not state]
    last = text.rpartition(" ")[2]
    for party in bodies:
        whole = len(bare) > 1 or last[:1].isupper()
        if (whole and _ends_with(party, bare)) or (last.isupper() and _shortens(bare, _folded(party.name))):
            return party
    core = _core(bare)
    fuller = [party for party in bodies if party.id is None and _core(_folded(party.name)) == core]
    full = max(fuller, key=lambda party: len(party.name), default=None)
    if full is not None and len(_folded(full.name)) > len(bare):
        return full
    return _only_holder(bare, likeliest)


def _only_holder(name: Sequence[str], parties: Sequence[Resolution]) -> Resolution | None:
    """The only person with that single name; a person told by full name and by surname is one."""
    if len(name) != 1:
        return None
    holders = [party for party in parties if name[0] in _folded(party.name) and _is_person(party)]
    full = max(holders, key=lambda person: len(_folded(person.name)), default=None)
    if full is None or any(_folded(full.name)[-len(_folded(p.name)) :] != _folded(p.name) for p in holders):
        return None
    return full


def _is_person(party: Resolution) -> bool:
    """Whether the party is a person, or unknown with a name like one."""
    if party.kind == "person":
        return True
    return party.kind == "unknown" and _like_a_person(party.name)


@lru_cache(maxsize=4096)
def _like_a_person(name: str) -> bool:
    words_ = name.split()
    return 1 < len(words_) < 5 and all(_CAPITAL.match(word) for word in words_)


def _ends_with(party: Resolution, last: Sequence[str]) -> bool:
    """Whether the name ends with these words; the last one may be spelt in another way."""
    name = _folded(party.name)
    if not last or len(last) >= len(name) or name[-len(last) : -1] != tuple(last[:-1]):
        return False
    alike = len(last[-1]) > 3 and party.kind == "person" and word_sound(last[-1]) == word_sound(name[-1])
    return last[-1] == name[-1] or alike


def _begins_with(party: Resolution, first: Sequence[str]) -> bool:
    """Whether the name begins with these words, two at least: "Abu Omar" of Abu Omar al-Shishani."""
    name = _folded(party.name)
    return 1 < len(first) < len(name) and name[: len(first)] == tuple(first)


def _shortens(short: Sequence[str], name: Sequence[str]) -> bool:
    """Whether `short` is the name with its last words in initials: "507th ARW", "SOHR" of all of it."""
    begin = len(short) - 1
    if tuple(short[:-1]) != tuple(name[:begin]):
        return False
    told = name[begin:]
    shorter = [word for word in told if word not in _SMALL]
    return any(len(each) > 1 and short[-1] == "".join(word[0] for word in each) for each in (told, shorter))


def _says_more(words_: Sequence[str]) -> bool:
    """Whether the words are a role of their own: "the regime army" is not just any army."""
    role = role_words().get(" ".join(words_))
    return len(words_) > 1 and role is not None and bool(role.organ)


def _proper(text: str) -> set[str]:
    """The folded names in the phrase, first word aside: not "US" in "the US-based group", not "Sunni"."""
    told = (word for word in list(words(text))[1:] if text[word.start].isupper())
    return {word.folded for word in told if text[word.end : word.end + 1] != "-"} - phrase_words("proper")


def _core(name: Sequence[str]) -> tuple[str, ...]:
    """The words of a name without those at its end that only say what it is: "tribe", "group"."""
    end = len(name)
    while end > 1 and (name[end - 1] in recall_words() or name[end - 1] in role_words()):
        end -= 1
    return tuple(name[:end])


def _fitting(recall: RecallWord, last: str, known: Sequence[Resolution]) -> Iterator[Resolution]:
    """The parties that the word may mean, the likeliest first; those whose name it is in before all."""
    likeliest = list(reversed(known))
    for party in likeliest:
        fits = bool(recall.kinds) or recall.sector in ("", party.sector)
        if fits and last in _folded(party.name) and party.kind != "person":
            yield party
    for party in likeliest:
        if party.kind in recall.kinds and recall.sector in ("", party.sector):
            yield party


@lru_cache(maxsize=4096)
def _folded(name: str) -> tuple[str, ...]:
    return tuple(word.folded for word in words(name))
