"""Contexts told by words."""

import shutil
import time
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.errors import KnowledgeError
from demarche.plover import contexts_of, ontology
from demarche.plover.contexts import read_context_words


@pytest.mark.parametrize(
    ("text", "contexts"),
    [
        ("Warplanes bombed the town.", {"military"}),
        ("The foreign minister met the ambassador.", {"diplomatic"}),
        ("Thousands of refugees waited at the camp.", {"migration"}),
        ("Inspectors found traces of sarin.", {"cbrn"}),
        ("The group is accused of human-rights abuses.", {"human_rights"}),
        ("A suicide bomber killed five.", {"terrorism"}),
        ("Voters went to the polling stations.", {"election"}),
        ("They pledged to cut greenhouse gas emissions.", {"environment"}),
        ("Hospitals ran out of vaccines.", {"health"}),
        ("Parliament passed the draft law.", {"legislative"}),
        ("New tariffs hurt exports.", {"economic"}),
        ("Hackers spread ransomware.", {"cyber"}),
        ("A court sentenced the lawyer.", {"legal"}),
        ("Police seized cocaine.", {"illegal_drugs"}),
        ("The mayor took bribes.", {"corruption"}),
        ("Two spies were caught.", {"intelligence"}),
        ("The army staged a coup.", {"military", "pro-autocracy"}),
        ("U.N. peacekeepers arrived.", {"peacekeeping"}),
        ("Aid convoys reached the besieged town.", {"human_security"}),
        ("He applied for asylum.", {"asylum"}),
        ("An earthquake hit the coast.", {"disasters"}),
        ("The two leaders had lunch on Tuesday.", set()),
        ("", set()),
    ],
)
def test_contexts_of_a_sentence(text: str, contexts: set[str]) -> None:
    assert set(contexts_of(text)) == contexts


def test_case_diacritics_hyphens_and_line_breaks_do_not_matter() -> None:
    told = contexts_of("chemical weapons")
    assert told == ("cbrn",)
    for text in ("CHEMICAL WEAPONS", "chemical-weapon", "Chémical\n  weapons", "chemical \u2013 weapons"):
        assert contexts_of(text) == told


def test_a_word_within_a_word_tells_nothing() -> None:
    assert contexts_of("a courtyard, a spyglass and the Armyan farm") == ()


def test_a_name_that_holds_a_telling_word_tells_nothing() -> None:
    assert contexts_of("according to the Syrian Observatory for Human Rights") == ()
    assert contexts_of("the Islamic Republic of Iran") == ()
    assert contexts_of("an Islamic State fighter") == ("terrorism",)


def test_contexts_come_in_order_of_name() -> None:
    told = contexts_of("Warplanes, an embassy, a hospital, elections and a chemical attack")
    assert list(told) == sorted(told)
    assert len(told) == 5


@given(st.text(max_size=200))
def test_any_text_gives_known_contexts(text: str) -> None:
    assert set(contexts_of(text)) <= set(ontology().contexts)


def test_every_context_has_words_that_tell_it() -> None:
    words = read_context_words(files("demarche.plover") / "data")
    told: set[str] = set()
    for entry, names in (*words.whole.items(), *words.stems.items()):
        assert words.contexts_of(f"x {entry} y") == tuple(sorted(names)), entry
        told |= names
    assert told == set(ontology().contexts)


def test_a_long_hostile_text_takes_no_time() -> None:
    started = time.process_time()
    contexts_of("nuclear " * 20_000 + "chemical chemical-" * 20_000 + "a" * 200_000)
    assert time.process_time() - started < 20  # a tenth of a second; minutes if it were quadratic


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  cyber:", "  hacking:", "unknown context 'hacking'"),
        ("cyber*,", "cy*ber,", "not a word under cyber"),
        ("cyber*,", '"",', "not a word under cyber"),
        ("nothing: [", "nothing: [[", "context_words.yaml"),
    ],
)
def test_a_spoilt_list_is_one_clear_error(tmp_path: Path, old: str, new: str, says: str) -> None:
    with as_file(files("demarche.plover") / "data") as data:
        shutil.copy(data / "context_words.yaml", tmp_path)
    path = tmp_path / "context_words.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        read_context_words(tmp_path)
    assert says in str(caught.value)
