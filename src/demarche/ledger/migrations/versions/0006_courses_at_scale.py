"""Steps found by two sides and day; what is asked, kept as told; all of it is collated anew."""

import sqlalchemy as sa
from alembic import op

from demarche.ledger.columns import Integer, Text

revision = "0006"
down_revision = "0005"

_EMPTIED = (
    *("demarche_events", "demarches", "accord_events", "accord_mentions", "accords"),
    *("incident_disputes", "incident_parties", "incident_events", "incidents"),
    *("meeting_keys", "gists", "links", "copies", "bands", "collated"),
)


def _of(column: str) -> sa.ForeignKey:
    return sa.ForeignKey(column, ondelete="CASCADE")


def upgrade() -> None:
    """Make the tables anew, empty: the next run of collation fills them."""
    for emptied in _EMPTIED:  # children first: foreign keys do not act while a schema changes
        op.execute(sa.text(f"DELETE FROM {emptied}"))
    for gone in ("step_sides", "steps", "askings"):
        op.drop_table(gone)
    op.create_table(
        "steps",
        sa.Column("event", Integer, _of("events.key"), primary_key=True, autoincrement=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "step_pairs",
        sa.Column("pair", Integer, primary_key=True, autoincrement=False),
        sa.Column("day", Integer, primary_key=True),
        sa.Column("event", Integer, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("step_pairs_event", "step_pairs", ["event"])
    op.create_table(
        "step_days",
        sa.Column("day", Integer, primary_key=True, autoincrement=False),
        sa.Column("dated", sa.Boolean, primary_key=True),
        sa.Column("event", Integer, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("step_days_event", "step_days", ["event"])
    op.create_table(
        "datings",
        sa.Column("report", Integer, _of("collated.report"), primary_key=True, autoincrement=False),
        sa.Column("day", Text, nullable=False),
        sa.Column("latest", Text, nullable=False),
    )
    op.create_table(
        "askings",
        sa.Column("asker", Text, primary_key=True),
        sa.Column("asked", Text, primary_key=True),
        sa.Column("event", Integer, primary_key=True),
        sa.Column("report", Integer, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("askings_event", "askings", ["event"])
    op.create_index("askings_report", "askings", ["report"])
