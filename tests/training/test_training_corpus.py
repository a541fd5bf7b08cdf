"""The corpus is well formed: what is trained on and measured on can be relied upon."""

from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from benchmarks.accuracy import CORPUS
from training.marked import MarkedReport, MarkError, read_corpus
from training.split import part_of

from demarche.knowledge.countries import countries
from demarche.plover import ontology

FILES = sorted(CORPUS.glob("*.txt"))


@cache
def reports_of(path: Path) -> list[MarkedReport]:
    return [r for r in read_corpus(path) if not isinstance(r, MarkError)]


def reports() -> list[MarkedReport]:
    return [report for path in FILES for report in reports_of(path)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_checks_clean(path: Path) -> None:
    found = list(read_corpus(path))
    assert found
    assert [str(problem) for problem in found if isinstance(problem, MarkError)] == []


def test_no_id_stands_twice() -> None:
    counts = Counter(report.id for report in reports())
    assert [name for name, count in counts.items() if count > 1] == []


def test_no_text_stands_twice() -> None:
    counts = Counter(report.text for report in reports())
    assert max(counts.values()) == 1


def test_there_is_enough_of_everything() -> None:
    assert len(reports()) >= 500
    types = Counter(event.type for report in reports() for event in report.events.values())
    assert set(types) == set(ontology().types)
    assert min(types.values()) >= 100
    occurrences = Counter(event.occurrence for report in reports() for event in report.events.values())
    assert min(occurrences[o] for o in ("future", "hypothetical", "negated")) >= 30


def test_every_part_has_its_share() -> None:
    parts = Counter(part_of(report.id) for report in reports())
    assert parts["held"] >= 40
    assert parts["tune"] >= 10
    assert parts["train"] >= 400


def test_marks_stand_on_whole_words() -> None:
    for report in reports():
        for label, places in report.spans.items():
            for start, end in places:
                words = report.text[start:end]
                assert words == words.strip(), (report.id, label, words)
                assert "\n" not in words, (report.id, label, words)


def test_texts_hold_no_leftovers_of_marks() -> None:
    for report in reports():
        assert not set("[]{}|") & set(report.text), report.id
        assert "---" not in report.text, report.id
        assert "===" not in report.text, report.id


def test_governments_have_their_countrys_code() -> None:
    """Some stories tell of invented countries; those that are real have their own codes."""
    by_name = {country.in_phrase: country.code for country in countries().values()}
    checked = 0
    for report in reports():
        for label, value in report.values.items():
            code = by_name.get(value[0].removeprefix("Government of "))
            if label[0] == "p" and value[0].startswith("Government of ") and code:
                assert value[1] == code, (report.id, label, value)
                checked += 1
    assert checked > 300


def test_dates_are_dates() -> None:
    for report in reports():
        told = [v[0] for label, v in report.values.items() if label[0] == "t" and v[0]]
        for value in [*told, *([report.published] if report.published else [])]:
            ends = value.split("/")
            for one in ends:
                date.fromisoformat(one + "-01-01"[len(one) - 10 :] if len(one) < 10 else one)
            assert ends == sorted(ends), (report.id, value)


def test_a_party_is_on_both_sides_only_where_each_does_it_to_the_other() -> None:
    for report in reports():
        for name, event in report.events.items():
            both = set(event.actors) & set(event.recipients)
            assert not both or len(both) > 1, (report.id, name)
