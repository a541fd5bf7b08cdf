"""Reports of one happening become one incident, those of another do not; each is told neutrally."""

from collections.abc import Iterable

from incident_stories import ARMY, OSTRIA, PEOPLE, REBELS, VELL, Said, told

from demarche.collate.incidents.linking import link, links_among
from demarche.collate.incidents.merging import incidents_of
from demarche.collate.telling.told import Told
from demarche.records import Incident


def collated(*reports: Iterable[Told]) -> tuple[Incident, ...]:
    tolds = [each for report in reports for each in report]
    return incidents_of(tolds, links_among(tolds))


def market(id: str, published: str = "2031-05-03", **changed: object) -> tuple[Told, ...]:
    """Air strikes on a market in Oster on 2 May 2031, 12 dead."""
    values = {
        "triggers": ("Air strikes",),
        "mode": ("aerial",),
        "actors": (ARMY,),
        "recipients": (PEOPLE,),
        "where": "Oster",
        "when": "2031-05-02",
        "tolls": (("killed", 12, "12 people"),),
    }
    return told(
        id,
        "Air strikes on a market in Oster killed 12 people on Saturday, medics said. Stalls burned.",
        [Said(**{**values, **changed})],  # type: ignore[arg-type]
        title="Market hit in Oster",
        outlet=id,
        published=published,
    )


def bazaar(id: str) -> tuple[Told, ...]:
    """The same, as another outlet has it: other words, another spelling, another author, a higher toll."""
    return told(
        id,
        "Warplanes bombed the bazaar of Oster late on Saturday and 14 shoppers died, residents said.",
        [
            Said(
                triggers=("bombed",),
                mode=("aerial",),
                actors=(REBELS,),
                recipients=(PEOPLE,),
                where="Oster",
                when="2031-05-02",
                tolls=(("killed", 14, "14 shoppers"),),
            )
        ],
        title="Bazaar bombed, 14 shoppers dead",
        outlet=id,
    )


def test_two_outlets_that_tell_one_attack_make_one_incident_with_both_tolls() -> None:
    (incident,) = collated(market("courier"), bazaar("clarion"))
    assert {part.outlet for part in incident.reports} == {"courier", "clarion"}
    assert all(part.lead for part in incident.reports)
    assert sorted(claim.count for claim in incident.tolls) == [12, 14]
    assert incident.independent_sources == 2


def test_the_title_says_what_where_and_when_and_blames_nobody() -> None:
    (incident,) = collated(market("courier"), bazaar("clarion"))
    assert incident.title == "Air strikes on a market in Oster, 2 May 2031"
    assert "Army" not in incident.title
    assert "rebels" not in incident.title


def test_the_same_town_struck_days_later_is_another_incident() -> None:
    later = market("clarion", "2031-05-07", when="2031-05-06", tolls=(("killed", 5, "12 people"),))
    assert len(collated(market("courier"), later)) == 2
    assert "other dates" in " ".join(link(market("courier")[0], later[0]).contradictions)


def test_another_town_on_the_same_day_is_another_incident() -> None:
    south = told(
        "gazette",
        "Air strikes on a school in Dolin killed 3 pupils on Saturday.",
        [Said(triggers=("Air strikes",), mode=("aerial",), where="Dolin", when="2031-05-02")],
        title="School hit in Dolin",
    )
    assert len(collated(market("courier"), south)) == 2


def test_a_car_bomb_is_no_air_strike() -> None:
    bomb = told(
        "gazette",
        "A car bomb went off in Oster on Saturday and killed 7 soldiers at a checkpoint.",
        [
            Said(
                triggers=("car bomb",),
                mode=("explosives",),
                where="Oster",
                when="2031-05-02",
                tolls=(("killed", 7, "7 soldiers"),),
            )
        ],
        title="Car bomb at checkpoint in Oster",
    )
    assert len(collated(market("courier"), bomb)) == 2
    assert any("other means" in reason for reason in link(market("courier")[0], bomb[0]).contradictions)


def test_spellings_of_one_village_meet() -> None:
    one = market("courier", where="Jameliyah")
    two = market("clarion", where="al-Jamiliyeh", tolls=(("killed", 15, "12 people"),))
    assert len(collated(one, two)) == 1


def test_links_say_why_in_words() -> None:
    made = link(market("courier")[0], bazaar("clarion")[0])
    assert made.score > 0.5
    assert "same place (Oster)" in made.reasons
    assert "same day (2031-05-02)" in made.reasons
    assert "tolls are close: 12 and 14 killed" in made.reasons
    assert any("other parties acting" in reason for reason in made.contradictions)


def test_an_accusation_in_the_same_breath_goes_with_the_attack() -> None:
    report = told(
        "courier",
        "Vell accused the rebels of shelling Oster on Friday. The governor opened a new bridge.",
        [
            Said(triggers=("accused",), type="ACCUSE", actors=(VELL,), recipients=(REBELS,)),
            Said(triggers=("shelling",), actors=(REBELS,), where="Oster", when="2031-05-01"),
        ],
    )
    (incident,) = collated(report)
    assert incident.type == "ASSAULT"
    assert len(incident.events) == 2


def test_an_accusation_of_someone_else_stays_apart() -> None:
    report = told(
        "courier",
        "Vell accused Ostria of meddling while rebels went on shelling Oster.",
        [
            Said(triggers=("accused",), type="ACCUSE", actors=(VELL,), recipients=(OSTRIA,)),
            Said(triggers=("shelling",), actors=(REBELS,), where="Oster", when="2031-05-01"),
        ],
    )
    assert len(collated(report)) == 2


def test_a_call_between_two_presidents_is_an_incident_too() -> None:
    def call(id: str, words: str) -> tuple[Told, ...]:
        said = Said(
            triggers=(words,), type="CONSULT", mode=("phone",), actors=(VELL, OSTRIA), when="2031-05-02"
        )
        return told(
            id, f"The presidents of Vell and Ostria {words} on Saturday about the truce.", [said], outlet=id
        )

    (incident,) = collated(call("courier", "spoke by telephone"), call("clarion", "held a call"))
    assert incident.title.startswith("Call between Ostria and Vell")


def test_an_old_attack_told_in_passing_is_not_what_a_report_is_about() -> None:
    report = told(
        "courier",
        "Air strikes hit Oster on Saturday. In March shelling had killed 40 people in Dolin.",
        [
            Said(
                triggers=("shelling",), where="Dolin", when="2031-03-11", tolls=(("killed", 40, "40 people"),)
            ),
            Said(triggers=("Air strikes",), where="Oster", when="2031-05-02"),
        ],
        title="Oster hit",
    )
    leads = [part for incident in collated(report) for part in incident.reports if part.lead]
    assert [part.events for part in leads] == [("e-courier-1",)]


def test_reports_that_name_no_day_and_no_place_do_not_meet() -> None:
    reports = [
        told(f"r{at}", "Fighting went on.", [Said(triggers=("Fighting",))], published=None) for at in range(4)
    ]
    tolds = [each for report in reports for each in report]
    assert links_among(tolds) == ()


def test_the_day_most_reports_tell_is_the_day_of_the_incident() -> None:
    reports = [market("courier"), market("clarion"), market("gazette", when="2031-05-02/2031-05-03")]
    (incident,) = collated(*reports)
    assert incident.date == "2031-05-02"
    assert incident.place is not None
    assert incident.place.name == "Oster"


def test_a_person_splits_and_merges_whatever_the_scores() -> None:
    one, two = market("courier"), bazaar("clarion")
    far = told(
        "gazette", "Rebels marched.", [Said(triggers=("marched",), type="MOBILIZE", when="2030-01-01")]
    )
    tolds = [*one, *two, *far]
    links = links_among(tolds)
    apart = incidents_of(tolds, links, cannot_link={(two[0].id, one[0].id)})
    assert len(apart) == 3
    joined = incidents_of(tolds, links, must_link={(one[0].id, far[0].id)})
    assert sorted(len(incident.events) for incident in joined) == [3] or len(joined) < 3
    named = incidents_of(tolds, links, titles={one[0].id: "The market of Oster"})
    assert "The market of Oster" in {incident.title for incident in named}


def test_a_denial_of_all_such_attacks_over_years_is_no_denial_of_this_one() -> None:
    def report(when: str | None) -> tuple[Told, ...]:
        return told(
            "courier",
            "An air strike of the army hit Oster on Saturday. The army has denied hitting towns.",
            [
                Said(triggers=("air strike",), actors=(ARMY,), where="Oster", when="2031-05-02"),
                Said(triggers=("denied",), type="REJECT", actors=(ARMY,), when=when),
            ],
        )

    assert len(collated(report(None))) == 1
    assert len(collated(report("2029/2031-05-03"))) == 2
