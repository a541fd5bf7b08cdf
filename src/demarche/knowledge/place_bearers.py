"""The places that words may mean: every bearer of the name in them."""

from demarche.knowledge.countries import country_named
from demarche.knowledge.gazetteer import Candidate, abbreviations, country_place, people, places_named
from demarche.knowledge.place_keys import exact_key
from demarche.knowledge.place_span import PlaceSpan, bare, country_spoken_of, place_span

# Falcon Street and Farsi Island are not at Falcon and Farsi.
_OF_ITS_OWN = frozenset({"street", "water", "land"})


def whole_name(text: str) -> str:
    """The span as a name of its own: "U.S." and "Ky." in full, else without the words before the name."""
    whole = bare(" ".join(text[:200].split()))
    if "." in text or (whole.isupper() and len(whole) == 2):
        whole = abbreviations().get(exact_key(whole), whole)
    return people().get(exact_key(whole), whole)


def is_short(text: str) -> bool:
    """Whether the words are a province's short form: "Ky.", "N.Y." mean no town."""
    return ("." in text or (text.isupper() and len(text) == 2)) and exact_key(text) in abbreviations()


def spellings(span: PlaceSpan) -> list[str]:
    """The names to look up, the fullest first: with its side and its head word, with either, alone."""
    name, side, head = span.core, span.side, span.head
    if not name:  # "North Bridge" may be one, "the Western parts" are none
        return [f"{side} {head}"] if side and head[:1].isupper() else []
    several = [f"{side} {name} {head}", f"{name} {head}", f"{head} {name}"]
    if span.role not in _OF_ITS_OWN:
        several += [f"{side} {name}", name]
    return [" ".join(one.split()) for one in several]


def bearers_of(words: str) -> tuple[Candidate, ...]:
    """The places that the words may mean: "North Carolina", "Ky.", "the city of Homs", "Syrian"."""
    key = exact_key(whole_name(words))
    key = exact_key(abbreviations().get(key, key))
    country = country_named(country_spoken_of(words) or "") if exact_key(words) not in people() else None
    place = country_place(country.code) if country is not None else None
    if place is not None:
        return (place,)
    span = place_span(words)
    return places_named(key) or (places_named(exact_key(span.core)) if span.role not in _OF_ITS_OWN else ())
