"""A ledger as a folder of files that any web server can host: the same pages, without forms.

What a server would work out for every filter is there for the filters that matter: each value of a facet
that the overview shows, by itself. Other filters, zooming and searching are left out, not broken.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qsl

from demarche.errors import InputError
from demarche.ledger import Ledger, Query
from demarche.ledger.glance import Sight
from demarche.web import rendering
from demarche.web.addresses import (
    address,
    of_agreement,
    of_demarche,
    of_incident,
    of_party,
    of_report,
)
from demarche.web.asked import PAGE, Asked
from demarche.web.assets import assets
from demarche.web.holdings import Holdings
from demarche.web.pages.index import PAGES
from demarche.web.pages.outlets import MOST_REPORTS
from demarche.web.pages.overview import SHOWN, facets_data
from demarche.web.rendering import Surroundings
from demarche.web.screens import PageKind, Visit
from demarche.web.site_files import SiteFiles, planned

MARKER = ".demarche-site"
MOST = 20_000  # pages of one kind
MOST_PARTIES = 500
MOST_LISTED = 40  # pages of one listing
_LISTS = (("reports", 50), ("demarches", 50), ("agreements", 50), ("parties", 100))


def write_site(ledger: Ledger, out: Path, progress: Callable[[int, int], None] | None = None) -> int:
    """Write the site to the folder `out`, whole or not at all; how many pages it has.

    `progress` is told how many are written, of how many. A folder that holds a site is replaced. Raises
    InputError for one that holds anything else.
    """
    _check(out)
    holdings = Holdings(ledger, Path(ledger.name).name)
    addresses = list(dict.fromkeys(_addresses(ledger, holdings)))
    files = planned(addresses)
    made = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.absolute().parent))
    try:
        for number, each in enumerate(addresses, 1):
            _write(holdings, each, files, made)
            if progress:
                progress(number, len(addresses))
        for name, (content, _) in assets().items():
            _put(made / "static" / name, content)
        (made / MARKER).write_text("demarche site\n", encoding="utf-8")
        made.chmod(0o755)
        _swap(made, out)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return len(addresses)


def _addresses(ledger: Ledger, holdings: Holdings) -> Iterator[str]:
    """The addresses of all pages, the start page first."""
    yield "/"
    seen = holdings.once(("overview", Sight()), lambda: ledger.overview(Sight()))
    for start in range(PAGE, min(seen.total, PAGE * MOST_LISTED), PAGE):
        yield address("/", [("offset", str(start))])
    for name, counts in facets_data(seen).items():
        for each in counts[:SHOWN]:
            yield address("/", [("place" if name == "country" else name, each.value)])
    for pair in (("disputed", "any"), ("dated", "no"), ("located", "no")):
        yield address("/", [pair])
    totals = {
        "reports": ledger.reports(Query(limit=1)).total,
        "demarches": ledger.demarches(Query(limit=1)).total,
        "agreements": ledger.accords(Query(limit=1)).total,
        "parties": ledger.parties(Query(limit=1)).total,
    }
    for name, size in _LISTS:
        yield f"/{name}"
        for start in range(size, min(totals[name], size * MOST_LISTED), size):
            yield address(f"/{name}", [("offset", str(start))])
    if totals["reports"] <= MOST_REPORTS:
        yield "/outlets"
    yield from ("/copies", "/decisions")
    for incident in ledger.incidents(Query(limit=MOST, sort="-reports")).rows:
        yield of_incident(incident.id)
    for row in ledger.reports(Query(limit=MOST, sort="-date")).rows:
        yield of_report(row.outlet, row.id)
    for demarche in ledger.demarches(Query(limit=MOST)).rows:
        yield of_demarche(demarche.id)
    for accord in ledger.accords(Query(limit=MOST)).rows:
        yield of_agreement(accord.id)
    for party in ledger.parties(Query(limit=MOST_PARTIES)).rows:
        yield of_party(party.name)


def _write(holdings: Holdings, address_: str, files: SiteFiles, made: Path) -> None:
    path, _, query = address_.partition("?")
    kind, parts = _page_at(path)
    pairs = _pairs(query)
    screen = kind.make(
        Visit(holdings=holdings, path=path, parts=parts, asked=Asked(pairs, kind.parameters), query=pairs)
    )
    file = files.add(address_)
    around = Surroundings(
        ledger=holdings.shown_as,
        here=path,
        query=query,
        to=lambda there: files.link(there, file),
        is_site=True,
    )
    _put(made / file, rendering.page(screen, around).encode())
    _put(made / files.add_twin(address_, "json"), rendering.as_json(screen))
    _put(made / files.add_twin(address_, "csv"), rendering.as_csv(screen))


def _page_at(path: str) -> tuple[PageKind, dict[str, str]]:
    for kind in PAGES:
        pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", kind.pattern)
        if match := re.fullmatch(pattern, path):
            return kind, match.groupdict()
    raise InputError(f"there is no page {path}")


def _pairs(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query)


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _check(out: Path) -> None:
    if not out.absolute().parent.is_dir():
        raise InputError(f"no site can be made at {out}: its folder does not exist")
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise InputError(f"{out} is not a folder")
    if out.is_dir() and any(out.iterdir()) and not (out / MARKER).is_file():
        raise InputError(f"{out} holds something else than a site; choose an empty or a new folder")


def _swap(made: Path, out: Path) -> None:
    """Put the new folder in the place of the old one."""
    if not out.exists():
        os.rename(made, out)
        return
    old = made.with_name(f"{made.name}.old")
    os.rename(out, old)
    try:
        os.rename(made, out)
    except OSError:
        os.rename(old, out)
        raise
    shutil.rmtree(old, ignore_errors=True)
