"""Only superseded versions are indexed as such: to seek the current ones by it is to seek among all."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_SUPERSEDED = sa.text("superseded_by IS NOT NULL")


def upgrade() -> None:
    """Make the index anew."""
    op.drop_index("reports_superseded_by", "reports")
    op.create_index(
        "reports_superseded_by",
        "reports",
        ["superseded_by"],
        sqlite_where=_SUPERSEDED,
        postgresql_where=_SUPERSEDED,
    )
