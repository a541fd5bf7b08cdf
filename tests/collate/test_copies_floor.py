"""The gate for copies: what is planted among written reports is found, and nothing else is called a copy."""

from benchmarks.copies import found_of, planted
from copy_samples import STORIES, report

from demarche.collate.copies.finding import copy_links
from demarche.collate.copies.versions import page_key

REPORTS = [report(f"s{number}", text) for number, text in enumerate(STORIES)]


def test_planted_copies_are_found() -> None:
    assert min(found_of(REPORTS).values()) >= 0.98


def test_nothing_but_planted_copies_is_called_one() -> None:
    made_of = {page_key(each): {page_key(each)} for each in REPORTS}
    copies = []
    for way, original, copy in planted(REPORTS):
        copies.append(copy)
        texts = [each for each in REPORTS if way == "inside" and each.text in copy.text]
        made_of[page_key(copy)] = {page_key(original), *map(page_key, texts)}
    for link in copy_links([*REPORTS, *copies]):
        assert made_of[link.one] & made_of[link.other]
