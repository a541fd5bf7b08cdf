"""What one side asks of another, parted into threads: each about one matter."""

from collections.abc import Sequence

from demarche.collate.courses.asking import NOBODY, matter_of
from demarche.collate.courses.sides import Side
from demarche.collate.days import days_of
from demarche.collate.order import day_of, day_order
from demarche.collate.telling.told import Told

APART = 365  # days between two askings that name no third party from which they are two


def threads_of(makings: Sequence[Told], asker: Side, asked: Side) -> list[list[Told]]:
    """The makings parted by matter, each thread in order of time.

    What shares a third party is one thread. What names none joins the only thread, else what is near in
    time; of calls on nobody by name only the latter.
    """
    threads: list[tuple[set[str], list[Told]]] = []
    bare: list[Told] = []
    for told in sorted(makings, key=day_order):
        matter = set(matter_of(told, asker, asked))
        if not matter:
            bare.append(told)
            continue
        joined: tuple[set[str], list[Told]] = (matter, [told])
        for thread in threads:
            if thread[0] & matter:
                joined = (joined[0] | thread[0], [*thread[1], *joined[1]])
        threads = [*(thread for thread in threads if not thread[0] & matter), joined]
    members = [thread[1] for thread in threads]
    if bare and len(members) == 1 and asked != NOBODY:
        members[0].extend(bare)
    elif bare:
        members += _parted_by_time(bare)
    return [sorted(each, key=day_order) for each in members]


def _parted_by_time(bare: Sequence[Told]) -> list[list[Told]]:
    """Makings in order of time, parted where a year passes; undated ones by report."""
    parted: list[list[Told]] = []
    until: int | None = None
    undated: dict[tuple[str, str | None], list[Told]] = {}
    for told in bare:
        days = days_of(day_of(told))
        if days is None:
            undated.setdefault((told.report_id, told.outlet), []).append(told)
            continue
        if until is None or days[0] - until > APART:
            parted.append([])
        parted[-1].append(told)
        until = max(days[1], until or 0)
    return [*parted, *undated.values()]
