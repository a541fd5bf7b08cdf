"""`demarche cluster`: an archive read and collated on Ray."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from demarche.cli.options import (
    DEFAULT_LEDGER,
    AsJson,
    Fields,
    LedgerPath,
    OutletName,
    OwnParties,
    mapping,
    own_parties,
)

if TYPE_CHECKING:
    from rich.progress import Progress

    from demarche.cluster.archive import Watching
    from demarche.cluster.committing import Manifest

SOME_REFUSED = 1

cluster = typer.Typer(
    rich_markup_mode="rich",
    no_args_is_help=True,
    help="""Read and collate an archive on Ray, on this machine or on many.

Inputs and the folder that is written may be on any store that fsspec knows: a
path, s3://bucket/war, gs://bucket/war. The record is the same as that of one
machine. docs/cluster.md tells about sizes, stores and clusters.

Examples:

  demarche cluster read archive/ --out war
  demarche cluster read s3://news/2019/ --out s3://news/record --address auto
  demarche cluster collate war
  demarche cluster ledger war --ledger war.db
""",
)

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SRC",
        help="Files, folders or 'glob patterns' of Parquet, JSONL or CSV rows, on any store.",
        show_default=False,
    ),
]
Out = Annotated[
    str, typer.Option("--out", metavar="DST", help="The folder to write, on any store.", show_default=False)
]
Folder = Annotated[
    str, typer.Argument(metavar="DST", help="A folder that was read into.", show_default=False)
]
Address = Annotated[
    str | None,
    typer.Option(
        "--address",
        metavar="ADDRESS",
        envvar="RAY_ADDRESS",
        help="The Ray cluster to use; without it Ray is started on this machine alone.",
        show_default=False,
    ),
]
Cores = Annotated[
    int | None,
    typer.Option(
        "--workers",
        min=1,
        metavar="N",
        help="Readers, a core each; without it all cores.",
        show_default=False,
    ),
]
BatchSize = Annotated[
    int, typer.Option("--batch", min=1, max=10_000, metavar="N", help="Reports that are kept together.")
]


@cluster.command()
def read(
    inputs: Sources,
    out: Out,
    fields: Fields = None,
    outlet: OutletName = None,
    parties: OwnParties = None,
    workers: Cores = None,
    address: Address = None,
    batch: BatchSize = 50,
    collate: Annotated[
        bool, typer.Option("--collate/--no-collate", help="Whether to collate at the end.")
    ] = True,
    as_json: AsJson = False,
) -> None:
    """Read reports into tables, partitioned by day of publication, and collate.

    Stopped half-way, in whatever way, the same command goes on where it was,
    and nothing is there twice. What could not be read is in the table refused,
    with the reason, and the exit status is 1.

    Examples:

      demarche cluster read archive/*.parquet --out war
      demarche cluster read s3://news/2019/ --out s3://news/record --workers 64
      demarche cluster read rows.csv --out war --field text=body --no-collate
    """
    from demarche.cluster import read as read_on_cluster

    base = own_parties(parties)
    with _shown() as watching:
        done = read_on_cluster(
            inputs,
            out,
            mapping=mapping(fields),
            outlet=outlet,
            parties=base,
            workers=workers,
            address=address,
            batch=batch,
            collated=collate,
            watching=watching,
        )
    counts = {"reports": done.reports, "words": done.words, "known": done.known}
    _told(out, done.held, counts, as_json=as_json)


@cluster.command()
def collate(folder: Folder, workers: Cores = None, address: Address = None, as_json: AsJson = False) -> None:
    """Collate what was read, and write its tables: incidents, agreements, demarches.

    Nothing is done where all has been collated by these rules already.

    Examples:

      demarche cluster collate war
      demarche cluster collate s3://news/record --address auto
    """
    from demarche.cluster import collate as collate_on_cluster

    with _shown() as watching:
        held = collate_on_cluster(folder, workers=workers, address=address, watching=watching)
    _told(folder, held, {}, as_json=as_json)


@cluster.command()
def ledger(folder: Folder, path: LedgerPath = DEFAULT_LEDGER, as_json: AsJson = False) -> None:
    """Add what was read to a ledger, where it can be asked, decided on and served.

    A report that the ledger has already is passed over.

    Examples:

      demarche cluster ledger war --ledger war.db
      demarche serve --ledger war.db
    """
    from demarche.cli.answer import print_json
    from demarche.cli.summary import counted, held_together, in_words
    from demarche.cli.terminal import out, styled
    from demarche.cluster import into_ledger
    from demarche.ledger import Ledger

    with Ledger.open(path) as opened:
        reports = into_ledger(folder, opened)
        together = held_together(opened)
    if as_json:
        print_json({"ledger": path, "reports": reports, "held": together})
        return
    out().print(styled(f"{counted(reports, 'report')} taken over into {path}: {in_words(together)}"))


def _told(folder: str, held: "Manifest", counts: dict[str, int], *, as_json: bool) -> None:
    from demarche.cli.answer import print_json
    from demarche.cli.summary import counted
    from demarche.cli.terminal import out, styled

    if as_json:
        print_json({"out": folder, **counts, "collated": held.collated, "held": held.rows})
    else:
        if counts:
            known = f", {counts['known']:,} known already" if counts["known"] else ""
            words = f"; {counts['words']:,} words read" if counts["words"] else ""
            out().print(styled(f"{counted(counts['reports'], 'report')} read{known}{words}."))
        tables = ", ".join(f"{table} {rows:,}" for table, rows in held.rows.items() if rows)
        out().print(styled(f"{folder} holds {tables or 'nothing'}."))
        if not held.collated:
            out().print(styled(f"Next: demarche cluster collate {folder}"))
    if counts and held.rows["refused"]:
        raise typer.Exit(SOME_REFUSED)


@contextmanager
def _shown() -> "Iterator[Watching | None]":
    """On a terminal, how far it is; what Ray has to say meanwhile is no part of the answer."""
    import sys
    from contextlib import redirect_stdout

    with redirect_stdout(sys.stderr):
        if not sys.stderr.isatty():
            yield None
            return
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        from demarche.cli.terminal import err

        columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
        with Progress(*columns, console=err(), transient=True) as bar:
            yield _Bar(bar)


class _Bar:
    def __init__(self, bar: "Progress") -> None:
        self._bar, self._task = bar, bar.add_task("starting")
        self._reports = self._words = 0

    def reading(self, reports: int, words: int) -> None:
        self._reports, self._words = self._reports + reports, self._words + words
        self._bar.update(self._task, description=f"{self._reports:,} reports, {self._words:,} words read")

    def collating(self, stage: str, done: int, of: int) -> None:
        self._bar.update(self._task, description=f"{stage}: {done:,} of {of:,}")
