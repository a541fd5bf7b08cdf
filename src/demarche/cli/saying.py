"""Who says a thing, through which outlets, since when: the voices of claims gathered for a person."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from demarche.cli import wording
from demarche.cli.terminal import one_line
from demarche.records import Part, Voice

MOST_OUTLETS = 5  # named; of more the number is told
OWN_WORD = "the outlet itself"
OWN_WORDS = "the outlets themselves"
_NOBODY: Mapping[tuple[str, str], str] = {}


class Said(msgspec.Struct, frozen=True):
    """One that says a thing: `who`, the `outlets` that carry it, and the first day on which one did."""

    who: str
    outlets: str
    since: str


def said(voices: Iterable[Voice], same_text: Mapping[tuple[str, str], str] = _NOBODY) -> list[Said]:
    """Those who say it, in the order in which they are first told; outlets' own words are one row.

    `same_text`: by report id, what its copies share; outlets that carry one text are told together.
    """
    by_speaker: dict[tuple[str | None, bool], list[Voice]] = {}
    for voice in sorted(voices, key=lambda voice: (voice.published or "9999", voice.report_id)):
        by_speaker.setdefault((voice.by, voice.stance == "alleges"), []).append(voice)
    return [
        Said(_who(by, alleges, held), through(held, same_text), since(held))
        for (by, alleges), held in by_speaker.items()
    ]


def through(voices: Sequence[Voice], same_text: Mapping[tuple[str, str], str] = _NOBODY) -> str:
    """The outlets that carry it: `Meridian Wire; Fjord Dispatch, with the same text Lantern`."""
    texts: dict[str, list[str]] = {}
    for voice in voices:
        outlets = texts.setdefault(same_text.get(voice.report, "/".join(voice.report)), [])
        if (name := outlet(voice)) not in outlets:
            outlets.append(name)
    shown: list[str] = []
    for first, *copies in texts.values():
        name = first + (f", with the same text {', '.join(copies)}" if copies else "")
        if name not in shown:
            shown.append(name)
    more = f"; {len(shown) - MOST_OUTLETS} more" if len(shown) > MOST_OUTLETS else ""
    return "; ".join(shown[:MOST_OUTLETS]) + more


def since(voices: Iterable[Voice]) -> str:
    """The first day of publication, a dash where none is known."""
    days = [voice.published for voice in voices if voice.published]
    return one_line(min(days)) if days else wording.NOT_TOLD


def outlet(of: Voice | Part) -> str:
    """The outlet's name, or the report's id where it has none."""
    return one_line(of.outlet) or f"report {one_line(of.report_id)}"


def speaker(voice: Voice) -> str:
    """Whose word it is: a source, as it stands to what is told, or the outlet's own."""
    return _who(voice.by, voice.stance == "alleges", [voice])


def _who(by: str | None, alleges: bool, voices: Sequence[Voice]) -> str:
    if by is None:
        several = len({voice.outlet or voice.report_id for voice in voices}) > 1
        return OWN_WORDS if several else OWN_WORD
    return one_line(by) + (" (alleges)" if alleges else "")
