"""Who and what fills an event's roles."""

import numpy as np
import pytest
from msgspec.structs import replace
from reader_samples import Trigger, only, read_as

from demarche.reader.roles import Draft, confidence_of, occurrence_of, with_twins
from demarche.reader.settings import settings
from demarche.records import Reading

TEXT = (
    "Norway said Swedish guns shelled Hallasund on Saturday, killing at least nine civilians and hurting 20."
)
SPANS = {
    "Norway": "party",
    "Swedish guns": "party",
    "civilians": "party",
    "Hallasund": "place",
    "Saturday": "time",
    "at least nine civilians": "number",
    "20": "number",
}
ROLES = {
    "Norway": "alleges",
    "Swedish guns": "actor",
    "civilians": "recipient",
    "Hallasund": "where",
    "Saturday": "when",
    "at least nine civilians": "killed",
    "20": "injured",
}


def shelling(**more: object) -> Reading:
    trigger = Trigger("shelled", "ASSAULT", **{"roles": ROLES, **more})  # type: ignore[arg-type]
    return read_as(TEXT, [trigger], SPANS, codes={"Swedish guns": {"SWE": 0.9}}, published="2031-03-05")


def test_all_that_is_told_of_an_event_is_in_its_record() -> None:
    event = only(shelling(modes={"heavy-weapons": 0.9}), "ASSAULT")
    assert [p.text for p in event.actors] == ["Swedish guns"]
    assert [p.code for p in event.actors] == ["SWE"]
    assert [p.text for p in event.recipients] == ["civilians"]
    assert event.where is not None
    assert event.where.text == "Hallasund"
    assert event.when is not None
    assert event.when.date == "2031-03-01"
    assert [(t.kind, t.count, t.bound) for t in event.toll] == [
        ("killed", 9, "at_least"),
        ("injured", 20, "exact"),
    ]
    assert event.toll[0].who == "civilians"
    assert [(a.party.code, a.stance) for a in event.attribution] == [("NOR", "alleges")]
    assert event.mode == ("heavy-weapons",)
    assert event.occurrence == "actual"
    assert not event.hedged


def test_a_span_stands_on_one_side() -> None:
    roles = {**ROLES, "Norway": "recipient"}
    event = only(shelling(roles=roles), "ASSAULT")
    names = [p.name for p in event.actors]
    assert not set(names) & {p.name for p in event.recipients}
    assert {p.text for p in event.recipients} == {"Norway", "civilians"}


@pytest.mark.parametrize(
    ("type", "actors", "recipients"),
    [
        ("CONSULT", ["Norway", "Finland"], []),
        ("AGREE", ["Norway", "Finland"], []),
        ("CONSULT", ["Norway"], ["Sweden"]),
        ("ACCUSE", ["Norway", "Finland"], ["Sweden"]),
    ],
)
def test_what_several_countries_do_together_is_done_to_nobody(
    type: str, actors: list[str], recipients: list[str]
) -> None:
    text = "Norway and Finland spoke of Sweden on Saturday."
    roles = {**dict.fromkeys(actors, "actor"), "Sweden": "recipient"}
    spoke = Trigger("spoke", type, roles=roles)
    event = only(read_as(text, [spoke], dict.fromkeys(roles, "party")), type)
    assert [p.text for p in event.actors] == actors
    assert [p.text for p in event.recipients] == recipients


@pytest.mark.parametrize("occurrence", ["future", "hypothetical", "negated"])
def test_what_did_not_happen_is_told_so(occurrence: str) -> None:
    assert only(shelling(occurrence=occurrence), "ASSAULT").occurrence == occurrence


def test_doubt_is_kept() -> None:
    assert only(shelling(hedged=0.9), "ASSAULT").hedged


def test_modes_are_of_the_events_type_only() -> None:
    assert only(shelling(modes={"aerial": 0.9, "heavy-weapons": 0.05}), "ASSAULT").mode == ("aerial",)
    assert only(shelling(), "ASSAULT").mode == ()


def test_an_event_that_nobody_does_or_suffers_is_none() -> None:
    roles = {words: role for words, role in ROLES.items() if role not in ("actor", "recipient")}
    assert shelling(roles=roles).events == ()


def test_a_weak_trigger_is_no_event() -> None:
    assert shelling(probability=0.21).events == ()


def test_confidence_grows_with_what_speaks_for_an_event() -> None:
    weights = settings().confidence
    weak, strong = confidence_of((-1.0, 0.0, 0.3, 0.0), weights), confidence_of((3.0, 0.0, 0.3, 0.0), weights)
    assert 0.0 < weak < strong < 1.0


def test_an_event_is_actual_unless_the_model_is_sure_that_not() -> None:
    assert occurrence_of(np.array([0.6, 0.3, 0.05, 0.05]), 0.5) == "actual"
    assert occurrence_of(np.array([0.3, 0.2, 0.1, 0.4]), 0.5) == "negated"


def test_an_event_that_a_surer_one_may_be_again_is_less_sure() -> None:
    weights = replace(settings().confidence, twin=-2.0)

    def draft(kind: str, mention: int, trigger: float) -> Draft:
        evidence = (trigger, 0.0, 0.9, 0.0)
        sure = confidence_of(evidence, weights)
        return Draft(kind, [mention], evidence, sure, [], "actual", hedged=False)

    drafts = [draft("ASSAULT", 0, 1.0), draft("ASSAULT", 1, 3.0), draft("REQUEST", 2, 1.0)]
    belong = np.full((3, 3), 0.4, np.float32)
    found = with_twins(drafts, belong, weights)
    assert found[0].confidence < drafts[0].confidence
    assert [found[1].confidence, found[2].confidence] == [drafts[1].confidence, drafts[2].confidence]
