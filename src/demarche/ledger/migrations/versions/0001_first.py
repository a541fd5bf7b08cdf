"""The first schema: reports in versions, their readings with events, agreements and spans, and refusals."""

import sqlalchemy as sa
from alembic import op

from demarche.ledger import fulltext

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables of schema 1."""
    op.create_table(
        "reports",
        sa.Column("key", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column(
            "superseded_by",
            sa.Integer,
            sa.ForeignKey("reports.key", deferrable=True, initially="DEFERRED"),
        ),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("outlet", sa.Text),
        sa.Column("outlet_folded", sa.Text, nullable=False),
        sa.Column("published", sa.Text),
        sa.Column("published_from", sa.Text),
        sa.Column("published_to", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("source", sa.Text),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("words", sa.Integer, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
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
            sa.Integer,
            sa.ForeignKey("reports.key", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("events", sa.Integer, nullable=False),
    )

    op.create_table(
        "events",
        sa.Column("key", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("report", sa.Integer, _of_reading(), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("mode", sa.Text, nullable=False),
        sa.Column("context", sa.Text, nullable=False),
        sa.Column("occurrence", sa.Text, nullable=False),
        sa.Column("hedged", sa.Boolean, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("date", sa.Text),
        sa.Column("day_from", sa.Text),
        sa.Column("day_to", sa.Text),
        sa.Column("place", sa.Text),
        sa.Column("place_folded", sa.Text, nullable=False),
        sa.Column("country", sa.Text),
        sa.Column("province", sa.Text),
        sa.Column("geonameid", sa.Integer),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("agreement", sa.Text),
        sa.Column("record", sa.Text, nullable=False),
        sa.UniqueConstraint("report", "position", name="events_report_position"),
        sa.UniqueConstraint("report", "id", name="events_report_id"),
    )
    op.create_index("events_id", "events", ["id"])
    op.create_index("events_type", "events", ["type"])
    op.create_index("events_days", "events", ["day_from", "day_to"])
    op.create_index("events_country", "events", ["country"])

    op.create_table(
        "mentions",
        sa.Column("event", sa.Integer, _of_event(), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("stop", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )

    op.create_table(
        "event_parties",
        sa.Column("event", sa.Integer, _of_event(), primary_key=True),
        sa.Column("role", sa.Text, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("stop", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("code", sa.Text),
        sa.Column("sector", sa.Text),
        sa.Column("identifier", sa.Text),
        sa.Column("stance", sa.Text),
        sa.Column("folded", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("event_parties_code", "event_parties", ["code"])
    op.create_index("event_parties_name", "event_parties", ["name"])

    op.create_table(
        "tolls",
        sa.Column("event", sa.Integer, _of_event(), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("bound", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("stop", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )

    op.create_table(
        "agreements",
        sa.Column("report", sa.Integer, _of_reading(), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("parties_folded", sa.Text, nullable=False),
        sa.Column("date", sa.Text),
        sa.Column("day_from", sa.Text),
        sa.Column("day_to", sa.Text),
        sa.Column("place_folded", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("agreements_name", "agreements", ["name"])

    op.create_table(
        "spans",
        sa.Column("report", sa.Integer, _of_reading(), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("stop", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("code", sa.Text),
        sa.Column("sector", sa.Text),
        sa.Column("id", sa.Text),
        sa.Column("geonameid", sa.Integer),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("province", sa.Text),
        sa.Column("country_code", sa.Text),
        sa.Column("value", sa.Text),
        sa.Column("reason", sa.Text),
        sqlite_with_rowid=False,
    )

    op.create_table(
        "refusals",
        sa.Column("key", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.UniqueConstraint("source", "reason", "detail", name="refusals_once"),
    )
    fulltext.create(op.get_bind())


def _of_reading() -> sa.ForeignKey:
    return sa.ForeignKey("readings.report", ondelete="CASCADE")


def _of_event() -> sa.ForeignKey:
    return sa.ForeignKey("events.key", ondelete="CASCADE")
