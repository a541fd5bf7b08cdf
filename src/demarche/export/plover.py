"""The export record: one event in PLOVER's field names, with Demarche's own fields beside them."""

from collections.abc import Iterator
from typing import Any

import msgspec

from demarche.export.dating import date_of
from demarche.export.form import Form, Row
from demarche.export.sink import Sink
from demarche.records import Attribution, Event, Party, Place, Report, Toll, TollKind, When

SIZE_NAMES: dict[TollKind, str] = {
    "killed": "dead",
    "injured": "injured",
    "missing": "missing",
    "displaced": "displaced",
    "detained": "detained",
    "captured": "captured",
}

# Characters that JSON allows but that some readers take for the end of a line.
_LINE_ENDS = tuple((c.encode(), b"\\u%04x" % ord(c)) for c in "\u0085\u2028\u2029")


def plover_record(
    event: Event, report: Report, *, incident_id: str | None = None, with_text: bool = False
) -> dict[str, Any]:
    """The event as a record of `docs/record.md`: every key is there, None or empty where nothing is told.

    `start` and `end` are character offsets into the report's text, which `with_text` adds as `text`.
    `date` is the event's date, or, where none is told, the report's: `when` tells the two apart.
    """
    record: dict[str, Any] = {
        "id": event.id,
        "report_id": event.report_id,
        "date": date_of(event, report)[0],
        "event": [event.type],
        "mode": list(event.mode),
        "context": list(event.context),
        "actor": [_party(party) for party in event.actors],
        "recipient": [_party(party) for party in event.recipients],
        "event_loc": _location(event.where),
        "event_text": [event.mentions[0].text] if event.mentions else [],
        "size": size_of(event),
        "text_info": {
            "sequence": event.sequence,
            "start": min((mention.start for mention in event.mentions), default=None),
            "end": max((mention.end for mention in event.mentions), default=None),
        },
        "cite_info": {
            "publication": report.outlet,
            "title": report.title,
            "url": report.url,
            "language": report.language,
            "date": report.published,
        },
        "mentions": [{"start": m.start, "end": m.end, "text": m.text} for m in event.mentions],
        "occurrence": event.occurrence,
        "hedged": event.hedged,
        "attribution": [_attribution(attribution) for attribution in event.attribution],
        "when": _when(event.when),
        "toll": [_toll(toll) for toll in event.toll],
        "agreement": event.agreement,
        "confidence": event.confidence,
        "incident_id": incident_id,
    }
    if with_text:
        record["text"] = report.text
    return record


def record_as(event: Event, report: Report, form: Form) -> dict[str, Any]:
    """The record as `form` wants it."""
    return plover_record(event, report, incident_id=form.incidents.get(event.id), with_text=form.with_text)


def size_of(event: Event) -> dict[str, int | None]:
    """People per kind of harm: the largest count told, as several of a kind are rival totals, not parts."""
    size: dict[str, int | None] = dict.fromkeys(SIZE_NAMES.values())
    for toll in event.toll:
        name = SIZE_NAMES[toll.kind]
        size[name] = max(toll.count, size[name] or 0)
    return size


def json_line(record: dict[str, Any]) -> bytes:
    """The record as JSON in UTF-8 on one line, without a line end."""
    line = msgspec.json.encode(record)
    for character, escape in _LINE_ENDS:
        line = line.replace(character, escape)
    return line


def write_plover(rows: Iterator[Row], out: Sink, form: Form) -> int:
    """PLOVER JSONL: one record a line. Returns the number of lines."""
    count = 0
    for event, report in rows:
        out.write(json_line(record_as(event, report, form)) + b"\n")
        count += 1
    return count


def _party(party: Party) -> dict[str, Any]:
    return {
        "entity_text": party.text,
        "identifier_text": party.name,
        "identifier_id": party.id,
        "code": party.code,
        "sector": party.sector,
        "start": party.start,
        "end": party.end,
    }


def _attribution(attribution: Attribution) -> dict[str, Any]:
    party = attribution.party
    return {
        "entity_text": party.text,
        "identifier_text": party.name,
        "code": party.code,
        "sector": party.sector,
        "stance": attribution.stance,
        "start": party.start,
        "end": party.end,
    }


def _location(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {
        "extracted_place": place.text,
        "resolved_place": place.name,
        "geonameid": place.geonameid,
        "lat": place.lat,
        "lon": place.lon,
        "province": place.province,
        "country_code": place.country,
        "start": place.start,
        "end": place.end,
    }


def _when(when: When | None) -> dict[str, Any] | None:
    return (
        None if when is None else {"text": when.text, "date": when.date, "start": when.start, "end": when.end}
    )


def _toll(toll: Toll) -> dict[str, Any]:
    return {
        "kind": toll.kind,
        "count": toll.count,
        "bound": toll.bound,
        "who": toll.who,
        "start": toll.start,
        "end": toll.end,
    }
