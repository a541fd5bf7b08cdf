"""Events written to files and streams: all formats, whole or not at all."""

import csv
import io
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from demarche.errors import InputError
from demarche.export import FORMATS, write_events
from demarche.export.table import COLUMNS, safe
from demarche.records import Event, Party, Place, Report, Span

Pair = tuple[Event, Report]


def pair(
    number: int = 1, *, name: str = "Turkey", title: str = "A title", where: Place | None = None
) -> Pair:
    event = Event(
        id=f"e-{number}",
        report_id=f"r-{number}",
        type="REQUEST",
        mode=("yield",),
        mentions=(Span(7, 16, "called on"),),
        actors=(Party(text=name, start=0, end=6, name=name, code="TUR", sector="GOV"),),
        recipients=(
            Party(text="Russia", start=17, end=23, name="Russia", code="RUS", sector="GOV"),
            Party(text="gunmen", start=27, end=33, name="gunmen", sector="UAF"),
        ),
        where=where,
    )
    return event, Report(
        id=f"r-{number}", text="Turkey called on Russia.", title=title, published="2031-04-12"
    )


IDLIB = Place(text="Idlib", start=0, end=5, name="Idlib", lat=-35.9, lon=36.6)


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_is_written(format: str, tmp_path: Path) -> None:
    path = tmp_path / "out"
    assert write_events([pair(1), pair(2)], format, path) == (4 if format == "cameo" else 2)
    assert path.stat().st_size > 0
    assert os.listdir(tmp_path) == ["out"]


@pytest.mark.parametrize("format", FORMATS)
def test_no_events_make_a_valid_file(format: str, tmp_path: Path) -> None:
    path = tmp_path / "out"
    assert write_events([], format, path) == 0
    if format == "geojson":
        assert json.loads(path.read_bytes()) == {"type": "FeatureCollection", "features": []}
    if format == "csv":
        assert len(path.read_text(encoding="utf-8").splitlines()) == 1


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_events_give_the_same_bytes(format: str) -> None:
    def written() -> bytes:
        out = io.BytesIO()
        write_events([pair(1), pair(2, where=IDLIB)], format, out)
        return out.getvalue()

    assert written() == written()


@pytest.mark.parametrize("format", FORMATS)
def test_a_failure_midway_leaves_what_was_there(format: str, tmp_path: Path) -> None:
    def broken() -> Iterator[Pair]:
        yield pair(1)
        raise ZeroDivisionError

    path = tmp_path / "out"
    path.write_text("before", encoding="utf-8")
    with pytest.raises(ZeroDivisionError):
        write_events(broken(), format, path)
    assert path.read_text(encoding="utf-8") == "before"
    assert os.listdir(tmp_path) == ["out"]


def test_a_file_keeps_its_mode_and_a_link_its_target(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("before", encoding="utf-8")
    target.chmod(0o600)
    link.symlink_to(target)
    write_events([pair()], "plover", link)
    assert link.is_symlink()
    assert target.stat().st_mode & 0o777 == 0o600
    assert json.loads(target.read_bytes())["id"] == "e-1"


def test_a_device_is_written_to_not_replaced() -> None:
    assert write_events([pair()], "plover", Path(os.devnull)) == 1
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("format", FORMATS)
def test_standard_output(format: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with open(sys.__stdout__.fileno(), "wb", closefd=False) as raw:  # type: ignore[union-attr]
        stream = io.TextIOWrapper(raw, encoding="ascii")
        write_events([pair(name="Türkiye")], format, stream)
        stream.detach()
    assert "Türkiye".encode() in capfdbinary.readouterr().out


def test_a_dash_is_standard_output(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert write_events([pair()], "plover", "-") == 1
    assert json.loads(capsysbinary.readouterr().out)["id"] == "e-1"


def test_parquet_does_not_go_to_a_text_stream() -> None:
    with pytest.raises(InputError, match="binary"):
        write_events([pair()], "parquet", io.StringIO())


def test_errors_are_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match=r"unknown format 'xml'; known: plover, csv, parquet, geojson, cameo"
    ):
        write_events([], "xml", tmp_path / "out")
    for path in (tmp_path / "no" / "such" / "folder", tmp_path, tmp_path / ("long" * 100)):
        with pytest.raises(InputError, match="cannot be written") as caught:
            write_events([pair()], "plover", path)
        assert str(path) in str(caught.value)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("format", ["plover", "csv", "cameo", "geojson"])
def test_events_are_taken_one_at_a_time(format: str) -> None:
    class Watched(io.RawIOBase):
        written = 0

        def writable(self) -> bool:
            return True

        def write(self, data: Any) -> int:
            self.written += len(data)
            return len(data)

    out = Watched()
    seen: list[int] = []

    def watched() -> Iterator[Pair]:
        for number in range(50):
            seen.append(out.written)
            yield pair(number)

    write_events(watched(), format, out)  # type: ignore[arg-type]
    assert len(set(seen)) == 50


def rows_of(*pairs: Pair, **options: Any) -> list[dict[str, str]]:
    out = io.StringIO()
    write_events(pairs, "csv", out, **options)
    return list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))


def test_csv_columns_and_values() -> None:
    (row,) = rows_of(pair(where=IDLIB), incidents={"e-1": "i-9"})
    assert tuple(row) == COLUMNS
    assert row["incident_id"] == "i-9"
    assert (row["date"], row["date_from"]) == ("2031-04-12", "published")
    assert (row["type"], row["modes"], row["quad_class"], row["score"]) == ("REQUEST", "yield", "3", "-5.0")
    assert (row["recipients"], row["recipient_codes"]) == ("Russia | gunmen", "RUS | ")
    assert (row["lat"], row["lon"]) == ("-35.9", "36.6")
    assert (row["trigger"], row["start"], row["end"]) == ("called on", "7", "16")
    assert "text" not in row
    assert rows_of(pair(), with_text=True)[0]["text"] == "Turkey called on Russia."


@pytest.mark.parametrize(
    "evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("http://x")']
)
def test_csv_cells_are_no_formulas(evil: str) -> None:
    (row,) = rows_of(pair(name=evil, title=evil))
    assert row["title"] == row["actors"] == f"'{evil}"
    assert safe("a=b") == "a=b"
    assert safe(-35.9) == -35.9


def test_csv_keeps_line_ends_and_quotes_within_a_cell() -> None:
    title = 'He said "no",\nthen; left'
    assert rows_of(pair(title=title))[0]["title"] == title


def test_csv_columns_are_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "record.md").read_text(encoding="utf-8")
    section = page.partition("## CSV")[2].partition("## CAMEO")[0]
    for column in COLUMNS:
        assert f"`{column}`" in section


def test_geojson_has_geometry_only_where_located() -> None:
    out = io.BytesIO()
    unlocated = Place(text="a village", start=0, end=9, name="a village")
    write_events([pair(1, where=IDLIB), pair(2, where=unlocated), pair(3)], "geojson", out)
    collection = json.loads(out.getvalue())
    assert collection["type"] == "FeatureCollection"
    assert [feature["geometry"] for feature in collection["features"]] == [
        {"type": "Point", "coordinates": [36.6, -35.9]},
        None,
        None,
    ]
    assert [feature["id"] for feature in collection["features"]] == ["e-1", "e-2", "e-3"]
    assert collection["features"][1]["properties"]["event_loc"]["resolved_place"] == "a village"


def test_incident_ids_and_text_go_with_a_record() -> None:
    out = io.BytesIO()
    write_events([pair(1), pair(2)], "plover", out, incidents={"e-2": "i-9"}, with_text=True)
    first, second = map(json.loads, out.getvalue().splitlines())
    assert (first["incident_id"], second["incident_id"]) == (None, "i-9")
    assert first["text"] == "Turkey called on Russia."
