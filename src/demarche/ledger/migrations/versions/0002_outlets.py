"""A report is known by its id and its outlet: the same id from another outlet is another report."""

from itertools import groupby

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Put the outlet into the keys, and part the reports that took another outlet's for their correction."""
    current = sa.text("superseded_by IS NULL")
    op.drop_index("reports_current", "reports")
    with op.batch_alter_table("reports") as table:
        table.drop_constraint("reports_id_digest", type_="unique")
        table.drop_constraint("reports_id_version", type_="unique")
        table.create_unique_constraint("reports_id_outlet_digest", ["id", "outlet_folded", "digest"])
        table.create_unique_constraint("reports_id_outlet_version", ["id", "outlet_folded", "version"])
    op.create_index(
        "reports_current",
        "reports",
        ["id", "outlet_folded"],
        unique=True,
        sqlite_where=current,
        postgresql_where=current,
    )
    _part(op.get_bind())


def _part(connection: sa.Connection) -> None:
    """Number and link the versions of each report anew; numbers only go down, so none meets another."""
    reports = sa.table("reports", *map(sa.column, ("key", "id", "outlet_folded", "version", "superseded_by")))
    held = connection.execute(
        sa.select(reports).order_by(reports.c.id, reports.c.outlet_folded, reports.c.version)
    ).all()
    for _, rows in groupby(held, lambda row: (row.id, row.outlet_folded)):
        versions = list(rows)
        later = [*(row.key for row in versions[1:]), None]
        for version, (row, next_key) in enumerate(zip(versions, later, strict=True), start=1):
            if (row.version, row.superseded_by) != (version, next_key):
                connection.execute(
                    sa.update(reports)
                    .where(reports.c.key == row.key)
                    .values(version=version, superseded_by=next_key)
                )
