"""What is kept between runs of collation, made small and quick to find; all of it is collated anew."""

import sqlalchemy as sa
from alembic import op

from demarche.ledger.columns import Integer

revision = "0005"
down_revision = "0004"

_EMPTIED = (
    *("demarche_events", "demarches", "accord_events", "accord_mentions", "accords"),
    *("incident_disputes", "incident_parties", "incident_events", "incidents"),
    *("askings", "step_sides", "steps", "copies", "bands", "collated"),
)


def _of_event() -> sa.ForeignKey:
    return sa.ForeignKey("events.key", ondelete="CASCADE")


def upgrade() -> None:
    """Make the tables anew, empty: the next run of collation fills them."""
    for emptied in _EMPTIED:  # children first: foreign keys do not act while a schema changes
        op.execute(sa.text(f"DELETE FROM {emptied}"))
    op.drop_table("meeting_keys")
    op.create_table(
        "meeting_keys",
        sa.Column("key", Integer, primary_key=True, autoincrement=False),
        sa.Column("event", Integer, _of_event(), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("meeting_keys_event", "meeting_keys", ["event"])
    op.create_table(
        "gists",
        sa.Column("event", Integer, _of_event(), primary_key=True, autoincrement=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    op.drop_table("links")
    op.create_table(
        "links",
        sa.Column("event", Integer, _of_event(), primary_key=True),
        sa.Column("other", Integer, _of_event(), primary_key=True),
        sa.Column("odds", sa.Float, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("links_other", "links", ["other"])
