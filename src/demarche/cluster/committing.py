"""Tables into their places, all that belong together: a run that is cut off in the middle is made up for."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import msgspec

from demarche.cluster.desk import Facts, Work
from demarche.cluster.plan import RUNS
from demarche.cluster.store import Store

MANIFEST = "manifest.json"
RECORDS = "_collated"  # what was collated, whole, for a ledger to take over
TABLES = ("reports", "events", "refused", "incidents", "disputes", "agreements", "demarches", "copies")
WHOLE = ("incidents", "accords", "demarches", "links", "copies")  # channels that are kept whole
_INTENT = "_commit.json"
_AT_ONCE = 16  # files moved side by side: a store far off answers slowly


class File(msgspec.Struct, frozen=True):
    """A file of a table and how many rows it has."""

    name: str
    rows: int


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a folder holds: by which run, from which files, in how many parts, and each file of its tables."""

    run: str
    version: str
    collated: bool
    parts: int
    latest: str | None
    sources: tuple[str, ...]
    rows: dict[str, int]
    files: tuple[File, ...]


def manifest_of(store: Store) -> Manifest | None:
    """What the folder holds; None where nothing has been finished in it."""
    return msgspec.json.decode(store.read(MANIFEST), type=Manifest) if store.has(MANIFEST) else None


def commit(store: Store, work: Work, facts: Facts, sources: Iterable[str], version: str) -> Manifest:
    """Put what a run has made into its places, and take away what stood there and belongs no more."""
    files = tuple(File(name, rows) for name, rows in sorted(facts.files))
    made = Manifest(
        run=work.run,
        version=version,
        collated=work.collated,
        parts=work.parts,
        latest=facts.latest,
        sources=tuple(sources),
        rows={table: sum(file.rows for file in files if _table(file.name) == table) for table in TABLES},
        files=files,
    )
    store.write(_INTENT, msgspec.json.encode(made))
    make_up(store)
    return made


def make_up(store: Store) -> None:
    """Finish what a run that was cut off had begun to put into its places; nothing where none had."""
    for folder in ("_read", RUNS, *TABLES):
        store.remove(store.unfinished(folder))
    if not store.has(_INTENT):
        return
    made = msgspec.json.decode(store.read(_INTENT), type=Manifest)
    wanted = {file.name for file in made.files}
    moves = [(f"{made.run}/out/{name}", name) for name in sorted(wanted)]
    if made.collated:
        kept = f"{RECORDS}/{made.run.rpartition('/')[2]}"
        moves += [
            (f"{made.run}/{what}/{n}", f"{kept}/{what}/{n}") for what in WHOLE for n in range(made.parts)
        ]
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        list(threads.map(lambda move: store.move(*move), moves))
    for table in TABLES:
        store.remove(name for name in store.names(table) if name not in wanted)
    store.write(MANIFEST, msgspec.json.encode(made))
    store.remove([_INTENT])
    store.remove_folder(RUNS)
    old = [name for name in store.names(RECORDS) if name.split("/")[1] != made.run.rpartition("/")[2]]
    store.remove(old)


def _table(name: str) -> str:
    return name.partition("/")[0]
