"""Calls that cannot be carried out: one clear line each, exit status 2; and stores of several kinds."""

from pathlib import Path
from zipfile import ZipFile

import pytest

pytest.importorskip("fsspec", reason="needs demarche[cluster]")

from demarche.cli.program import run
from demarche.cluster.sources import sources_of
from demarche.cluster.store import Store
from demarche.errors import InputError
from demarche.intake.reports import read_stream
from demarche.records import Report


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["read", "nothing/here.jsonl", "--out", "war"], "no such file or folder: nothing/here.jsonl"),
        (["read", "empty", "--out", "war"], "no file in empty"),
        (["read", "*.nothing", "--out", "war"], "no file matches *.nothing"),
        (["read", "", "--out", "war"], "no such file or folder: ''"),
        (["read", "nowhere://x/y", "--out", "war"], "nowhere"),
        (["read", "rows.jsonl", "--out", "nowhere://x"], "nowhere"),
        (["read", "rows.jsonl", "--out", "rows.jsonl/war"], "rows.jsonl"),
        (["read", "rows.jsonl", "--out", "memory://war"], "lives in one process"),
        (["read", "rows.jsonl"], "Missing option '--out'"),
        (["read", "rows.jsonl", "--out", "war", "--field", "text"], "write FIELD=COLUMN"),
        (["read", "rows.jsonl", "--out", "war", "--workers", "0"], "'--workers'"),
        (["collate", "war"], "nothing has been read into war"),
        (["ledger", "war", "--ledger", "war.db"], "nothing has been read into war"),
        (["frobnicate"], "No such command 'frobnicate'"),
    ],
)
def test_a_bad_call_is_one_line(
    call: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DEMARCHE_LEDGER", raising=False)
    (tmp_path / "empty").mkdir()
    (tmp_path / "rows.jsonl").write_text('{"text": "Norway urged Finland to restrain Sweden."}\n')
    assert run(["cluster", *call]) == 2
    said_there = capsys.readouterr().err
    assert said in said_there
    assert said_there.count("\n") == 1
    assert said_there.startswith("demarche: ")
    assert not (tmp_path / "war").exists()


def test_the_commands_have_help_with_examples(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("read", "collate", "ledger"):
        assert run(["cluster", name, "--help"]) == 0
        out = capsys.readouterr().out
        assert f"Usage: demarche cluster {name}" in out
        assert f"  demarche cluster {name} " in out


@pytest.mark.parametrize("url", ["memory://one/folder", "file://{}/folder", "{}/plain"])
def test_a_store_holds_files_whole_and_names_them(url: str, tmp_path: Path) -> None:
    store = Store(url.format(tmp_path))
    store.write("a/one", b"12345")
    store.write("a/b/two", b"")
    store.write("a/one", b"67890")
    assert store.names("a") == ["a/b/two", "a/one"]
    assert (store.read("a/one"), store.piece("a/one", 1, 3), store.piece("a/one", 2, 2)) == (
        b"67890",
        b"78",
        b"",
    )
    store.move("a/one", "c/one")
    store.move("a/one", "c/one")  # as a run that was cut off and made up for does
    assert (store.has("a/one"), store.names("c")) == (False, ["c/one"])
    with pytest.raises(InputError, match="is gone"):
        store.move("a/none", "c/none")
    store.remove(["c/one", "c/none"])
    store.remove_folder("a")
    store.remove_folder("nothing")
    assert store.names("") == []
    with pytest.raises(InputError, match="c/one"):
        store.read("c/one")


def test_a_file_in_an_archive_is_read_under_a_name_that_tells_which(tmp_path: Path) -> None:
    for name in ("one", "two"):
        with ZipFile(tmp_path / f"{name}.zip", "w") as packed:
            packed.writestr("rows/a.jsonl", '{"text": "Norway urged Finland to restrain Sweden."}\n')
    found = sources_of([f"zip://**/*.jsonl::{tmp_path}/one.zip", f"zip://rows::{tmp_path}/two.zip"])
    assert [source.label for source in found] == [
        f"zip://rows/a.jsonl::{tmp_path}/{name}.zip" for name in ("one", "two")
    ]
    for source in found:
        with source.open() as stream:
            (report,) = read_stream(stream, source.label, name=source.path)
        assert isinstance(report, Report)
        assert report.source == f"{source.label}:1"


def test_sources_are_in_the_order_of_one_machine_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.jsonl", "a/z.jsonl", "a.jsonl", ".hidden.jsonl", "_SUCCESS", "_temp/x.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}")
    found = sources_of([f"{tmp_path}/", f"{tmp_path}/b.jsonl"])
    assert [source.label.removeprefix(f"{tmp_path}/") for source in found] == [
        "a/z.jsonl",
        "a.jsonl",
        "b.jsonl",
    ]
    assert [source.label for source in sources_of([f"{tmp_path}/*.jsonl"])] == [
        f"{tmp_path}/a.jsonl",
        f"{tmp_path}/b.jsonl",
    ]
    (file,) = sources_of([f"file://{tmp_path}/a.jsonl"])
    with file.open() as stream:
        assert (file.label, stream.read()) == (f"file://{tmp_path}/a.jsonl", b"{}")
    was = file.mark
    (tmp_path / "a.jsonl").write_text('{"text": "more"}')
    assert sources_of([f"file://{tmp_path}/a.jsonl"])[0].mark != was
