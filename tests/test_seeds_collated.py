"""Five real reports collated: what Turkey asks of Russia from 2016 to 2020 (found through DEMARCHE_DATA)."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from demarche.intake import read_inputs
from demarche.ledger import Ledger, Query
from demarche.reader import shared_reader
from demarche.records import Accord, Demarche, Incident, Report

DATA = os.environ.get("DEMARCHE_DATA")
pytestmark = pytest.mark.skipif(not DATA, reason="DEMARCHE_DATA is not set: the real reports are not here")
ALL = Query(limit=None)
SOCHI = "2018-09-17"


@pytest.fixture(scope="module")
def seeds() -> Iterator[tuple[Ledger, dict[str, str]]]:
    """The ledger of the five, and the number of each by its id."""
    with Ledger.open(":memory:") as ledger:
        numbers = {}
        for report in read_inputs([Path(DATA or "") / "seeds"]):
            assert isinstance(report, Report)
            ledger.add(report, shared_reader().read(report))
            numbers[report.id] = Path(report.source or "").name[:3]
        ledger.collate()
        yield ledger, numbers


Seeds = tuple[Ledger, dict[str, str]]


def thread(ledger: Ledger) -> Demarche:
    """The thread of what Turkey asks of Russia over Syria."""
    (found,) = (
        each
        for each in ledger.demarches(ALL).rows
        if (each.asker_code, each.asked_code) == ("TUR", "RUS") and "SYR" in each.about
    )
    return found


def sochi(ledger: Ledger) -> Accord:
    (found,) = (accord for accord in ledger.accords(ALL).rows if accord.date == SOCHI)
    return found


def attack(ledger: Ledger, *places: str) -> Incident:
    """The attack at a place, by how its name begins."""
    (found,) = (
        each
        for each in ledger.incidents(ALL).rows
        if each.type == "ASSAULT" and each.place and each.place.name.startswith(places)
    )
    return found


def test_one_thread_from_turkey_to_russia_runs_through_all_five(seeds: Seeds) -> None:
    ledger, numbers = seeds
    found = thread(ledger)
    asked = {numbers[making.voice.report_id] for making in found.makings}
    assert {"000", "001", "003", "004"} <= asked
    assert asked | {numbers[sequel.voice.report_id] for sequel in found.sequels} == set(numbers.values())
    assert found.title.startswith("Turkey asks Russia")
    assert found.about[0] == "SYR"


def test_its_dated_askings_stand_in_order(seeds: Seeds) -> None:
    ledger, numbers = seeds
    dates = {numbers[making.voice.report_id]: making.date for making in thread(ledger).makings}
    assert dates["003"] == "2019-07-05"
    assert dates["001"] == "2020-02-04"
    order = [numbers[making.voice.report_id] for making in thread(ledger).makings]
    assert order.index("003") < order.index("001")
    assert dates["000"] is None  # nothing in the five tells its year


def test_an_undated_request_is_of_the_year_that_another_report_gives(seeds: Seeds) -> None:
    ledger, numbers = seeds
    (made,) = (making for making in thread(ledger).makings if numbers[making.voice.report_id] == "004")
    # "a Feb. 3 attack" is the other's shelling of 3 February 2020, if the reading has its place and parties
    assert made.date in (None, "2020-02-06")
    assert made.voice.published is None


def test_the_joint_call_of_2016_is_in_its_course_undated_and_first(seeds: Seeds) -> None:
    ledger, numbers = seeds
    told = [sequel for sequel in thread(ledger).sequels if numbers[sequel.voice.report_id] == "002"]
    assert "both ask together" in {sequel.bears for sequel in told}
    for sequel in told:
        assert sequel.date is None
        assert sequel.reason.endswith("its report has no date: it tells of 2016-11-29, so it is no older")
    assert thread(ledger).sequels[0] in told


def test_what_came_between_is_told(seeds: Seeds) -> None:
    ledger, _ = seeds
    between = [(sequel.date, sequel.bears) for sequel in thread(ledger).sequels]
    assert (SOCHI, "both agree") in between
    assert any(date == "2020-02-03" and bears.endswith("attacks") for date, bears in between)


def test_the_end_of_february_is_an_ultimatum_to_syria(seeds: Seeds) -> None:
    ledger, numbers = seeds
    found = [
        each
        for each in ledger.demarches(ALL).rows
        if (each.asker_code, each.asked_code) == ("TUR", "SYR") and each.ultimatum
    ]
    (ultimatum,) = found
    deadline = next(making.deadline for making in ultimatum.makings if making.deadline)
    assert deadline.text.strip(".") == "the end of February"
    assert deadline.date in (None, "2020-02")
    assert numbers[ultimatum.makings[0].voice.report_id] == "004"


def test_the_sochi_agreement_is_one_with_its_terms_and_its_alleged_breach(seeds: Seeds) -> None:
    ledger, numbers = seeds
    found = sochi(ledger)
    assert "Sochi" in found.name
    assert {"RUS", "TUR"} <= set(found.parties)
    assert sum("Sochi" in accord.name for accord in ledger.accords(ALL).rows) == 1
    assert any("withdrawal of heavy arms" in term.value for term in found.terms)
    assert found.breaches
    for breach in found.breaches:
        assert (breach.accused_code, breach.date) == ("SYR", "2019-04-26")
        assert breach.said_by is None  # in the outlet's own voice
        assert numbers[breach.voice.report_id] == "003"


def test_khan_shaykhun_is_told_with_who_blames_whom_and_who_denies(seeds: Seeds) -> None:
    ledger, numbers = seeds
    found = attack(ledger, "Khan S")
    assert [numbers[part.report_id] for part in found.reports] == ["000"]
    stances = {(claim.code, claim.voice.by_code, claim.voice.stance) for claim in found.authors}
    assert ("SYR", "USA", "alleges") in stances
    assert ("SYR", "SYR", "denies") in stances
    assert {claim.count for claim in found.tolls if claim.kind == "killed"} >= {80}


def test_shayrat_is_told_with_who_did_it_and_the_dead(seeds: Seeds) -> None:
    ledger, numbers = seeds
    found = attack(ledger, "Shayrat", "Ash Shayrat")
    assert [numbers[part.report_id] for part in found.reports] == ["000"]
    assert "USA" in {claim.code for claim in found.authors}
    assert {claim.count for claim in found.tolls if claim.kind == "killed"} >= {15}
