"""Who says a thing, through which outlets, since when: the voices of claims gathered for a person."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from demarche.records import Incident, Part, Statement, TollClaim, Voice
from demarche.web.addresses import of_words
from demarche.web.texts import text

MOST_OUTLETS = 6
Claim = Statement | TollClaim


class Said(msgspec.Struct, frozen=True):
    """One that says a thing: who, through which outlets, since when, and where the words are."""

    who: str
    outlets: str
    since: str
    words: tuple[tuple[str, str], ...]  # words and their address, one a report


def said(claims: Iterable[Claim], same_text: Mapping[tuple[str, str], str]) -> list[Said]:
    """Those who say it, the first to be told first; outlets' own words are one row.

    `same_text`: by report id, what its copies share: outlets that carry one text are told together.
    """
    by_speaker: dict[tuple[str | None, bool], list[Claim]] = {}
    for claim in sorted(claims, key=lambda each: (each.voice.published or "9999", each.voice.report_id)):
        by_speaker.setdefault((claim.voice.by, claim.voice.stance == "alleges"), []).append(claim)
    return [
        Said(
            _who(by, alleges, [claim.voice for claim in held]),
            through([claim.voice for claim in held], same_text),
            since(claim.voice for claim in held),
            _words(held),
        )
        for (by, alleges), held in by_speaker.items()
    ]


def through(voices: Sequence[Voice], same_text: Mapping[tuple[str, str], str]) -> str:
    """The outlets that carry it: `Meridian Wire; Fjord Dispatch, with the same text Lantern`."""
    texts: dict[str, list[str]] = {}
    for voice in voices:
        outlets = texts.setdefault(same_text.get(voice.report, "/".join(voice.report)), [])
        if (name := outlet(voice)) not in outlets:
            outlets.append(name)
    shown: list[str] = []
    for first, *copies in texts.values():
        name = text("claim.same_text", outlet=first, copies=", ".join(copies)) if copies else first
        if name not in shown:
            shown.append(name)
    more = f" +{len(shown) - MOST_OUTLETS}" if len(shown) > MOST_OUTLETS else ""
    return "; ".join(shown[:MOST_OUTLETS]) + more


def since(voices: Iterable[Voice]) -> str:
    """The first day of publication, a dash where none is known."""
    return min((voice.published for voice in voices if voice.published), default="—")


def outlet(of: Voice | Part) -> str:
    """The outlet's name, or the report's id where it has none."""
    return of.outlet or text("word.report_of", id=of.report_id)


def speaker(voice: Voice) -> str:
    """Whose word it is: a source, as it stands to what is told, or the outlet's own."""
    return _who(voice.by, voice.stance == "alleges", [voice])


def same_text(incident: Incident) -> dict[tuple[str, str], str]:
    """By outlet and report id, the voice that the report shares with those that carry the same text."""
    return {(part.outlet or "", part.report_id): part.voice for part in incident.reports}


def _words(claims: Sequence[Claim]) -> tuple[tuple[str, str], ...]:
    found: dict[str, tuple[str, str]] = {}
    for claim in claims:
        voice = claim.voice
        found.setdefault(
            voice.report_id, (claim.text, of_words(voice.outlet, voice.report_id, claim.start, claim.end))
        )
    return tuple(found.values())


def _who(by: str | None, alleges: bool, voices: Sequence[Voice]) -> str:
    if by is None:
        several = len({voice.outlet or voice.report_id for voice in voices}) > 1
        return text("claim.own_words" if several else "claim.own_word")
    return text("claim.alleges", who=by) if alleges else by
