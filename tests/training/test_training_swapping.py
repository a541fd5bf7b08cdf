"""Countries changed for others: the marks stay on their words."""

import random

import pytest
from benchmarks.accuracy import corpus_part
from marked_samples import REPORT
from training.marked import MarkedReport, read_report
from training.swapping import swapped

from demarche.knowledge.countries import countries, country_words

SEEDS = range(30)


def words(report: MarkedReport, label: str) -> list[str]:
    return [report.text[start:end] for start, end in report.spans[label]]


@pytest.mark.parametrize("seed", SEEDS)
def test_marks_stay_on_their_words(seed: int) -> None:
    old = read_report(REPORT, "here")
    new = swapped(old, random.Random(seed))
    for label in ("e1", "e2", "e3", "e4", "p4", "l1", "t1", "n1", "g1", "p5"):
        assert words(new, label) == words(old, label)
    assert set(new.spans) == set(old.spans)
    assert new.events == old.events


@pytest.mark.parametrize("seed", SEEDS)
def test_a_country_is_the_same_other_one_everywhere(seed: int) -> None:
    new = swapped(read_report(REPORT, "here"), random.Random(seed))
    norway, finland = countries()[new.values["p1"][1]], countries()[new.values["p2"][1]]
    assert words(new, "p1") == [norway.name, norway.name, "It"]
    assert words(new, "p2") == [finland.name, finland.capitals[0]]
    assert words(new, "p3") == [f"{finland.adjective} gunners"]
    assert new.values["p3"][1:] == (finland.code, "MIL")
    assert new.values["p5"][1] == norway.code
    assert norway is not finland


def test_countries_do_change_also_among_themselves() -> None:
    seen = {swapped(read_report(REPORT, "here"), random.Random(s)).values["p1"][1] for s in range(60)}
    assert len(seen) > 10
    assert {"NOR", "FIN"} <= seen


def test_the_same_dice_give_the_same_report() -> None:
    report = read_report(REPORT, "here")
    assert swapped(report, random.Random(5)) == swapped(report, random.Random(5))


def test_what_names_no_country_stays_as_it_is() -> None:
    text = (
        "harbour-wire-0002\n\nThe [rebels]{p1} [fled]{e1}.\n---\np1 | rebels | | REB\ne1 | RETREAT | p1 >\n"
    )
    report = read_report(text, "here")
    assert swapped(report, random.Random(1)) == report


def test_the_corpus_survives_the_change() -> None:
    """Marks of words that name no country read as before, in every report of a part of the corpus."""
    for number, old in enumerate(corpus_part("tune")):
        new = swapped(old, random.Random(number))
        named = [(w.start, w.end) for w in country_words(old.text)]
        for label, places in old.spans.items():
            assert len(new.spans[label]) == len(places)
            for (start, end), (first, last) in zip(places, new.spans[label], strict=True):
                if not any(s < end and start < e for s, e in named):
                    assert new.text[first:last] == old.text[start:end], (old.id, label)
                assert new.text[first:last].strip() == new.text[first:last] != ""
