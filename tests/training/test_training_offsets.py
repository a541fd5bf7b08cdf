"""Annotations without text: offsets and labels, joined with the text where it is."""

import json
import os
from pathlib import Path

import msgspec
import pytest
from marked_samples import REPORT
from training.marked import read_report
from training.offsets import FOLDER, Offsets, with_text, write_offsets

from demarche.plover import ontology

DATA = os.environ.get("DEMARCHE_DATA")


def rows(path: Path, **fields: str) -> Path:
    path.write_text(json.dumps({"title": "", "outlet": None, **fields}) + "\n", "utf-8")
    return path


def test_marks_come_back_on_their_words(tmp_path: Path) -> None:
    report = read_report(REPORT, "here")
    write_offsets([report], tmp_path / "marks.jsonl")
    texts = rows(tmp_path / "rows.jsonl", report_id=report.id, text=report.text)
    (again,) = with_text(tmp_path / "marks.jsonl", texts)
    assert (again.id, again.text) == (report.id, report.text)
    assert again.spans == report.spans
    assert again.events == report.events
    assert again.values["p1"] == report.values["p1"]
    assert again.values["n1"][:3] == report.values["n1"][:3]
    # such reports mark only what events use
    assert not again.whole


def test_the_reports_words_stay_out(tmp_path: Path) -> None:
    report = read_report(REPORT, "here")
    write_offsets([report], tmp_path / "marks.jsonl")
    kept = (tmp_path / "marks.jsonl").read_text("utf-8")
    for words in ("called on", "shelling", "gunmen", "stop shelling", "at least nine"):
        assert words not in kept


@pytest.mark.parametrize("change", [{"text": "Another text."}, {"report_id": "somebody-else"}])
def test_another_text_is_refused_by_name(change: dict[str, str], tmp_path: Path) -> None:
    report = read_report(REPORT, "here")
    write_offsets([report], tmp_path / "marks.jsonl")
    texts = rows(tmp_path / "rows.jsonl", **{"report_id": report.id, "text": report.text, **change})
    with pytest.raises(ValueError, match=report.id):
        list(with_text(tmp_path / "marks.jsonl", texts))


def test_the_shipped_annotations_are_well_formed() -> None:
    files = sorted(FOLDER.glob("*.jsonl"))
    assert files
    for path in files:
        lines = [msgspec.json.decode(line, type=Offsets) for line in path.read_bytes().splitlines()]
        assert len({one.id for one in lines}) == len(lines) >= 100
        for one in lines:
            assert len(one.sha256) == 64
            assert all(0 <= s < e for places in one.spans.values() for s, e in places), one.id
            for name, event in one.events.items():
                assert event.type in ontology().types
                assert set(event.modes) <= set(ontology().types[event.type].modes), (one.id, name)
                labels = {*event.actors, *event.recipients, *event.places, *event.times, *event.numbers}
                assert labels <= set(one.values), (one.id, name)


@pytest.mark.skipif(not DATA, reason="DEMARCHE_DATA is not set: the annotated texts are not here")
def test_the_shipped_annotations_fit_their_texts() -> None:
    found = list(with_text(FOLDER / "fakes.jsonl", Path(DATA or "") / "fakes" / "dev.jsonl"))
    for report in found:
        for places in report.spans.values():
            for start, end in places:
                assert report.text[start:end].strip()
                assert end <= len(report.text)
