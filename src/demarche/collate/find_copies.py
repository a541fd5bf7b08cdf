"""All copies of a corpus at once: sketches, candidates, comparison, groups."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from demarche.collate.copies import Wording, copying_of, wording_of
from demarche.collate.copy_groups import CopyGroup, CopyLink, copy_groups, link_of
from demarche.collate.sketches import Sketch, bands_of, may_be_copies, sketch_of_news
from demarche.collate.versions import page_key, versions
from demarche.collate.wording import news_of
from demarche.records import Report


def find_copies(reports: Iterable[Report]) -> tuple[CopyGroup, ...]:
    """The groups of copies among reports, in order of keys (`page_key`); reports without copies are in none.

    Of the versions of one page only the latest is compared.
    """
    return copy_groups(copy_links(each[-1] for each in versions(reports)))


def copy_links(reports: Iterable[Report]) -> Iterator[CopyLink]:
    """The pairs of reports that are copies; the reports' keys (`page_key`) must be distinct."""
    sketches: list[Sketch] = []
    wordings: list[Wording] = []
    for report in reports:
        news = news_of(report.text, report.title)
        sketches.append(sketch_of_news(page_key(report), news))
        wordings.append(wording_of(news))
    for first, second in candidates(sketches):
        copying = copying_of(wordings[first], wordings[second])
        if copying is not None:
            yield link_of(sketches[first].key, sketches[second].key, copying)


def candidates(sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """The pairs of sketches, by number, whose reports are worth comparing: each once, the earlier first."""
    having: dict[int, list[int]] = defaultdict(list)
    for number, sketch in enumerate(sketches):
        shared: Counter[int] = Counter()
        for band in bands_of(sketch):
            shared.update(having[band])
            having[band].append(number)
        for earlier in sorted(shared):
            if may_be_copies(sketches[earlier], sketch, shared[earlier]):
                yield earlier, number
