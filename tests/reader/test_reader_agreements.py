"""Agreements that a report names."""

from reader_samples import Trigger, only, read_as

from demarche.records import Reading

TEXT = (
    "Turkey and Russia signed the Lervik accord on 17 September 2018 in Sochi. Under the Lervik accord, "
    "heavy guns will be withdrawn from the coast. Turkey said Russia broke a truce."
)
SPANS = {
    "Turkey": "party",
    "Russia": "party",
    "the Lervik accord": "agreement",
    "the Lervik accord#1": "agreement",
    "17 September 2018": "time",
    "Sochi": "place",
    "truce": "agreement",
}
SIGNED = {
    "Turkey": "actor",
    "Russia": "actor",
    "17 September 2018": "when",
    "Sochi": "where",
    "the Lervik accord": "agreement",
}


def reading(**states: str) -> Reading:
    return read_as(TEXT, [Trigger("signed", "AGREE", SIGNED)], SPANS, states=states)


def test_a_deal_named_twice_is_one_with_all_that_is_told() -> None:
    found = reading()
    (accord,) = [a for a in found.agreements if "Lervik" in a.name]
    assert accord.name == "Lervik accord (2018)"
    assert TEXT[accord.start : accord.end] == accord.text == "the Lervik accord"
    assert accord.date == "2018-09-17"
    assert accord.place == "Sochi"
    assert set(accord.parties) == {"TUR", "RUS"}
    assert accord.terms == ("heavy guns will be withdrawn from the coast",)


def test_the_event_names_its_agreement() -> None:
    found = reading()
    event = only(found, "AGREE")
    assert event.agreement in {a.name for a in found.agreements}


def test_deals_apart_stay_apart() -> None:
    assert [a.name for a in reading().agreements] == ["Lervik accord (2018)", "truce"]


def test_the_state_is_what_the_model_says_of_all_its_mentions() -> None:
    found = read_as(TEXT, [], SPANS, states={"the Lervik accord": "collapsed", "truce": "in_force"})
    assert {a.name: a.state for a in found.agreements} == {"Lervik accord": "collapsed", "truce": "in_force"}


def test_nothing_is_made_up_where_nothing_is_told() -> None:
    (truce,) = read_as("Turkey said Russia broke a truce.", [], {"truce": "agreement"}).agreements
    assert (truce.parties, truce.date, truce.place, truce.terms, truce.state) == (
        (),
        None,
        None,
        (),
        "unclear",
    )


def test_a_report_without_a_deal_has_none() -> None:
    assert read_as("Turkey thanked Russia.", [], {"Turkey": "party"}).agreements == ()
