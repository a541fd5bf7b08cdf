"""What many reports tell: copies, links, incidents, accords, demarches, decisions."""

import sqlalchemy as sa
from alembic import op

from demarche.ledger.columns import Integer, Text

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables of what is collated, empty: a run of collation fills them."""
    op.create_table(
        "collated",
        sa.Column(
            "report",
            Integer,
            sa.ForeignKey("readings.report", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("page", Text, nullable=False),
        sa.Column("version", Text, nullable=False),
        sa.Column("sketch", sa.LargeBinary, nullable=False),
    )
    op.create_index("collated_page", "collated", ["page"])
    op.create_table(
        "bands",
        sa.Column("band", Integer, primary_key=True, autoincrement=False),
        sa.Column("report", Integer, sa.ForeignKey("collated.report", ondelete="CASCADE"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("bands_report", "bands", ["report"])
    op.create_table(
        "copies",
        sa.Column("report", Integer, sa.ForeignKey("collated.report", ondelete="CASCADE"), primary_key=True),
        sa.Column("other", Integer, sa.ForeignKey("collated.report", ondelete="CASCADE"), primary_key=True),
        sa.Column("record", Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("copies_other", "copies", ["other"])
    op.create_table(
        "meeting_keys",
        sa.Column("key", Text, primary_key=True),
        sa.Column("event", Integer, sa.ForeignKey("events.key", ondelete="CASCADE"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("meeting_keys_event", "meeting_keys", ["event"])
    op.create_table(
        "links",
        sa.Column("event", Integer, sa.ForeignKey("events.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("other", Integer, sa.ForeignKey("events.key", ondelete="CASCADE"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("links_other", "links", ["other"])
    op.create_table(
        "incidents",
        sa.Column("key", Integer, primary_key=True, autoincrement=False),
        sa.Column("id", Text, nullable=False, unique=True),
        sa.Column("title", Text, nullable=False),
        sa.Column("title_folded", Text, nullable=False),
        sa.Column("type", Text, nullable=False),
        sa.Column("occurrence", Text, nullable=False),
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
        sa.Column("events", Integer, nullable=False),
        sa.Column("reports", Integer, nullable=False),
        sa.Column("leads", Integer, nullable=False),
        sa.Column("sources", Integer, nullable=False),
        sa.Column("disputes", Integer, nullable=False),
        sa.Column("killed", Integer),
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
            Integer,
            sa.ForeignKey("events.key", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("incident", Integer, sa.ForeignKey("incidents.key", ondelete="CASCADE"), nullable=False),
    )
    op.create_index("incident_events_incident", "incident_events", ["incident"])
    op.create_table(
        "incident_parties",
        sa.Column("incident", Integer, sa.ForeignKey("incidents.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", Integer, primary_key=True),
        sa.Column("name", Text, nullable=False),
        sa.Column("code", Text),
        sa.Column("folded", Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("incident_parties_code", "incident_parties", ["code"])
    op.create_table(
        "incident_disputes",
        sa.Column("incident", Integer, sa.ForeignKey("incidents.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("kind", Text, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("incident_disputes_kind", "incident_disputes", ["kind"])
    op.create_table(
        "accords",
        sa.Column("key", Integer, primary_key=True, autoincrement=False),
        sa.Column("id", Text, nullable=False, unique=True),
        sa.Column("name", Text, nullable=False),
        sa.Column("folded", Text, nullable=False),
        sa.Column("parties_folded", Text, nullable=False),
        sa.Column("place_folded", Text, nullable=False),
        sa.Column("day_from", Text),
        sa.Column("day_to", Text),
        sa.Column("reports", Integer, nullable=False),
        sa.Column("breaches", Integer, nullable=False),
        sa.Column("mentions", Text, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "accord_mentions",
        sa.Column("report", Integer, sa.ForeignKey("collated.report", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", Integer, primary_key=True),
        sa.Column("record", Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "accord_events",
        sa.Column("event", Integer, sa.ForeignKey("events.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("accord", Integer, sa.ForeignKey("accords.key", ondelete="CASCADE"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("accord_events_accord", "accord_events", ["accord"])
    op.create_table(
        "demarches",
        sa.Column("key", Integer, primary_key=True, autoincrement=False),
        sa.Column("id", Text, nullable=False, unique=True),
        sa.Column("title", Text, nullable=False),
        sa.Column("asker", Text, nullable=False),
        sa.Column("asked", Text, nullable=False),
        sa.Column("parties_folded", Text, nullable=False),
        sa.Column("day_from", Text),
        sa.Column("day_to", Text),
        sa.Column("makings", Integer, nullable=False),
        sa.Column("outcome", Text, nullable=False),
        sa.Column("deadline", Text),
        sa.Column("matter", Text, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    op.create_index("demarches_sides", "demarches", ["asker", "asked"])
    op.create_table(
        "demarche_events",
        sa.Column("event", Integer, sa.ForeignKey("events.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("demarche", Integer, sa.ForeignKey("demarches.key", ondelete="CASCADE"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("demarche_events_demarche", "demarche_events", ["demarche"])
    op.create_table(
        "steps",
        sa.Column(
            "event",
            Integer,
            sa.ForeignKey("events.key", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("record", Text, nullable=False),
    )
    op.create_table(
        "askings",
        sa.Column("asker", Text, primary_key=True),
        sa.Column("asked", Text, primary_key=True),
        sa.Column("event", Integer, sa.ForeignKey("events.key", ondelete="CASCADE"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("askings_event", "askings", ["event"])
    op.create_table(
        "step_sides",
        sa.Column("side", Text, primary_key=True),
        sa.Column("day", Text, primary_key=True),
        sa.Column("event", Integer, sa.ForeignKey("events.key", ondelete="CASCADE"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("step_sides_event", "step_sides", ["event"])
    op.create_table(
        "decisions",
        sa.Column("key", Integer, primary_key=True, autoincrement=False),
        sa.Column("id", Text, nullable=False, unique=True),
        sa.Column("record", Text, nullable=False),
    )
