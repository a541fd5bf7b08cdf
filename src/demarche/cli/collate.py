"""`demarche collate`: reports that tell of one happening brought together."""

from demarche.cli.options import DEFAULT_LEDGER, AsJson, LedgerPath, ledger_to_change


def collate(ledger: LedgerPath = DEFAULT_LEDGER, as_json: AsJson = False) -> None:
    """Bring together what reports tell: incidents, agreements, demarches, copies.

    `demarche read` does this at its end; what it could not, because it was
    stopped, this makes up for. Only what new and corrected reports can touch is
    made anew, and the result does not depend on the order in which they came.
    docs/collation.md says what is made of what.

    Examples:

      demarche collate
      demarche collate --ledger war.db --json
    """
    from demarche.cli.answer import print_json
    from demarche.cli.collating import collated
    from demarche.cli.summary import counted, held_together, in_words
    from demarche.cli.terminal import out, styled

    with ledger_to_change(ledger) as opened:
        done = collated(opened)
        counts = held_together(opened)
        name = opened.name
    if as_json:
        print_json(
            {
                "ledger": name,
                "reports": done.reports,
                "incidents_made": done.incidents,
                "incidents_kept": done.kept,
                "held": counts,
            }
        )
        return
    taken = (
        f"{counted(done.reports, 'report')} taken in, {counted(done.incidents, 'incident')} made or made anew"
    )
    out().print(styled(f"{taken}."))
    out().print(styled(f"{name} holds {in_words(counts)}"))
