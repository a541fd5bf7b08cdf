"""The bundled sample as a first look at what the program does."""

from rich.padding import Padding

from demarche.cli.accounts import best_told, side_by_side
from demarche.cli.chronicle import event_lines, period_name, periods
from demarche.cli.collating import collated
from demarche.cli.demarche_page import print_demarche
from demarche.cli.disputed import question, same_text, side_table
from demarche.cli.feed import Feed, say_refused
from demarche.cli.keeping import Keeper
from demarche.cli.naming import command_line
from demarche.cli.progress import Progress
from demarche.cli.shown import print_report
from demarche.cli.summary import counted, type_table
from demarche.cli.terminal import one_line, out, styled
from demarche.demo import sample
from demarche.ledger import Ledger, Query
from demarche.records import Reading

SHOWN = "0304-oslo-asks-helsinki.txt"  # the report that is shown word by word


def demonstrate(path: str) -> None:
    """Read the sample into the ledger at `path` and print the record, then what to try next."""
    with Ledger.open(path) as ledger:
        with sample() as folder:
            inputs = [str(folder)]
            feed = Feed(inputs, None)
            with Progress(inputs) as progress, Keeper(ledger) as kept:
                kept.read(feed.reports(kept.refuse), progress)
        for refusal in kept.refusals:
            say_refused(refusal)
        collated(ledger)
        _print_record(ledger)
        incident = _print_disputed(ledger)
        _print_thread(ledger)
    _print_next(path, incident)
    feed.close()


def _print_record(ledger: Ledger) -> None:
    console = out()
    everything = Query(limit=None)
    events = ledger.events(everything).rows
    reports = ledger.reports(everything)
    console.print(styled(("A dispute that never was: Norway and Sweden, March 2031", "bold")))
    console.print(
        styled(("The reports, their outlets and all that they tell were made up for this sample.", "dim"))
    )
    _heading(f"{counted(reports.total, 'report')} read, {counted(len(events), 'event')} found")
    console.print(type_table(ledger.type_counts()))
    _heading("The record, day by day: who did what to whom, where, at what cost, told by whom")
    for period, rows in periods(events, "day").items():
        console.print(styled((period_name(period) if period else "Not dated", "bold")))
        console.print(Padding(event_lines(rows), (0, 0, 0, 2)))
    console.print(styled(("~ tells no date: stands where its report was published", "dim")))
    if accounts := best_told(events):
        first = next(iter(accounts.values()))[0].event
        place = first.where.name if first.where else ""
        day = period_name(first.when.date or "") if first.when else ""
        _heading(f"One story, {len(accounts)} accounts: {place}, {day}")
        console.print(side_by_side(accounts))
        console.print(styled(("Who is right is not for a program to say: it keeps who says what.", "dim")))
    for row in reports.rows:
        if (row.source or "").endswith(SHOWN):
            reading = ledger.reading(row.id)
            _heading(f"One report: {_words_told(reading)}each value stands beside its words")
            print_report(ledger.report(row.id), reading)


def _words_told(reading: Reading) -> str:
    """How words of the report show which event they tell, by its last event."""
    if not reading.events:
        return ""
    event = reading.events[-1]
    words = one_line(event.mentions[0].text)
    return f"[{event.sequence} {words}] are words that tell event {event.sequence}, "


def _print_disputed(ledger: Ledger) -> str | None:
    """The incident on which sources differ that most reports tell; its id."""
    page = ledger.incidents(Query(disputed="any", min_reports=2, sort="-reports", limit=1))
    if not page.rows:
        return None
    incident = page.rows[0]
    sources = counted(incident.independent_sources, "independent source")
    _heading(f"One incident of {counted(len(incident.reports), 'report')}: where its sources differ")
    out().print(styled((one_line(incident.title), "bold"), (f"   {sources}   {incident.id}", "dim")))
    for dispute in incident.disputes:
        out().print(question(dispute))
        out().print(Padding(side_table(dispute, same_text(incident)), (0, 0, 0, 2)))
    return incident.id


def _print_thread(ledger: Ledger) -> None:
    """An ultimatum, or the request most followed, and what came of it."""
    held = ledger.demarches(Query(limit=None)).rows
    if held:
        _heading("One demarche: what was asked, and what later reports tell that bears on it")
        print_demarche(ledger, max(held, key=lambda one: (one.ultimatum, len(one.sequels))), everything=False)


def _print_next(path: str, incident: str | None) -> None:
    _heading("Next, try")
    for command, arguments, does in (
        ("events", ("--type", "ASSAULT"), "one kind of event"),
        ("events", ("--party", "FIN"), "what Finland does, and what is done to it"),
        ("show", ("meridian-wire-0302",), "another account of the shelling, in its words"),
        ("parties", (), "who acts, who is acted on, who is quoted"),
        *([("show", (incident[:10],), "the incident, with all its reports")] if incident else []),
        ("demarches", (), "who asks what of whom, and what came of it"),
        ("serve", (), "all of it in a browser"),
        ("export", ("--format", "csv", "-o", "events.csv"), "the record for a spreadsheet"),
    ):
        out().print(
            styled("  ", (command_line(command, path, *arguments), "bold"), (f"   # {does}", "dim")),
            soft_wrap=True,
        )
    out().print(
        styled(
            "  ", (command_line("read", "demarche.db", "FOLDER"), "bold"), ("   # your own reports", "dim")
        )
    )


def _heading(words: str) -> None:
    out().print()
    out().rule(styled((words, "bold")), align="left", characters="─")
