"""`demarche read`: reports into a ledger."""

from demarche.cli.options import (
    DEFAULT_LEDGER,
    AsJson,
    Fields,
    Inputs,
    LedgerPath,
    OutletName,
    OwnParties,
    Workers,
    mapping,
    own_parties,
)


def read(
    inputs: Inputs,
    ledger: LedgerPath = DEFAULT_LEDGER,
    fields: Fields = None,
    outlet: OutletName = None,
    parties: OwnParties = None,
    workers: Workers = None,
    as_json: AsJson = False,
) -> None:
    """Read reports into a ledger, which is made if there is none.

    A report that the ledger knows is passed over; one whose words have changed
    is read again and supersedes the old version, which stays. At the end what
    the reports tell together is collated (demarche incidents, disputes). Stopped
    half-way, the same command goes on where it was. Inputs that are no reports
    are kept with the reason (demarche refusals), and the exit status is 1.

    Examples:

      demarche read archive/
      demarche read 'pages/**/*.html' rows.jsonl.gz --ledger war.db
      demarche read rows.csv --field text=body --field outlet=site
      demarche read clippings/*.txt --outlet "River Post"
    """
    from demarche.cli.feed import Feed
    from demarche.cli.outputs import ledger_files
    from demarche.cli.progress import Progress

    feed = Feed(inputs, mapping(fields), leave_out=ledger_files(ledger), outlet=outlet)
    base = own_parties(parties)

    from demarche.cli.collating import collated
    from demarche.cli.keeping import Keeper
    from demarche.cli.summary import print_summary
    from demarche.ledger import Ledger

    with Ledger.open(ledger) as opened:
        with Progress(inputs) as progress, Keeper(opened, base) as kept:
            kept.read(feed.reports(kept.refuse), progress, workers)
        done = collated(opened)
        print_summary(opened, ledger, kept, done, as_json=as_json)
    feed.close()
