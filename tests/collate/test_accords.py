"""One record of each agreement, whatever each report calls it; who is said to have broken it, by whom."""

from collections.abc import Mapping, Sequence

import pytest
from course_stories import Deal, Said, mentions

from demarche.collate.courses.accord_groups import groups_of
from demarche.collate.courses.accord_mentions import AccordMention, distinctive
from demarche.collate.courses.accords import accord_of
from demarche.collate.telling.told import Told
from demarche.records import Accord

Named = tuple[tuple[AccordMention, ...], dict[str, Told]]
SIGNED = Said(type="AGREE", words="signed", who=("Norway", "Sweden"))


def accords(*reports: Named) -> list[Accord]:
    tolds: Mapping[str, Told] = {id_: told for _, events in reports for id_, told in events.items()}
    groups = groups_of(mention for named, _ in reports for mention in named)
    return [accord_of(group.mentions, tolds, {}, {}) for group in groups]


def named(id: str, words: str, *, day: str = "2031-03-06", text: str = "", **more: object) -> Named:
    deal = Deal(name=str(more.pop("name", words)), words=words, **more)  # type: ignore[arg-type]
    return mentions(id, text or f"They spoke of the {words}.", deals=[deal], published=day)


def names(found: Sequence[Accord]) -> list[set[str]]:
    return [{accord.name, *accord.aliases} for accord in found]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Ed agreement (2031)", {"ed"}),
        ("the nationwide ceasefire brokered by Norway and Sweden", set()),
        ("Norwegian-Swedish truce", set()),
        ("Security Council resolution 2254", {"council", "2254"}),
        ("48-hour truce in Ed", {"48 hour", "ed"}),
        ("three-day pause", {"3 day"}),
        ("September 12 truce", set()),
    ],
)
def test_what_tells_one_agreement_from_others_is_no_kind_party_or_date(name: str, words: set[str]) -> None:
    assert distinctive(name) == words


def test_one_deal_under_several_names_is_one() -> None:
    parties = ("NOR", "SWE")
    (found,) = accords(
        named("1", "Ed agreement", parties=parties, date="2031-02-01"),
        named("2", "Ed deal", date="2031"),
        named("3", "February 1 accord", parties=parties, date="2031-02-01"),
        named("4", "border truce", parties=parties, date="2031-02-01"),
    )
    assert found.date == "2031-02-01"
    assert set(found.reports) == {"1", "2", "3", "4"}
    assert {found.name, *found.aliases} == {"Ed agreement", "Ed deal", "February 1 accord", "border truce"}


def test_one_name_a_day_apart_is_one_deal_where_a_report_names_no_two_parties() -> None:
    signed = named("1", "Ed accord", parties=("NOR", "SWE"), date="2031-02-01")
    (found,) = accords(signed, named("2", "Ed accord", parties=("NOR",), date="2031-02-02"))
    assert (found.date, set(found.reports)) == ("2031-02-01", {"1", "2"})
    others = named("3", "Ed accord", parties=("FIN", "DNK"), date="2031-02-02")
    assert len(accords(signed, others)) == 2
    assert len(accords(signed, named("4", "Ed accord", parties=("NOR",), date="2031-03-20"))) == 2


def test_two_deals_of_one_year_are_two() -> None:
    parties = ("NOR", "SWE")
    found = accords(
        named("1", "Ed agreement", parties=parties, date="2031-02-01"),
        named("2", "Inari agreement", parties=parties, date="2031-09-17"),
        named("3", "truce", parties=parties, date="2031-06-01"),
        named("4", "deal", date="2031", parties=parties),  # may be any of them
    )
    assert len(found) == 4


def test_truces_of_another_length_are_two_and_signing_and_start_are_one() -> None:
    parties = ("NOR", "SWE")
    truces = accords(
        named("1", "48-hour truce in Ed", parties=parties, date="2031-02-01"),
        named("2", "three-day truce", parties=parties, date="2031-02-04"),
    )
    assert len(truces) == 2
    starts = accords(
        named("1", "truce between Norway and Sweden", date="2031-02-01"),
        named("2", "Norwegian-Swedish ceasefire", date="2031-02-06"),
        named("3", "Norwegian-Swedish ceasefire", day="2031-03-06"),
    )
    assert len(starts) == 1


@pytest.mark.parametrize("words", ["ceasefire", "deal", "truce", "agreement"])
def test_a_bare_word_is_not_one_agreement_in_two_reports(words: str) -> None:
    assert len(accords(named("1", words), named("2", words, day="2033-01-01"))) == 2


def test_a_bare_word_is_the_one_agreement_of_its_own_report() -> None:
    deals = [Deal(name="Ed agreement", words="Ed agreement"), Deal(name="deal", words="deal")]
    (found,) = accords(mentions("1", "Under the Ed agreement guns leave. The deal holds.", deals=deals))
    assert (found.name, found.aliases) == ("Ed agreement", ())


def test_a_deal_without_a_name_is_called_by_what_is_known_of_it() -> None:
    dated = named("1", "ceasefire deal", parties=("NOR", "SWE"), date="2031-01", place="Ed")
    (found,) = accords(dated)
    assert found.name == "Ceasefire between Norway and Sweden in Ed (January 2031)"
    bare = named("1", "deal", text="Helsinki spoke of a deal.")
    assert accords(bare)[0].name == "Agreement concerning Finland (undated)"


def test_a_piece_of_a_sentence_is_no_name() -> None:
    found = accords(named("1", "would establish an Ed truce", parties=("NOR", "SWE"), date="2031-01-05"))
    assert names(found) == [{"Truce between Norway and Sweden (January 2031)"}]


def test_its_state_is_told_over_time_and_each_term_once() -> None:
    terms = ("guns leave the border", "guns leave the border by May")
    (found,) = accords(
        named("2", "Ed agreement", day="2031-05-06", state="collapsed", terms=terms[:1]),
        named("1", "Ed agreement", day="2031-03-06", state="in_force", terms=terms),
    )
    assert [(s.voice.published, s.value) for s in found.states] == [
        ("2031-03-06", "in_force"),
        ("2031-05-06", "collapsed"),
    ]
    assert [term.value for term in found.terms] == ["guns leave the border by May"]


ED = Deal(name="Ed agreement", words="Ed agreement", terms=("heavy weapons leave the border",))


def test_an_attack_against_the_deal_is_a_breach_in_the_outlet_s_voice() -> None:
    text = (
        "Despite the Ed agreement the Norwegian army brought heavy weapons to the border and shelled Sweden."
    )
    shelled = Said(
        type="ASSAULT", words="shelled", who=("Norwegian army",), whom=("Sweden",), agreement="Ed agreement"
    )
    (found,) = accords(mentions("1", text, shelled, deals=[ED]))
    (breach,) = found.breaches
    assert (breach.accused, breach.accused_code, breach.said_by) == ("Norwegian Armed Forces", "NOR", None)
    assert breach.term == "heavy weapons leave the border"
    assert breach.date == "2031-03-06"
    assert text[breach.start : breach.end] == "shelled"


def test_an_accusation_is_a_breach_by_the_accused_said_by_the_accuser() -> None:
    text = "Oslo accused Stockholm of violating the Ed agreement."
    accused = Said(
        type="ACCUSE", words="accused", who=("Oslo",), whom=("Stockholm",), agreement="Ed agreement"
    )
    (found,) = accords(mentions("1", text, accused, deals=[ED]))
    (breach,) = found.breaches
    assert (breach.accused, breach.said_by, breach.stance) == (
        "Government of Sweden",
        "Government of Norway",
        "alleges",
    )


def test_who_is_named_behind_the_deed_is_not_accused() -> None:
    text = "After a calm under the Ed agreement Norway shelled the border, claiming to fight the Fell Guard."
    shelled = Said(type="ASSAULT", words="shelled", who=("Norway", "Fell Guard"), agreement="Ed agreement")
    (found,) = accords(mentions("1", text, shelled, deals=[ED]))
    assert [breach.accused for breach in found.breaches] == ["Government of Norway"]


@pytest.mark.parametrize(("about", "date"), [(None, None), ("Ed agreement", "2031-03-14")])
def test_a_day_at_the_name_dates_a_deal_unless_it_is_another_event_s(
    about: str | None, date: str | None
) -> None:
    text = "Norway shelled Inari on Friday, as the Ed agreement lapsed."
    shelled = Said(
        type="ASSAULT", words="shelled", who=("Norway",), day=("Friday", "2031-03-14"), agreement=about
    )
    (found,) = accords(mentions("1", text, shelled, deals=[ED]))
    assert found.date == date


def test_who_is_only_said_to_be_the_reason_is_not_accused() -> None:
    text = (
        "After a calm under the Ed agreement Norway shelled the border under the pretext of Fell Guard raids."
    )
    shelled = Said(type="ASSAULT", words="shelled", who=("Norway",), agreement="Ed agreement")
    raids = Said(type="ASSAULT", words="raids", who=("Fell Guard",), agreement="Ed agreement")
    (found,) = accords(mentions("1", text, shelled, raids, deals=[ED]))
    assert [breach.accused for breach in found.breaches] == ["Government of Norway"]


@pytest.mark.parametrize("occurrence", ["hypothetical", "future", "negated"])
def test_what_did_not_happen_breaks_nothing(occurrence: str) -> None:
    text = "Norway could shell Sweden despite the Ed agreement."
    said = Said(
        type="ASSAULT", words="shell", who=("Norway",), occurrence=occurrence, agreement="Ed agreement"
    )
    (found,) = accords(mentions("1", text, said, deals=[ED]))
    assert found.breaches == ()


def test_an_attack_in_a_report_that_names_a_deal_is_no_breach_unless_it_says_so() -> None:
    text = "Norway and Sweden signed the Ed agreement. The Lake Front shelled Inari."
    shelled = Said(type="ASSAULT", words="shelled", who=("Lake Front",))
    (found,) = accords(mentions("1", text, SIGNED, shelled, deals=[ED]))
    assert found.breaches == ()


@pytest.mark.parametrize(
    ("text", "upheld"),
    [
        ("Oslo said that it remained committed to the Ed agreement.", True),
        ("Oslo said that the Ed agreement was in force.", True),
        ("Oslo said that nobody respects the Ed agreement, and that it was violated.", False),
        ("Oslo spoke of the Ed agreement.", False),
    ],
)
def test_who_says_that_it_holds(text: str, upheld: bool) -> None:
    (found,) = accords(mentions("1", text, deals=[ED]))
    assert [said.value for said in found.upheld] == ([text] if upheld else [])
