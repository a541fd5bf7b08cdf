"""What a report is chiefly about: what its headline tells, and nothing where it is about no one thing."""

from demarche.collate.telling.told import told_events
from demarche.records import Event, Place, Reading, Report, Span, Toll

CALL = (
    "The head of Vell took a phone call from the head of Ostria on Monday. "
    "He thanked him for his words on the bombing in Oster, which killed nine."
)


def lead(title: str, text: str, *events: tuple[str, str, Place | None]) -> str | None:
    """The type of the report's lead; events are (type, word of the text, place)."""
    report = Report(id="r", text=text, title=title, published="2031-05-06", outlet="Courier")
    made = tuple(
        Event(
            id=f"e-{at}",
            report_id="r",
            type=type_,
            mentions=(Span(text.index(word), text.index(word) + len(word), word),),
            where=where,
            toll=(Toll(kind="killed", count=9, bound="exact", who="", text="nine", start=0, end=4),)
            if type_ == "ASSAULT"
            else (),
            occurrence="actual",
            confidence=0.8,
        )
        for at, (type_, word, where) in enumerate(events)
    )
    reading = Reading(report_id="r", report_digest="", model="test", events=made)
    return next((told.event.type for told in told_events(report, reading) if told.lead), None)


def place(name: str, country: str) -> Place:
    return Place(text=name, start=0, end=len(name), name=name, country=country, kind="city")


def test_the_headlines_own_event_comes_before_an_attack_in_passing() -> None:
    events = (("CONSULT", "phone call", None), ("ASSAULT", "bombing", place("Oster", "VLL")))
    assert lead("Vell's leader receives call from Ostrian colleague", CALL, *events) == "CONSULT"
    assert lead("Bombing in Oster kills nine", CALL, *events) == "ASSAULT"


def test_a_deed_is_known_in_another_form_of_the_word() -> None:
    text = "Ostria imposed a trade ban on Vell on Monday over the bombing in Oster, which killed nine."
    events = (("SANCTION", "imposed", None), ("ASSAULT", "bombing", place("Oster", "VLL")))
    assert lead("Ostria imposes ban on neighbour", text, *events) == "SANCTION"


SPREAD = "An ambush killed nine near Oster. A raid killed nine in Dolin. A blast killed nine in Rima."
APART = (
    ("ASSAULT", "ambush", place("Oster", "VLL")),
    ("ASSAULT", "raid", place("Dolin", "OST")),
    ("ASSAULT", "blast", place("Rima", "MAR")),
)


def test_a_round_up_is_about_no_one_thing() -> None:
    assert lead("Quarrels of a month: Vell, Ostria, Marn", SPREAD, *APART) is None
    assert lead("Vell: the week in the north", SPREAD, APART[0]) is None
    assert lead("In other news", SPREAD, *APART) is None


def test_many_places_make_no_round_up_of_a_report_whose_headline_tells_one() -> None:
    assert lead("Ambush near Oster", SPREAD, *APART) == "ASSAULT"
    at_home = tuple((type_, word, place(where.name, "VLL")) for type_, word, where in APART if where)
    assert lead("A day of grief", SPREAD, *at_home) == "ASSAULT"
