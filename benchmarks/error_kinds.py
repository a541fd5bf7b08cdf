"""What kinds of error resolution still makes, given the gold words, and how many of each.

    python -m benchmarks.error_kinds --data DIRECTORY [--part tune --part dev]

DIRECTORY (or DEMARCHE_DATA) holds `train/`, `gold/`, `geo/lgl.xml` and `time/TBAQ/`. Parties and names are
those of the parts; places are LGL's, dates TimeBank's and AQUAINT's, numbers those of the train reports. Only
counts are printed; `benchmarks.parties` and `benchmarks.resolution` list cases, never those of dev.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from benchmarks.one_name import PRONOUNS, Wording, holds_name, pairs_of, place_wordings
from benchmarks.parties import FILES, Case, annotated, cases_of
from benchmarks.resolution import Measure, timex, tolls, toponyms
from demarche.knowledge.countries import countries, country_named
from demarche.knowledge.folding import fold
from demarche.reader.encoder import load

PERSONAL = PRONOUNS | {"his", "its", "their", "me", "that", "which"}
STATE = frozenset({"GOV", "MIL"})
ARMED = frozenset({"MIL", "REB", "PRM", "UAF", "COP", "SPY"})


def code_kind(case: Case) -> str:
    """What is wrong with a code."""
    told, found = case.code, case.found.code
    form = _form(case.words)
    if told is None:
        return f"{form}: gold has none, one is given"
    if found is None:
        return f"{form}: none is given"
    if (told in countries()) == (found in countries()):
        return f"{form}: another {'country' if told in countries() else 'body'}"
    return f"{form}: {'a body, gold has a country' if told in countries() else 'a country, gold has a body'}"


def sector_kind(case: Case) -> str:
    """What is wrong with a sector."""
    told, found = case.sector, case.found.sector
    if told is None:
        return "gold has none, one is given"
    if found is None:
        return "none is given"
    if {told, found} == STATE:
        return "a state or its forces"
    if {told, found} <= ARMED:
        return "which armed force"
    if "CVL" in (told, found):
        return "civilians or people of a trade, a cause, a body"
    return "which office or body"


def name_kind(pair: tuple[str, Wording, Wording]) -> str:
    """Why two wordings got two names."""
    _, one, other = pair
    if fold(one.words) in PERSONAL or fold(other.words) in PERSONAL:
        return "a pronoun"
    named = holds_name(one.words), holds_name(other.words)
    if all(named):
        return "two names"
    return "a name and a description" if any(named) else "two descriptions"


def place_kind(case: tuple[str, ...]) -> str:
    """Where a toponym was put: gold ends with its country's name, the place found with its code."""
    gold, found = case[1], case[2]
    if found == "-":
        return "not located"
    country = country_named(gold.rpartition(", ")[2])
    same = country is not None and country.code == found.rpartition(", ")[2]
    return "the same country, over 161 km off" if same else "another country"


def date_kind(case: tuple[str, ...]) -> str:
    """How a date differs: values are ISO dates, months or years."""
    told, found = case[1], case[2]
    if found == "None":
        return "none is given"
    if "/" in found or "/" in told:
        return "an interval against a date"
    if len(told) != len(found):
        return "less exact than gold" if len(found) < len(told) else "more exact than gold"
    if told[:4] != found[:4]:
        return "another year"
    return "another month" if told[:7] != found[:7] else "another day of the month"


def number_kind(case: tuple[str, ...]) -> str:
    """How a count or its bound differs."""
    return "no number is seen" if case[3] == "None" else "another number or bound"


def counted(name: str, kinds: Iterable[str], total: int) -> str:
    """A block of lines: the kinds, the most frequent first."""
    counts = Counter(kinds)
    lines = [f"{name}: {counts.total()} of {total}"]
    lines += [f"  {n:5} {kind}" for kind, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    return "\n".join(lines)


def _form(words: str) -> str:
    if fold(words) in PERSONAL:
        return "a pronoun"
    return "a name" if holds_name(words) else "a description"


def _of_measure(measure: Measure) -> list[tuple[str, ...]]:
    return list(measure.wrong.elements())


def parties(data: Path, part: str) -> Iterable[str]:
    """The blocks of one part: codes, sectors, names of parties and of places."""
    encoder, heads = load()
    reports = list(annotated(data, part))
    cases = [case for row, annotation in reports for case in cases_of(row, annotation, encoder, heads)]
    yield counted(f"{part}, codes", (code_kind(c) for c in cases if c.code != c.found.code), len(cases))
    yield counted(
        f"{part}, sectors", (sector_kind(c) for c in cases if c.sector != c.found.sector), len(cases)
    )
    told = (Wording(case.report, case.words, case.name, case.found.name) for case in cases)
    places = (wording for row, annotation in reports for wording in place_wordings(row, annotation))
    for name, pairs in (("names of parties", pairs_of(told)), ("names of places", pairs_of(places))):
        yield counted(f"{part}, {name}", map(name_kind, pairs.apart), pairs.total)


def main() -> int:
    """Print the kinds; 2 where there is no data."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=os.environ.get("DEMARCHE_DATA"))
    parser.add_argument("--part", choices=tuple(FILES), action="append", help="default: tune and dev")
    options = parser.parse_args()
    if options.data is None or not Path(options.data).is_dir():
        print("no data: give --data or set DEMARCHE_DATA", file=sys.stderr)
        return 2
    data = Path(options.data)
    for part in options.part or ("tune", "dev"):
        for block in parties(data, part):
            print(block)
    found = toponyms(data / "geo" / "lgl.xml")[0]
    print(counted("places, LGL", map(place_kind, _of_measure(found)), found.total))
    dates = timex(data / "time" / "TBAQ")[1]
    print(counted("dates, TIMEX3 in their text", map(date_kind, _of_measure(dates)), dates.total))
    for measure in tolls(data / "train"):
        print(counted(measure.name, map(number_kind, _of_measure(measure)), measure.total))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
