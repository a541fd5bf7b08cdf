"""Two parties, or two outlets, exchanged everywhere are exchanged in the record and nothing else changes."""

import re
from collections.abc import Callable
from datetime import date

import msgspec
from course_stories import Deal, Said, demarches, mentions, told
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.collate.courses.accord_groups import groups_of
from demarche.collate.courses.accords import accord_of
from demarche.collate.telling.told import Told

Party = tuple[str, str, str, str]  # in a text, its name, its country, its code
NORWAY: Party = ("Norway", "Government of Norway", "Norway", "NOR")
FINLAND: Party = ("Finland", "Government of Finland", "Finland", "FIN")
Telling = Callable[[str, Party, Party, str, str], tuple[Told, ...]]


def said(type: str, words: str, who: str, whom: str = "", **more: object) -> Said:
    return Said(type=type, words=words, who=(who,), whom=(whom,) if whom else (), **more)  # type: ignore[arg-type]


def asking(id: str, a: Party, b: Party, outlet: str, day: str) -> tuple[Told, ...]:
    text = f"{a[0]} urged {b[0]} to restrain the Lake Front near Ed by the end of June."
    return told(id, text, said("REQUEST", "urged", a[0], b[0]), published=day, outlet=outlet)


def refusing(id: str, a: Party, b: Party, outlet: str, day: str) -> tuple[Told, ...]:
    text = f"{b[0]} rejected what {a[0]} asks of it."
    return told(id, text, said("REJECT", "rejected", b[0], a[0]), published=day, outlet=outlet)


def striking(id: str, a: Party, b: Party, outlet: str, day: str) -> tuple[Told, ...]:
    text = f"{a[0]} shelled {b[0]} near Ed on 3 June."
    attack = said("ASSAULT", "shelled", a[0], b[0], where="Ed", day=("3 June", "2031-06-03"))
    return told(id, text, attack, published=day, outlet=outlet)


def threatening(id: str, a: Party, b: Party, outlet: str, day: str) -> tuple[Told, ...]:
    text = f"{a[0]} warned {b[0]} that it will strike unless the Lake Front leaves Ed."
    return told(id, text, said("THREATEN", "warned", a[0], b[0]), published=day, outlet=outlet)


def calling(id: str, a: Party, b: Party, outlet: str, day: str) -> tuple[Told, ...]:
    text = f"{a[0]} and {b[0]} want calm in Ed."
    call = Said(type="REQUEST", words="want", who=(a[0], b[0]), where="Ed", mode=("yield",))
    return told(id, text, call, published=day, outlet=outlet)


TELLINGS: tuple[Telling, ...] = (asking, refusing, striking, threatening, calling)
story = st.tuples(
    st.sampled_from(TELLINGS),
    st.booleans(),  # which of the two acts
    st.booleans(),  # which outlet tells it
    st.dates(min_value=date(2031, 1, 1), max_value=date(2032, 12, 31)),
)
Story = tuple[Telling, bool, bool, date]


def record(stories: list[Story], a: Party, b: Party, outlets: tuple[str, str]) -> list[str]:
    """The demarches of the stories as text, ids apart; the two are called A and B, the outlets 1 and 2."""
    reports = [
        tell(str(number), *((a, b) if first else (b, a)), outlets[outlet], day.isoformat())
        for number, (tell, first, outlet, day) in enumerate(stories)
    ]
    found = []
    for demarche in demarches(*reports, latest="2032-12-31"):
        kept = msgspec.to_builtins(demarche)
        for name in ("id", "reports"):
            kept.pop(name)
        for making in kept["makings"]:
            making["start"] = making["end"] = 0  # names differ in length
            if making["deadline"]:
                making["deadline"] = (making["deadline"]["text"], making["deadline"]["date"])
        for sequel in kept["sequels"]:  # several who act together stand in order of their names
            sequel["reason"] = sorted(re.split(", | ", neutral(sequel["reason"], a, b, outlets)))
        kept["about"] = sorted(kept["about"])
        found.append(neutral(msgspec.json.encode(kept).decode(), a, b, outlets))
    return sorted(found)


def neutral(text: str, a: Party, b: Party, outlets: tuple[str, str]) -> str:
    # several askers stand in order of their names
    for one, other in ((a, b), (b, a)):
        text = text.replace(f"{one[2]} and {other[2]} call", "A and B call")
        text = text.replace(f'{one[2]} and {other[2]}"', 'A and B"')
    for party, mark in ((a, "A"), (b, "B")):
        for words in (party[1], party[0], party[3]):
            text = text.replace(words, mark)
    return text.replace(outlets[0], "1").replace(outlets[1], "2")


@settings(deadline=None, max_examples=40)
@given(st.lists(story, min_size=1, max_size=8))
def test_demarches_are_the_same_with_the_parties_exchanged(stories: list[Story]) -> None:
    outlets = ("courier", "tribune")
    assert record(stories, NORWAY, FINLAND, outlets) == record(stories, FINLAND, NORWAY, outlets)


@settings(deadline=None, max_examples=40)
@given(st.lists(story, min_size=1, max_size=8))
def test_demarches_are_the_same_with_the_outlets_exchanged(stories: list[Story]) -> None:
    one = record(stories, NORWAY, FINLAND, ("courier", "tribune"))
    assert one == record(stories, NORWAY, FINLAND, ("tribune", "courier"))


def test_breaches_are_told_of_either_side_alike() -> None:
    def breaches(a: Party, b: Party) -> list[tuple[str | None, ...]]:
        text = (
            f"Despite the Ed agreement {a[0]} shelled {b[0]}. "
            f"{b[0]} accused {a[0]} of violating the Ed agreement."
        )
        named, tolds = mentions(
            "1",
            text,
            said("ASSAULT", "shelled", a[0], b[0], agreement="Ed agreement"),
            said("ACCUSE", "accused", b[0], a[0], agreement="Ed agreement"),
            deals=[Deal(name="Ed agreement", words="Ed agreement", parties=(a[3], b[3]))],
        )
        (group,) = groups_of(named)
        marks = {a[1]: "A", b[1]: "B"}
        return [
            (marks[breach.accused], marks.get(breach.said_by or ""), breach.stance)
            for breach in accord_of(group.mentions, tolds, {}, {}).breaches
        ]

    found = breaches(NORWAY, FINLAND)
    assert found == [("A", None, "asserts"), ("A", "B", "alleges")]
    assert found == breaches(FINLAND, NORWAY)
