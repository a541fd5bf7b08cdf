"""PLOVER JSONL read back into events."""

from typing import Annotated, Any

import msgspec

from demarche.errors import InputError
from demarche.records import Attribution, Event, Party, Place, Span, Toll, When
from demarche.records.attribution import Stance
from demarche.records.event import Occurrence
from demarche.records.toll import Bound, TollKind

Confidence = Annotated[float, msgspec.Meta(ge=0, le=1)]


class _Party(msgspec.Struct, frozen=True):
    entity_text: str
    identifier_text: str
    start: int
    end: int
    identifier_id: str | None = None
    code: str | None = None
    sector: str | None = None

    def party(self) -> Party:
        return Party(
            text=self.entity_text,
            start=self.start,
            end=self.end,
            name=self.identifier_text,
            code=self.code,
            sector=self.sector,
            id=self.identifier_id,
        )


class _Source(_Party, frozen=True):
    stance: Stance = "asserts"


class _Location(msgspec.Struct, frozen=True):
    extracted_place: str
    resolved_place: str
    start: int
    end: int
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    province: str | None = None
    country_code: str | None = None

    def place(self) -> Place:
        return Place(
            text=self.extracted_place,
            start=self.start,
            end=self.end,
            name=self.resolved_place,
            geonameid=self.geonameid,
            lat=self.lat,
            lon=self.lon,
            province=self.province,
            country=self.country_code,
        )


class _Toll(msgspec.Struct, frozen=True):
    kind: TollKind
    count: int
    bound: Bound
    start: int
    end: int
    who: str = ""


class _TextInfo(msgspec.Struct, frozen=True):
    sequence: int = 1


class _Record(msgspec.Struct, frozen=True):
    id: str
    report_id: str
    event: Annotated[list[str], msgspec.Meta(min_length=1)]
    mentions: tuple[Span, ...]
    mode: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    actor: list[_Party] = []
    recipient: list[_Party] = []
    event_loc: _Location | None = None
    text_info: _TextInfo = _TextInfo()
    occurrence: Occurrence = "actual"
    hedged: bool = False
    attribution: list[_Source] = []
    when: When | None = None
    toll: list[_Toll] = []
    agreement: str | None = None
    confidence: Confidence = 1.0
    text: str | None = None


def read_plover(line: str | bytes | dict[str, Any], *, text: str | None = None) -> Event:
    """The event of one line of PLOVER JSONL (or of a record already decoded).

    What the record does not carry comes back empty: reasons, a place's kind, the identifier of a source, and
    the words of a toll, unless the report's text is in the record or given as `text`. InputError when it is
    no such record.
    """
    try:
        if isinstance(line, dict):
            record = msgspec.convert(line, _Record)
        else:
            record = msgspec.json.decode(line, type=_Record)
    except msgspec.MsgspecError as error:
        raise InputError(f"not a PLOVER record: {error}") from error
    words = text if text is not None else record.text or ""
    return Event(
        id=record.id,
        report_id=record.report_id,
        type=record.event[0],
        mentions=record.mentions,
        mode=record.mode,
        context=record.context,
        actors=tuple(party.party() for party in record.actor),
        recipients=tuple(party.party() for party in record.recipient),
        where=record.event_loc.place() if record.event_loc else None,
        when=record.when,
        toll=tuple(
            Toll(
                kind=toll.kind,
                count=toll.count,
                bound=toll.bound,
                who=toll.who,
                text=words[toll.start : toll.end],
                start=toll.start,
                end=toll.end,
            )
            for toll in record.toll
        ),
        occurrence=record.occurrence,
        hedged=record.hedged,
        attribution=tuple(
            Attribution(party=source.party(), stance=source.stance) for source in record.attribution
        ),
        agreement=record.agreement,
        confidence=record.confidence,
        sequence=record.text_info.sequence,
    )
