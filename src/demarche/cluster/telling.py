"""Stages: which versions of reports stand, and what each report tells, sent to all who need it."""

from collections import defaultdict

import msgspec

from demarche.cluster.desk import ALONE, Desk, Facts, bucket_of, bucket_of_number
from demarche.collate.copies.sketches import Sketch, bands_of, sketch_of
from demarche.collate.copies.versions import page_key
from demarche.collate.courses.accord_mentions import AccordMention, accord_mentions
from demarche.collate.courses.steps import Step, step_of
from demarche.collate.incidents.blocking import keys_of_traits
from demarche.collate.telling.told import Told, told_events
from demarche.collate.telling.traits import Traits, traits_of
from demarche.ledger.days import days_of

SLICE = 32  # bits of a number that are its place in its slice


class Came(msgspec.Struct, frozen=True, array_like=True):
    """A report as it came: its page, its place in the corpus, and what tells versions apart."""

    page: str
    slice: int
    batch: int
    row: int
    digest: str
    published: str | None


class Standing(msgspec.Struct, frozen=True, array_like=True):
    """A version of a report, by its place in its slice, counted from 1; `current`: no later one came."""

    batch: int
    row: int
    version: int
    current: bool


class ToldRow(msgspec.Struct, frozen=True, array_like=True):
    """An event with its number and its report's."""

    number: int
    report: int
    told: Told


class BandRow(msgspec.Struct, frozen=True, array_like=True):
    """A report that has a key of sketches, and the days on which it may be from."""

    band: int
    report: int
    since: int
    until: int


class PageRow(msgspec.Struct, frozen=True, array_like=True):
    """A report as it is compared with those that may be its copies."""

    report: int
    page: str
    sketch: Sketch
    title: str
    text: str


class MeetRow(msgspec.Struct, frozen=True, array_like=True):
    """An event, and those of its keys whose bucket it is put into."""

    number: int
    keys: tuple[str, ...]
    traits: Traits


class DayRow(msgspec.Struct, frozen=True, array_like=True):
    """A step by who did it on which day of a year; `report`: of an undated one, which that may date."""

    key: str
    report: int | None
    step: Step


class MentionRow(msgspec.Struct, frozen=True, array_like=True):
    """An agreement that a report names, with a number."""

    number: int
    mention: AccordMention


def arrivals(desk: Desk) -> Facts:
    """Each report by its page."""
    desk.channel("came", desk.parts)
    for at, kept in enumerate(desk.batches()):
        for row, (report, _) in enumerate(kept.pairs):
            page = page_key(report)
            came = Came(page, desk.number, at, row, report.digest, report.published)
            desk.put("came", bucket_of(page, desk.parts), came)
    return Facts()


def versions(desk: Desk) -> Facts:
    """Of each page its versions in the order in which they came: the last is current, as in a ledger."""
    desk.channel("standing", desk.slices)
    pages: dict[str, dict[str, Came]] = defaultdict(dict)
    for came in desk.rows("came", Came, desk.slices):
        pages[came.page].setdefault(came.digest, came)
    facts = Facts()
    for page in sorted(pages):
        held = sorted(pages[page].values(), key=lambda came: (came.slice, came.batch, came.row))
        for version, came in enumerate(held, 1):
            current = version == len(held)
            desk.put("standing", came.slice, Standing(came.batch, came.row, version, current))
            days = days_of(came.published) or (None, None)
            facts = facts.and_(Facts(first=days[0], last=days[1], latest=days[1] if current else None))
    return facts


def tell(desk: Desk) -> Facts:
    """The events of the current reports, and the keys by which reports and events meet others."""
    for channel in ("bands", "pages", "meet", "days"):
        desk.channel(channel, desk.parts)
    for channel in ("told", "mentions", "slim"):
        desk.channel(channel, ALONE)
    standing = {(one.batch, one.row) for one in desk.rows("standing", Standing, desk.parts) if one.current}
    report_number = event_number = mention_number = desk.number << SLICE
    for at, kept in enumerate(desk.batches()):
        for row, (report, reading) in enumerate(kept.pairs):
            if (at, row) not in standing:
                continue
            sketch = sketch_of(page_key(report), report.text, report.title, report.published)
            for band in bands_of(sketch):
                found = BandRow(band, report_number, sketch.since, sketch.until)
                desk.put("bands", band % desk.parts, found)
            page = PageRow(report_number, sketch.key, sketch, report.title, report.text)
            desk.put("pages", bucket_of_number(report_number, desk.parts), page)
            tolds = told_events(report, reading)
            for told in tolds:
                desk.put("told", 0, ToldRow(event_number, report_number, told))
                _meet(desk, event_number, traits_of(told))
                if (step := step_of(told)) is not None:
                    _date(desk, report_number, step)
                event_number += 1
            # one that is told twice in the same words is one
            for mention in dict.fromkeys(accord_mentions(report, reading, tolds)):
                desk.put("mentions", 0, MentionRow(mention_number, mention))
                desk.put("slim", 0, MentionRow(mention_number, _slim(mention)))
                mention_number += 1
            report_number += 1
    return Facts()


def _meet(desk: Desk, number: int, traits: Traits) -> None:
    """The event goes to every bucket that one of its keys is in, once."""
    buckets: dict[int, list[str]] = defaultdict(list)
    for key in keys_of_traits(traits):
        buckets[bucket_of(_around(key), desk.parts)].append(key)
    for bucket, keys in sorted(buckets.items()):
        desk.put("meet", bucket, MeetRow(number, tuple(keys), traits))


def _around(key: str) -> str:
    """What keys that one event has together mostly share, so that few buckets hold it: month and kind.

    Which bucket a key is in changes no result, as long as it is always the same.
    """
    when, _, rest = key.partition("|")
    if when.isascii() and when.isdigit() and len(when) > 4:  # a day, counted from the year 1
        when = f"month {int(when) // 30}"
    return f"{when}|{rest.partition('|')[0]}"


def _date(desk: Desk, report: int, step: Step) -> None:
    """A step goes where others of the same doer on the same day of any year go."""
    if step.yearless:
        day, of = step.yearless[2:], report
    elif step.published and step.place and step.day and len(step.day) == 10:
        day, of = step.day[5:], None
    else:
        return
    for doer in step.doers:
        key = f"{doer}|{day}"
        desk.put("days", bucket_of(key, desk.parts), DayRow(key, of, step))


def _slim(mention: AccordMention) -> AccordMention:
    """What of a mention tells to which agreement it belongs."""
    agreement = msgspec.structs.replace(mention.agreement, terms=(), text="")
    return msgspec.structs.replace(mention, agreement=agreement, passage="", events=(), beside=())
