"""Which mentions are of one agreement, whatever each report calls it.

The most exactly told mentions come first, each later one joins the one accord that it fits best or begins its
own; so nothing chains, and the order of arrival makes no difference.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from demarche.collate.courses.accord_mentions import AccordMention, named_in
from demarche.collate.days import Days, days_of, iso

BETWEEN = 10  # days between the announcement, the signing and the coming into force of one deal
STILL_SPOKEN_OF = 60  # days after a deal on which its parties' deal is that one
LONGEST = 366  # days of a date that still tells when
Fit = tuple[int, int]  # how well, and the days between, negative
NO_FIT: Fit = (0, 0)


class Group:
    """The mentions of one accord; the first is the most exact and decides what fits."""

    def __init__(self, first: AccordMention) -> None:
        self.mentions = [first]
        self.words = set(first.words)
        self.parties = set(first.parties)
        self.date = first.date
        self.reports = {(first.report_id, first.outlet)}

    def add(self, mention: AccordMention) -> None:
        """Take in a mention that fits."""
        self.mentions.append(mention)
        self.words |= mention.words
        self.parties |= mention.parties
        self.reports.add((mention.report_id, mention.outlet))


class _Index:
    """Groups by what a mention that fits must share with them, so that few are compared."""

    def __init__(self) -> None:
        self._groups: dict[object, dict[int, Group]] = {}

    def put(self, number: int, group: Group) -> None:
        for key in self._keys(group.words, group.parties, group.date, group.reports):
            self._groups.setdefault(key, {})[number] = group

    def near(self, mention: AccordMention) -> dict[int, Group]:
        reports = {(mention.report_id, mention.outlet)}
        found: dict[int, Group] = {}
        keys = [*self._keys(mention.words, mention.parties, mention.date, reports)]
        told = days_of(mention.published)
        if not mention.words and not mention.date and told:
            months = _months((told[0] - STILL_SPOKEN_OF, told[0]), 0)
            keys += [(party, month) for party in mention.parties for month in months]
        for key in keys:
            found |= self._groups.get(key, {})
        return dict(sorted(found.items()))

    def _keys(
        self,
        words: Iterable[str],
        parties: Iterable[str],
        date: str | None,
        reports: Iterable[tuple[str, str | None]],
    ) -> Iterator[object]:
        yield from words
        yield from reports
        days = days_of(date)
        if days and days[1] - days[0] <= LONGEST:
            yield from ((party, month) for party in parties for month in _months(days, BETWEEN))


def groups_of(mentions: Iterable[AccordMention]) -> list[Group]:
    """The mentions parted by accord."""
    groups: list[Group] = []
    index = _Index()
    for mention in sorted(mentions, key=_exactness):
        fitting = [
            (fit, number) for number, group in index.near(mention).items() if (fit := fits(mention, group))[0]
        ]
        best = max((fit for fit, _ in fitting), default=NO_FIT)
        chosen = [number for fit, number in fitting if fit == best]
        if len(chosen) == 1:
            number = chosen[0]
            groups[number].add(mention)
        else:  # of two that it fits equally well it may be either
            number = len(groups)
            groups.append(Group(mention))
        index.put(number, groups[number])
    return groups


def fits(mention: AccordMention, group: Group) -> Fit:
    """How well a mention fits: 4 and 3 by name, 2 by date and parties, 1 as its report's own; 0 for not."""
    one, other = days_of(mention.date), days_of(group.date)
    apart = _between(one, other) if one and other else 0
    two_parties = len(mention.parties & group.parties) >= 2
    named = mention.words & group.words
    if named:
        few = min(len(mention.parties), len(group.parties)) < 2  # of so few none contradicts
        if apart > (BETWEEN if two_parties or few else 0):
            return NO_FIT
        return (4 if one and other else 3), -apart
    if mention.words and group.words:
        # "the Sochi deal" is not "the Astana deal", but "the September 17 accord" may be either
        same_day = one is not None and one == other and one[0] == one[1]
        return (2, 0) if same_day and two_parties else NO_FIT
    if one and other:
        return (2, -apart) if two_parties and apart <= BETWEEN else NO_FIT
    if mention.words or mention.date:
        return NO_FIT
    between = named_in(mention.agreement.name)
    if len(between) >= 2:  # "the US-Russian ceasefire" is the last one of theirs
        told = days_of(mention.published)
        ago = told[0] - other[1] if told and other else -1
        fitting = 0 <= ago <= STILL_SPOKEN_OF and between <= group.parties
        return (2, -ago) if fitting else NO_FIT
    own = (mention.report_id, mention.outlet) in group.reports
    return (1, 0) if own and between <= group.parties else NO_FIT


def _between(one: Days, other: Days) -> int:
    return max(0, one[0] - other[1], other[0] - one[1])


def _months(days: Days, around: int) -> set[str]:
    first, last = max(1, days[0] - around), min(date.max.toordinal(), days[1] + around)
    return {iso(day, day)[:7] for day in (*range(first, last, 28), last)}


def _exactness(mention: AccordMention) -> tuple[object, ...]:
    days = days_of(mention.date)
    width = days[1] - days[0] if days else 10**6
    return (
        width,
        not mention.words,
        mention.published or "9",
        mention.report_id,
        mention.outlet or "",
        mention.agreement.start,
    )
