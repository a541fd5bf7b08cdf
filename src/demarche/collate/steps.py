"""Events as steps in the course of a demarche: short enough that a whole archive's are kept at hand."""

from collections.abc import Iterable

import msgspec

from demarche.collate.bearing import bearing_table
from demarche.collate.order import day_of, day_order
from demarche.collate.sides import Cast, cast_of, side_of
from demarche.collate.told import Told
from demarche.collate.voices import voice_of
from demarche.records import Occurrence, Voice


class Step(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """An event that may bear on a demarche. `order` sorts steps; `names`: key and name of who takes part."""

    id: str
    type: str
    occurrence: Occurrence
    cast: Cast
    names: tuple[tuple[str, str], ...]
    day: str | None
    not_before: str | None
    order: tuple[str, str, int, str]
    words: str
    voice: Voice


def step_of(told: Told) -> Step | None:
    """The event as a step, None when its type bears on no demarche or nobody takes part."""
    event = told.event
    cast = cast_of(event)
    if event.type not in bearing_types() or not (cast.doers or cast.others):
        return None
    parties = (*event.actors, *event.recipients)
    return Step(
        id=event.id,
        type=event.type,
        occurrence=event.occurrence,
        cast=cast,
        names=tuple(dict.fromkeys((side_of(party).key, party.name) for party in parties)),
        day=day_of(told),
        not_before=told.around.not_before,
        order=day_order(told),
        words=event.mentions[0].text,
        voice=voice_of(told, {}),
    )


def bearing_types() -> frozenset[str]:
    """The types of event that bear on a demarche, whoever does them."""
    table = bearing_table()
    return frozenset((*table.asked, *table.asker, *table.both, *table.third))


class Chronicle:
    """Steps in order, found by the sides that take part: made once, asked for every demarche."""

    def __init__(self, steps: Iterable[Step]) -> None:
        self._order = sorted(steps, key=lambda step: step.order)
        self._with: dict[str, list[int]] = {}
        for at, step in enumerate(self._order):
            for key in step.cast.doers | step.cast.others:
                self._with.setdefault(key, []).append(at)

    def with_any(self, keys: Iterable[str]) -> list[Step]:
        """The steps in which one of the sides takes part, in order."""
        return [self._order[at] for at in sorted({at for key in keys for at in self._with.get(key, ())})]
