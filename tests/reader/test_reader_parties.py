"""Parties: whose names the words of a report are."""

import pytest
from reader_samples import Trigger, only, read_as, scored

from demarche.intake import report_from_text
from demarche.reader.coding import Coding
from demarche.reader.document import document_of
from demarche.records import FoundSpan, Party


def party(text: str, words: str, others: tuple[str, ...] = (), **codes: dict[str, float]) -> FoundSpan:
    """The span of `words` as the reader resolves it, `others` being parties of the text as well."""
    reading = read_as(
        text, [], dict.fromkeys((words, *others), "party"), codes={words: codes.get("codes", {})}
    )
    return next(span for span in reading.spans if span.text == words.partition("#")[0])


def actor(text: str, words: str, trigger: str, kind: str, sector: str) -> Party:
    """The actor `words` of an event in which the model sees it act as `sector`."""
    told = Trigger(trigger, kind, {words: "actor"}, sectors={words: sector})
    (found,) = only(read_as(text, [told], {words: "party"}), kind).actors
    return found


@pytest.mark.parametrize(
    ("words", "name", "code", "sector"),
    [
        ("Turkey", "Government of Turkey", "TUR", "GOV"),
        ("Ankara", "Government of Turkey", "TUR", "GOV"),
        ("Kremlin", "Government of Russia", "RUS", "GOV"),
        ("Turkish soldiers", "Turkish Armed Forces", "TUR", "MIL"),
        ("Mevlut Cavusoglu", "Mevlüt Çavuşoğlu", "TUR", "GOV"),
        ("Mevlüt Çavuşoğlu", "Mevlüt Çavuşoğlu", "TUR", "GOV"),
    ],
)
def test_known_names(words: str, name: str, code: str, sector: str) -> None:
    found = party(f"On Monday {words} urged calm in the north.", words)
    assert (found.name, found.code, found.sector) == (name, code, sector)
    assert found.reason


def test_a_pronoun_is_the_party_before_it() -> None:
    text = "Foreign Minister Mevlut Cavusoglu met the mayor. He urged calm."
    found = party(text, "He", ("Mevlut Cavusoglu",))
    assert (found.name, found.code) == ("Mevlüt Çavuşoğlu", "TUR")
    assert text[found.start : found.end] == "He"


def test_a_country_is_it_and_a_person_is_not() -> None:
    text = "Norway thanked residents near the border as it urged calm."
    assert party(text, "it", ("Norway",)).code == "NOR"
    # he is nobody who is written small
    text = "Kari Lunde met fishermen before she urged calm."
    assert party(text, "she", ("Kari Lunde", "fishermen")).name == "Kari Lunde"


def test_a_pronoun_does_not_reach_over_a_page() -> None:
    text = "Mevlut Cavusoglu spoke. It rained. It snowed. He urged calm."
    assert party(text, "He", ("Mevlut Cavusoglu",)).name != "Mevlüt Çavuşoğlu"


def test_a_surname_is_who_was_named_in_full() -> None:
    text = "Norwegian Foreign Minister Kari Lunde spoke in Oslo. Lunde urged calm."
    again = party(text, "Lunde#1", ("Norwegian Foreign Minister Kari Lunde",))
    assert (again.name, again.code) == ("Kari Lunde", "NOR")
    assert again.start == text.rindex("Lunde")


def test_a_surname_before_the_full_name_is_the_same_person() -> None:
    text = "Lunde urges calm. Norwegian Foreign Minister Kari Lunde spoke in Oslo."
    found = party(text, "Lunde", ("Norwegian Foreign Minister Kari Lunde",))
    assert (found.name, found.code) == ("Kari Lunde", "NOR")


def test_the_model_tells_a_code_where_words_do_not() -> None:
    text = "In Sweden protesters marched."
    assert party(text, "protesters", codes={"SWE": 0.9, "none": 0.05}).code == "SWE"
    assert party(text, "protesters", codes={"SWE": 0.05, "none": 0.9}).code is None
    assert party(text, "protesters", codes={"SWE": 0.05, "none": 0.0, "other": 0.9}).code is None


def test_the_words_own_country_goes_before_the_models() -> None:
    assert party("Swedish protesters marched.", "Swedish protesters", codes={"NOR": 0.99}).code == "SWE"


def test_citizens_belong_to_a_country_not_to_an_organisation() -> None:
    found = party("In Sweden protesters marched.", "protesters", codes={"UNO": 0.6, "SWE": 0.2, "none": 0.1})
    assert found.code == "SWE"


def test_an_unknown_party_keeps_its_words() -> None:
    found = party("The Lervik Beekeepers urged calm.", "Lervik Beekeepers")
    assert (found.name, found.code, found.id) == ("Lervik Beekeepers", None, None)


def test_a_state_strikes_with_its_forces_and_speaks_as_its_government() -> None:
    striking = actor("Russia shelled Hallasund.", "Russia", "shelled", "ASSAULT", "MIL")
    asking = actor("Russia urged calm.", "Russia", "urged", "REQUEST", "GOV")
    assert (striking.code, striking.sector) == ("RUS", "MIL")
    assert (asking.code, asking.sector) == ("RUS", "GOV")


def test_a_party_named_twice_in_an_event_is_told_once() -> None:
    told = Trigger("urged", "REQUEST", {"Turkey": "actor", "Ankara": "actor", "Russia": "recipient"})
    spans = dict.fromkeys(("Turkey", "Ankara", "Russia"), "party")
    event = only(read_as("Turkey urged Russia to wait, as Ankara had before.", [told], spans), "REQUEST")
    assert [p.code for p in event.actors] == ["TUR"]
    assert [p.code for p in event.recipients] == ["RUS"]


def test_the_country_in_capitals_is_no_pronoun() -> None:
    text = "Ankara protested. The US urged calm."
    assert party(text, "US", ("Ankara",)).name == "Government of the United States"


def test_the_guessed_code_chooses_whom_the_group_means() -> None:
    text = "ISIS fired on Homs, the Syrian Observatory for Human Rights said. The group counted nine dead."
    others = ("ISIS", "Syrian Observatory for Human Rights")
    monitor = party(text, "The group", others, codes={"NGO": 0.9, "none": 0.05})
    assert monitor.name == "Syrian Observatory for Human Rights"
    assert party(text, "The group", others, codes={"IMG": 0.9, "none": 0.05}).name == "ISIS"


def test_the_guessed_country_gives_a_states_bodies_their_name() -> None:
    text = "In Oslo the army and the authorities urged calm."
    assert party(text, "army", codes={"NOR": 0.9, "none": 0.05}).name == "Norwegian Armed Forces"
    assert party(text, "authorities", codes={"NOR": 0.9, "none": 0.05}).name == "Government of Norway"


def test_a_title_is_who_was_named_with_a_name() -> None:
    text = "John Kerry spoke in Oslo in 2014. The secretary urged calm."
    reading = read_as(text, [], {"John Kerry": "party", "The secretary": "party"}, published="2014-03-01",
                      codes={"The secretary": {"USA": 0.9, "none": 0.05}})  # fmt: skip
    assert [span.name for span in reading.spans if span.kind == "party"] == ["John Kerry", "John Kerry"]


def test_a_former_official_acts_as_what_the_text_tells() -> None:
    text = "Barack Obama sent troops to the border."
    assert actor(text, "Barack Obama", "sent", "MOBILIZE", "GOV").sector == "GOV"
    assert actor(text, "Barack Obama", "sent", "MOBILIZE", "").sector == "ELI"


def test_who_is_introduced_as_a_countrys_is_of_that_country() -> None:
    text = "Kari Lunde, the Norwegian envoy to Ruritania, urged calm."
    found = party(text, "Kari Lunde", codes={"SWE": 0.9, "none": 0.05})
    assert (found.name, found.code, found.sector) == ("Kari Lunde", "NOR", "GOV")
    assert "Norwegian envoy" in (found.reason or "")


def test_a_title_is_who_was_introduced_with_it() -> None:
    text = "Lervik Party spokesman Olav Berg spoke in Oslo. The Lervik Party spokesman urged calm."
    assert party(text, "The Lervik Party spokesman", ("Olav Berg",)).name == "Olav Berg"
    text = "Kari Lunde spoke in Oslo. Coast chief Lunde was ill. The coast chief urged calm."
    assert party(text, "The coast chief", ("Kari Lunde", "Coast chief Lunde")).name == "Kari Lunde"


def test_what_is_his_is_of_his_country() -> None:
    text = "Norwegian general Olav Berg left Oslo. His advisers urged calm."
    others = ("Norwegian general Olav Berg",)
    assert party(text, "His advisers", others, codes={"SWE": 0.9, "none": 0.05}).code == "NOR"


def test_who_is_named_after_a_title_is_who_it_means_in_the_report() -> None:
    text = "The Swedish president, Eva Holm, met Kari Lunde. The president urged calm. Holm left."
    others = ("Eva Holm", "Kari Lunde", "Holm#1")
    for words in ("Swedish president", "The president"):
        found = party(text, words, tuple(o for o in ("Swedish president", *others) if o != words))
        assert (found.name, found.code, found.sector) == ("Eva Holm", "SWE", "GOV")


def test_a_title_that_only_one_country_has_tells_the_country() -> None:
    text = "Taoiseach Eva Holm telephoned Iceland. Ireland urged calm."
    found = party(text, "Taoiseach Eva Holm", codes={"ISL": 0.7, "IRL": 0.3})
    assert (found.name, found.code) == ("Eva Holm", "IRL")


def test_a_congress_is_that_of_the_country_that_the_report_is_of() -> None:
    text = "In Kenya the Congress met."
    assert party(text, "Congress", codes={"KEN": 0.9}).code == "KEN"
    assert party("Far away the Congress met.", "Congress").code is None
    assert party("In America the Congress met.", "Congress", codes={"USA": 0.9}).code == "USA"


def headed(title: str, outlet: str, codes: dict[str, float]) -> FoundSpan:
    """The span "army" of a text that names no country, under that title by that outlet."""
    report = report_from_text("On Monday the army left the town.", title=title, outlet=outlet)
    document = document_of(report.text)
    scores = scored(document, [], {"army": "party"}, {"army": codes})
    return next(span for span in Coding(report, document, scores).spans() if span.kind == "party")


def test_where_the_text_names_no_country_the_title_or_the_outlet_may() -> None:
    elsewhere = {"other": 0.9}
    assert headed("Norwegian army leaves town", "Wire", elsewhere).name == "Norwegian Armed Forces"
    assert headed("Army leaves town", "Norwegian Defence Ministry", elsewhere).code == "NOR"
    # two countries tell none, nor does the outlet where the text tells one
    assert headed("Norway and Sweden agree", "Norwegian Radio", elsewhere).code is None
    assert headed("Army leaves town", "Norwegian Radio", {"SWE": 0.9}).code == "SWE"
    assert headed("Army leaves town", "Norwegian Radio", {"none": 0.9}).code is None


def test_an_unknown_group_is_one_party_with_those_who_fight_for_it() -> None:
    text = "Rebels of the Tundra Freedom Front shelled Lervik. The Front said that its fighters withdrew."
    spans = ("Rebels of the Tundra Freedom Front", "Front#1", "its fighters")
    found = [party(text, words, tuple(o for o in spans if o != words)) for words in spans[::2]]
    assert {(each.name, each.sector) for each in found} == {("Tundra Freedom Front", "REB")}
    reading = read_as(text, [], dict.fromkeys(spans, "party"))
    assert {span.name for span in reading.spans if span.kind == "party"} == {"Tundra Freedom Front"}


def test_an_unsure_code_is_none_for_whom_nothing_is_known() -> None:
    text = "Kari Lunde met Tundra Council in Norway."
    assert party(text, "Tundra Council", codes={"NOR": 0.3, "none": 0.1, "other": 0.2}).code is None
    assert party(text, "Tundra Council", codes={"NOR": 0.6, "none": 0.1}).code == "NOR"
