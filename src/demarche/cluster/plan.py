"""The stages in their order, and a run through them: what is done already is not done again."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Literal

import msgspec

from demarche.cluster import copying, following, joining, tables, telling, threads
from demarche.cluster.corpus import Finished, batches_in
from demarche.cluster.desk import Desk, Facts, Work
from demarche.cluster.store import Store
from demarche.collate.version import collation_version

FORM = 1  # of what stages hand on and of the tables: raised when it changes
REPORTS_A_PART = 1000  # of which a piece holds at most what it needs: some 100 MB
MOST_PARTS = 512  # each piece leaves a file of so many buckets: more would be too small to fetch
RUNS = "_run"
Cut = Literal["slices", "parts", "whole"]


class Stage(msgspec.Struct, frozen=True):
    """A stage: what a piece of it does, into what it is cut, and whether it serves collation alone."""

    do: Callable[[Desk], Facts]
    cut: Cut
    collates: bool = True


STAGES: Mapping[str, Stage] = MappingProxyType(
    {
        "arrivals": Stage(telling.arrivals, "slices", collates=False),
        "versions": Stage(telling.versions, "parts", collates=False),
        "tell": Stage(telling.tell, "slices"),
        "meet": Stage(copying.meet, "parts"),
        "sketch": Stage(copying.sketch, "parts"),
        "want": Stage(copying.want, "parts"),
        "compare": Stage(copying.compare, "parts"),
        "link": Stage(joining.link, "parts"),
        "hang-together": Stage(joining.hang_together, "whole"),
        "gather": Stage(copying.gather, "parts"),
        "voice": Stage(copying.voice, "parts"),
        "place": Stage(joining.place, "slices"),
        "merge": Stage(joining.merge, "parts"),
        "date": Stage(following.date, "parts"),
        "group": Stage(following.group, "whole"),
        "send": Stage(following.send, "slices"),
        "agree": Stage(following.agree, "parts"),
        "ask": Stage(threads.ask, "parts"),
        "bring": Stage(threads.bring, "parts"),
        "follow": Stage(threads.follow, "parts"),
        "sort": Stage(tables.sort, "slices", collates=False),
        "tables": Stage(tables.write_tables, "parts", collates=False),
    }
)
Piece = tuple[str, int, Facts]  # stage, number, what was learnt before
Team = Callable[[Work, Iterable[Piece]], Iterator[Facts]]  # does pieces, in any order, several at a time
Progress = Callable[[str, int, int], None]  # stage, pieces done, of how many


def work_of(store: Store, files: tuple[Finished, ...], *, collated: bool, parts: int | None = None) -> Work:
    """How the corpus is cut: by what is in it alone, so that any cluster makes the same files."""
    names = batches_in(files)
    reports = sum(file.reports for file in files)
    parts = parts or min(MOST_PARTS, max(1, -(-reports // REPORTS_A_PART)))
    each = max(1, -(-len(names) // parts))
    slices = tuple(names[start : start + each] for start in range(0, len(names), each)) or ((),)
    told = msgspec.json.encode((FORM, collated, collation_version(), parts, slices))
    run = hashlib.sha256(told).hexdigest()[:32]
    return Work(store=store.url, run=f"{RUNS}/{run}", collated=collated, slices=slices, parts=parts)


def go_through(work: Work, team: Team, progress: Progress | None = None) -> Facts:
    """Do all stages, each when the one before is done; gives what they learnt, the tables' files for one."""
    store = Store(work.store)
    done = set(store.names(f"{work.run}/done"))
    facts = Facts()
    for name, stage in STAGES.items():
        if stage.collates and not work.collated:
            continue
        count = {"slices": len(work.slices), "parts": work.parts, "whole": 1}[stage.cut]
        known = [number for number in range(count) if _receipt(work, name, number) in done]
        learnt = facts
        for number in known:
            learnt = learnt.and_(msgspec.json.decode(store.read(_receipt(work, name, number)), type=Facts))
        left = [(name, number, facts) for number in range(count) if number not in set(known)]
        for at, fact in enumerate(team(work, left), len(known) + 1):
            learnt = learnt.and_(fact)
            if progress:
                progress(name, at, count)
        facts = learnt
    return facts


def do_piece(work: Work, stage: str, number: int, facts: Facts) -> Facts:
    """Do one piece, and say in the store that it is done."""
    desk = Desk(work, stage, number, facts)
    learnt = STAGES[stage].do(desk)
    desk.close()
    desk.store.write(_receipt(work, stage, number), msgspec.json.encode(learnt))
    return learnt


def one_by_one(work: Work, pieces: Iterable[Piece]) -> Iterator[Facts]:
    """A team of one, in this process."""
    for stage, number, facts in pieces:
        yield do_piece(work, stage, number, facts)


def _receipt(work: Work, stage: str, number: int) -> str:
    return f"{work.run}/done/{stage}-{number}.json"
