"""What a report says about where it is, read from its whole text, for `resolve_place`."""

from collections import Counter
from collections.abc import Sequence

from demarche.knowledge.countries import country_words
from demarche.knowledge.place_keys import exact_key
from demarche.knowledge.place_mentions import mentions_of
from demarche.knowledge.places import PlaceContext

_MAX_CHARS = 100_000


def report_context(text: str, spans: Sequence[tuple[int, int]] = ()) -> PlaceContext:
    """The countries, places and provinces that a report tells of.

    `spans`: [start, end) of the places that the caller found; the names that `find_places` finds are added.
    Capitals do not count for their countries: one may be the very town in question.
    """
    text = text[:_MAX_CHARS]
    told = Counter(word.code for word in country_words(text) if word.kind != "capital")
    signs, mentions = mentions_of(text)
    names = [text[start:end] for start, end in spans if 0 <= start < end <= len(text)]
    names += [signs.words(mention.first, mention.last) for mention in mentions]
    within: dict[str, dict[str, None]] = {}
    places = [(text[start:end], signs.ending_at(end)) for start, end in spans]
    places += [(signs.words(mention.first, mention.last), mention.last) for mention in mentions]
    for words, last in places:
        region = signs.region(last) if last is not None else None
        if last is not None and region is not None:
            within.setdefault(exact_key(words), {})[signs.words(last, region)] = None
    return PlaceContext(
        countries={code: float(count) for code, count in told.items()},
        others=tuple(dict.fromkeys(names)),
        within={key: tuple(regions) for key, regions in within.items()},
    )
