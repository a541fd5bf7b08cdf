"""With an event's gist, the attack of its report that it speaks of; the next run of collation fills it in."""

import sqlalchemy as sa
from alembic import op

from demarche.ledger.columns import Integer

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the column, empty."""
    op.add_column("gists", sa.Column("about", Integer))
