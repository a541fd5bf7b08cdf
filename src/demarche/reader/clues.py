"""Words that tell a party's code: country names, demonyms, capitals, and well-known parties."""

from demarche.knowledge.parties import party_base
from demarche.knowledge.party_embedded import own_country_words


def clues_of(text: str) -> list[tuple[int, int, str]]:
    """`(start, end, code)` of each such word in the text, in order."""
    found = {(w.start, w.end, w.code) for w in own_country_words(text)}
    found |= {(p.start, p.end, p.resolution.code) for p in party_base().find(text) if p.resolution.code}
    return sorted(found)
