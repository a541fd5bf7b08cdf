"""Every page there is, by address, from a ledger's own records."""

from pathlib import Path
from urllib.parse import urlencode

from demarche.ledger import Ledger, Query
from demarche.web.addresses import of_agreement, of_demarche, of_incident, of_party, of_report


def every_page(ledger: Path) -> dict[str, str]:
    """Addresses by the name of the page; only `add` is not there in a read-only application."""
    with Ledger.open(ledger, readonly=True) as held:
        disputed = held.incidents(Query(disputed="toll", limit=1)).rows[0]
        report = held.reports(Query(limit=None, sort="date")).rows
        told = next(row for row in report if row.id == disputed.reports[0].report_id)
        strange = next(row for row in report if "<script>" in (row.outlet or "") and row.id.startswith("<b"))
        return {
            "overview": "/",
            "overview, filtered": "/?type=ASSAULT&disputed=any",
            "overview, nothing found": "/?text=nowhere",
            "incident": of_incident(disputed.id),
            "report": of_report(told.outlet, told.id),
            "report, hostile": of_report(strange.outlet, strange.id),
            "reports": "/reports",
            "demarches": "/demarches",
            "demarche": of_demarche(held.demarches(Query(limit=1)).rows[0].id),
            "agreements": "/agreements",
            "agreement": of_agreement(held.accords(Query(limit=1)).rows[0].id),
            "parties": "/parties",
            "party": of_party("Norwegian Armed Forces"),
            "outlets": "/outlets",
            "search": "/search?q=shelled",
            "copies": "/copies",
            "decisions": "/decisions",
            "api": "/api",
            "add": "/add",
            "search, hostile": "/search?" + urlencode({"q": "<script>alert(1)</script>"}),
            "overview, hostile": "/?" + urlencode({"text": "<img src=x onerror=alert(1)>"}),
            "reports, hostile": "/reports?" + urlencode({"outlet": '"><script>alert(1)</script>'}),
        }
