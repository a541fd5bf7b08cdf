"""A report's text with its events marked in place."""

from collections.abc import Iterable, Sequence

from rich.text import Text

from demarche.cli.summary import type_style
from demarche.cli.terminal import clean
from demarche.records import Event, Span

PARTY_STYLE, PLACE_STYLE, TIME_STYLE, TOLL_STYLE = "bold", "underline", "underline", "bold underline"
_CONTEXT_WORDS = 8


def marked(text: str, events: Sequence[Event]) -> Text:
    """`text` with each mention of an event in brackets that open with its number: `[2 shelled]`.

    The brackets carry the meaning, so that it can be read without colours; parties, places, times and tolls
    of the events have a style only. Words told of two events open with both numbers.
    """
    numbers: dict[tuple[int, int], list[int]] = {}
    styles: list[tuple[int, int, str]] = []
    for event in events:
        for mention in event.mentions:
            numbers.setdefault((mention.start, mention.end), []).append(event.sequence)
            styles.append((mention.start, mention.end, f"bold {type_style(event.type)}".strip()))
        styles += _value_styles(event)
    opens: dict[int, str] = {}
    closes: dict[int, str] = {}
    for (start, end), told in sorted(numbers.items(), key=lambda item: (item[0][0], -item[0][1])):
        opens[start] = opens.get(start, "") + f"[{','.join(map(str, dict.fromkeys(told)))} "
        closes[end] = closes.get(end, "") + "]"
    cuts = sorted({0, len(text), *opens, *closes, *(at for start, end, _ in styles for at in (start, end))})
    cuts = [cut for cut in cuts if 0 <= cut <= len(text)]
    shown = Text()
    for cut, following in zip(cuts, [*cuts[1:], len(text)], strict=True):
        shown.append(closes.get(cut, ""), "bold")
        shown.append(opens.get(cut, ""), "bold")
        over = [style for start, end, style in styles if start <= cut < end]
        shown.append(clean(text[cut:following]), " ".join(dict.fromkeys(over)))
    return shown


def in_context(text: str, span: Span) -> Text:
    """A span in brackets with some words of the text before and after it, on one line."""
    before, after = text[: span.start].split(), text[span.end :].split()
    words = " ".join(text[span.start : span.end].split())
    shown = Text()
    if before:
        lead = " ".join(before[-_CONTEXT_WORDS:])
        shown.append(clean(f"{'… ' if len(before) > _CONTEXT_WORDS else ''}{lead} "), "dim")
    shown.append(clean(f"[{words}]"), "bold")
    if after:
        tail = " ".join(after[:_CONTEXT_WORDS])
        apart = "" if not text[span.end : span.end + 1].isspace() else " "
        shown.append(clean(f"{apart}{tail}{' …' if len(after) > _CONTEXT_WORDS else ''}"), "dim")
    return shown


def _value_styles(event: Event) -> Iterable[tuple[int, int, str]]:
    parties = (*event.actors, *event.recipients, *(source.party for source in event.attribution))
    yield from ((party.start, party.end, PARTY_STYLE) for party in parties)
    if event.where is not None:
        yield event.where.start, event.where.end, PLACE_STYLE
    if event.when is not None:
        yield event.when.start, event.when.end, TIME_STYLE
    yield from ((toll.start, toll.end, TOLL_STYLE) for toll in event.toll)


def in_passage(passage: str, start: int, spans: Iterable[Span], longest: int = 400) -> Text:
    """A passage that begins at `start` of its text, on one line, with the spans that lie in it in brackets.

    Of a passage longer than `longest` characters only what stands around the first span is shown.
    """
    inside = sorted(span for span in spans if start <= span.start and span.end <= start + len(passage))
    first = inside[0].start - start if inside else 0
    begin = 0 if len(passage) <= longest else max(0, first - longest // 2)
    end = min(len(passage), begin + longest)
    shown = Text("… " if begin else "")
    at = begin
    for span in inside:
        opens, closes = span.start - start, span.end - start
        if opens < at or closes > end:
            continue
        shown.append(_flat(passage[at:opens]))
        shown.append(f"[{_flat(passage[opens:closes])}]", "bold")
        at = closes
    shown.append(_flat(passage[at:end]) + (" …" if end < len(passage) else ""))
    return shown


def _flat(words: str) -> str:
    """Cleaned and on one line, with the blanks at its ends kept."""
    return clean("".join(" " if character.isspace() else character for character in words))
