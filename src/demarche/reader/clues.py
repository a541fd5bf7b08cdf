"""Words that tell a party's code: country names, demonyms, capitals, and well-known parties."""

from demarche.knowledge.countries import country_words


def clues_of(text: str) -> list[tuple[int, int, str]]:
    """`(start, end, code)` of each such word in the text, in order."""
    return [(w.start, w.end, w.code) for w in country_words(text)]
