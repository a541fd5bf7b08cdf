"""Made-up reports of one shelling by outlets that differ, and of what Norway asks of Finland, for tests."""

from pathlib import Path

from cli_samples import party, reading, span

from demarche.intake import report_from_text
from demarche.ledger import Ledger
from demarche.records import Agreement, Attribution, Event, Place, Reading, Report, Toll, When

Pair = tuple[Report, Reading]
TOWNS = {"Torvmark": ("Innlandet", 61.0, 12.0), "Hallasund": ("Troms", 69.0, 18.0)}  # hundreds of km apart
DAYS = {"2031-03-01": "on Saturday 1 March 2031", "2031-03-20": "on Thursday 20 March 2031"}
WORDS = (
    "Swedish artillery shelled the market of {town} {day}, killing {number} civilians, {source} said.",
    "Shells hit {town} {day}. {source} counted {number} civilians dead after Swedish artillery shelled the "
    "market while people were buying fish.",
    "It was noon when Swedish artillery shelled the square before the church of {town} {day}; the market "
    "burnt and {number} civilians are dead, according to {source}.",
    "Swedish artillery fired upon a bakery, and shelled its yard, in {town} {day}: {number} civilians, both "
    "bakers, lost their lives, {source} said.",
)


def told(
    outlet: str,
    killed: int,
    source: str,
    *,
    id: str,
    number: str,
    published: str = "2031-03-02",
    town: str = "Torvmark",
    day: str = "2031-03-01",
    words: str = WORDS[0],
) -> Pair:
    """A report of the shelling of a town in which a source gives a toll."""
    title = f"Shells kill {number} in {town}"
    text = f"{title}\n\n{words.format(town=town, day=DAYS[day], number=number, source=source)}"
    report = report_from_text(text, title=title, published=published, outlet=outlet, id=id)
    text = report.text
    when, place, dead = (
        span(text, DAYS[day]),
        span(text, f"{town} {DAYS[day]}"),
        span(text, f"{number} civilians"),
    )
    province, lat, lon = TOWNS[town]
    event = Event(
        id=f"e-{id.encode().hex()[:16]:0<16}",
        report_id=report.id,
        type="ASSAULT",
        mode=("heavy-weapons",),
        mentions=(span(text, "shelled"),),
        actors=(party(text, "Swedish artillery", "Swedish Armed Forces", "SWE", "MIL"),),
        recipients=(party(text, "civilians", "Norwegian civilians", "NOR", "CVL"),),
        where=Place(
            text=town, start=place.start, end=place.start + len(town), name=town, country="NOR",
            province=province, lat=lat, lon=lon, kind="city", geonameid=len(town),
        ),
        when=When(text=when.text, start=when.start, end=when.end, date=day),
        toll=(
            Toll(
                kind="killed", count=killed, bound="exact", who="civilians",
                text=dead.text, start=dead.start, end=dead.end,
            ),
        ),
        attribution=(Attribution(party=party(text, source, source), stance="asserts"),),
        confidence=0.9,
    )  # fmt: skip
    return report, reading(report, event)


def three_accounts() -> list[Pair]:
    """Three outlets tell of one shelling: nine dead to two of them, fourteen to the third."""
    return [
        told("Meridian Wire", 9, "the town council", id="wire", number="nine"),
        told(
            "The Lantern", 9, "Doctors", id="lantern", number="nine", published="2031-03-03", words=WORDS[1]
        ),
        told("Fjord Dispatch", 14, "the Red Cross", id="fjord", number="fourteen", words=WORDS[2]),
    ]


def asked(id: str, day: str, words: str, type: str = "REQUEST", *, dated: bool = True) -> Pair:
    """A report in which Norway asks Finland, or Finland answers, about Sweden."""
    asks = type == "REQUEST"
    on = f"on {int(day[-2:])} March"
    text = f"{'Norway' if asks else 'Finland'} {words} {'Finland' if asks else 'Norway'} over Sweden {on}."
    report = report_from_text(text, title="On Sweden", published=day, outlet="Meridian Wire", id=id)
    norway = party(report.text, "Norway", "Government of Norway", "NOR", "GOV")
    finland = party(report.text, "Finland", "Government of Finland", "FIN", "GOV")
    event = Event(
        id=f"e-{id.encode().hex()[:16]:0<16}",
        report_id=report.id,
        type=type,
        mode=("change",) if asks else (),
        mentions=(span(report.text, words),),
        actors=(norway if asks else finland,),
        recipients=(finland if asks else norway,),
        when=When(text=on, start=len(text) - 1 - len(on), end=len(text) - 1, date=day if dated else None),
        confidence=0.9,
    )
    return report, reading(report, event)


def agreement() -> Pair:
    """A report that accuses Sweden of having broken an accord."""
    text = "Norway accused Sweden of violating the Helsinki agreement that the two signed on 11 March 2031."
    report = report_from_text(
        text, title="A breach", published="2031-03-14", outlet="The Lantern", id="breach"
    )
    named = span(report.text, "Helsinki agreement")
    event = Event(
        id="e-dddd000011112222",
        report_id=report.id,
        type="ACCUSE",
        mode=("allege",),
        mentions=(span(report.text, "accused"),),
        actors=(party(report.text, "Norway", "Government of Norway", "NOR", "GOV"),),
        recipients=(party(report.text, "Sweden", "Government of Sweden", "SWE", "GOV"),),
        agreement="Helsinki agreement (2031)",
        confidence=0.9,
    )
    accord = Agreement(
        name="Helsinki agreement (2031)", text=named.text, start=named.start, end=named.end,
        parties=("NOR", "SWE"), date="2031-03-11", state="in_force",
        terms=("both armies will withdraw their guns",),
    )  # fmt: skip
    told = reading(report, event)
    return report, Reading(
        report_id=told.report_id,
        report_digest=told.report_digest,
        model=told.model,
        events=told.events,
        agreements=(accord,),
    )


def everything() -> list[Pair]:
    """All the reports of this sample."""
    return [
        *three_accounts(),
        asked("ask-1", "2031-03-04", "urged"),
        asked("ask-2", "2031-03-06", "again urged"),
        asked("answer", "2031-03-08", "rejected the request of", "REJECT"),
        agreement(),
    ]


def collated_ledger(path: Path, pairs: list[Pair] | None = None) -> Path:
    """A ledger of the reports, collated."""
    with Ledger.open(path) as ledger:
        ledger.add_many(everything() if pairs is None else pairs)
        ledger.collate()
    return path
