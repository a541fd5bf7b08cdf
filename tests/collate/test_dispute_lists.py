"""The lists behind voices, tolls, camps, natures and framing are well formed."""

from itertools import combinations

from demarche.collate.disputes.camps import camps
from demarche.collate.disputes.denials import denials
from demarche.collate.disputes.natures import natures
from demarche.collate.disputes.populations import populations
from demarche.collate.framing.naming import loaded_words
from demarche.collate.telling.voices import sources
from demarche.knowledge.countries import countries
from demarche.knowledge.folding import words
from demarche.plover.ontology import ontology


def folded(phrases: object) -> bool:
    return all(" ".join(w.folded for w in words(phrase)) == phrase for phrase in phrases)  # type: ignore[attr-defined]


def test_every_phrase_is_written_as_it_is_looked_for() -> None:
    for nature in natures().natures.values():
        assert folded((*nature.words, *nature.aside))
    assert folded(natures().whether)
    lists = denials()
    assert folded((*lists.phrases, *lists.denying, *lists.happening, *lists.inventing))
    assert folded(loaded_words().parties)
    for topic in loaded_words().topics.values():
        assert folded((*topic.plain, *topic.loaded))
        assert not set(topic.plain) & set(topic.loaded)


def test_conflicts_are_between_natures_that_the_table_has() -> None:
    assert {name for pair in natures().conflicts for name in pair} <= set(natures().natures)


def test_sectors_and_modes_are_plovers() -> None:
    known = ontology()
    sectors = set(known.sectors)
    modes = {mode for type_ in known.types.values() for mode in type_.modes}
    lists = (
        camps().state,
        camps().armed,
        natures().civilians,
        natures().fighters,
        sources().state_sectors,
    )
    for each in lists:
        assert each <= sectors
    assert {mode for nature in natures().natures.values() for mode in nature.modes} <= modes
    assert not camps().state & camps().armed
    assert not natures().civilians & natures().fighters


def test_members_of_coalitions_are_countries() -> None:
    for members in camps().coalitions.values():
        assert members <= set(countries())


def test_no_word_counts_two_populations() -> None:
    lists = populations()
    for one, other in combinations(
        (lists.parts, lists.troops, lists.insurgents, lists.rough, lists.further), 2
    ):
        assert not one & other


def test_no_party_has_two_voices() -> None:
    every = [party for line in sources().same_voice for party in line]
    assert len(every) == len(set(every))


def test_each_loaded_word_says_what_it_is_used_for() -> None:
    assert all(loaded_words().parties.values())
