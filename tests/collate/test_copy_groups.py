"""Groups of copies: no chaining, one result for any order, at once or link by link."""

from itertools import combinations
from random import Random

from copy_samples import STORIES
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.collate.copies.copying import Copying, Relation, copy_of
from demarche.collate.copies.groups import (
    CopyGroup,
    CopyLink,
    copy_groups,
    link_of,
    voices_among,
    with_links,
)


def link(one: str, other: str, relation: Relation = "same", score: float = 0.9) -> CopyLink:
    low = score if relation == "same" else 0.1
    shares = (low, score) if relation == "one holds other" else (score, low)
    return link_of(
        one,
        other,
        Copying(score=score, one_share=shares[0], other_share=shares[1], relation=relation, reason=""),
    )


def told(groups: tuple[CopyGroup, ...]) -> list[tuple[str, ...]]:
    return [group.reports for group in groups]


KEYS = st.sampled_from([f"k{number}" for number in range(9)])
LINKS = st.lists(
    st.builds(
        link,
        KEYS,
        KEYS,
        st.sampled_from(["same", "same", "same", "one holds other", "other holds one"]),
        st.sampled_from([0.5, 0.7, 0.9]),
    ).filter(lambda each: each.one != each.other),
    max_size=25,
    unique_by=lambda each: (each.one, each.other),
)


def test_copies_of_one_another_are_one_group() -> None:
    links = [link(a, b) for a, b in combinations("abcd", 2)]
    assert told(copy_groups(links)) == [("a", "b", "c", "d")]
    assert copy_groups(links)[0].links == tuple(links)


def test_what_holds_stories_joins_none_of_them() -> None:
    links = [link("roundup", f"s{number}", "one holds other") for number in range(10)]
    groups = copy_groups(links)
    assert all(len(group.reports) == 1 for group in groups)
    assert len(groups) == 11


def test_two_stories_in_one_report_stay_two() -> None:
    # Each is half of the digest, so that the digest tells mainly the same as either.
    links = [link("digest", "one", score=0.95), link("digest", "two", score=0.94)]
    assert told(copy_groups(links)) == [("digest", "one"), ("two",)]


def test_a_chain_of_versions_is_not_one_group() -> None:
    links = [link(f"v{number}", f"v{number + 1}") for number in range(8)]
    assert all(len(group.reports) <= 2 for group in copy_groups(links))


def test_one_missing_link_does_not_part_a_group() -> None:
    links = [link(a, b) for a, b in combinations("abcdef", 2) if (a, b) != ("a", "f")]
    assert told(copy_groups(links)) == [tuple("abcdef")]


def test_a_link_turned_round_is_the_same_link() -> None:
    copying, turned = copy_of(STORIES[0], "\n".join(STORIES)), copy_of("\n".join(STORIES), STORIES[0])
    assert copying is not None
    assert turned is not None
    assert link_of("a", "b", copying) == link_of("b", "a", turned)
    assert link_of("a", "b", copying).holder == "b"


def test_a_round_up_adds_no_voice_and_joins_none() -> None:
    links = [link("roundup", name, "one holds other") for name in ("a", "b", "c")]
    assert len(voices_among(["a", "b", "c", "roundup"], links)) == 3
    assert voices_among(["a", "roundup"], links) == (("a", "roundup"),)
    assert len(voices_among(["a", "b"], links)) == 2
    assert voices_among(["roundup"], links) == (("roundup",),)


def test_copies_are_one_voice_and_others_are_their_own() -> None:
    assert voices_among("abz", [link("a", "b")]) == (("a", "b"), ("z",))


@given(LINKS, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_order_makes_no_difference(links: list[CopyLink], chance: Random) -> None:
    groups = copy_groups(links)
    shuffled = list(links)
    chance.shuffle(shuffled)
    assert copy_groups(shuffled) == groups
    assert voices_among({k for g in groups for k in g.reports}, shuffled) == voices_among(
        {k for g in groups for k in g.reports}, links
    )


@given(LINKS, st.integers(0, 25))
@settings(max_examples=60, deadline=None)
def test_link_by_link_gives_what_all_at_once_gives(links: list[CopyLink], cut: int) -> None:
    at_once = copy_groups(links)
    assert with_links(copy_groups(links[:cut]), links[cut:]) == at_once
    step_by_step: tuple[CopyGroup, ...] = ()
    for each in links:
        step_by_step = with_links(step_by_step, [each])
    assert step_by_step == at_once


@given(LINKS)
@settings(max_examples=60, deadline=None)
def test_each_report_is_in_one_group_and_each_link_is_kept(links: list[CopyLink]) -> None:
    groups = copy_groups(links)
    keys = [key for group in groups for key in group.reports]
    assert sorted(keys) == sorted({key for each in links for key in (each.one, each.other)})
    kept = {each for group in groups for each in (*group.links, *group.outside)}
    assert kept == set(links)
    voices = voices_among(keys, links)
    assert sorted(key for voice in voices for key in voice) == sorted(keys)
    for group in groups:
        assert sum(set(group.reports) <= set(voice) for voice in voices) == 1


@given(LINKS)
@settings(max_examples=60, deadline=None)
def test_most_reports_of_a_group_are_linked(links: list[CopyLink]) -> None:
    same = {(each.one, each.other) for each in links if each.holder is None}
    for group in copy_groups(links):
        pairs = list(combinations(group.reports, 2))
        assert not pairs or 2 * sum(pair in same for pair in pairs) > len(pairs)
