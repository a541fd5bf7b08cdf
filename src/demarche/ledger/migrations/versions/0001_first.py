"""The first schema: reports in versions, their readings with events, agreements and spans, and refusals."""

import sqlalchemy as sa
from alembic import op

from demarche.ledger import fulltext
from demarche.ledger.columns import Integer, Text
from demarche.ledger.databases import changes

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables of schema 1."""
    op.create_table(
        "reports",
        sa.Column("key", Integer, primary_key=True, autoincrement=False),
        sa.Column("id", Text, nullable=False),
        sa.Column("digest", Text, nullable=False),
        sa.Column("version", Integer, nullable=False),
        sa.Column(
            "superseded_by",
            Integer,
            sa.ForeignKey("reports.key", deferrable=True, initially="DEFERRED"),
        ),
        sa.Column("title", Text, nullable=False),
        sa.Column("text", Text, nullable=False),
        sa.Column("outlet", Text),
        sa.Column("outlet_folded", Text, nullable=False),
        sa.Column("published", Text),
        sa.Column("published_from", Text),
        sa.Column("published_to", Text),
        sa.Column("url", Text),
        sa.Column("source", Text),
        sa.Column("language", Text, nullable=False),
        sa.Column("words", Integer, nullable=False),
        sa.Column("record", Text, nullable=False),
        sa.UniqueConstraint("id", "digest", name="reports_id_digest"),
        sa.UniqueConstraint("id", "version", name="reports_id_version"),
    )
    current = sa.text("superseded_by IS NULL")
    op.create_index(
        "reports_current", "reports", ["id"], unique=True, sqlite_where=current, postgresql_where=current
    )
    op.create_index("reports_superseded_by", "reports", ["superseded_by"])
    op.create_index("reports_published", "reports", ["published_from", "published_to"])

    op.create_table(
        "readings",
        sa.Column(
            "report",
            Integer,
            sa.ForeignKey("reports.key", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("model", Text, nullable=False),
        sa.Column("events", Integer, nullable=False),
    )

    op.create_table(
        "events",
        sa.Column("key", Integer, primary_key=True, autoincrement=False),
        sa.Column("report", Integer, _of_reading(), nullable=False),
        sa.Column("position", Integer, nullable=False),
        sa.Column("id", Text, nullable=False),
        sa.Column("type", Text, nullable=False),
        sa.Column("mode", Text, nullable=False),
        sa.Column("context", Text, nullable=False),
        sa.Column("occurrence", Text, nullable=False),
        sa.Column("hedged", sa.Boolean, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("date", Text),
        sa.Column("day_from", Text),
        sa.Column("day_to", Text),
        sa.Column("place", Text),
        sa.Column("place_folded", Text, nullable=False),
        sa.Column("country", Text),
        sa.Column("province", Text),
        sa.Column("geonameid", Integer),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("agreement", Text),
        sa.Column("record", Text, nullable=False),
        sa.UniqueConstraint("report", "position", name="events_report_position"),
        sa.UniqueConstraint("report", "id", name="events_report_id"),
    )
    op.create_index("events_id", "events", ["id"])
    op.create_index("events_type", "events", ["type"])
    op.create_index("events_days", "events", ["day_from", "day_to"])
    op.create_index("events_country", "events", ["country"])

    op.create_table(
        "mentions",
        sa.Column("event", Integer, _of_event(), primary_key=True),
        sa.Column("position", Integer, primary_key=True),
        sa.Column("start", Integer, nullable=False),
        sa.Column("stop", Integer, nullable=False),
        sa.Column("text", Text, nullable=False),
        sqlite_with_rowid=False,
    )

    op.create_table(
        "event_parties",
        sa.Column("event", Integer, _of_event(), primary_key=True),
        sa.Column("role", Text, primary_key=True),
        sa.Column("position", Integer, primary_key=True),
        sa.Column("start", Integer, nullable=False),
        sa.Column("stop", Integer, nullable=False),
        sa.Column("text", Text, nullable=False),
        sa.Column("name", Text, nullable=False),
        sa.Column("code", Text),
        sa.Column("sector", Text),
        sa.Column("identifier", Text),
        sa.Column("stance", Text),
        sa.Column("folded", Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("event_parties_code", "event_parties", ["code"])
    op.create_index("event_parties_name", "event_parties", ["name"])

    op.create_table(
        "tolls",
        sa.Column("event", Integer, _of_event(), primary_key=True),
        sa.Column("position", Integer, primary_key=True),
        sa.Column("kind", Text, nullable=False),
        sa.Column("count", Integer, nullable=False),
        sa.Column("bound", Text, nullable=False),
        sa.Column("who", Text, nullable=False),
        sa.Column("text", Text, nullable=False),
        sa.Column("start", Integer, nullable=False),
        sa.Column("stop", Integer, nullable=False),
        sqlite_with_rowid=False,
    )

    op.create_table(
        "agreements",
        sa.Column("report", Integer, _of_reading(), primary_key=True),
        sa.Column("position", Integer, primary_key=True),
        sa.Column("name", Text, nullable=False),
        sa.Column("parties_folded", Text, nullable=False),
        sa.Column("date", Text),
        sa.Column("day_from", Text),
        sa.Column("day_to", Text),
        sa.Column("place_folded", Text, nullable=False),
        sa.Column("state", Text, nullable=False),
        sa.Column("record", Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("agreements_name", "agreements", ["name"])

    op.create_table(
        "spans",
        sa.Column("report", Integer, _of_reading(), primary_key=True),
        sa.Column("position", Integer, primary_key=True),
        sa.Column("kind", Text, nullable=False),
        sa.Column("start", Integer, nullable=False),
        sa.Column("stop", Integer, nullable=False),
        sa.Column("text", Text, nullable=False),
        sa.Column("name", Text),
        sa.Column("code", Text),
        sa.Column("sector", Text),
        sa.Column("id", Text),
        sa.Column("geonameid", Integer),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("province", Text),
        sa.Column("country_code", Text),
        sa.Column("value", Text),
        sa.Column("reason", Text),
        sqlite_with_rowid=False,
    )

    op.create_table(
        "refusals",
        sa.Column("key", Integer, primary_key=True, autoincrement=False),
        sa.Column("source", Text, nullable=False),
        sa.Column("reason", Text, nullable=False),
        sa.Column("detail", Text, nullable=False),
        sa.UniqueConstraint("source", "reason", "detail", name="refusals_once"),
    )
    fulltext.create(op.get_bind())
    changes.create(op.get_bind())


def _of_reading() -> sa.ForeignKey:
    return sa.ForeignKey("readings.report", ondelete="CASCADE")


def _of_event() -> sa.ForeignKey:
    return sa.ForeignKey("events.key", ondelete="CASCADE")
