"""The tables of linking, leads, titles and words are well formed."""

import re
from typing import get_args

import pytest
import yaml

from demarche.collate.incidents.combining import weights
from demarche.collate.incidents.title_names import title_names
from demarche.collate.place_names import alike, opposed, place_name
from demarche.collate.telling.happenings import kinds
from demarche.collate.telling.lead import lead_signs
from demarche.collate.telling.word_groups import groups_told, load, means, plain_words
from demarche.knowledge.folding import fold
from demarche.plover import ontology
from demarche.records import Occurrence


def test_every_type_has_one_kind() -> None:
    listed = [type_ for types in load("happenings.yaml")["kinds"].values() for type_ in types]
    assert sorted(listed) == sorted(ontology().types)
    assert len(listed) == len(set(listed))
    assert kinds().attached <= set(ontology().types)


def test_weights_that_forbid_or_say_against_are_below_zero() -> None:
    using = weights()
    assert using.cut <= using.merge
    assert using.bound > 0
    for term, level in (
        ("place", "far"),
        ("place", "other place"),
        ("means", "apart"),
        ("time", "two days apart"),
    ):
        assert using.terms[term][level] < -1
    for term, level in (("place", "same place"), ("toll", "same"), ("time", "same day"), ("target", "same")):
        assert using.terms[term][level] > 0.5
    assert ("time", "apart") in using.never


def test_what_was_not_compared_joins_nothing() -> None:
    assert weights().missing < weights().merge  # so that groups without a compared pair need not be looked at


def test_the_means_name_known_modes_and_groups() -> None:
    groups = set(load("weapons.yaml")["means"])
    modes = {mode for type_ in ontology().types.values() for mode in type_.modes}
    assert set(means().of_mode) <= modes
    assert {name for pair in means().apart for name in pair} <= groups


@pytest.mark.parametrize("name", ["weapons.yaml", "targets.yaml"])
def test_entries_are_folded_words(name: str) -> None:
    data = load(name)
    lists = [each["words"] for each in data["means"].values()] if name == "weapons.yaml" else data.values()
    for entry in (entry for listed in lists for entry in listed):
        assert fold(entry) == entry.replace("$", "").strip(), entry
        assert len(entry.split()) <= 2


def test_plain_words_are_folded_and_leave_names_alone() -> None:
    assert "the" in plain_words()
    assert "market" not in plain_words()


def test_titles_cover_types_and_occurrences() -> None:
    table = load("titles.yaml")
    assert set(table["others"]) == set(ontology().types) - {"ASSAULT"}
    assert set(table["occurrences"]) == set(get_args(Occurrence)) - {"actual"}
    assert set(table["targets"]) <= set(load("targets.yaml"))
    assert table["attacks"][-1]["means"] == []
    assert {target for each in table["attacks"] for target in each.get("hits", ())} <= set(table["targets"])


def test_title_forms_end_with_one_that_needs_no_party_and_name_known_modes() -> None:
    table = load("titles.yaml")
    for type_, forms in table["others"].items():
        assert forms["title"]
        told = {name for name, each in table["told"].items() if type_ in each["types"]}
        assert set(forms) <= {"title"} | set(ontology().types[type_].modes) | told
        for form in forms.values():
            assert "{" not in form[-1]
            slots = {slot for each in form for slot in re.findall(r"\{(\w+)\}", each)}
            assert slots <= {"actor", "recipient", "parties", "town"}
    assert {*table["placeless"], *table["deeds"]} <= set(table["others"])
    assert all(set(each["types"]) <= set(table["others"]) for each in table["told"].values())


def test_lists_of_title_names_are_folded_words() -> None:
    names = title_names()
    for words in (
        names.plural,
        names.singular,
        names.the,
        names.before,
        names.nobody,
        names.at,
        names.on,
        names.own,
    ):
        assert all(word == fold(word) for word in words)


def test_lead_signs_have_numbers() -> None:
    assert lead_signs().least > 0
    assert lead_signs().signs["old"] < 0 < lead_signs().signs["headline"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Khan Sheikhun", "Khan Shaykhun"),
        ("Salah Eddin neighbourhood", "Salaheddin"),
        ("Raqa", "Raqqah"),
        ("Ghoutta", "Ghouta"),
        ("Deir Ezzor", "Deir ez-Zor"),
    ],
)
def test_spellings_of_one_name_are_alike(one: str, other: str) -> None:
    assert alike(place_name(one), place_name(other))


@pytest.mark.parametrize(("one", "other"), [("Sarmada", "Sarmin"), ("Homs", "Hama"), ("Mare", "Maarat")])
def test_names_of_two_places_are_not(one: str, other: str) -> None:
    assert not alike(place_name(one), place_name(other))


def test_east_and_west_of_a_town_are_opposed() -> None:
    assert opposed(place_name("Eastern Oster"), place_name("west Oster"))
    assert not opposed(place_name("Eastern Oster"), place_name("Oster"))


def test_groups_are_found_by_words_and_by_pairs_of_words() -> None:
    assert groups_told("means", ["a", "car", "bomb", "exploded"]) >= {"vehicle_bomb"}
    assert "vehicle_bomb" not in groups_told("means", ["the", "car", "stopped"])
    assert groups_told("targets", ["schools"]) == {"school"}


def test_the_prior_is_laid_out_as_the_table() -> None:
    from demarche.collate.incidents.combining import weights_of
    from training import linking

    prior = linking.prior_of()
    assert {term: set(levels) for term, levels in prior.terms.items()} == {
        term: set(levels) for term, levels in weights().terms.items()
    }
    text = linking.written(
        prior, "# a comment\nmerge: 0.0\nbias: 1\nnever:\n  - time: apart\nterms:\n  x: 1\n"
    )
    read = yaml.safe_load(text)
    assert read["bias"] == prior.bias
    assert read["terms"]["place"]["far"] == prior.terms["place"]["far"]
    assert weights_of({**load("linking.yaml")}).merge == weights().merge


def test_words_of_round_ups_are_folded() -> None:
    assert all(fold(phrase) == phrase for phrase in lead_signs().round_ups)


def test_a_front_for_liberation_has_liberated_nothing_by_its_name() -> None:
    assert "capture" not in groups_told("means", ["liberation", "front", "shells"])
    assert "capture" in groups_told("means", ["the", "front", "liberated", "it"])
