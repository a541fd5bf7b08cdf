"""The Local-Global Lexicon: articles of 85 newspapers with their toponyms and where these are."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import msgspec


class Toponym(msgspec.Struct, frozen=True):
    """A toponym at [start, end) of an article; `point`: latitude, longitude, None where the gold has none."""

    start: int
    end: int
    phrase: str
    told: str = ""
    point: tuple[float, float] | None = None


class Article(msgspec.Struct, frozen=True):
    """An article; `fitted`: whether it is of the half, by newspaper, on which weights were fitted."""

    title: str
    text: str
    published: str | None
    fitted: bool
    toponyms: tuple[Toponym, ...]


def articles(path: Path) -> Iterator[Article]:
    """The articles in the file's order; every second newspaper by name is of the fitted half."""
    root = ElementTree.parse(path).getroot()
    papers = sorted({each.findtext("domain") or "" for each in root})
    for each in root:
        yield Article(
            each.findtext("title") or "",
            each.findtext("text") or "",
            (each.findtext("dltime") or "")[:10] or None,
            papers.index(each.findtext("domain") or "") % 2 == 0,
            tuple(_toponym(one) for one in each.iter("toponym")),
        )


def _toponym(element: ElementTree.Element) -> Toponym:
    start, end = int(element.findtext("start") or 0), int(element.findtext("end") or 0)
    phrase, gold = element.findtext("phrase") or "", element.find("gaztag")
    if gold is None or not gold.findtext("lat"):
        return Toponym(start, end, phrase)
    told = ", ".join(str(gold.findtext(part)) for part in ("name", "admin1", "country"))
    point = (float(gold.findtext("lat") or 0), float(gold.findtext("lon") or 0))
    return Toponym(start, end, phrase, told, point)
