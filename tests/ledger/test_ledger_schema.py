"""Tables, migrations and records say the same, and a ledger of an older schema is brought up to date."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from ledger_samples import story
from sqlalchemy import create_engine

from demarche.errors import LedgerError
from demarche.ledger import Ledger, Query, schema
from demarche.ledger.sqlite import changing_schema, engine_for
from demarche.ledger.tables import metadata, spans
from demarche.records import FoundSpan

NEXT = '''
"""A second schema, for a test."""
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("reports", recreate="always") as table:
        table.add_column(sa.Column("mood", sa.Text, server_default="calm"))
    {more}
'''


def with_a_second_migration(folder: Path, more: str = "") -> Path:
    scripts = folder / "migrations"
    shutil.copytree(schema.MIGRATIONS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "0002_mood.py").write_text(NEXT.replace("{more}", more))
    return scripts


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


def test_spans_have_a_column_for_every_field() -> None:
    fields = {"stop" if field == "end" else field for field in FoundSpan.__struct_fields__}
    assert {column.name for column in spans.columns} == fields | {"report", "position"}


def test_an_older_ledger_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "l.db"
    with Ledger.open(path) as ledger:
        ledger.add(*story(1))
    monkeypatch.setattr(schema, "SCHEMA", 2)
    monkeypatch.setattr(schema, "MIGRATIONS", with_a_second_migration(tmp_path))
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
        assert connection.execute("SELECT version_num FROM schema_version").fetchall() == [("0002",)]
    connection.close()
    monkeypatch.undo()
    with pytest.raises(LedgerError, match=r"schema 2, this one knows 1"):
        Ledger.open(path)


def test_a_migration_that_fails_leaves_the_ledger_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with Ledger.open(path) as ledger:
        ledger.add(*story(1))
    scripts = with_a_second_migration(tmp_path, more="raise RuntimeError('power cut')")
    engine = engine_for(str(path), create=False, readonly=False)
    with pytest.raises(RuntimeError), changing_schema(engine, str(path)) as opened:
        schema.migrate(opened, scripts)
    engine.dispose()
    with Ledger.open(path) as ledger:
        assert ledger.reading("story-00001") == story(1)[1]
    with sqlite3.connect(path) as connection:
        assert "mood" not in {row[1] for row in connection.execute("PRAGMA table_info(reports)")}
    connection.close()
