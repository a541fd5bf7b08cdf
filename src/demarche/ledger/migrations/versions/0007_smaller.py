"""A smaller ledger: events packed, spans one value a report, and what is collated made anew, smaller.

Only superseded versions are indexed as such: to seek the current ones by it is to seek among all.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

import msgspec
import sqlalchemy as sa
from alembic import op

from demarche.ledger.columns import Integer, Text
from demarche.ledger.packed import packed

revision = "0007"
down_revision = "0006"

_SUPERSEDED = sa.text("superseded_by IS NOT NULL")
_EMPTIED = (
    *("demarche_events", "demarches", "accord_events", "accord_mentions", "accords"),
    *("incident_disputes", "incident_parties", "incident_events", "incidents"),
    *("datings", "step_days", "step_pairs", "steps"),
    *("meeting_keys", "gists", "links", "copies", "bands", "collated"),
)
_WORDS = ("text", "name", "code", "sector", "id", "province", "country_code", "value", "reason")
_NUMBERS = ("start", "stop", "geonameid", "lat", "lon")
_TOGETHER = 500  # rows at once: bounds memory


def upgrade() -> None:
    """Convert what was read, empty what was collated: the next run of collation fills it."""
    op.drop_index("reports_superseded_by", "reports")
    op.create_index(
        "reports_superseded_by",
        "reports",
        ["superseded_by"],
        sqlite_where=_SUPERSEDED,
        postgresql_where=_SUPERSEDED,
    )
    for emptied in _EMPTIED:  # children first: foreign keys do not act while a schema changes
        op.execute(sa.text(f"DELETE FROM {emptied}"))
    _make_askings()
    _pack_events(op.get_bind())
    _join_spans(op.get_bind())


def _make_askings() -> None:
    op.drop_table("askings")
    op.create_table(
        "askings",
        sa.Column("asker", Text, primary_key=True),
        sa.Column("asked", Text, primary_key=True),
        sa.Column("event", Integer, primary_key=True),
        sa.Column("report", Integer, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    op.create_index("askings_event", "askings", ["event"])
    op.create_index("askings_report", "askings", ["report"])


def _pack_events(connection: sa.Connection) -> None:
    with op.batch_alter_table("events") as table:
        table.drop_constraint("events_report_id", type_="unique")
        table.alter_column(
            "record",
            type_=sa.LargeBinary,
            existing_type=Text,
            existing_nullable=False,
            postgresql_using="convert_to(record, 'UTF8')",
        )
    events = sa.table("events", sa.column("key"), sa.column("record", sa.LargeBinary))
    for keys in _parts(connection, sa.select(events.c.key).order_by(events.c.key)):
        rows = connection.execute(sa.select(events).where(events.c.key.in_(keys))).all()
        connection.execute(
            sa.update(events).where(events.c.key == sa.bindparam("of")).values(record=sa.bindparam("small")),
            [{"of": row.key, "small": packed(bytes(row.record).decode())} for row in rows],
        )


def _join_spans(connection: sa.Connection) -> None:
    words = [sa.column(name, Text) for name in ("kind", *_WORDS)]
    old = sa.table("spans", sa.column("report"), sa.column("position"), *words, *map(sa.column, _NUMBERS))
    new = op.create_table(
        "spans_joined",
        sa.Column(
            "report",
            Integer,
            sa.ForeignKey("readings.report", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    readings = sa.table("readings", sa.column("report"))
    for keys in _parts(connection, sa.select(readings.c.report).order_by(readings.c.report)):
        found = dict.fromkeys(keys, "[]")
        rows = connection.execute(
            sa.select(old).where(old.c.report.in_(keys)).order_by(old.c.report, old.c.position)
        )
        for report, own in groupby(rows, lambda row: row.report):
            found[report] = msgspec.json.encode([_span(dict(row._mapping)) for row in own]).decode()
        connection.execute(
            new.insert(), [{"report": report, "record": packed(record)} for report, record in found.items()]
        )
    op.drop_table("spans")
    op.rename_table("spans_joined", "spans")


def _span(row: Mapping[str, Any]) -> dict[str, Any]:
    """As a record: what is not known is left out."""
    named = {"kind": row["kind"], "start": row["start"], "end": row["stop"]}
    return named | {name: row[name] for name in (*_WORDS, *_NUMBERS[2:]) if row[name] is not None}


def _parts(connection: sa.Connection, keys: sa.Select[Any]) -> Iterator[list[int]]:
    held = list(connection.execute(keys).scalars())
    for start in range(0, len(held), _TOGETHER):
        yield held[start : start + _TOGETHER]
