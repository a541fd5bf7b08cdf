"""Reports of invented happenings by several outlets, with readings whose every value is found in the text."""

import hashlib
from collections.abc import Sequence
from typing import Any

from demarche.records import (
    Agreement,
    Attribution,
    Event,
    FoundSpan,
    Party,
    Place,
    Reading,
    Report,
    Span,
    Toll,
    When,
)

Pair = tuple[Report, Reading]
PARTIES = {
    "Norwegian army": ("Norwegian Armed Forces", "NOR", "MIL"),
    "Norway": ("Government of Norway", "NOR", "GOV"),
    "Oslo": ("Government of Norway", "NOR", "GOV"),
    "Sweden": ("Government of Sweden", "SWE", "GOV"),
    "Stockholm": ("Government of Sweden", "SWE", "GOV"),
    "Lake Front": ("Lake Front", "SWE", "REB"),
    "villagers": ("villagers", "SWE", "CVL"),
}
PLACES = {"Tarnsjo": (60.15, 16.93, "Uppsala"), "Dals Ed": (58.91, 11.93, "Västra Götaland")}


# each outlet tells it in words of its own, so that none is a copy of another
TOLD_BY = {
    "Courier": """Smoke hung over the harbour until dusk. Fishermen who had tied up at noon said the first
round fell beside the ice house and the second on the fish stalls, where women were weighing
the catch.""",
    "Tribune": """At the clinic a nurse counted the stretchers twice. By the harbour wall the mayor asked
drivers to lend their vans, since both ambulances were out on the ridge road with flat
tyres.""",
    "Gazette": """A schoolteacher walking home heard a whistle, then saw the roof of the bakery lift. Glass
lay as far as the harbour bridge, and the power was cut in the lower streets all evening.""",
    "Mail": """Shopkeepers swept the square before morning. One of them had lost his dog and his till, in
that order, he told neighbours while a lorry took the broken awnings away.""",
}


class Teller:
    """Builds one report: the text is given, values are named by their words in it."""

    def __init__(self, id: str, outlet: str, published: str | None, title: str, body: str) -> None:
        text = f"{title}\n\n{body}"
        digest = hashlib.sha256("\n".join((title, text, published or "")).encode()).hexdigest()
        self.report = Report(id=id, text=text, title=title, published=published, outlet=outlet, digest=digest)
        self.events: list[Event] = []
        self.agreements: list[Agreement] = []

    def at(self, words: str) -> tuple[int, int]:
        start = self.report.text.index(words)
        return start, start + len(words)

    def party(self, words: str) -> Party:
        name, code, sector = PARTIES[words]
        start, end = self.at(words)
        return Party(text=words, start=start, end=end, name=name, code=code, sector=sector)

    def tell(
        self,
        type: str,
        trigger: str,
        *,
        who: Sequence[str] = (),
        whom: Sequence[str] = (),
        day: tuple[str, str | None] | None = None,
        where: str | None = None,
        killed: tuple[str, int] | None = None,
        by: str | None = None,
        agreement: str | None = None,
        mode: tuple[str, ...] = (),
    ) -> "Teller":
        start, end = self.at(trigger)
        event_id = f"{self.report.outlet}|{self.report.id}|{self.report.digest}|{type}|{start}"
        place = None
        if where:
            lat, lon, province = PLACES[where]
            a, b = self.at(where)
            place = Place(
                text=where, start=a, end=b, name=where, lat=lat, lon=lon, province=province, country="SWE",
                kind="city",
            )  # fmt: skip
        toll: tuple[Toll, ...] = ()
        if killed:
            a, b = self.at(killed[0])
            who_died = Toll(
                kind="killed", count=killed[1], bound="exact", who="people", text=killed[0], start=a, end=b
            )
            toll = (who_died,)
        when = None
        if day:
            a, b = self.at(day[0])
            when = When(text=day[0], start=a, end=b, date=day[1])
        self.events.append(
            Event(
                id="e-" + hashlib.sha256(event_id.encode()).hexdigest()[:16],
                report_id=self.report.id,
                type=type,
                mentions=(Span(start, end, trigger),),
                mode=mode,
                actors=tuple(map(self.party, who)),
                recipients=tuple(map(self.party, whom)),
                where=place,
                when=when,
                toll=toll,
                attribution=(Attribution(party=self.party(by), stance="alleges"),) if by else (),
                agreement=agreement,
                confidence=0.9,
                sequence=len(self.events) + 1,
            )
        )
        return self

    def deal(self, name: str, words: str, **told: Any) -> "Teller":
        start, end = self.at(words)
        self.agreements.append(Agreement(name=name, text=words, start=start, end=end, **told))
        return self

    def pair(self, model: str = "reader-1") -> Pair:
        spans = [self._span("party", words) for words in PARTIES if words in self.report.text]
        spans += [self._span("place", words) for words in PLACES if words in self.report.text]
        reading = Reading(
            report_id=self.report.id,
            report_digest=self.report.digest,
            model=model,
            events=tuple(self.events),
            agreements=tuple(self.agreements),
            spans=tuple(spans),
        )
        return self.report, reading

    def _span(self, kind: Any, words: str) -> FoundSpan:
        start, end = self.at(words)
        if kind == "place":
            return FoundSpan(kind=kind, start=start, end=end, text=words, name=words, country_code="SWE")
        name, code, sector = PARTIES[words]
        return FoundSpan(kind=kind, start=start, end=end, text=words, name=name, code=code, sector=sector)


def shelling(
    id: str, outlet: str, killed: tuple[str, int], who: str, *, day: str = "5 March", by: str | None = None
) -> Pair:
    """A report of a shelling of Tarnsjo on a day of March 2031, told by the outlet or charged by someone."""
    iso = f"2031-03-{int(day.split()[0]):02d}"
    body = f"The {who} shelled the town of Tarnsjo on {day}, killing {killed[0]} people. {TOLD_BY[outlet]}"
    body += f" {by} charged." if by else ""
    teller = Teller(id, outlet, iso, f"{killed[0]} dead as Tarnsjo is shelled", body)
    return teller.tell(
        "ASSAULT", "shelled the town", who=[who], day=(day, iso), where="Tarnsjo", killed=killed,
        by=by, mode=("heavy-weapons",),
    ).pair()  # fmt: skip


def request(id: str, outlet: str, day: str, words: str) -> Pair:
    """Sweden asks Norway to hold its army back."""
    body = f"Stockholm {words} Oslo on Monday to restrain the Lake Front along the border. No answer came."
    teller = Teller(id, outlet, day, "Border call", body)
    return teller.tell("REQUEST", words, who=["Stockholm"], whom=["Oslo"], mode=("yield",)).pair()


def refusal(id: str, outlet: str, day: str) -> Pair:
    """Norway refuses."""
    teller = Teller(id, outlet, day, "No from Oslo", "Norway rejected what Sweden asks, its premier said.")
    return teller.tell("REJECT", "rejected", who=["Norway"], whom=["Sweden"], mode=("yield",)).pair()


def accord(id: str, outlet: str, day: str, name: str, *, breach: bool = False) -> Pair:
    """The Ed accord of 1 February 2031, and perhaps a breach."""
    body = f"Under the {name}, which Norway and Sweden signed on 1 February, guns leave the border."
    if breach:
        body += f" Despite the {name} the Norwegian army shelled villagers near Dals Ed on 9 March."
    teller = Teller(id, outlet, day, "Border guns", body)
    full = f"{name} (2031)"
    teller.tell("AGREE", "signed", who=["Norway", "Sweden"], day=("1 February", "2031-02-01"), agreement=full)
    if breach:
        teller.tell(
            "ASSAULT", "army shelled", who=["Norwegian army"], whom=["villagers"],
            day=("9 March", "2031-03-09"), where="Dals Ed", agreement=full,
        )  # fmt: skip
    teller.deal(
        full,
        name,
        parties=("NOR", "SWE"),
        date="2031-02-01",
        terms=("guns leave the border",),
        state="in_force",
    )
    return teller.pair()


def corpus() -> list[Pair]:
    """All of it: one shelling told four ways, another the next day, a demarche refused, an accord broken."""
    return [
        shelling("1", "Courier", ("five", 5), "Norwegian army"),
        shelling("2", "Tribune", ("nine", 9), "Lake Front", by="Oslo"),
        shelling("3", "Gazette", ("five", 5), "Norwegian army"),
        shelling("4", "Courier", ("three", 3), "Norwegian army", day="12 March"),
        request("5", "Courier", "2031-03-06", "called on"),
        request("6", "Tribune", "2031-03-13", "again urged"),
        refusal("7", "Gazette", "2031-03-14"),
        accord("8", "Courier", "2031-02-02", "Ed accord"),
        accord("9", "Tribune", "2031-03-10", "Ed accord", breach=True),
    ]
