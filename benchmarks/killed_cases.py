"""What is killed: commands with what they are to read, and what they leave behind."""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from benchmarks.news_site import Answer, Site, rss, serving, story
from demarche.cluster.batches import kept_in, path_of
from demarche.cluster.collated import collated_by
from demarche.cluster.committing import manifest_of
from demarche.cluster.corpus import batches_in, corpus
from demarche.cluster.session import ray_module
from demarche.cluster.store import Store
from demarche.demo import sample
from demarche.errors import DemarcheError
from demarche.ledger import Ledger, Query

PAGES, ROWS = 24, 30
MANY_ROWS = 240  # enough that processes are started
FEWER_ROWS, BATCH = 60, 5  # of a cluster, whose start takes long; reports that it keeps together
ALL = Query(limit=None)
_BEGINNINGS = (
    "Kar",
    "Vel",
    "Tor",
    "Nim",
    "Sol",
    "Dra",
    "Bel",
    "Gor",
    "Han",
    "Mir",
    "Pol",
    "Ras",
    "Sta",
    "Ulm",
    "Zel",
)
_ENDINGS = (
    *("sin", "dorf", "mark", "by", "vik", "grad", "nitz", "hof", "stad", "wald"),
    *("borg", "heim", "ava", "ovo", "ina", "ets", "une", "ral", "tun", "mouth"),
)


@dataclass(frozen=True)
class Case:
    """A command by the place that it writes to, and what is found there, each as text of its own.

    `kept`: what a later run need not do again; `again`: how much of that it did, by what it printed.
    """

    arguments: Callable[[Path], list[str]]
    left: Callable[[Path], list[str]]
    kept: Callable[[Path], set[str]]
    again: Callable[[set[str], bytes], int]


def row(number: int) -> str:
    """A row of its own, which tells of a day and a town of its own."""
    day = (date(2031, 1, 1) + timedelta(days=number)).isoformat()
    town = f"{_BEGINNINGS[number % 15]}{_ENDINGS[number // 15 % 20]}"
    text = f"Ostmark shelled {town}, killing {number + 2} soldiers. The mayor of {town} blamed Ostmark."
    return json.dumps({"id": number, "text": text, "published": day}) + "\n"


@contextmanager
def watched(folder: Path) -> Iterator[Case]:
    """`demarche watch --once` over a feed with a page that is gone, and a folder of rows."""
    inbox = folder / "inbox"
    inbox.mkdir()
    (inbox / "rows.jsonl").write_text("".join(row(number) for number in range(ROWS)))
    site = Site()
    with serving(site):
        paths = [f"/{number}" for number in range(PAGES)]
        site.pages.update({path: Answer(story(number)) for number, path in enumerate(paths)})
        site.pages["/feed"] = Answer(rss(site, [*paths, "/gone"]), headers={"etag": '"1"'})
        options = ["--once", "--rate", "1000", "--allow-private", "--settle", "1s"]

        def again(kept: set[str], printed: bytes) -> int:
            asked = [site.address + path for path in site.asked]
            site.asked.clear()
            return len(kept.intersection(asked))

        yield Case(
            lambda place: ["watch", f"{site.address}/feed", str(inbox), *options, "--ledger", f"{place}.db"],
            _in_ledger,
            partial(_reports, address=True),
            again,
        )


@contextmanager
def read(folder: Path, options: tuple[str, ...] = ()) -> Iterator[Case]:
    """`demarche read` over the sample, rows, and inputs that are no reports."""
    with sample() as reports:
        shutil.copytree(reports, folder / "in/sample")
    _rows(folder / "in", MANY_ROWS)

    def again(kept: set[str], printed: bytes) -> int:
        return max(0, len(kept) - int(json.loads(printed or b"{}").get("seen", 0)))

    yield Case(
        lambda place: ["read", str(folder / "in"), "--ledger", f"{place}.db", "--json", *options],
        _in_ledger,
        _reports,
        again,
    )


@contextmanager
def cluster_read(folder: Path) -> Iterator[Case]:
    """`demarche cluster read` of rows on a Ray of two cores that runs on; it is the driver that is killed."""
    _rows(folder / "in", FEWER_ROWS)
    ray = ray_module()
    scratch = tempfile.mkdtemp(prefix="ray", dir="/tmp")  # a socket's path must be short
    context = ray.init(
        address="local", num_cpus=2, include_dashboard=False, object_store_memory=100 * 2**20,
        _temp_dir=scratch, log_to_driver=False, logging_level="ERROR",
    )  # fmt: skip
    options = ["--batch", str(BATCH), "--workers", "2", "--address", context.address_info["gcs_address"]]

    def again(kept: set[str], printed: bytes) -> int:
        return max(0, len(kept) - int(json.loads(printed or b"{}").get("known", 0)))

    try:
        yield Case(
            lambda place: ["cluster", "read", str(folder / "in"), "--out", str(place), "--json", *options],
            _in_tables,
            _batched,
            again,
        )
    finally:
        ray.shutdown()
        shutil.rmtree(scratch, ignore_errors=True)


CASES: dict[str, Callable[[Path], AbstractContextManager[Case]]] = {
    "watch": watched,
    "read": read,
    "read-by-processes": partial(read, options=("--workers", "2")),
    "cluster-read": cluster_read,
}


def _rows(folder: Path, count: int) -> None:
    """Three files of rows, some of which are no reports."""
    folder.mkdir(exist_ok=True)
    for number in range(3):
        rows = [row(each) for each in range(count * number // 3, count * (number + 1) // 3)]
        (folder / f"rows-{number}.jsonl").write_text("".join([*rows[:10], '{"text": \n', *rows[10:]]))
    (folder / "z-empty.jsonl").write_text("")


def _in_ledger(place: Path) -> list[str]:
    """All that a ledger holds of reports, events, refusals and what they tell together, in order."""
    with Ledger.open(f"{place}.db", create=False) as opened:
        rows = [repr(row) for row in opened.reports(ALL).rows]
        rows += [repr(event) for event, _ in opened.pairs()]
        rows += [repr(refusal) for refusal in opened.refusals()]
        rows += [repr(incident) for incident in opened.incidents(ALL).rows]
        rows += [repr(accord) for accord in opened.accords(ALL).rows]
        rows += [repr(demarche) for demarche in opened.demarches(ALL).rows]
        return sorted(rows)


def _reports(place: Path, address: bool = False) -> set[str]:
    """The reports that a ledger holds, by id or address; none where it is not made yet."""
    try:
        with Ledger.open(f"{place}.db", create=False) as opened:
            rows = opened.reports(ALL).rows
            return (
                {row.url for row in rows if row.url}
                if address
                else {f"{row.outlet} {row.id}" for row in rows}
            )
    except DemarcheError:
        return set()


def _in_tables(place: Path) -> list[str]:
    """All that a cluster has read and collated, in order."""
    store = Store(str(place))
    manifest = manifest_of(store)
    if manifest is None:
        return []
    kept = [kept_in(store.read(path_of(name))) for name in batches_in(corpus(store))]
    held = collated_by(store, manifest)
    return sorted(
        [repr(pair) for one in kept for pair in one.pairs]
        + [repr(refusal) for one in kept for refusal in one.refusals]
        + [repr(found.incident) for found in held.incidents()]
        + [repr(found.accord) for found in held.accords()]
        + [repr(found.demarche) for found in held.demarches()]
    )


def _batched(place: Path) -> set[str]:
    """The reports of the batches that a cluster has kept."""
    store = Store(str(place))
    kept = [kept_in(store.read(name)) for name in store.names("_read/batches")]
    return {report.id for one in kept for report, _ in one.pairs}
