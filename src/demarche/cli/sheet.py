"""An event as its values, each with the words that it came from."""

from collections.abc import Iterator

import msgspec

from demarche.cli import wording
from demarche.records import Event, Party, Place, Span


class Value(msgspec.Struct, frozen=True):
    """One value of an event: `label` what it is, `told` the value in words, `words` where it came from.

    `words` is empty for what the whole passage says. `reason`: why the words stand for the value.
    """

    label: str
    told: str
    words: tuple[Span, ...] = ()
    reason: str = ""


def values(event: Event) -> Iterator[Value]:
    """The values that the report tells: what, who, to whom, where, when, what it cost, whose word it is."""
    yield Value("event", wording.kind(event), event.mentions)
    for label, parties in (("who", event.actors), ("to whom", event.recipients)):
        for party in parties:
            yield Value(label, wording.party(party), (words_of(party),), party.reason)
    if event.where is not None:
        yield Value("where", wording.place(event.where), (words_of(event.where),), event.where.reason)
    if event.when is not None:
        when = event.when
        yield Value("when", when.date or "date unknown", (Span(when.start, when.end, when.text),))
    for toll in event.toll:
        told = f"{wording.toll(toll)} ({toll.who})" if toll.who else wording.toll(toll)
        yield Value("toll", told, (Span(toll.start, toll.end, toll.text),))
    for source in event.attribution:
        told = f"{wording.party(source.party)} {source.stance}"
        yield Value("according to", told, (words_of(source.party),), source.party.reason)
    if event.agreement is not None:
        yield Value("agreement", event.agreement)
    if reality := wording.reality(event):
        yield Value("told as", reality)
    if event.context:
        yield Value("context", ", ".join(event.context))


def words_of(named: Party | Place) -> Span:
    """The words that name a party or place."""
    return Span(named.start, named.end, named.text)
