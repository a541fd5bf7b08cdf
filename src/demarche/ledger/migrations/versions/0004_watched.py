"""What `demarche watch` has seen of its sources, beside the reports that it gave."""

import sqlalchemy as sa
from alembic import op

from demarche.ledger.columns import Text

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table, empty."""
    op.create_table(
        "watched",
        sa.Column("kind", Text, primary_key=True),
        sa.Column("name", Text, primary_key=True),
        sa.Column("record", Text, nullable=False),
        sqlite_with_rowid=False,
    )
