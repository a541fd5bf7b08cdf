"""However an archive is cut, what is collated is what one machine collates: without Ray, piece by piece."""

import uuid
from functools import cache
from random import Random

import msgspec
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

pytest.importorskip("fsspec", reason="needs demarche[cluster]")

from one_machine import (
    Pair,
    canonical,
    collated_here,
    collated_in_parts,
    keep,
    record_in,
    record_of,
    rivals_read,
)

from demarche.cluster.components import components, forest
from demarche.cluster.store import Store
from demarche.intake import report_from_text
from demarche.reader import Reader
from demarche.records import Report

FEW = settings(deadline=None, max_examples=8, phases=[Phase.explicit, Phase.generate])


def copied(pair: Pair) -> Pair:
    """The same words by another outlet."""
    report = msgspec.structs.replace(pair[0], id="copied", outlet="Evening Mail")
    events = tuple(
        msgspec.structs.replace(event, id=f"{event.id}x", report_id="copied") for event in pair[1].events
    )
    return report, msgspec.structs.replace(pair[1], report_id="copied", events=events)


def corrected(pair: Pair) -> Pair:
    """A later version of the report, in other words."""
    digest = pair[0].digest[::-1]
    events = tuple(msgspec.structs.replace(event, id=f"{event.id}v") for event in pair[1].events)
    report: Report = msgspec.structs.replace(pair[0], text=pair[0].text + " More follows.", digest=digest)
    return report, msgspec.structs.replace(pair[1], report_digest=digest, events=events)


def archive() -> list[Pair]:
    """Reports of one quarrel with a copy, a correction, one that comes twice, one that another dates."""
    pairs = [pair for pair in rivals_read() if pair[1].events][::2]
    return [*pairs, copied(pairs[0]), corrected(pairs[2]), pairs[1], *dated_by_another()]


@cache
def dated_by_another() -> tuple[Pair, ...]:
    """A report with its date, and one without that tells of the same day of some year."""
    one = (
        "Turkey says five soldiers killed\n\nFive Turkish soldiers were killed on Monday when Syrian forces"
        " shelled their post in Idlib, Turkey said. Turkey urged Syria to halt its attacks in Idlib."
    )
    other = (
        "A month of war\n\nSyrian forces shelled Turkish soldiers in Idlib on Feb. 3.\n\nThe shelling killed"
        " several, hospital staff said, and roads were closed for days.\n\nSyrian forces shelled Turkish"
        " soldiers in Idlib again on Feb. 9."
    )
    reports = [
        report_from_text(text, title=text.partition("\n")[0], published=published, outlet=outlet)
        for text, published, outlet in ((one, "2020-02-04", "Courier"), (other, None, "Gazette"))
    ]
    return tuple(Reader(threads=1).read_many(reports))


@FEW
@given(st.randoms(use_true_random=False), st.integers(1, 7), st.integers(1, 6))
def test_any_cut_in_any_order_gives_the_record_of_one_machine(dice: Random, parts: int, each: int) -> None:
    pairs = archive()
    dice.shuffle(pairs)
    store = Store(f"memory://{uuid.uuid4().hex}")
    keep(store, pairs, each)
    with collated_here(pairs) as ledger:
        assert canonical(record_in(collated_in_parts(store, parts))) == canonical(record_of(ledger))


def test_what_is_compared_is_there() -> None:
    with collated_here(archive()) as ledger:
        record = record_of(ledger)
    assert all(record.values())
    reasons = {sequel.reason for demarche in record["demarches"] for sequel in demarche.sequels}
    assert any("which a dated report tells too" in reason for reason in reasons)


@FEW
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=40))
def test_what_hangs_together_is_found_whatever_the_pairs(pairs: list[tuple[int, int]]) -> None:
    label = {number: number for pair in pairs for number in pair}
    for _ in label:
        for one, other in pairs:
            label[one] = label[other] = min(label[one], label[other])
    numbers, labels = components(pairs)
    assert dict(zip(numbers.tolist(), labels.tolist(), strict=True)) == label
    fewer = forest(pairs)
    assert len(fewer) == len(label) - len(set(label.values()))
    numbers, labels = components(fewer)
    assert all(
        label[number] == found for number, found in zip(numbers.tolist(), labels.tolist(), strict=True)
    )
