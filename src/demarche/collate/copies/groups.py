"""Groups of copies: reports that speak with one voice, and the links between groups."""

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from demarche.collate.copies.copying import Copying


class CopyLink(msgspec.Struct, frozen=True, kw_only=True):
    """Two reports by their keys, `one` before `other`, and how they share their words."""

    one: str
    other: str
    copying: Copying

    @property
    def holder(self) -> str | None:
        """The key of the longer report where it holds the shorter and more; None where both tell the same."""
        relation = self.copying.relation
        return None if relation == "same" else self.one if relation == "one holds other" else self.other


class CopyGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Reports whose news is mainly the same: one voice. All lists are in order of keys.

    `links` are those among the reports, `outside` those with reports of other groups: mostly longer reports
    that hold this one's, or shorter ones that it holds.
    """

    reports: tuple[str, ...]
    links: tuple[CopyLink, ...]
    outside: tuple[CopyLink, ...]


def link_of(one: str, other: str, copying: Copying) -> CopyLink:
    """The link of two reports, whichever way round they are given; `copying` is of `one` with `other`."""
    if one <= other:
        return CopyLink(one=one, other=other, copying=copying)
    turned = {"one holds other": "other holds one", "other holds one": "one holds other"}
    copying = msgspec.structs.replace(
        copying,
        one_share=copying.other_share,
        other_share=copying.one_share,
        relation=turned.get(copying.relation, "same"),
    )
    return CopyLink(one=other, other=one, copying=copying)


def copy_groups(links: Iterable[CopyLink]) -> tuple[CopyGroup, ...]:
    """Every report of the links in one group, in order of keys; the order of the links makes no difference.

    Groups grow along the links of reports that tell the same, the closest first, and two become one only
    where more than half of the pairs across them are linked so: what holds two stories joins them no more
    than a chain of ever later versions does.
    """
    every = sorted(set(links), key=lambda link: (link.one, link.other))
    same = {(link.one, link.other) for link in every if link.holder is None}
    group = {key: frozenset([key]) for link in every for key in (link.one, link.other)}
    for link in sorted(every, key=_closeness):
        first, second = group[link.one], group[link.other]
        if link.holder is None and first is not second:
            linked = sum((min(a, b), max(a, b)) in same for a in first for b in second)
            if 2 * linked > len(first) * len(second):
                joined = first | second
                for key in joined:
                    group[key] = joined
    within: dict[frozenset[str], list[CopyLink]] = defaultdict(list)
    beyond: dict[frozenset[str], list[CopyLink]] = defaultdict(list)
    for link in every:
        first, second = group[link.one], group[link.other]
        if first is second:
            within[first].append(link)
        else:
            beyond[first].append(link)
            beyond[second].append(link)
    groups = [
        CopyGroup(reports=tuple(sorted(keys)), links=tuple(within[keys]), outside=tuple(beyond[keys]))
        for keys in {id(keys): keys for keys in group.values()}.values()
    ]
    return tuple(sorted(groups, key=lambda each: each.reports))


def with_links(groups: Iterable[CopyGroup], links: Iterable[CopyLink]) -> tuple[CopyGroup, ...]:
    """The groups after more links were found: what `copy_groups` gives of all links, old and new, at once.

    Only groups that the new links reach, directly or by other links, are made anew.
    """
    every = tuple(groups)
    new = set(links)
    home = {key: number for number, group in enumerate(every) for key in group.reports}
    reached: set[int] = set()
    waiting = [home[key] for link in new for key in (link.one, link.other) if key in home]
    while waiting:
        number = waiting.pop()
        if number not in reached:
            reached.add(number)
            group = every[number]
            new.update(group.links, group.outside)
            waiting += [home[key] for link in group.outside for key in (link.one, link.other)]
    kept = [group for number, group in enumerate(every) if number not in reached]
    return tuple(sorted([*kept, *copy_groups(new)], key=lambda each: each.reports))


def voices_among(reports: Iterable[str], links: Iterable[CopyLink]) -> tuple[tuple[str, ...], ...]:
    """The reports parted into voices, for counting who tells a thing independently.

    A voice is a group of copies and, with it, the longer reports that hold one of them; a report that holds
    several goes with the closest, so that a round-up adds no voice and makes no two stories one.
    """
    keys = sorted(set(reports))
    members = set(keys)
    inner = [link for link in links if link.one in members and link.other in members]
    groups = copy_groups(inner)
    of = {key: group.reports[0] for group in groups for key in group.reports}
    goes_with: dict[str, str] = {}

    def head(key: str) -> str:
        while key in goes_with:
            key = goes_with[key]
        return key

    for link in sorted(inner, key=_closeness):
        if link.holder is not None:
            holder = of[link.holder]
            held = of[link.other if link.holder == link.one else link.one]
            if holder not in goes_with and head(held) != holder:
                goes_with[holder] = held
    voices: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        voices[head(of.get(key, key))].append(key)
    return tuple(sorted(tuple(voice) for voice in voices.values()))


def _closeness(link: CopyLink) -> tuple[float, float, str, str]:
    """Closest first: by the shorter's share, then the longer's, then by key."""
    copying = link.copying
    return (-copying.score, -min(copying.one_share, copying.other_share), link.one, link.other)
