"""Outlets side by side: which words each uses for a party, whose word it takes, what it leaves out."""

from datetime import date, timedelta

import msgspec

from demarche.errors import InputError
from demarche.ledger import Ledger, Query
from demarche.records import Framing, Naming, Telling
from demarche.web import wording
from demarche.web.addresses import address, of_incident, of_words
from demarche.web.screens import Cell, Screen, Sheet, Visit
from demarche.web.texts import text, titles

PARAMETERS = ("outlet", "party", "since", "until")
MOST_OUTLETS = 6
MOST_PARTIES, MOST_WORDS, MOST_SILENCES = 25, 6, 60
MOST_REPORTS = 1000  # of which framing is made at once: it reads each of them anew


class Used(msgspec.Struct, frozen=True, kw_only=True):
    """Words that an outlet uses for a party, how often, where first."""

    words: str
    count: int
    loaded: bool
    href: str


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """A party, and what each outlet calls it."""

    party: str
    by_outlet: tuple[tuple[Used, ...], ...]


def outlets(visit: Visit) -> Screen:
    """Framing of the outlets chosen, or of those with the most reports."""
    asked, ledger = visit.asked, visit.holdings.ledger
    since, until, party = asked.day("since"), asked.day("until"), asked.one("party")
    latest = None if since or until else _latest(ledger)
    query = Query(since=since or latest, until=until, limit=None)
    reports = ledger.reports(msgspec.structs.replace(query, limit=0)).total
    if reports > MOST_REPORTS:
        raise InputError(
            f"framing is made of {MOST_REPORTS:,} reports at most and there are {reports:,}: "
            "choose fewer days with since and until"
        )
    framing = visit.holdings.once(("framing", query), lambda: ledger.framing(query))
    every = _outlets(framing)
    chosen = asked.many("outlet")
    unknown = [name for name in chosen if name not in every]
    if unknown:
        raise InputError(f"there is no outlet {unknown[0][:60]!r} in these reports")
    columns = tuple(chosen or every)[:MOST_OUTLETS]
    compared = _compared(framing, columns, party)
    names = Sheet(
        name="names",
        title=text("outlets.names"),
        header=(text("column.party"), *columns),
        rows=tuple(
            (
                Cell(each.party),
                *(
                    Cell("; ".join(f"{used.words} ({used.count})" for used in held))
                    for held in each.by_outlet
                ),
            )
            for each in compared
        ),
    )
    words = _own_words(framing, columns)
    silences = _silences(framing, columns)
    return Screen(
        template="outlets.html",
        title=text("outlets.title"),
        data={
            "outlets": columns,
            "namings": [each for each in framing.namings if each.outlet in columns],
            "tellings": [each for each in framing.tellings if each.outlet in columns],
            "silences": [each for each in framing.silences if each.outlet in columns],
        },
        sheets=(names, words, silences),
        context={
            "columns": columns,
            "every": [
                (name, name in columns, address(visit.path, _toggled(visit, columns, name))) for name in every
            ],
            "compared": compared,
            "words": words,
            "silences": silences,
            "party": party or "",
            "since": since or latest or "",
            "latest": latest,
            "until": until or "",
            "chosen": chosen,
        },
    )


def _latest(ledger: Ledger) -> str | None:
    """The day since which the latest reports are few enough to be compared; None when all are."""
    beyond = ledger.reports(Query(sort="-date", limit=1, offset=MOST_REPORTS)).rows
    if not beyond or not beyond[0].published:
        return None
    try:
        return (date.fromisoformat(beyond[0].published) + timedelta(days=1)).isoformat()
    except ValueError:  # a month or a year
        return None


def _toggled(visit: Visit, columns: tuple[str, ...], name: str) -> list[tuple[str, str]]:
    left = [each for each in columns if each != name] if name in columns else [*columns, name]
    rest = [pair for pair in visit.query if pair[0] != "outlet"]
    return [*(("outlet", each) for each in left[-MOST_OUTLETS:]), *rest]


def _outlets(framing: Framing) -> list[str]:
    """Those named, most told first."""
    counts: dict[str, int] = {}
    for telling in framing.tellings:
        if telling.outlet:
            counts[telling.outlet] = counts.get(telling.outlet, 0) + telling.own_voice + telling.attributed
    return sorted(counts, key=lambda name: (-counts[name], name))


def _compared(framing: Framing, columns: tuple[str, ...], party: str | None) -> list[Compared]:
    held: dict[str, dict[str, list[Naming]]] = {}
    for each in framing.namings:
        if each.outlet in columns and (party is None or party.lower() in each.party.lower()):
            held.setdefault(each.party, {}).setdefault(each.outlet or "", []).append(each)
    loaded = {
        name: sum(each.count for of in by.values() for each in of if each.loaded) for name, by in held.items()
    }
    weight = {name: sum(each.count for of in by.values() for each in of) for name, by in held.items()}
    # parties that outlets word unlike one another first
    order = sorted(held, key=lambda name: (len(held[name]) < 2, -loaded[name], -weight[name], name))
    return [
        Compared(
            party=name,
            by_outlet=tuple(
                tuple(
                    Used(
                        words=each.words,
                        count=each.count,
                        loaded=each.loaded,
                        href=_first(each),
                    )
                    for each in sorted(
                        held[name].get(outlet, []), key=lambda n: (not n.loaded, -n.count, n.words)
                    )[:MOST_WORDS]
                )
                for outlet in columns
            ),
        )
        for name in order[:MOST_PARTIES]
    ]


def _first(of: Naming) -> str:
    if not of.passages:
        return ""
    passage = of.passages[0]
    return of_words(of.outlet, passage.report_id, passage.start, passage.end)


def _own_words(framing: Framing, columns: tuple[str, ...]) -> Sheet:
    held: dict[str, list[Telling]] = {}
    for each in framing.tellings:
        if each.outlet in columns:
            held.setdefault(each.outlet or "", []).append(each)
    rows = []
    for outlet in columns:
        of = held.get(outlet, [])
        own, left, denied = (
            sum(getattr(each, name) for each in of) for name in ("own_voice", "attributed", "denied")
        )
        share = own / (own + left) if own + left else 0
        rows.append(
            (
                Cell(outlet, address("/", [("outlet", outlet)])),
                Cell(str(own)),
                Cell(str(left)),
                Cell(str(denied)),
                Cell(f"{share:.0%}"),
            )
        )
    return Sheet(
        name="voice",
        title=text("outlets.voice"),
        header=titles("outlet", "own_voice", "attributed", "denied", "own_share"),
        rows=tuple(rows),
        looks=("title", "num", "num", "num", "num"),
    )


def _silences(framing: Framing, columns: tuple[str, ...]) -> Sheet:
    found = [each for each in framing.silences if each.outlet in columns]
    found.sort(key=lambda each: (-len(each.told_by), each.date or "", each.title, each.outlet or ""))
    return Sheet(
        name="silences",
        title=text("outlets.silences"),
        header=titles("outlet", "date", "incident", "told_by"),
        rows=tuple(
            (
                Cell(each.outlet or wording.NOT_TOLD),
                Cell(wording.date(each.date)),
                Cell(each.title, of_incident(each.incident_id)),
                Cell(wording.names(each.told_by, 6)),
            )
            for each in found[:MOST_SILENCES]
        ),
        looks=("", "date", "title", ""),
    )
