"""A report with its gold marks: the form that all training data is brought to, and the corpus' inline form.

    === harbour-wire-0001
    outlet: Harbour Wire
    published: 2014-03-05
    title: [Velmark]{p1} [urges]{e1} [Ostrand]{p2} to rein in militia

    [Velmark]{p1} on [Wednesday]{t1} [called on]{e1} [Ostrand]{p2} to stop ...
    ---
    p1 | Government of Velmark | VLM | GOV
    t1 | 2014-03-05
    e1 | REQUEST yield | p1 > p2 | t1

`docs` of every line: `training/corpus/README.md`.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from demarche.plover import ontology
from demarche.reader.labels import BOUNDS, OCCURRENCES, STANCES, STATES, TOLL_KINDS

DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?")


class MarkedEvent(msgspec.Struct, kw_only=True):
    """An event by the labels of its marks; `sources` are (party label, stance)."""

    type: str
    modes: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    occurrence: str = "actual"
    hedged: bool = False


class MarkedReport(msgspec.Struct, kw_only=True):
    """A report's text and, by label, where its marks stand (`spans`: character offsets) and what they mean.

    `values` of a label: party (name, code, sector); place (name, country); time (date,); number (kind, count,
    bound, who); agreement (name, parties, date, place, state, terms). An absent value is "".
    `whole`: every span of a kind is marked, so that an unmarked word is no span (true of the corpus; real
    reports mark only what an event uses).
    """

    id: str
    text: str
    title: str = ""
    outlet: str = ""
    published: str = ""
    spans: dict[str, list[tuple[int, int]]] = {}
    values: dict[str, tuple[str, ...]] = {}
    events: dict[str, MarkedEvent] = {}
    whole: bool = False


class MarkError(ValueError):
    """A report of the corpus that breaks the form; says which report and what."""


WIDTHS = {"p": 3, "l": 2, "t": 1, "n": 4, "g": 6}


def unmark(marked: str, where: str) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    """Text without its marks, and the spans by label. Marks nest; brackets are used for nothing else."""
    out: list[str] = []
    length = 0
    open_at: list[int] = []
    spans: dict[str, list[tuple[int, int]]] = {}
    for piece in re.findall(r"\[|\]\{[^{}\[\]]*\}|[^\[\]]+|\]", marked):
        if piece == "[":
            open_at.append(length)
        elif piece == "]":
            raise MarkError(f"{where}: a ']' without its {{label}} after {''.join(out)[-40:]!r}")
        elif piece.startswith("]{"):
            if not open_at:
                raise MarkError(f"{where}: a mark closes that was not opened: {piece!r}")
            start = open_at.pop()
            if start == length:
                raise MarkError(f"{where}: an empty mark {piece!r}")
            for label in re.split(r"[,\s]+", piece[2:-1].strip()):
                spans.setdefault(label, []).append((start, length))
        else:
            if "{" in piece or "}" in piece:
                raise MarkError(f"{where}: a stray brace in {piece[:60]!r}")
            out.append(piece)
            length += len(piece)
    if open_at:
        raise MarkError(f"{where}: a mark is not closed: {''.join(out)[open_at[-1] :][:50]!r}")
    for places in spans.values():
        places.sort()
    return "".join(out), spans


def read_event(fields: list[str], where: str) -> MarkedEvent:
    """An event line's fields: type and modes, dyad, then labels and words in any order."""
    words = fields[0].split()
    if not words or words[0] not in ontology().types:
        raise MarkError(f"{where}: unknown type {fields[0]!r}")
    for mode in words[1:]:
        if mode not in ontology().types[words[0]].modes:
            raise MarkError(f"{where}: {mode!r} is no mode of {words[0]}")
    if len(fields) < 2 or fields[1].count(">") != 1:
        raise MarkError(f"{where}: the second field must be 'actors > recipients'")
    left, right = (
        tuple(re.split(r"[,\s]+", side.strip())) if side.strip() else () for side in fields[1].split(">")
    )
    if not left and not right:
        raise MarkError(f"{where}: no party at all")
    if bad := [x for x in left + right if not x.startswith("p")]:
        raise MarkError(f"{where}: not a party label: {bad}")
    more: dict[str, list[str]] = {kind: [] for kind in "ltng"}
    sources: list[tuple[str, str]] = []
    occurrence, hedged = "actual", False
    for word in re.split(r"[|,\s]+", " ".join(fields[2:]).strip()):
        if not word:
            continue
        if word in OCCURRENCES:
            occurrence = word
        elif word == "hedged":
            hedged = True
        elif match := re.fullmatch(r"(p\w+):(\w+)", word):
            if match[2] not in STANCES:
                raise MarkError(f"{where}: unknown stance {word!r}")
            sources.append((match[1], match[2]))
        elif re.fullmatch(r"[ltng]\d\w*", word):
            more[word[0]].append(word)
        else:
            raise MarkError(f"{where}: what is {word!r}?")
    return MarkedEvent(
        type=words[0], modes=tuple(words[1:]), actors=left, recipients=right, places=tuple(more["l"]),
        times=tuple(more["t"]), numbers=tuple(more["n"]), agreements=tuple(more["g"]), sources=tuple(sources),
        occurrence=occurrence, hedged=hedged,
    )  # fmt: skip


def read_value(label: str, fields: list[str], where: str) -> tuple[str, ...]:
    """The checked value of a party, place, time, number or agreement line."""
    kind = label[0]
    fields = [*fields, *[""] * (WIDTHS[kind] - len(fields))]
    if len(fields) > WIDTHS[kind]:
        raise MarkError(f"{where}: {len(fields)} fields where {WIDTHS[kind]} belong")
    if kind == "p":
        if not fields[0]:
            raise MarkError(f"{where}: a party without a name")
        if fields[1] and not re.fullmatch(r"[A-Z]{3}", fields[1]):
            raise MarkError(f"{where}: code {fields[1]!r} is not three capitals")
        if fields[2] and fields[2] not in ontology().sectors:
            raise MarkError(f"{where}: unknown sector {fields[2]!r}")
    elif kind == "t" and fields[0] and not DATE.fullmatch(fields[0]):
        raise MarkError(f"{where}: {fields[0]!r} is no ISO date or interval")
    elif kind == "n" and (fields[0] not in TOLL_KINDS or not fields[1].isdigit() or fields[2] not in BOUNDS):
        raise MarkError(f"{where}: a number is 'kind | count | bound | who', got {fields}")
    elif kind == "g" and (not fields[0] or fields[4] not in STATES):
        raise MarkError(
            f"{where}: an agreement is 'name | parties | date | place | state | terms', got {fields}"
        )
    return tuple(fields)


def read_report(block: str, where: str) -> MarkedReport:
    """One report of the inline form (the text after its `=== ` line's id)."""
    head, _, records = block.partition("\n---")
    if not records:
        raise MarkError(f"{where}: no '---' between text and records")
    header, _, body = head.partition("\n\n")
    fields = dict(line.split(": ", 1) for line in header.strip().splitlines()[1:] if ": " in line)
    title = fields.get("title", "").strip()
    marked = (title + "\n\n" if title else "") + re.sub(r"(?<!\n)\n(?!\n)", " ", body.strip())
    text, spans = unmark(marked, where)
    report = MarkedReport(id=header.split("\n", 1)[0].strip(), text=text, title=unmark(title, where)[0],
                          outlet=fields.get("outlet", ""), published=fields.get("published", ""), spans=spans,
                          whole=True)  # fmt: skip
    for line in records.splitlines():
        line = line.strip()
        if not line or line == "-" or line.startswith("#"):
            continue
        label, *rest = [x.strip() for x in line.split("|")]
        at = f"{where}: {label}"
        if label in report.values or label in report.events:
            raise MarkError(f"{at}: told twice")
        if label[:1] == "e":
            report.events[label] = read_event(rest, at)
        elif label[:1] in WIDTHS:
            report.values[label] = read_value(label, rest, at)
        else:
            raise MarkError(f"{at}: a label begins with p, l, t, n, g or e")
    check(report, where)
    return report


def check(report: MarkedReport, where: str) -> None:
    """Raise MarkError where a label is used but not explained, or explained but marked nowhere."""
    known = {**report.values, **report.events}
    if lost := sorted(set(report.spans) - set(known)):
        raise MarkError(f"{where}: marked in the text but without a record: {lost}")
    if lost := sorted(set(known) - set(report.spans)):
        raise MarkError(f"{where}: a record but no mark in the text: {lost}")
    for label, event in report.events.items():
        used = {
            *event.actors,
            *event.recipients,
            *event.places,
            *event.times,
            *event.numbers,
            *event.agreements,
            *(p for p, _ in event.sources),
        }
        if lost := sorted(used - set(report.values)):
            raise MarkError(f"{where}: {label} uses labels without a record: {lost}")
    if report.published and not DATE.fullmatch(report.published):
        raise MarkError(f"{where}: published {report.published!r}")


def read_corpus(path: Path) -> Iterator[MarkedReport | MarkError]:
    """The reports of one corpus file, or in their place what is wrong with them."""
    for block in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
        where = f"{path.name}: {block.splitlines()[0].strip()}"
        try:
            yield read_report(block, where)
        except MarkError as error:
            yield error
