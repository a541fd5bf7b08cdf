"""Requests and ultimatums as threads: who asks whom about whom, how often, what came of it."""

from typing import Any

import msgspec
import pytest
from course_stories import Said, asks, demarches, told

from demarche.collate.courses.asking import pairs_asked
from demarche.collate.courses.sequels import IncidentOf
from demarche.collate.telling.told import Told

NO = Said(type="REJECT", words="rejected", who=("Sweden",), whom=("Norway",))


def call(
    id: str, day: str | None, text: str = "Oslo urged Stockholm to restrain Helsinki.", **more: Any
) -> tuple[Told, ...]:
    return told(id, text, asks(**more), published=day)


def refusal(id: str, day: str) -> tuple[Told, ...]:
    return told(id, "Sweden rejected what Norway asks of it.", NO, published=day)


def pairs(*events: Told) -> list[tuple[str, str]]:
    return [(asker.key, asked.key) for event in events for asker, asked in pairs_asked(event)]


def test_who_is_only_spoken_of_is_not_asked() -> None:
    (found,) = demarches(call("1", "2031-03-06", whom=("Stockholm", "Helsinki")))
    assert (found.asker, found.asked, found.about) == ("Norway", "Sweden", ("FIN",))
    assert found.title == "Norway asks Sweden over Finland"


def test_a_body_stands_in_the_title_by_its_name_and_with_its_article() -> None:
    council = ("Security Council",)
    (spoken_of,) = demarches(
        told("1", "Oslo urged Stockholm to heed the Security Council.", asks(whom=("Stockholm", *council)))
    )
    assert spoken_of.title == "Norway asks Sweden over the United Nations"
    (asked,) = demarches(told("2", "Oslo urged the Security Council to meet.", asks(whom=council)))
    assert asked.title == "Norway asks the United Nations"


def test_who_asks_or_is_asked_with_them_is_not_what_it_is_about() -> None:
    both = demarches(
        told(
            "1",
            "Oslo and Tallinn urged Stockholm and Copenhagen to leave Ed.",
            Said(type="REQUEST", words="urged", who=("Oslo", "Tallinn"), whom=("Stockholm", "Copenhagen")),
        )
    )
    assert {(d.asker, d.asked) for d in both} == {
        (asker, asked) for asker in ("Norway", "Estonia") for asked in ("Sweden", "Denmark")
    }
    assert {d.about for d in both} == {()}


def test_where_something_was_said_is_not_what_it_is_about() -> None:
    at_inari = "In Inari Oslo urged Stockholm to give way."
    (found,) = demarches(told("1", at_inari, asks(where="Inari")))
    assert found.about == ()
    after = "Oslo urged Stockholm to give way. The minister spoke to reporters in Inari."
    (found,) = demarches(told("3", after, asks(where="Inari")))
    assert found.about == ()
    (found,) = demarches(told("2", "Oslo urged Stockholm to leave Inari.", asks(where="Inari")))
    assert found.about == ("FIN",)


def test_all_who_are_called_on_are_asked() -> None:
    events = told("1", "Oslo urged Stockholm and Helsinki to leave Ed.", asks(whom=("Stockholm", "Helsinki")))
    assert pairs(*events) == [("NOR", "FIN"), ("NOR", "SWE")]


def test_each_of_several_askers_has_its_thread() -> None:
    events = told(
        "1",
        "Oslo and Helsinki urged Stockholm to leave Ed.",
        Said(type="REQUEST", words="urged", who=("Oslo", "Helsinki"), whom=("Stockholm",)),
    )
    assert pairs(*events) == [("FIN", "SWE"), ("NOR", "SWE")]


def test_civilians_are_not_who_gives_way_but_for_whom() -> None:
    text = "Oslo called for a truce and aid for villagers."
    (found,) = demarches(told("1", text, asks("called", whom=("villagers",), mode=("yield",))))
    assert found.title == "Norway calls for concessions over Sweden"
    text = "Oslo called on villagers to stay at home."
    (found,) = demarches(told("2", text, asks("called", whom=("villagers",), mode=("change",))))
    assert found.title == "Norway asks Swedish villagers for a change of course"


def test_a_letter_asks_nothing_its_sender_does() -> None:
    text = "In a letter that Oslo sent Stockholm was urged to leave Ed."
    by_letter = Said(type="REQUEST", words="urged", who=("letter",), whom=("Stockholm",), by="Oslo")
    assert pairs(*told("1", text, by_letter)) == [("NOR", "SWE")]
    of_nobody = Said(type="REQUEST", words="urged", who=("letter",), whom=("Stockholm",))
    assert pairs(*told("2", text, of_nobody)) == []


def test_a_request_without_an_asker_is_its_source_s() -> None:
    events = told(
        "1",
        "Stockholm should leave Ed, Oslo said.",
        Said(type="REQUEST", words="should", whom=("Stockholm",), by="Oslo"),
    )
    assert pairs(*events) == [("NOR", "SWE")]


def test_a_call_of_several_on_nobody_is_one_and_stands_last() -> None:
    joint = told(
        "2",
        "Oslo and Helsinki called for calm.",
        Said(type="REQUEST", words="called", who=("Oslo", "Helsinki"), mode=("yield",)),
        published="2031-01-01",
    )
    *named, found = demarches(joint, call("1", "2031-03-06"))
    assert len(named) == 1
    assert (found.asker, found.asked) == ("Finland and Norway", "nobody named")
    assert found.title == "Finland and Norway call for concessions"


@pytest.mark.parametrize("occurrence", ["negated", "hypothetical"])
def test_what_was_not_asked_is_no_demarche(occurrence: str) -> None:
    assert demarches(call("1", "2031-03-06", occurrence=occurrence)) == ()


def test_what_is_asked_again_is_one_thread_and_another_matter_is_another() -> None:
    other = "Oslo urged Stockholm to restrain Tallinn."
    found = demarches(call("1", "2031-03-06"), call("2", "2032-05-01"), call("3", "2031-04-01", other))
    assert [(d.about, [m.date for m in d.makings]) for d in found] == [
        (("FIN",), ["2031-03-06", "2032-05-01"]),
        (("EST",), ["2031-04-01"]),
    ]
    assert (found[0].since, found[0].last) == ("2031-03-06", "2032-05-01")


def test_the_third_party_is_whom_what_is_asked_for_names() -> None:
    text = "Oslo urged Stockholm to stop backing Helsinki after Copenhagen closed the sound."
    (found,) = demarches(call("1", "2031-03-06", text))
    assert found.about == ("FIN",)


def test_what_names_nobody_is_one_thread_only_when_near_in_time() -> None:
    text = "Oslo urged Stockholm to leave."
    found = demarches(
        call("1", "2031-03-06", text), call("2", "2031-09-01", text), call("3", "2034-09-01", text)
    )
    assert [len(d.makings) for d in found] == [2, 1]


def test_two_reports_of_one_asking_are_one_time() -> None:
    one, other = (
        call("1", "2031-03-06"),
        call("2", "2031-03-07", "Helsinki must be held back, Oslo urged Stockholm."),
    )
    incident = IncidentOf("i-1", "Norway asks Sweden")
    (found,) = demarches(one, other, incidents={one[0].id: incident, other[0].id: incident})
    assert [m.date for m in found.makings] == ["2031-03-06"]
    assert found.reports == ("1", "2")


def test_a_demand_with_a_deadline_is_an_ultimatum() -> None:
    (found,) = demarches(call("1", "2031-03-06", "Oslo urged Stockholm to leave Ed by the end of March."))
    assert (found.ultimatum, found.deadline) == (True, "2031-03")
    assert found.title == "Norway asks Sweden, by the end of March"
    assert not demarches(call("1", "2031-03-06"))[0].ultimatum


@pytest.mark.parametrize(
    ("text", "ultimatum"),
    [
        ("Oslo warned Stockholm that it will shell Ed if its guns are not withdrawn.", True),
        ("Oslo warned that it will shell Ed unless Stockholm leaves.", True),
        ("Oslo warned Stockholm to leave Ed by Friday.", True),
        ("Oslo warned Stockholm that it will shell Ed.", False),
    ],
)
def test_a_threat_is_an_ultimatum_when_it_leaves_a_way_out(text: str, ultimatum: bool) -> None:
    events = told("1", text, Said(type="THREATEN", words="warned", who=("Oslo",), whom=("Stockholm",)))
    found = demarches(events)
    assert [d.ultimatum for d in found] == ([True] if ultimatum else [])


def test_an_undated_report_stands_by_the_last_day_that_it_tells_of() -> None:
    undated = "Oslo urged Stockholm to restrain Helsinki. Helsinki had taken Inari on 3 May 2031."
    (found,) = demarches(call("1", "2032-01-01"), call("2", None, undated), call("3", "2030-06-01"))
    assert [m.voice.report_id for m in found.makings] == ["3", "2", "1"]
    assert [m.date for m in found.makings] == ["2030-06-01", None, "2032-01-01"]


class TestWhatCameOfIt:
    def test_refused(self) -> None:
        (found,) = demarches(call("1", "2031-03-06"), refusal("2", "2031-03-08"))
        assert (found.answer, found.outcome) == ("refused", "refused")
        assert [(s.date, s.bears) for s in found.sequels] == [("2031-03-08", "asked refuses")]
        assert "Government of Sweden" in found.sequels[0].reason

    @pytest.mark.parametrize(
        ("text", "words", "bears"),
        [
            ("Sweden denied that it had burnt boats of Norway.", "denied", "asked denies"),
            ("Sweden rejected the accusations of Norway.", "rejected", "asked denies"),
            ("Sweden denied inspectors of Norway entry.", "denied", "asked refuses"),
            ("Sweden rejected the plan of Norway.", "rejected", "asked refuses"),
        ],
    )
    def test_who_denies_a_charge_refuses_nothing(self, text: str, words: str, bears: str) -> None:
        said = Said(type="REJECT", words=words, who=("Sweden",), whom=("Norway",))
        (found,) = demarches(call("1", "2031-03-06"), told("2", text, said, published="2031-03-08"))
        assert [s.bears for s in found.sequels] == [bears]
        came_of_it = ("refused", "refused") if bears == "asked refuses" else ("silent", "open")
        assert (found.answer, found.outcome) == came_of_it

    def test_a_rejection_with_a_mode_refuses_whatever_its_words(self) -> None:
        no = Said(type="REJECT", words="rejected", who=("Sweden",), whom=("Norway",), mode=("yield",))
        text = "Sweden rejected the claims of Norway."
        (found,) = demarches(call("1", "2031-03-06"), told("2", text, no, published="2031-03-08"))
        assert found.outcome == "refused"

    def test_met(self) -> None:
        left = told(
            "2",
            "Sweden withdrew its guns from Finland.",
            Said(type="RETREAT", words="withdrew", who=("Sweden",), whom=("Finland",)),
            published="2031-03-09",
        )
        (found,) = demarches(call("1", "2031-03-06"), left)
        assert (found.answer, found.outcome) == ("agreed", "met")

    @pytest.mark.parametrize(
        ("text", "came_of_it"),
        [
            ("Oslo urged Stockholm to leave Ed.", ("silent", "open", ["asked lets captives go"])),
            ("Oslo urged Stockholm to free its prisoners.", ("agreed", "met", ["asked yields"])),
        ],
    )
    def test_captives_let_go_meet_only_what_was_asked_for_captives(
        self, text: str, came_of_it: tuple[str, str, list[str]]
    ) -> None:
        freed = told(
            "2",
            "Sweden freed nine soldiers of Norway.",
            Said(type="RETREAT", words="freed", who=("Sweden",), whom=("Norway",), mode=("release",)),
            published="2031-03-09",
        )
        (found,) = demarches(call("1", "2031-03-06", text), freed)
        assert (found.answer, found.outcome, [s.bears for s in found.sequels]) == came_of_it

    def test_agreed_to_after_all_it_is_open_until_it_is_done(self) -> None:
        agreed = told(
            "3",
            "Sweden agreed with Norway.",
            Said(type="AGREE", words="agreed", who=("Sweden",), whom=("Norway",)),
            published="2031-03-20",
        )
        (found,) = demarches(call("1", "2031-03-06"), refusal("2", "2031-03-08"), agreed)
        assert (found.answer, found.outcome) == ("agreed", "open")

    def test_overtaken(self) -> None:
        war = told(
            "2",
            "The Norwegian army shelled Sweden.",
            Said(type="ASSAULT", words="shelled", who=("Norwegian army",), whom=("Sweden",)),
            published="2031-03-09",
        )
        assert demarches(call("1", "2031-03-06"), war)[0].outcome == "overtaken"

    @pytest.mark.parametrize(
        ("text", "words", "whom", "came_of_it"),
        [
            ("Norwegian army and Sweden clashed at the ford.", "clashed", (), ("overtaken", "both clash")),
            ("Norwegian army and Sweden shelled Finland.", "shelled", (), ("open", "both attack together")),
            (
                "Norwegian army and Sweden battled Finland.",
                "battled",
                ("Finland",),
                ("open", "both attack together"),
            ),
        ],
    )
    def test_who_attacks_a_third_together_does_not_clash(
        self, text: str, words: str, whom: tuple[str, ...], came_of_it: tuple[str, str]
    ) -> None:
        attack = Said(type="ASSAULT", words=words, who=("Norwegian army", "Sweden"), whom=whom)
        (found,) = demarches(call("1", "2031-03-06"), told("2", text, attack, published="2031-03-09"))
        assert (found.outcome, found.sequels[0].bears) == came_of_it

    def test_ignored_once_the_deadline_has_passed(self) -> None:
        asked = call("1", "2031-03-06", "Oslo urged Stockholm to leave Ed by the end of March.")
        for latest, outcome in ((None, "open"), ("2031-03-31", "open"), ("2031-04-01", "ignored")):
            assert demarches(asked, latest=latest)[0].outcome == outcome

    def test_agreed_to_in_words_it_is_not_ignored_though_the_deadline_passes(self) -> None:
        asked = call("1", "2031-03-06", "Oslo urged Stockholm to leave Ed by the end of March.")
        agreed = told(
            "2",
            "Sweden agreed with Norway on leaving Ed.",
            Said(type="AGREE", words="agreed", who=("Sweden",), whom=("Norway",)),
            published="2031-03-20",
        )
        (found,) = demarches(asked, agreed, latest="2031-04-10")
        assert (found.answer, found.outcome) == ("agreed", "open")

    def test_asked_again_it_is_open_again(self) -> None:
        (found,) = demarches(call("1", "2031-03-06"), refusal("2", "2031-03-08"), call("3", "2031-03-20"))
        assert (found.answer, found.outcome) == ("silent", "open")
        assert len(found.sequels) == 1

    def test_what_was_before_or_long_after_or_is_undated_is_no_answer(self) -> None:
        undated = told("4", "Sweden rejected what Norway asks of it.", NO, published=None)
        (found,) = demarches(
            call("1", "2031-03-06"), refusal("2", "2031-03-05"), refusal("3", "2032-03-20"), undated
        )
        assert (found.answer, found.sequels) == ("silent", ())

    def test_what_both_agreed_in_the_years_before_is_the_ground_it_stands_on(self) -> None:
        def deal(id: str, day: str) -> tuple[Told, ...]:
            both = Said(type="AGREE", words="agreed", who=("Norway", "Sweden"))
            return told(id, "Norway and Sweden agreed on the sound.", both, published=day)

        (found,) = demarches(call("1", "2031-03-06"), deal("2", "2029-01-01"), deal("3", "2020-01-01"))
        assert [(s.date, s.bears) for s in found.sequels] == [("2029-01-01", "both agree")]
        assert found.answer == "silent"

    def test_what_the_asker_says_in_one_breath_with_it_is_a_part_of_it(self) -> None:
        text = (
            "Accusing Sweden of arson, Oslo urged Stockholm to restrain Helsinki. Stockholm dismissed that."
        )
        report = told(
            "1",
            text,
            asks(),
            Said(type="ACCUSE", words="Accusing", who=("Oslo",), whom=("Sweden",)),
            Said(type="REJECT", words="dismissed", who=("Stockholm",), whom=("Oslo",)),
        )
        (found,) = demarches(report)
        assert [s.bears for s in found.sequels] == ["asked refuses"]

    def test_one_incident_told_by_many_is_kept_a_few_times(self) -> None:
        many = [refusal(f"n{number}", "2031-03-08") for number in range(9)]
        incident = IncidentOf("i-1", "Sweden refuses")
        (found,) = demarches(
            call("1", "2031-03-06"), *many, incidents={events[0].id: incident for events in many}
        )
        assert 1 < len(found.sequels) < 9
        assert {s.title for s in found.sequels} == {"Sweden refuses"}


def test_a_joint_call_belongs_to_the_course_of_what_one_asks_of_the_other() -> None:
    joint = told(
        "2",
        "Norway and Sweden want calm in Inari.",
        Said(type="REQUEST", words="want", who=("Norway", "Sweden"), where="Inari"),
        published="2030-01-01",
    )
    of_both = demarches(call("1", "2031-03-06"), joint)
    assert [s.bears for s in of_both[0].sequels] == ["both ask together"]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("Fell Guard", "Fell Guard asks Sweden for talks"),
        ("Security Council", "United Nations asks Sweden for talks"),
        ("local activists", "Local activists ask Sweden for talks"),
        ("Matti Jonas", "Matti Jonas asks Sweden for talks"),
    ],
)
def test_titles_are_read_as_sentences(words: str, title: str) -> None:
    text = f"The {words} urged Stockholm to come."
    (found,) = demarches(told("1", text, asks(who=words, mode=("meet",))))
    assert found.title == title


def test_a_state_stands_in_a_title_with_its_article() -> None:
    (found,) = demarches(told("1", "Oslo urged The Hague to come.", asks(whom=("The Hague",))))
    assert found.title == "Norway asks the Netherlands"


def test_one_name_under_two_codes_is_one_asker() -> None:
    (event,) = call("1", "2031-03-06")
    who = event.event.actors[0]
    twice = tuple(
        msgspec.structs.replace(who, name="Lake Front", code=code, sector="REB") for code in ("SWE", "FIN")
    )
    doubled = msgspec.structs.replace(event, event=msgspec.structs.replace(event.event, actors=twice))
    (found,) = demarches((doubled,))
    assert (found.asker, found.asker_code, len(found.makings)) == ("Lake Front", "FIN", 1)


def test_an_attack_elsewhere_in_the_war_does_not_bear_on_what_is_asked_of_one_place() -> None:
    def attack(id: str, place: str) -> tuple[Told, ...]:
        text = f"Sweden shelled Finland in {place}."
        said = Said(type="ASSAULT", words="shelled", who=("Sweden",), whom=("Finland",), where=place)
        return told(id, text, said, published="2031-03-08")

    asked = call("1", "2031-03-06", "Oslo urged Stockholm to spare Helsinki in Inari.", where="Inari")
    (found,) = demarches(asked, attack("2", "Inari"), attack("3", "Tarnsjo"))
    assert [s.voice.report_id for s in found.sequels] == ["2"]
    anywhere = call("1", "2031-03-06", "Oslo urged Stockholm to spare Helsinki.")
    assert len(demarches(anywhere, attack("2", "Inari"), attack("3", "Tarnsjo"))[0].sequels) == 2


def test_what_the_one_asked_agrees_with_others_is_told_and_is_no_answer() -> None:
    deal = told(
        "2",
        "Sweden and Finland agreed on a truce.",
        Said(type="AGREE", words="agreed", who=("Sweden", "Finland")),
        published="2031-03-08",
    )
    (found,) = demarches(call("1", "2031-03-06"), deal)
    assert (found.answer, [s.bears for s in found.sequels]) == ("silent", ["asked makes a deal"])
