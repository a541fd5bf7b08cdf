"""What a happening was: natures that voices tell of it, and which of them conflict."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

import msgspec
import yaml

from demarche.collate.disputes.authors import DEEDS
from demarche.collate.disputes.camps import Camp, camp_of
from demarche.collate.disputes.denials import denies_happening
from demarche.collate.telling.told import ReportKey, Told
from demarche.collate.telling.voices import one_voice, source_voice, speaker, voice_at, voice_of
from demarche.knowledge.folding import words
from demarche.records import Dispute, Party, Side, Statement, Voice


class Nature(msgspec.Struct, frozen=True):
    """By which modes and words of an event a nature is told."""

    words: tuple[str, ...]
    modes: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()


class Natures(msgspec.Struct, frozen=True):
    """`data/natures.yaml`."""

    natures: Mapping[str, Nature]
    conflicts: tuple[tuple[str, str], ...]
    civilians: frozenset[str]
    civilian_words: frozenset[str]
    fighters: frozenset[str]
    whether: tuple[str, ...]


@cache
def natures() -> Natures:
    """The table of `data/natures.yaml`."""
    data = files("demarche.collate").joinpath("data", "natures.yaml").read_bytes()
    return msgspec.convert(yaml.safe_load(data), Natures)


def what_disputes(tolds: Sequence[Told], voices: Mapping[ReportKey, str]) -> tuple[Dispute, ...]:
    """What it was: conflicting natures, and whom it hit according to the one who did it and to others."""
    told_natures = nature_statements(tolds, voices)
    found = []
    for one, other in natures().conflicts:
        firsts, seconds = _apart(told_natures.get(one, ()), told_natures.get(other, ()))
        dispute = _dispute(one, firsts, other, seconds)
        if dispute:
            found.append(dispute)
    hit = _who_was_hit(tolds, voices)
    return (*found, *hit)


def whether_disputes(tolds: Sequence[Told], voices: Mapping[ReportKey, str]) -> tuple[Dispute, ...]:
    """Whether it happened: told as having happened by one voice, denied or called staged by another."""
    deeds = [told for told in tolds if told.event.type not in ("ACCUSE", "REJECT")]
    happened = [_statement(told, "happened", voice_of(told, voices)) for told in deeds if _actual(told)]
    denied = [_statement(told, "did not happen", voice_of(told, voices)) for told in deeds if _negated(told)]
    for told in tolds:
        if told.event.type == "REJECT" and not told.event.mode and _denies_it(told):
            denied += [
                _statement(told, "did not happen", speaker(told, actor, "denies", voices))
                for actor in told.event.actors
            ]
        elif told.event.type in DEEDS and _denies_it(told):
            denied += [
                _statement(told, "did not happen", source_voice(told, source, voices))
                for source in told.event.attribution
                if source.stance == "denies"
            ]
    dispute = _dispute("happened", happened, "did not happen", denied, kind="whether")
    return (dispute,) if dispute else ()


def nature_statements(
    tolds: Iterable[Told], voices: Mapping[ReportKey, str]
) -> dict[str, tuple[Statement, ...]]:
    """Who tells which nature of the happening: the outlet or first source of an event that shows it."""
    found: dict[str, list[Statement]] = {}
    for told in sorted(tolds, key=lambda each: each.id):
        if told.event.type in ("ACCUSE", "REJECT") or not _actual(told):
            continue
        for name, nature in natures().natures.items():
            of_mode = bool(set(nature.modes).intersection(told.event.mode)) and not _says(told, nature.aside)
            if of_mode or _says(told, nature.words, nature.aside):
                found.setdefault(name, []).append(_statement(told, name, voice_of(told, voices)))
    return {name: tuple(held) for name, held in found.items()}


def _apart(
    ones: Sequence[Statement], others: Sequence[Statement]
) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """The statements of voices that tell only one of two natures, where some two of them could be at odds.

    A report in its own words and its sources tell one story, in which both may have their place: "the army
    repelled an attack and captured a hill". Two sources that it quotes, or two reports, may contradict.
    """
    both = {each.voice.group for each in ones} & {each.voice.group for each in others}
    firsts, seconds = (tuple(s for s in held if s.voice.group not in both) for held in (ones, others))
    at_odds = any(
        a.voice.report != b.voice.report or (a.voice.by and b.voice.by) for a in firsts for b in seconds
    )
    return (firsts, seconds) if at_odds else ((), ())


def _who_was_hit(tolds: Iterable[Told], voices: Mapping[ReportKey, str]) -> tuple[Dispute, ...]:
    """Fighters according to the one who did it, civilians in so many words according to others."""
    fighters: list[Statement] = []
    civilians: list[Statement] = []
    for told in tolds:
        if told.event.type != "ASSAULT" or not _actual(told):
            continue
        for party in told.event.recipients:
            voice = voice_at(told, party.start, voices)
            if party.sector in natures().civilians and _civilian(party.text):
                civilians.append(_hit(party.text, party.start, "civilians hit", voice))
            elif party.sector in natures().fighters and _did_it(told, voice, party):
                fighters.append(_hit(party.text, party.start, "fighters hit", voice))
        for toll in told.event.toll:
            if _civilian(f"{toll.who} {toll.text}"):
                civilians.append(
                    _hit(toll.text, toll.start, "civilians hit", voice_at(told, toll.start, voices))
                )
    both = {each.voice.group for each in civilians}
    dispute = _dispute(
        "civilians hit", civilians, "fighters hit", [f for f in fighters if f.voice.group not in both]
    )
    return (dispute,) if dispute else ()


def _did_it(told: Told, voice: Voice, hit: Party) -> bool:
    """Whether the voice is that of the one who does it in this very event, to somebody else."""
    said_by = next((s.party for s in told.event.attribution if s.party.name == voice.by), None)
    its = _camp(said_by) if said_by else None
    if its is None or its.kind == "nobody":
        return False
    return its != _camp(hit) and any(_camp(actor) == its for actor in told.event.actors)


def _camp(party: Party) -> Camp | None:
    return camp_of(party.name, party.code, party.sector)


def _civilian(text: str) -> bool:
    return any(word.folded in natures().civilian_words for word in words(text))


def _dispute(
    one: str, firsts: Sequence[Statement], other: str, seconds: Sequence[Statement], *, kind: str = "what"
) -> Dispute | None:
    pairs = ((a, b) for a in firsts for b in seconds if not one_voice(a.voice, b.voice))
    pair = next(pairs, None)
    if pair is None:
        return None
    first, second = pair
    sides = tuple(
        Side(value=value, claims=tuple(sorted(_each_once(held), key=_order)))
        for value, held in ((one, firsts), (other, seconds))
    )
    reason = f"{one} according to {_who(first.voice)}, {other} according to {_who(second.voice)}"
    return Dispute(kind="whether" if kind == "whether" else "what", about="", sides=sides, reason=reason)


def _denies_it(told: Told) -> bool:
    return denies_happening(told) or _says(told, natures().whether)


def _actual(told: Told) -> bool:
    """Told as having happened; a deed that is named only to be denied is not."""
    return told.event.occurrence == "actual" and not denies_happening(told)


def _negated(told: Told) -> bool:
    return told.event.occurrence == "negated"


def _says(told: Told, phrases: Iterable[str], aside: Iterable[str] = ()) -> bool:
    said = " ".join(m.text for m in told.event.mentions[:4])
    text = f" {' '.join(word.folded for word in words(f'{said} {told.passage}'))} "
    for phrase in aside:
        text = text.replace(f" {phrase} ", " ")
    return any(f" {phrase} " in text for phrase in phrases)


def _statement(told: Told, value: str, voice: Voice) -> Statement:
    at = told.event.mentions[0]
    return Statement(value=value, text=at.text, start=at.start, end=at.end, voice=voice)


def _hit(text: str, start: int, value: str, voice: Voice) -> Statement:
    return Statement(value=value, text=text, start=start, end=start + len(text), voice=voice)


def _each_once(held: Iterable[Statement]) -> list[Statement]:
    return list({(s.voice.report, s.start, s.voice.by): s for s in held}.values())


def _who(voice: Voice) -> str:
    return voice.by or voice.outlet or "a report without outlet"


def _order(statement: Statement) -> tuple[str, str, int, str]:
    voice = statement.voice
    return voice.published or "9999", voice.report_id, statement.start, voice.by or ""
