"""Values of an event in a few words each, the same in every view."""

from collections.abc import Iterable

from demarche.cli.terminal import one_line
from demarche.records import Attribution, Event, Party, Place, Toll, TollClaim

NOT_TOLD = "—"
_BOUNDS = {"exact": "", "at_least": "at least ", "at_most": "at most ", "about": "about "}
_OCCURRENCES = {
    "actual": "",
    "future": "to come",
    "hypothetical": "only supposed",
    "negated": "did not happen",
}
_STANCES = {"asserts": "", "alleges": "alleged by ", "denies": "denied by "}


def kind(event: Event) -> str:
    """Type and modes: `ASSAULT heavy-weapons`."""
    return one_line(" ".join((event.type, ", ".join(event.mode))))


def party(of: Party) -> str:
    """A party's name with its code and sector: `Government of Sweden (SWE GOV)`."""
    codes = " ".join(code for code in (of.code, of.sector) if code)
    return one_line(f"{of.name} ({codes})" if codes else of.name)


def parties(of: Iterable[Party]) -> str:
    """Parties by name, or a dash."""
    return "; ".join(party(one) for one in of) or NOT_TOLD


def names(of: Iterable[Party]) -> str:
    """The parties' names alone, a state's government by the state's name, or a dash."""
    return "; ".join(one_line(one.name.removeprefix("Government of ")) for one in of) or NOT_TOLD


def who_to_whom(event: Event, *, codes: bool = True) -> str:
    """Who does it to whom; who is not told shows as a dash."""
    told = parties if codes else names
    return f"{told(event.actors)} → {told(event.recipients)}" if event.recipients else told(event.actors)


def place(of: Place | None) -> str:
    """A place with province and country."""
    if of is None:
        return NOT_TOLD
    around = ", ".join(part for part in (of.province if of.province != of.name else None, of.country) if part)
    return one_line(f"{of.name} ({around})" if around else of.name)


def toll(of: Toll) -> str:
    """A toll: `killed at least 9`."""
    return one_line(f"{of.kind} {bounded(of)}")


def bounded(of: Toll | TollClaim) -> str:
    """The number of a toll with how exact it is meant: `at least 9`."""
    return f"{_BOUNDS[of.bound]}{of.count:,}"


def tolls(event: Event) -> str:
    """All tolls of an event, or nothing."""
    return ", ".join(dict.fromkeys(toll(one) for one in event.toll))


def source(of: Attribution) -> str:
    """Whose word it is: `Town council`, `denied by Swedish Armed Forces`."""
    return _STANCES[of.stance] + one_line(of.party.name)


def sources(event: Event) -> str:
    """All sources of an event; nothing when it is the outlet's own word."""
    return "; ".join(source(one) for one in event.attribution)


def reality(event: Event) -> str:
    """What keeps the event from being told as a plain fact: nothing, or `to come`, `doubted` and the like."""
    parts = (_OCCURRENCES[event.occurrence], "doubted by the outlet" if event.hedged else "")
    return ", ".join(part for part in parts if part)


def date(event: Event) -> str | None:
    """The date that the event's own words give."""
    return event.when.date if event.when else None
