"""What many reports tell: copies, links, incidents, accords, demarches, decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables of what is collated, empty: a run of collation fills them."""
    op.create_table(
        "collated",
        sa.Column(
            "report",
            sa.Integer,
            sa.ForeignKey("readings.report", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("page", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("sketch", sa.LargeBinary, nullable=False),
    )
    op.create_index("collated_page", "collated", ["page"])
    op.create_table(
        "bands",
        sa.Column("band", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column(
            "report", sa.Integer, sa.ForeignKey("collated.report", ondelete="CASCADE"), primary_key=True
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("bands_report", "bands", ["report"])
    op.create_table(
        "copies",
        sa.Column(
            "report", sa.Integer, sa.ForeignKey("collated.report", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column(
            "other", sa.Integer, sa.ForeignKey("collated.report", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("record", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("copies_other", "copies", ["other"])
    op.create_table(
        "meeting_keys",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("event", sa.Integer, sa.ForeignKey("events.key", ondelete="CASCADE"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("meeting_keys_event", "meeting_keys", ["event"])
    op.create_table(
        "links",
        sa.Column("event", sa.Integer, sa.ForeignKey("events.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("other", sa.Integer, sa.ForeignKey("events.key", ondelete="CASCADE"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("links_other", "links", ["other"])
    op.create_table(
        "incidents",
        sa.Column("key", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("title_folded", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("occurrence", sa.Text, nullable=False),
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
        sa.Column("events", sa.Integer, nullable=False),
        sa.Column("reports", sa.Integer, nullable=False),
        sa.Column("leads", sa.Integer, nullable=False),
        sa.Column("sources", sa.Integer, nullable=False),
        sa.Column("disputes", sa.Integer, nullable=False),
        sa.Column("killed", sa.Integer),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    op.create_index("incidents_country", "incidents", ["country"])
    op.create_index("incidents_days", "incidents", ["day_from", "day_to"])
    op.create_index("incidents_reports", "incidents", ["reports"])
    op.create_index("incidents_type", "incidents", ["type"])
    op.create_table(
        "incident_events",
        sa.Column(
            "event",
            sa.Integer,
            sa.ForeignKey("events.key", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("incident", sa.Integer, sa.ForeignKey("incidents.key", ondelete="CASCADE"), nullable=False),
    )
    op.create_index("incident_events_incident", "incident_events", ["incident"])
    op.create_table(
        "incident_parties",
        sa.Column(
            "incident", sa.Integer, sa.ForeignKey("incidents.key", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("code", sa.Text),
        sa.Column("folded", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("incident_parties_code", "incident_parties", ["code"])
    op.create_table(
        "incident_disputes",
        sa.Column(
            "incident", sa.Integer, sa.ForeignKey("incidents.key", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("kind", sa.Text, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("incident_disputes_kind", "incident_disputes", ["kind"])
    op.create_table(
        "accords",
        sa.Column("key", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("parties_folded", sa.Text, nullable=False),
        sa.Column("place_folded", sa.Text, nullable=False),
        sa.Column("day_from", sa.Text),
        sa.Column("day_to", sa.Text),
        sa.Column("reports", sa.Integer, nullable=False),
        sa.Column("breaches", sa.Integer, nullable=False),
        sa.Column("mentions", sa.Text, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "accord_mentions",
        sa.Column(
            "report", sa.Integer, sa.ForeignKey("collated.report", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("record", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "accord_events",
        sa.Column("event", sa.Integer, sa.ForeignKey("events.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("accord", sa.Integer, sa.ForeignKey("accords.key", ondelete="CASCADE"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("accord_events_accord", "accord_events", ["accord"])
    op.create_table(
        "demarches",
        sa.Column("key", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("asker", sa.Text, nullable=False),
        sa.Column("asked", sa.Text, nullable=False),
        sa.Column("parties_folded", sa.Text, nullable=False),
        sa.Column("day_from", sa.Text),
        sa.Column("day_to", sa.Text),
        sa.Column("makings", sa.Integer, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("deadline", sa.Text),
        sa.Column("matter", sa.Text, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    op.create_index("demarches_sides", "demarches", ["asker", "asked"])
    op.create_table(
        "demarche_events",
        sa.Column("event", sa.Integer, sa.ForeignKey("events.key", ondelete="CASCADE"), primary_key=True),
        sa.Column(
            "demarche", sa.Integer, sa.ForeignKey("demarches.key", ondelete="CASCADE"), primary_key=True
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("demarche_events_demarche", "demarche_events", ["demarche"])
    op.create_table(
        "steps",
        sa.Column(
            "event",
            sa.Integer,
            sa.ForeignKey("events.key", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_table(
        "askings",
        sa.Column("asker", sa.Text, primary_key=True),
        sa.Column("asked", sa.Text, primary_key=True),
        sa.Column("event", sa.Integer, sa.ForeignKey("events.key", ondelete="CASCADE"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("askings_event", "askings", ["event"])
    op.create_table(
        "step_sides",
        sa.Column("side", sa.Text, primary_key=True),
        sa.Column("day", sa.Text, primary_key=True),
        sa.Column("event", sa.Integer, sa.ForeignKey("events.key", ondelete="CASCADE"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("step_sides_event", "step_sides", ["event"])
    op.create_table(
        "decisions",
        sa.Column("key", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("record", sa.Text, nullable=False),
    )
