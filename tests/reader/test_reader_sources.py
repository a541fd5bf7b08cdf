"""Whose word an event is."""

import pytest
from reader_samples import Trigger, only, read_as

from demarche.reader.document import document_of
from demarche.reader.labels import TYPES
from demarche.reader.mentions import Mention
from demarche.reader.settings import settings
from demarche.reader.sources import Telling, attributed, open_quotes

LEAD = "The day began quietly in the hills.\n\n"


def way(text: str, trigger: str) -> str:
    """How the text tells the trigger, after a first sentence of no matter."""
    document = document_of(LEAD + text)
    start = document.text.index(trigger)
    first, last = document.words_at(start, start + len(trigger))
    return Telling(document).way(Mention(TYPES.index("ASSAULT"), first, last, 0.9))


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Norway shelled Lund on Friday.", "own"),
        ("Norway shelled Lund on Friday, a monitor said.", "said"),
        ("According to residents, Norway shelled Lund.", "said"),
        ("A monitor reports that Norway shelled Lund.", "said"),
        ("\u201cNorway shelled Lund,\u201d she wrote.", "said"),
        ("\u201cIt is over. Norway shelled Lund. We left.\u201d", "said"),
        ("Norway shelled Lund. \u201cIt is over,\u201d he said.", "own"),
        ("The report lay open as Norway shelled Lund.", "own"),
    ],
)
def test_words_of_saying_and_quotes_give_an_act_to_somebody(text: str, how: str) -> None:
    assert way(text, "shelled") == how


def test_an_act_that_is_taken_up_is_not_told_by_it() -> None:
    assert way("The shelling came at dawn.", "shelling") == "taken up"
    assert way("A shelling came at dawn.", "shelling") == "own"


def test_an_act_of_saying_is_not_told_by_its_own_verb() -> None:
    assert way("Norway denied the raid.", "denied") == "own"


def test_a_quote_goes_on_over_sentences_but_not_for_ever() -> None:
    sentences = ["\u201cOne.", "Two.", "Three.\u201d", "Four.", "\u201cFive.", *["No end."] * 9]
    text, spans = "", []
    for sentence in sentences:
        spans.append((len(text), len(text) + len(sentence)))
        text += sentence + " "
    assert open_quotes(text, spans)[:6] == [False, True, True, False, False, True]
    assert not open_quotes(text, spans)[-1]


def attribution(text: str, trigger: str = "shelled", role: str = "asserts") -> list[str]:
    """The sources of the text's one event; Oslo fills the role."""
    told = Trigger(trigger, "ASSAULT", {"Norway": "actor", "Oslo": role})
    event = only(read_as(LEAD + text, [told], {"Norway": "party", "Oslo": "party"}), "ASSAULT")
    return [a.party.text for a in event.attribution]


def test_whoever_says_it_is_its_source() -> None:
    assert attribution("Norway shelled Lund, Oslo said.") == ["Oslo"]


def test_who_denies_what_the_outlet_states_is_told_too() -> None:
    assert attribution("Norway shelled Lund. Oslo spoke of a storm.", role="denies") == ["Oslo"]


def test_what_the_body_states_is_less_likely_a_source_s_word() -> None:
    weights = settings().sourcing
    said, both, own = (
        attributed((1.0, own, 0.0, said, 0.0), weights) for own, said in ((0.0, 1.0), (1.0, 1.0), (1.0, 0.0))
    )
    assert own < both < said


def test_a_likelier_source_makes_an_event_likelier_its_word() -> None:
    weights = settings().sourcing
    assert attributed((-3.0, 0.0, 0.0, 1.0, 0.0), weights) < attributed((3.0, 0.0, 0.0, 1.0, 0.0), weights)
