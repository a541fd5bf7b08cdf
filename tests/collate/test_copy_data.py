"""The data files of copies are well formed, and each kind of background is told by its words."""

import re

import pytest

from demarche.collate.copies.settings import copy_settings
from demarche.collate.copies.wording import background, is_background, news_of


def test_settings_are_in_their_ranges() -> None:
    settings = copy_settings()
    shares = (settings.copy_share, settings.same_share, settings.names_share, settings.shared_keys)
    assert all(0 < share < 1 for share in shares)
    assert settings.same_share <= 0.5  # a half of a report tells mainly the same
    assert min(settings.shared_run, settings.shingle, settings.values, settings.least_words) >= 1
    assert settings.most_keys * 4 <= 768  # a sketch has at most 1 KiB


def test_background_is_well_formed() -> None:
    for kind in background().background:
        assert kind.what
        assert kind.words
        assert all(
            each and all(word == word.lower() and word.isalnum() for word in each) for each in kind.words
        )
        re.compile(kind.expression)
        # Nothing repeats without bound, so that no sentence takes long.
        assert not re.search(r"[)\].\w][*+]", kind.expression.replace(r"\w+", "").replace("spiral+ed", ""))


@pytest.mark.parametrize(
    "sentence",
    [
        "More than 310,000 people have been killed since the conflict began in 2013",
        "Tavia's war broke out in March 2013 after protests were put down",
        "The conflict has left thousands dead and millions displaced over the years",
        "The monitor has put the toll of the six-year-old conflict at 470,000",
        "The war has since evolved into a fight between many sides",
        "The London-based Watch relies on a network of sources inside Tavia",
        "It determines whose planes carry out raids by type, location and munitions used",
        "The claim could not be independently verified",
        "Reporting by A. Penn; editing by B. Quill",
        "Agencies contributed to this report",
        "Source: News agencies",
        "Read also Bridge hit in the north",
        "Copyright 2016 The Star, all rights reserved",
    ],
)
def test_background_is_left_out(sentence: str) -> None:
    news = "Shells fell on the bridge at Veld on Tuesday."
    assert len(news_of(f"{news} {sentence}.")) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Nine people were killed on Tuesday when shells fell on a bridge",
        "The conflict over the harbour goes on, the minister said",
        "A source at the police said that the fighting began at dawn",
        "Activists verified the names of four of the dead",
        "Two soldiers were killed in fighting near Veld in the first week of May",
        "The governor said reporting in the town had become dangerous",
    ],
)
def test_news_is_not_background(sentence: str) -> None:
    assert not is_background(sentence.lower().replace(",", "").split())


def test_a_text_of_nothing_but_background_is_taken_whole() -> None:
    assert len(news_of("More than 310,000 people have been killed since the conflict began in 2013.")) == 1
