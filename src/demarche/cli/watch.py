"""`demarche watch`: sources that flow, into a ledger, round after round."""

from typing import Annotated

import typer

from demarche.cli.options import (
    DEFAULT_LEDGER,
    AsJson,
    Fields,
    LedgerPath,
    OutletName,
    OwnParties,
    Workers,
    mapping,
    own_parties,
)

SOME_REFUSED = 1

SourceNames = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE",
        help="Addresses of feeds (RSS, Atom); files, folders or 'glob patterns', web archives among them.",
        show_default=False,
    ),
]
Every = Annotated[
    str, typer.Option("--every", metavar="TIME", help="From one look to the next: 90s, 15m, 2h, 1d.")
]
Rate = Annotated[
    float,
    typer.Option("--rate", min=0.001, max=1000.0, metavar="N", help="Questions a second to one host."),
]


def watch(
    sources: SourceNames,
    ledger: LedgerPath = DEFAULT_LEDGER,
    once: Annotated[bool, typer.Option("--once", help="Look once, then end.")] = False,
    every: Every = "15m",
    outlet: OutletName = None,
    fields: Fields = None,
    parties: OwnParties = None,
    workers: Workers = None,
    rate: Rate = 1.0,
    fetchers: Annotated[
        int, typer.Option("--fetchers", min=1, max=64, metavar="N", help="Pages asked for at one time.")
    ] = 8,
    timeout: Annotated[
        str, typer.Option("--timeout", metavar="TIME", help="For one answer of a server, at most.")
    ] = "20s",
    page_bytes: Annotated[
        int, typer.Option("--page-bytes", min=1000, metavar="N", help="Bytes of a page, at most.")
    ] = 5_000_000,
    tries: Annotated[
        int, typer.Option("--tries", min=1, max=100, metavar="N", help="Times a page is asked for.")
    ] = 10,
    settle: Annotated[
        str, typer.Option("--settle", metavar="TIME", help="For which a file must not have changed.")
    ] = "5s",
    contact: Annotated[
        str | None,
        typer.Option(
            "--contact",
            metavar="ADDRESS",
            help="Who asks, told to servers: mailto:desk@example.org.",
            show_default=False,
        ),
    ] = None,
    allow_private: Annotated[
        bool,
        typer.Option("--allow-private", help="Ask addresses that are not public too, at any port."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Watch feeds, folders and web archives, and read what is new into a ledger.

    Pages that a feed lists are fetched, by the rules of robots.txt and at a
    steady rate; new and changed files are read once nothing writes to them any
    more. What was seen is kept in the ledger: stopped at any moment, the same
    command goes on where it was, and reads no report twice. What could not be
    had is listed with the reason, and asked for again where that may help.
    Without --once it goes on until it is stopped (Ctrl-C). With --once the exit
    status is 1 if something was refused or a source could not be had.

    Examples:

      demarche watch https://news.example/rss.xml --ledger war.db
      demarche watch https://wire.example/atom inbox/ --once
      demarche watch crawl/CC-NEWS-20310301.warc.gz inbox/ --every 5m
      demarche watch https://wire.example/feed --contact mailto:desk@example.org
    """
    from demarche.watch.settings import Settings, agent_with, seconds_of
    from demarche.watch.sources import named_sources

    pause = seconds_of(every)
    settings = Settings(
        rate=rate,
        fetchers=fetchers,
        page_bytes=page_bytes,
        seconds=seconds_of(timeout),
        settle=seconds_of(settle),
        tries=tries,
        private=allow_private,
        agent=agent_with(contact),
        outlet=named(outlet),
    )
    found = named_sources(sources)
    columns = mapping(fields)
    base = own_parties(parties)

    from demarche.cli.outputs import ledger_files
    from demarche.cli.watching import Watching
    from demarche.ledger import Ledger
    from demarche.watch import Rounds

    with Ledger.open(ledger) as opened:
        rounds = Rounds(found, opened, settings, mapping=columns, leave_out=ledger_files(ledger))
        watching = Watching(opened, ledger, rounds, base, workers, as_json=as_json)
        if once:
            if not watching.look():
                raise typer.Exit(SOME_REFUSED)
        else:
            watching.go_on(pause)


def named(outlet: str | None) -> str | None:
    """The name of an outlet on one line. Raises InputError for an empty one."""
    from demarche.errors import InputError
    from demarche.intake.encoding import storable

    name = " ".join(storable(outlet or "").split())
    if outlet is not None and not name:
        raise InputError("the name of the outlet is empty")
    return name or None
