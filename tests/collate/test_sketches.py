"""Sketches: small, the same everywhere, and alike where texts share a part."""

import subprocess
import sys

import msgspec
import pytest
from copy_samples import BRIDGE, HARBOUR, STORIES, report
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.collate.copies.copying import copy_of
from demarche.collate.copies.finding import candidates, copy_links
from demarche.collate.copies.sketches import Sketch, bands_of, may_be_copies, scheme, sketch_of

LONG = "\n".join(
    f"{story} Item {number} of Bulletin {number * 7}." for number in range(60) for story in STORIES
)


def test_a_sketch_is_small_however_long_the_text() -> None:
    numbered = " ".join(
        f"Convoy {n} left Veld for Port {n + 1} with {n * 3} guards on board." for n in range(3000)
    )
    for text in (BRIDGE, LONG, numbered):
        assert len(msgspec.msgpack.encode(sketch_of("a-key-of-a-usual-length/1234567890", text))) <= 1024


def test_bands_are_numbers_that_a_database_can_keep() -> None:
    bands = bands_of(sketch_of("k", BRIDGE))
    assert list(bands) == sorted(set(bands))
    assert all(0 <= band < 2**32 for band in bands)
    assert len(bands) >= 12


def test_sketches_are_the_same_in_every_process() -> None:
    load = "import sys; from demarche.collate.copies.sketches import sketch_of"
    code = f"{load}; print(sketch_of('k', sys.argv[1]).keys.hex())"
    made = {
        subprocess.run(
            [sys.executable, "-c", code, BRIDGE],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert made == {sketch_of("k", BRIDGE).keys.hex()}


def test_a_change_of_the_hash_functions_is_a_change_of_scheme() -> None:
    # Kept sketches are compared with new ones: if this fails, the scheme must change with it.
    assert scheme() == "rensa2-s5v4r1741"
    assert bands_of(sketch_of("k", "Shells fell on Veld and Brod on 3 May"))[:2] == (2142432839, 2240032969)


@pytest.mark.parametrize("text", STORIES)
def test_a_part_is_a_candidate_wherever_it_is(text: str) -> None:
    words = text.split()
    part = sketch_of("part", " ".join(words[len(words) // 2 :]))
    whole = sketch_of("whole", text)
    inside = sketch_of("inside", "\n".join([*STORIES[:2], *STORIES[2:]]))
    assert may_be_copies(part, whole)
    assert may_be_copies(part, inside)
    assert may_be_copies(whole, inside)


def test_other_stories_are_no_candidates() -> None:
    sketches = [sketch_of(str(number), story) for number, story in enumerate(STORIES)]
    assert list(candidates(sketches)) == []


def test_capitals_throughout_do_not_hide_a_text() -> None:
    assert may_be_copies(sketch_of("a", BRIDGE.upper()), sketch_of("b", BRIDGE.upper()))
    assert may_be_copies(sketch_of("a", BRIDGE.lower()), sketch_of("b", BRIDGE.lower()))


def test_empty_texts_have_no_bands() -> None:
    empty = sketch_of("k", "")
    assert (bands_of(empty), empty.words) == ((), 0)
    assert not may_be_copies(empty, empty)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("2016-05-03", "2016-05-20", True),
        ("2016-05-03", "2016-07-20", False),
        ("2016-05", "2016-06-20", True),
        ("2016", "2016-11-20", True),
        ("2015", "2016-11-20", False),
        (None, "2016-11-20", True),
        ("soon", "2016-11-20", True),
        ("2016-13-45", "2016-11-20", True),
    ],
)
def test_days_as_exact_as_known(one: str | None, other: str | None, near: bool) -> None:
    assert may_be_copies(sketch_of("a", BRIDGE, "", one), sketch_of("b", BRIDGE, "", other)) is near


def brute(sketches: list[Sketch]) -> set[tuple[int, int]]:
    return {(a, b) for b in range(len(sketches)) for a in range(b) if may_be_copies(sketches[a], sketches[b])}


@given(st.lists(st.lists(st.sampled_from(" ".join(STORIES).split(". ")), max_size=12), max_size=8))
@settings(max_examples=50, deadline=None)
def test_candidates_are_all_pairs_that_may_be_copies(texts: list[list[str]]) -> None:
    sketches = [sketch_of(str(number), ". ".join(text)) for number, text in enumerate(texts)]
    assert set(candidates(sketches)) == brute(sketches)


def test_links_are_what_comparing_every_pair_gives() -> None:
    texts = [*STORIES, BRIDGE[:300], HARBOUR + "\n" + BRIDGE, BRIDGE.split(". ", 1)[1]]
    reports = [report(f"r{number}", text) for number, text in enumerate(texts)]
    every = {
        (f"wire/r{a}", f"wire/r{b}")
        for b in range(len(texts))
        for a in range(b)
        if copy_of(texts[a], texts[b])
    }
    assert {(link.one, link.other) for link in copy_links(reports)} == every
