"""Full-text search: what is found, and that nothing a user types is taken for the index's own language."""

import hashlib
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_places import fresh
from ledger_samples import reading, report

from demarche.errors import InputError
from demarche.knowledge.folding import fold
from demarche.ledger import Ledger, Query, fulltext

pytest_plugins = ("ledger_databases",)
pytestmark = pytest.mark.usefixtures("each_database")


def holding(*texts: str, title: str = "") -> Ledger:
    ledger = Ledger.open(fresh())
    made = [report(f"r{number}", words, title=title) for number, words in enumerate(texts)]
    ledger.add_many((of, reading(of)) for of in made)
    return ledger


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("shelled", True),
        ("SHELLED saraqib", True),
        ("saraqib shelled", True),
        ('"shelled Saraqib"', True),
        ('"saraqib shelled"', False),
        ("shel*", True),
        ("shel", False),
        ('shel* "turkeys foreign"', False),
        ("turkey", True),
        ("Turkey's", True),
        ("cavusoglu", True),
        ("Çavuşoğlu", True),
        ("yildirim", True),
        ("Y\u0131ld\u0131r\u0131m", True),
        ("cease-fire", True),
        ("cease", True),
        ("hayat", True),
        ("Hay'at", True),
        ("headline", True),
        ("shelled aleppo", False),
        ("shelled NOT saraqib", False),  # the words "not" and "saraqib", not an operator
        ("NEAR(shelled saraqib)", False),
        ("title : headline", True),  # no column filter: the words "title" ... is in the title
        ("text : shelled", False),
        ('shelled "', True),
        ('"shelled', True),
        ("^shelled", True),
        ("shelled + saraqib", True),
        ("*shelled", True),
        ("shelled\uff02 OR \uff02nothing", False),  # folding makes plain quotes of these
        ("shelled\0 saraqib", True),
    ],
)
def test_search(words: str, is_found: bool) -> None:
    body = (
        "Turkey\u2019s foreign minister \u00c7avu\u015fo\u011flu and Binali Y\u0131ld\u0131r\u0131m said "
        "the army shelled Saraqib despite the cease-fire; Hay\u2019at Tahrir denied it."
    )
    with holding(body, title="A headline title") as ledger:
        assert ledger.reports(Query(text=words)).total == int(is_found)


@pytest.mark.parametrize("words", ["", "   ", '""', "*", "-- ()", "^", '" "'])
def test_nothing_to_look_for(words: str) -> None:
    with holding("a b c") as ledger, pytest.raises(InputError, match="no words"):
        ledger.reports(Query(text=words))


def test_bounds() -> None:
    with holding("a b c") as ledger:
        with pytest.raises(InputError, match="longer than"):
            ledger.reports(Query(text="a" * 5000))
        with pytest.raises(InputError, match="more than"):
            ledger.reports(Query(text="a " * 400))
        assert ledger.reports(Query(text="a " * 50)).total == 1


@pytest.fixture(scope="module")
def one(each_database: None) -> Iterator[Ledger]:
    with holding("some words") as ledger:
        yield ledger


@settings(max_examples=200, deadline=None)
@given(
    words=st.text(st.characters(codec="utf-8"), max_size=60) | st.text('"*^:()+-{} NEARANDORT', max_size=40)
)
def test_no_query_breaks_the_search(one: Ledger, words: str) -> None:
    if fold(words):
        assert one.reports(Query(text=words)).total <= 1
    else:
        with pytest.raises(InputError, match="no words"):
            one.reports(Query(text=words))


LETTERS = (
    "abcKLM019 .,-_'\u2019\"\n\u0131\u0130\u015f\u00e7\u011f\u00df\u0142\u00e6\u00c5\u00e9\u0301"  # Latin
    "\u0416\u0439\u0393\u03c2\u0633\u0644\u0627\u0645"  # Cyrillic, Greek, Arabic
)


@settings(max_examples=200, deadline=None)
@given(body=st.text(LETTERS, min_size=1, max_size=40))
def test_every_word_of_a_text_is_found_as_it_stands(one: Ledger, body: str) -> None:
    of = report("r-" + hashlib.sha256(body.encode()).hexdigest(), body)
    one.add(of, reading(of))
    for word in body.split():
        if fold(word):
            assert one.reports(Query(text=word.replace('"', " "), report_id=of.id)).total == 1, (
                word,
                fold(word),
            )


def test_the_index_can_be_made_again() -> None:
    with holding("one two", "two three") as ledger:
        with ledger._writing() as connection:
            fulltext.rebuild(connection)
        assert ledger.reports(Query(text="two")).total == 2
        assert ledger.reports(Query(text="three")).total == 1


def test_folding_is_what_stored_ledgers_were_written_with() -> None:
    """When this changes, ledgers in use need a migration: folded columns and index are made with `fold`."""
    assert fold(
        "Turkey\u2019s \u00c7avu\u015fo\u011flu, Y\u0131ld\u0131r\u0131m; Hay\u2019at al-Sham (U.S.-led)"
    ) == ("turkey cavusoglu yildirim hayat al sham u s led")
    assert fold("\u0141\u00f3d\u017a Stra\u00dfe \u0130ZM\u0130R 2\u00bd") == "lodz strasse izmir 21\u20442"
