"""Values in a few words each, the same on every page."""

from collections.abc import Iterable

from demarche.knowledge.countries import countries
from demarche.records import (
    Attribution,
    Demarche,
    Event,
    Incident,
    Party,
    Place,
    Sequel,
    Toll,
    TollClaim,
    TollRange,
)
from demarche.web.texts import label, text

NOT_TOLD = "—"


def kind(of: Event | Incident) -> str:
    """Type and modes: `ASSAULT heavy-weapons`."""
    return " ".join((of.type, ", ".join(of.mode))).strip()


def party(of: Party) -> str:
    """A party's name with its code and sector: `Government of Sweden (SWE GOV)`."""
    codes = " ".join(code for code in (of.code, of.sector) if code)
    return f"{of.name} ({codes})" if codes else of.name


def names(of: Iterable[str], most: int = 3) -> str:
    """The first of several names, and how many more there are; a dash for none."""
    held = list(dict.fromkeys(of))
    more = f" +{len(held) - most}" if len(held) > most else ""
    return "; ".join(held[:most]) + more or NOT_TOLD


def place(of: Place | None) -> str:
    """A place with province and country."""
    if of is None:
        return NOT_TOLD
    around = ", ".join(part for part in (of.province if of.province != of.name else None, of.country) if part)
    return f"{of.name} ({around})" if around else of.name


def country(code: str) -> str:
    """What a code is the country of, or the code itself: `Syria` for `SYR`."""
    found = countries().get(code)
    return found.name if found else code


def bears(of: Sequel, on: Demarche) -> str:
    """What something is to a demarche, by name: `Russia refuses` for `asked refuses`."""
    doer, _, does = of.bears.partition(" ")
    named = {"asked": on.asked, "asker": on.asker, "third": text("demarche.third")}
    return f"{named.get(doer, doer)} {does}"


def located(of: Place | None) -> bool:
    """Whether the place has a position."""
    return of is not None and of.lat is not None and of.lon is not None


def date(of: str | None) -> str:
    """A date as told, an interval with a dash."""
    return of.replace("/", " – ") if of else text("word.not_dated")  # noqa: RUF001


def bounded(of: Toll | TollClaim) -> str:
    """The number of a toll with how exact it is meant: `at least 9`."""
    bound = label("bound", of.bound)
    return f"{bound} {of.count:,}" if bound else f"{of.count:,}"


def toll(of: Toll) -> str:
    """A toll: `killed: at least 9`."""
    return f"{label('toll', of.kind)}: {bounded(of)}"


def spread(of: TollRange) -> str:
    """Low to high, and the best estimate between them."""
    if of.low == of.high:
        return f"{of.best:,}"
    return f"{of.low:,}–{of.high:,}"  # noqa: RUF001


def killed(of: Incident) -> str:
    """How many are told to have been killed; nothing where no report tells."""
    return next((spread(each) for each in of.ranges if each.kind == "killed"), "")


def source(of: Attribution) -> str:
    """Whose word it is: `asserts: Town council`."""
    return f"{label('stance', of.stance)}: {of.party.name}"


def acting(of: Incident) -> list[str]:
    """Who does it, as most reports tell first."""
    return [each.name for each in of.parties if each.acts]


def acted_on(of: Incident) -> list[str]:
    """To whom it is done."""
    return [each.name for each in of.parties if each.receives]
