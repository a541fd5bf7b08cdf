"""Who says what, and how many who say it are independent."""

from itertools import product

from dispute_stories import ARMY, DOCTORS, GOVERNMENT, MONITOR, REBELS, told

from demarche.collate.telling.voices import independent, one_voice, voice_at, voice_of
from demarche.records import Party


def test_one_source_through_three_outlets_is_one_voice() -> None:
    voices = [voice_of(told(outlet, by=[MONITOR]), {}) for outlet in ("Courier", "Herald", "Gazette")]
    assert independent(voices) == 1


def test_copies_of_a_report_are_one_voice_and_other_reports_are_not() -> None:
    tolds = [told("Courier"), told("Herald"), told("Gazette")]
    copied = {("Courier", "Courier-1"): "group", ("Herald", "Herald-1"): "group"}
    assert independent(voice_of(each, copied) for each in tolds) == 2
    assert independent(voice_of(each, {}) for each in tolds) == 3


def test_two_reports_of_one_outlet_in_its_own_words_are_one_voice() -> None:
    assert independent(voice_of(told("Courier", report=each), {}) for each in ("a", "b")) == 1


def test_a_ministry_and_the_army_of_one_state_are_one_voice() -> None:
    assert one_voice(voice_of(told("Courier", by=[GOVERNMENT]), {}), voice_of(told("Herald", by=[ARMY]), {}))


def test_nameless_doctors_of_two_reports_need_not_be_the_same() -> None:
    assert not one_voice(
        voice_of(told("Courier", by=[DOCTORS]), {}), voice_of(told("Herald", by=[DOCTORS]), {})
    )


def test_an_agency_that_others_quote_is_the_agency_itself() -> None:
    agency = ("Courier", "VLL", "JRN")
    assert one_voice(voice_of(told("Courier"), {}), voice_of(told("Herald", by=[agency]), {}))


def test_the_nearest_source_tells_a_number_and_one_far_off_does_not() -> None:
    quoted = told("Courier", by=[MONITOR])
    assert voice_at(quoted, 60, {}).by == "Vell Monitor"
    assert voice_at(quoted, 5000, {}).by is None


def test_who_only_denies_does_not_tell() -> None:
    denied = told("Courier", by=[(GOVERNMENT, "denies"), MONITOR])
    assert voice_of(denied, {}).by == "Vell Monitor"
    assert voice_of(told("Courier", by=[(GOVERNMENT, "denies")]), {}).by is None


def test_the_monitor_without_a_name_is_the_monitor_named_beside_it() -> None:
    both = told("Courier", by=[MONITOR, ("monitoring group", "NGO", "SOC")])
    group = Party(text="group", start=300, end=305, name="monitoring group", code="NGO", sector="SOC")
    assert {each.party.name for each in both.event.attribution} == {"Vell Monitor", group.name}
    assert voice_at(both, 41, {}).group == voice_of(told("Herald", by=[MONITOR]), {}).group


def test_two_voices_are_one_exactly_where_one_of_the_two_is_counted() -> None:
    agency = ("Courier", "VLL", "JRN")
    tolds = [
        told(o, report=f"{o}{n}", by=by)
        for o in ("Courier", "Herald")
        for n in (1, 2)
        for by in ([], [MONITOR], [agency], [DOCTORS])
    ]
    voices = [
        voice_of(each, {("Courier", "Courier1"): "wire", ("Herald", "Herald1"): "wire"}) for each in tolds
    ]
    for one, other in product(voices, voices):
        assert one_voice(one, other) == (independent((one, other)) == 1)


def test_who_claims_an_attack_does_not_tell_the_numbers_given_before() -> None:
    claimed = told("Courier", by=[REBELS], actors=[REBELS])  # the claim stands at 40
    assert voice_at(claimed, 5, {}).by is None
    assert voice_at(claimed, 120, {}).by == "Vellish rebels"
    assert voice_at(told("Courier", by=[REBELS]), 5, {}).by == "Vellish rebels"
