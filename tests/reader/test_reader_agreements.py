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


def test_the_headlines_deal_is_what_the_body_names_first() -> None:
    title = "Turkey and Russia sign a truce"
    text = f"{title}\n\nTurkey and Russia signed a ceasefire deal in Sochi. Finland spoke of another truce."
    spans = {"Turkey": "party", "truce": "agreement", "ceasefire deal": "agreement", "truce#1": "agreement"}
    found = read_as(text, [], spans, title=title).agreements
    assert [(a.text, a.start) for a in found] == [
        ("truce", text.index("truce")),
        ("truce", text.rindex("truce")),
    ]
    untitled = read_as(text, [], spans).agreements
    assert len({a.text for a in untitled}) == 2


def test_an_event_is_about_the_deal_that_has_a_name() -> None:
    text = "Turkey and Russia reached the Lervik accord. A cease-fire will be kept."
    roles = {"Turkey": "actor", "Russia": "actor", "cease-fire": "agreement", "Lervik accord": "agreement"}
    spans = {"Turkey": "party", "Russia": "party", "Lervik accord": "agreement", "cease-fire": "agreement"}
    event = only(read_as(text, [Trigger("reached", "AGREE", roles)], spans), "AGREE")
    assert event.agreement == "Lervik accord"


def test_the_withdrawal_that_a_deal_promises_does_not_date_it() -> None:
    text = "Under the Lervik accord Turkey will withdraw its guns by 14 March 2019."
    told = Trigger(
        "withdraw",
        "RETREAT",
        {"Turkey": "actor", "14 March 2019": "when", "Lervik accord": "agreement"},
        occurrence="future",
    )
    spans = {"Turkey": "party", "Lervik accord": "agreement", "14 March 2019": "time"}
    (accord,) = read_as(text, [told], spans).agreements
    assert accord.date is None


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
