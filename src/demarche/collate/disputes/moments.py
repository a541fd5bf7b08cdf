"""When it happened: dates that cannot both hold."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import msgspec

from demarche.collate.days import Days, days_of
from demarche.collate.telling.told import ReportKey, Told
from demarche.collate.telling.voices import one_voice, voice_at
from demarche.records import Dispute, Side, Statement

EXACT = 2  # days that a date may span and still be one: a night
APART = 2  # days from one date to the next from which they cannot both hold; one day is night and morning
SPOKEN = ("ACCUSE", "REJECT")  # said of the happening, on another day
BACKED = 2  # reports that make a date more than a slip of one report


class _Dated(msgspec.Struct, frozen=True):
    days: Days
    lead: bool  # the report is chiefly about it
    by_calendar: bool  # a number in the words: not "Wednesday"
    statement: Statement


def when_disputes(tolds: Iterable[Told], voices: Mapping[ReportKey, str]) -> tuple[Dispute, ...]:
    """At most one dispute: two dates exact to the day, apart, by different voices.

    Each is a calendar date in some report, and in one that is chiefly about it or in several: weekdays alone
    tell of two happenings more often than of a dispute. Months and years contradict no day within them.
    """
    dated = [each for told in tolds if (each := _dated(told, voices))]
    by_day: dict[Days, list[_Dated]] = {}
    for each in dated:
        by_day.setdefault(each.days, []).append(each)
    firm = {days: held for days, held in sorted(by_day.items()) if _is_firm(held)}
    pairs = [
        (one, other)
        for one, other in combinations(firm, 2)
        if other[0] - one[1] >= APART and _differ(firm[one], firm[other])
    ]
    if not pairs:
        return ()
    involved = sorted({days for pair in pairs for days in pair})
    sides = tuple(
        Side(value=firm[days][0].statement.value, claims=tuple(each.statement for each in firm[days]))
        for days in involved
    )
    return (Dispute(kind="when", about="", sides=sides, reason=" or ".join(side.value for side in sides)),)


def _dated(told: Told, voices: Mapping[ReportKey, str]) -> _Dated | None:
    when = told.event.when
    days = days_of(when.date) if when else None
    if when is None or when.date is None or days is None or days[1] - days[0] >= EXACT:
        return None
    if told.event.occurrence != "actual" or told.event.type in SPOKEN:
        return None
    statement = Statement(
        value=when.date,
        text=when.text,
        start=when.start,
        end=when.end,
        voice=voice_at(told, when.start, voices),
    )
    return _Dated(days, told.lead, any(mark.isdigit() for mark in when.text), statement)


def _is_firm(held: Sequence[_Dated]) -> bool:
    calendar = [each for each in held if each.by_calendar]
    several = len({each.statement.voice.report for each in held}) >= BACKED
    return bool(calendar) and (several or any(each.lead for each in calendar))


def _differ(ones: Sequence[_Dated], others: Sequence[_Dated]) -> bool:
    """Whether no report gives both dates, and some two voices are different."""
    reports = {each.statement.voice.report for each in ones}
    if reports & {each.statement.voice.report for each in others}:
        return False  # one report with both tells of two things, or of how long it lasted
    return any(not one_voice(a.statement.voice, b.statement.voice) for a in ones for b in others)
