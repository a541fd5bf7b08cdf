"""What a call's inputs stand for, and in which order their reports come."""

import io
import json
import os
import sys
from pathlib import Path

import pytest

from demarche.errors import InputError
from demarche.intake import read_inputs, report_from_text
from demarche.records import Refusal, Report


def text(name: str) -> str:
    return f"Veltria called on Ostmark to halt the shelling of {name}, its foreign minister said."


def sources(*inputs: str | Path) -> list[str]:
    results = list(read_inputs(inputs))
    assert all(isinstance(result, Report) for result in results)
    return [result.source or "" for result in results]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "c/d.txt", "c/a", ".hidden.txt", ".git/x.txt"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text(name))
    return tmp_path / "in"


def test_folder_stands_for_all_below_it_in_order_but_for_what_is_hidden(folder: Path) -> None:
    assert sources(folder) == [f"{folder}/{name}" for name in ("a.txt", "b.txt", "c/a", "c/d.txt")]


def test_several_inputs_keep_their_order_and_a_file_is_read_once(folder: Path) -> None:
    assert sources(folder / "b.txt", folder) == [
        f"{folder}/{n}" for n in ("b.txt", "a.txt", "c/a", "c/d.txt")
    ]
    assert sources(folder / "b.txt", folder / "b.txt") == [f"{folder}/b.txt"]


def test_pattern_stands_for_what_matches(folder: Path) -> None:
    assert sources(f"{folder}/*.txt") == [f"{folder}/a.txt", f"{folder}/b.txt"]
    assert sources(f"{folder}/**/d.txt") == [f"{folder}/c/d.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
def test_pattern_passes_over_a_pipe_that_would_block(folder: Path) -> None:
    os.mkfifo(folder / "aa.txt")
    assert sources(f"{folder}/*.txt") == [f"{folder}/a.txt", f"{folder}/b.txt"]
    assert sources(folder) == [f"{folder}/{name}" for name in ("a.txt", "b.txt", "c/a", "c/d.txt")]


def test_file_whose_name_looks_like_a_pattern_is_that_file(folder: Path) -> None:
    (folder / "[x].txt").write_text(text("x"))
    assert sources(f"{folder}/[x].txt") == [f"{folder}/[x].txt"]


def test_hidden_file_named_outright_is_read(folder: Path) -> None:
    assert sources(folder / ".hidden.txt") == [f"{folder}/.hidden.txt"]


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="a system whose file names are all Unicode")
def test_file_name_that_is_no_unicode_can_be_stored(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(text("Karsin"))
    assert sources(tmp_path) == [f"{tmp_path}/caf\N{REPLACEMENT CHARACTER}.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
def test_pipe_in_a_folder_does_not_block(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    assert len(sources(folder)) == 4


def test_linked_folder_that_holds_itself_ends(folder: Path) -> None:
    (folder / "loop").symlink_to(folder)
    assert len(sources(folder)) == 4


def test_standard_input_is_a_text_or_rows_as_it_begins() -> None:
    (report,) = read_inputs(["-"], stdin=io.BytesIO(text("Karsin").encode()))
    assert isinstance(report, Report)
    assert (report.text, report.source) == (text("Karsin"), "-")
    rows = "".join(json.dumps({"id": n, "text": text(str(n))}) + "\n" for n in range(3))
    assert [r.id for r in read_inputs(["-"], stdin=io.BytesIO(rows.encode())) if isinstance(r, Report)] == [
        "0",
        "1",
        "2",
    ]


def test_reports_are_read_as_they_are_asked_for(folder: Path) -> None:
    results = read_inputs([folder])
    first = next(results)
    assert isinstance(first, Report)
    (folder / "b.txt").write_text(text("a place told of later"))
    second = next(results)
    assert isinstance(second, Report)
    assert "a place told of later" in second.text


@pytest.mark.parametrize("name", ["nowhere.txt", "nowhere/", "", "a\0b"])
def test_path_that_is_not_there_is_a_bad_call_at_once(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        read_inputs([f"{tmp_path}/{name}" if name else name])


def test_call_without_inputs_is_a_bad_call() -> None:
    with pytest.raises(InputError, match="nothing to read"):
        read_inputs([])


def test_empty_folder_and_pattern_without_match_are_bad_calls_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file in the folder"):
        read_inputs([tmp_path])
    with pytest.raises(InputError, match="no file matches"):
        read_inputs([f"{tmp_path}/*.txt"])


def test_folder_without_a_report_says_so_when_all_else_has_been_read(tmp_path: Path) -> None:
    (tmp_path / "barren").mkdir()
    (tmp_path / "barren" / "a.txt").write_text("")
    (tmp_path / "good.txt").write_text(text("Karsin"))
    results = read_inputs([tmp_path / "barren", tmp_path / "good.txt"])
    assert [type(next(results)) for _ in range(2)] == [Refusal, Report]
    with pytest.raises(InputError, match=r"no readable report in .*barren \(1 empty\)"):
        next(results)


def test_text_given_directly_is_read_as_it_is() -> None:
    words = "  Sun 05 Jul 2015 22 dead in Karsin.\r\n\r\nShare on Facebook\n"
    report = report_from_text(words, title="Raid", outlet="The Courier")
    assert (report.text, report.title, report.outlet, report.published) == (
        words,
        "Raid",
        "The Courier",
        "2015-07-05",
    )
    assert report_from_text(words, published="6 July 2015", id="x").published == "2015-07-06"
    assert report_from_text(words, id="x").id == "x"


def test_text_given_directly_keeps_its_offsets_even_where_it_was_once_decoded_wrongly() -> None:
    words = (
        "The minister said “we can\u2019t wait” on Monday.".encode().decode("cp1252", "replace") + "\0\ud800"
    )
    assert report_from_text(words).text == words.replace("\0", "\ufffd").replace("\ud800", "\ufffd")


def test_ids_and_digests_come_from_the_content() -> None:
    one, same = report_from_text(text("a"), outlet="A"), report_from_text(text("a"), outlet="A")
    elsewhere, changed = report_from_text(text("a"), outlet="B"), report_from_text(text("b"), outlet="A")
    assert one == same
    assert one.id.startswith("r-")
    assert len(one.id) == 18
    assert len({one.id, elsewhere.id, changed.id}) == 3
    assert one.digest == elsewhere.digest != changed.digest
