"""Tables, migrations and records say the same, and a ledger of an older schema is brought up to date."""

import shutil
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from ledger_samples import reading, report, story
from sqlalchemy import Engine, create_engine

from demarche.errors import LedgerError
from demarche.ledger import Added, Ledger, Query, schema
from demarche.ledger.databases import database
from demarche.ledger.databases.sqlite import SQLite
from demarche.ledger.packed import packed, unpacked
from demarche.ledger.tables import metadata
from demarche.records import Refusal

NEXT = '''
"""A later schema, for a test."""
import sqlalchemy as sa
from alembic import op

revision = "{next}"
down_revision = "{last}"


def upgrade() -> None:
    with op.batch_alter_table("reports", recreate="always") as table:
        table.add_column(sa.Column("mood", sa.Text, server_default="calm"))
    {more}
'''


NEWER = schema.SCHEMA + 1


def with_one_more_migration(folder: Path, more: str = "") -> Path:
    scripts = folder / "migrations"
    shutil.copytree(schema.MIGRATIONS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    numbers = {"next": f"{NEWER:04d}", "last": f"{schema.SCHEMA:04d}"}
    (scripts / "versions" / f"{numbers['next']}_mood.py").write_text(NEXT.format(**numbers, more=more))
    return scripts


def new_ledger(folder: Path) -> Path:
    Ledger.open(folder / "new.db").close()
    return folder / "new.db"


def rows_of(path: Path) -> dict[str, set[tuple[Any, ...]]]:
    """The rows of every table but the full-text index's."""
    with sqlite3.connect(path) as connection:
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith("report_search")
        ]
        rows = {name: set(connection.execute(f"SELECT * FROM {name}")) for name in names}
    connection.close()
    return rows


def schema_of(path: Path) -> dict[str, str]:
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        schema_ = {name: "".join(sql.split()) for name, sql in found}
    connection.close()
    return schema_


def test_migrations_make_the_tables(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    Ledger.open(tmp_path / "l.db").close()
    engine = create_engine(f"sqlite:///{tmp_path / 'l.db'}")
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "version_table": schema.VERSION_TABLE,
                "include_name": lambda name, kind, _: (
                    not (kind == "table" and name.startswith("report_search"))
                ),
            },
        )
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_the_schema_number_is_the_newest_migration() -> None:
    from alembic.script import ScriptDirectory

    assert ScriptDirectory(str(schema.MIGRATIONS)).get_heads() == [f"{schema.SCHEMA:04d}"]


def test_what_was_packed_stays_readable() -> None:
    # the dictionary's sum stands in every packed record: with another dictionary no ledger could be read
    assert packed("{}")[2:6] == bytes.fromhex("b7941229")
    assert unpacked(zlib.compress(b'{"a": 1}')) == '{"a": 1}'  # as older ledgers have it


def test_an_older_ledger_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "l.db"
    with Ledger.open(path) as ledger:
        ledger.add(*story(1))
    monkeypatch.setattr(schema, "MIGRATIONS", with_one_more_migration(tmp_path))
    monkeypatch.setattr(schema, "SCHEMA", NEWER)
    with pytest.raises(LedgerError, match="older schema"):
        Ledger.open(path, readonly=True)
    with Ledger.open(path) as ledger:
        assert ledger.report("story-00001") == story(1)[0]
        assert ledger.reading("story-00001") == story(1)[1]
        assert ledger.reports(Query(text="Moscow")).total == 1
        with pytest.raises(LedgerError, match="FOREIGN KEY"), ledger._writing() as writing:
            writing.exec_driver_sql("UPDATE events SET report = 99")
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT mood FROM reports").fetchall() == [("calm",)]
        assert connection.execute("SELECT version_num FROM schema_version").fetchall() == [(f"{NEWER:04d}",)]
    connection.close()
    monkeypatch.undo()
    with pytest.raises(LedgerError, match=rf"schema {NEWER}, this one knows {schema.SCHEMA}"):
        Ledger.open(path)


def test_a_ledger_of_the_first_schema_keeps_all_it_holds(tmp_path: Path) -> None:
    path, script = tmp_path / "l.db", Path(__file__).with_name("schema_1.sql").read_text()
    with sqlite3.connect(path) as connection:
        connection.executescript(script)
    connection.close()
    before = rows_of(path)
    with pytest.raises(LedgerError, match=r"older schema \(1\)"):
        Ledger.open(path, readonly=True)
    with Ledger.open(path) as ledger:
        assert ledger.report("story-00001") == story(1)[0]
        assert ledger.reading("story-00001") == story(1)[1]
        assert ledger.reading("r2").agreements[0].name == "Truce of Saraqib"
        assert ledger.reports(Query(text="saraqib moscow")).rows[0].id == "story-00001"
        assert [refusal.source for refusal in ledger.refusals()] == ["b.txt"]
        # that four reports of three outlets had the id "1" made one of them current
        assert ledger.reports().total == 5
        cedar, fjord, nobody = (ledger.versions("1", outlet=name) for name in ("Cedar", "Fjord", ""))
        assert [(row.version, row.superseded) for row in cedar] == [(1, True), (2, False)]
        assert [(row.version, row.superseded) for row in (*fjord, *nobody)] == [(1, False), (1, False)]
        assert ledger.report("1", outlet="The Daily Cedar").text == "Cedar corrects: 58 dead."
        assert ledger.report("1", outlet="Fjord Courier").text == "Fjord counts 72 dead."
        assert ledger.report("1", outlet="").text == "No outlet counts 3 dead."
        corrected = report("1", "Fjord corrects: 70 dead.", outlet="Fjord Courier")
        assert ledger.add(corrected, reading(corrected)) is Added.CORRECTED
        assert ledger.add(*story(1)) is Added.SEEN
        ledger.add(*story(2))
    after = rows_of(path)
    alike = before.keys() - {"reports", "events", "spans", "schema_version"}
    assert {name: before[name] - after[name] for name in alike} == {name: set() for name in alike}
    told = {(*row[:-1], unpacked(row[-1])) for row in after["events"]}
    assert before["events"] <= told
    kept = {(row[:3], row[5:]) for row in after["reports"]}  # but for version and superseded_by
    assert {(row[:3], row[5:]) for row in before["reports"]} <= kept
    assert schema_of(path) == schema_of(new_ledger(tmp_path))


@pytest.mark.parametrize("writing", [False, True])
def test_room_that_a_migration_frees_is_given_back(
    writing: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "l.db"
    with Ledger.open(path) as ledger:
        ledger.add(*story(1))
        for number in range(100):
            ledger.refuse(Refusal(source=f"{number}.txt", reason="broken", detail="x" * 20_000))
    large = path.stat().st_size
    scripts = with_one_more_migration(tmp_path, more="op.execute('DELETE FROM refusals')")
    monkeypatch.setattr(schema, "MIGRATIONS", scripts)
    monkeypatch.setattr(schema, "SCHEMA", NEWER)
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.2)
    give_back = SQLite.give_back_room

    def while_another_writes(self: SQLite, engine: Engine) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as another:
            another.execute("BEGIN IMMEDIATE")
            give_back(self, engine)

    if writing:
        monkeypatch.setattr(SQLite, "give_back_room", while_another_writes)
    with Ledger.open(path) as ledger:
        assert ledger.reading("story-00001") == story(1)[1]
        assert ledger.reports(Query(text="Moscow")).total == 1
    assert (path.stat().st_size > large / 2) is writing


def test_a_migration_that_fails_leaves_the_ledger_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with Ledger.open(path) as ledger:
        ledger.add(*story(1))
    scripts = with_one_more_migration(tmp_path, more="raise RuntimeError('power cut')")
    database = SQLite(str(path))
    engine = database.engine(create=False, readonly=False)
    with pytest.raises(RuntimeError), database.changing_schema(engine) as opened:
        schema.migrate(opened, scripts)
    engine.dispose()
    with Ledger.open(path) as ledger:
        assert ledger.reading("story-00001") == story(1)[1]
    with sqlite3.connect(path) as connection:
        assert "mood" not in {row[1] for row in connection.execute("PRAGMA table_info(reports)")}
    connection.close()
