"""The daily form of CAMEO coders: tab-separated lines of date, source, target and event code."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations, product

from demarche.errors import InputError
from demarche.export.dating import day_of
from demarche.export.form import Form, Row
from demarche.export.sink import Sink
from demarche.knowledge.folding import fold
from demarche.plover import CameoRule, ontology
from demarche.records import Event, Party, Report

COLUMNS: tuple[str, ...] = (
    "date", "source", "target", "event_code", "quad_class", "goldstein",
    "source_text", "target_text", "event_text", "location", "lat", "lon", "country",
    "report_id", "outlet", "url", "event_id", "date_precision", "occurrence",
)  # fmt: skip


def write_cameo(rows: Iterator[Row], out: Sink, form: Form) -> int:
    """One line a pair of parties, after a header line. Returns the number of lines below it.

    Events that are not actual are left out, since CAMEO cannot mark them, unless the form asks for them.
    """
    if form.header:
        out.write(_line(COLUMNS))
    count = 0
    for event, report in rows:
        if event.occurrence != "actual" and not form.all_occurrences:
            continue
        for source, target in pairs_of(event):
            out.write(_line(_values(event, report, source, target)))
            count += 1
    return count


def cameo_code(event: Event) -> str:
    """The CAMEO event code: of the strongest mode, as fine as trigger and contexts tell.

    InputError when the event is of no PLOVER type.
    """
    known = ontology()
    if event.type not in known.types:
        raise InputError(f"event {event.id}: {event.type!r} is no PLOVER type")
    trigger = _trigger(event)
    mode = known.strongest(event.type, event.mode)
    rule = mode.rule if mode else known.types[event.type].rule
    code = _finer(rule, trigger, event.context)
    appeal = known.cameo.appeal
    if event.type == appeal.type and not _any_starts(trigger, appeal.demand_words):
        code = appeal.appeal_root + code.removeprefix(appeal.demand_root)
    return code


def quad_class(code: str) -> int:
    """Quad class of a CAMEO code: 1 verbal, 2 material cooperation; 3 verbal, 4 material conflict."""
    root = int(code[:2])
    return 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4


def actor_code(party: Party | None) -> str:
    """CAMEO's code of a party: country or kind of organisation, then role, such as TURGOV, SYRREB, IMGREB."""
    cameo = ontology().cameo
    if party is None:
        return cameo.nobody
    code = cameo.actors.get(party.code or "", party.code or "")
    role = cameo.roles.get(party.sector or "", party.sector or "")
    if party.code in cameo.whole:
        role = ""
    return code + role or cameo.nobody


def pairs_of(event: Event) -> Iterator[tuple[Party | None, Party | None]]:
    """Each actor with each recipient; None stands for a side that is not told.

    A mutual act told of actors only (a meeting, a clash) gives each pair of them both ways, as CAMEO does.
    """
    if not event.recipients and len(event.actors) > 1 and _is_mutual(event):
        yield from permutations(event.actors, 2)
    else:
        yield from product(event.actors or (None,), event.recipients or (None,))


def _is_mutual(event: Event) -> bool:
    words = ontology().cameo.mutual.get(event.type)
    return words is not None and (not words or _any_starts(_trigger(event), words))


def _finer(rule: CameoRule, trigger: str, contexts: Iterable[str]) -> str:
    for word, code in rule.words.items():
        if _any_starts(trigger, (word,)):
            return code
    return next((code for context, code in rule.contexts.items() if context in contexts), rule.code)


def _any_starts(trigger: str, stems: Iterable[str]) -> bool:
    """Whether a word of the folded trigger starts with one of the stems."""
    return any(f" {stem}" in f" {trigger}" for stem in stems)


def _trigger(event: Event) -> str:
    return fold(event.mentions[0].text) if event.mentions else ""


def _values(event: Event, report: Report, source: Party | None, target: Party | None) -> Iterable[object]:
    code = cameo_code(event)
    scores: Mapping[str, float] = ontology().cameo.goldstein
    day, precision = day_of(event, report)
    place = event.where
    return (
        day,
        actor_code(source),
        actor_code(target),
        code,
        quad_class(code),
        scores[code],
        source.text if source else None,
        target.text if target else None,
        event.mentions[0].text if event.mentions else None,
        place.name if place else None,
        place.lat if place else None,
        place.lon if place else None,
        place.country if place else None,
        event.report_id,
        report.outlet,
        report.url,
        event.id,
        precision,
        event.occurrence,
    )


def _line(values: Iterable[object]) -> bytes:
    """Tabs and line ends within a value would break the line apart: every run of blanks is one space.

    A double quote would, to most readers of such files, open a value that goes on over the lines below: it
    is a single one.
    """
    return ("\t".join("" if v is None else _plain(str(v)) for v in values) + "\n").encode()


def _plain(value: str) -> str:
    return " ".join(value.split()).replace('"', "'")
