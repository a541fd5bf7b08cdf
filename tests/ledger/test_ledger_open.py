"""Opening: what is a ledger, what is not, and what each says."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from ledger_samples import story

from demarche.errors import LedgerError
from demarche.ledger import Ledger, schema
from demarche.ledger.databases.addresses import shown
from demarche.ledger.packed import packed
from demarche.records import Refusal


def test_a_ledger_is_made_and_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "my ledger, 100% ours?.db"
    with Ledger.open(path) as ledger:
        ledger.add(*story(1))
    assert [file.name for file in tmp_path.iterdir()] == [path.name]  # no side files stay behind
    with Ledger.open(f"sqlite:///{tmp_path / 'other.db'}") as ledger:
        assert ledger.reports().total == 0
    with Ledger.open(str(path), create=False) as ledger:
        assert ledger.reports().total == 1


def test_it_is_in_wal_mode_with_foreign_keys(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "l.db").close()
    connection = sqlite3.connect(tmp_path / "l.db")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("SELECT sql FROM sqlite_master WHERE name = 'report_search'").fetchone()
    connection.close()


def test_an_unmade_ledger_is_not_made_by_asking(tmp_path: Path) -> None:
    for options in ({"create": False}, {"readonly": True}):
        with pytest.raises(LedgerError, match="there is no ledger at"):
            Ledger.open(tmp_path / "l.db", **options)
    (tmp_path / "empty.db").touch()
    with pytest.raises(LedgerError, match="there is no ledger at"):
        Ledger.open(tmp_path / "empty.db", readonly=True)
    assert [file.name for file in tmp_path.iterdir()] == ["empty.db"]
    Ledger.open(tmp_path / "empty.db").close()  # a kill at the very start may leave such a file


@pytest.mark.parametrize("readonly", [False, True])
def test_other_files_are_told_apart_and_left_alone(tmp_path: Path, readonly: bool) -> None:
    text, other, folder = tmp_path / "text.db", tmp_path / "other.db", tmp_path / "folder"
    text.write_text("Dear diary, " * 100)
    folder.mkdir()
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE cheeses (name TEXT)")
    connection.close()
    before = text.read_bytes(), other.read_bytes()
    for path, says in (
        (text, "not a database"),
        (other, "database of another program"),
        (folder, "is a folder"),
        (text / "l.db", "no ledger"),
        (tmp_path / "no" / "l.db", "no ledger"),
    ):
        with pytest.raises(LedgerError, match=says) as error:
            Ledger.open(path, readonly=readonly)
        assert "\n" not in str(error.value)
        assert str(path) in str(error.value)
    assert (text.read_bytes(), other.read_bytes()) == before


@pytest.mark.parametrize("path", ["", " ", "a\0b", "x" * 5000, "postgresql://host/base", "nonsense://"])
def test_odd_paths_are_one_clear_line(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LedgerError) as error:
        Ledger.open(path)
    assert "\n" not in str(error.value)
    assert not list(tmp_path.iterdir())


def test_a_server_that_does_not_answer_is_one_clear_line_without_the_password() -> None:
    pytest.importorskip("psycopg", reason="psycopg is not installed (pip install 'demarche[postgres]')")
    with pytest.raises(LedgerError, match="cannot be reached") as error:
        Ledger.open("postgresql://desk:s3cret@127.0.0.1:1/war?sslpassword=s3cret")
    assert "\n" not in str(error.value)
    assert "postgresql://desk@127.0.0.1:1/war" in str(error.value)
    assert "s3cret" not in str(error.value)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("war.db", "war.db"),
        ("postgresql://desk:s3cret@db.example:5433/war", "postgresql://desk@db.example:5433/war"),
        (
            "postgresql://desk@/war?host=/run/pg&password=s3cret&sslpassword=s3cret",
            "postgresql://desk@/war?host=%2Frun%2Fpg",
        ),
    ],
)
def test_a_ledger_is_named_so_that_it_can_be_opened_again_but_for_passwords(path: str, said: str) -> None:
    assert shown(path) == said


def test_without_permission_to_write(tmp_path: Path) -> None:
    shut = tmp_path / "shut"
    shut.mkdir()
    with Ledger.open(shut / "l.db") as ledger:
        ledger.add(*story(1))
    shut.chmod(0o555)
    if os.access(shut, os.W_OK):
        pytest.skip("permissions do not bind this user")
    try:
        with pytest.raises(LedgerError, match="cannot be opened or written"):
            Ledger.open(shut / "new.db")
        with Ledger.open(shut / "l.db", readonly=True) as ledger:
            assert ledger.reports().total == 1
    finally:
        shut.chmod(0o755)
    (shut / "l.db").chmod(0o444)
    with pytest.raises(LedgerError, match="permission"):
        Ledger.open(shut / "l.db")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a file system that nobody can write to")
def test_where_nobody_can_write() -> None:
    with pytest.raises(LedgerError, match="cannot be opened or written"):
        Ledger.open("/proc/demarche.db")


def test_readonly_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with Ledger.open(path) as ledger:
        ledger.add(*story(1))
    before = path.read_bytes(), path.stat().st_mtime_ns
    with Ledger.open(path, readonly=True) as ledger:
        assert ledger.events().total == 2
        assert not ledger.frame("events").is_empty()
        with pytest.raises(LedgerError, match="reading only"):
            ledger.add(*story(2))
        with pytest.raises(LedgerError, match="reading only"):
            ledger.refuse(Refusal(source="a", reason="empty", detail=""))
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [file.name for file in tmp_path.iterdir()] == ["l.db"]


def test_a_newer_ledger_is_named_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    Ledger.open(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE schema_version SET version_num = ?", [f"{schema.SCHEMA + 1:04d}"])
    connection.close()
    before = path.read_bytes()
    for readonly in (False, True):
        with pytest.raises(
            LedgerError, match=rf"\(schema {schema.SCHEMA + 1}, this one knows {schema.SCHEMA}\)"
        ):
            Ledger.open(path, readonly=readonly)
    assert path.read_bytes() == before


def test_a_damaged_ledger_says_so(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with Ledger.open(path) as ledger:
        ledger.add_many([story(number) for number in range(50)])
    page = 4096
    whole = path.read_bytes()
    path.write_bytes(whole[: 2 * page] + b"\xff" * (len(whole) - 2 * page))
    with pytest.raises(LedgerError) as error, Ledger.open(path) as ledger:
        ledger.events()
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("held", "says"),
    [
        (b"no record", "damaged record"),
        ("{", "damaged record"),
        (packed("{}")[:-1], "cut short"),
        (packed("{"), "damaged event"),
    ],
)
def test_a_damaged_record_says_so(held: bytes | str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with Ledger.open(path) as ledger:
        ledger.add(*story(1))
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE events SET record = ?", [held])
    connection.close()
    with Ledger.open(path) as ledger, pytest.raises(LedgerError, match=says):
        ledger.events()


def test_opening_loads_nothing_heavy(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with Ledger.open(path) as ledger:
        ledger.add(*story(1))
    program = (
        "import sys; from demarche.ledger import Ledger; Ledger.open(sys.argv[1]).events();"
        "print([name for name in ('alembic', 'polars', 'pyarrow') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_public_names() -> None:
    from demarche import ledger

    assert ledger.__all__ == ["Added", "Ledger", "Page", "PartyRow", "Query", "ReportRow", "StoredEvent"]
