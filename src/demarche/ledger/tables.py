"""The tables: `docs/ledger.md` says what a row of each is, `migrations` how they came to be.

Nested records are kept whole as canonical JSON in `record`, packed where it is long, beside the columns that
queries use; flat ones are their columns. `stop` is a record's `end`, a keyword of SQL. `folded` columns are
made by `folded.py`.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    MetaData,
    Table,
    UniqueConstraint,
    text,
)

from demarche.ledger.columns import Integer, Text
from demarche.ledger.packed import Packed

metadata = MetaData()


def _of_report() -> ForeignKey:
    return ForeignKey("reports.key", ondelete="CASCADE")


def _of_event() -> ForeignKey:
    return ForeignKey("events.key", ondelete="CASCADE")


reports = Table(
    "reports",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column(
        "superseded_by",
        Integer,
        # deferred: the old version steps down before the new one comes in, so that never two are current
        ForeignKey("reports.key", deferrable=True, initially="DEFERRED"),
    ),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("outlet", Text),
    Column("outlet_folded", Text, nullable=False),
    Column("published", Text),
    Column("published_from", Text),
    Column("published_to", Text),
    Column("url", Text),
    Column("source", Text),
    Column("language", Text, nullable=False),
    Column("words", Integer, nullable=False),
    Column("record", Text, nullable=False),
    UniqueConstraint("id", "outlet_folded", "digest", name="reports_id_outlet_digest"),
    UniqueConstraint("id", "outlet_folded", "version", name="reports_id_outlet_version"),
)
Index(
    "reports_current",
    reports.c.id,
    reports.c.outlet_folded,
    unique=True,
    sqlite_where=text("superseded_by IS NULL"),
    postgresql_where=text("superseded_by IS NULL"),
)
Index(
    "reports_superseded_by",
    reports.c.superseded_by,
    # not of the current ones, which are nearly all: SQLite would begin with them whatever else is asked
    sqlite_where=text("superseded_by IS NOT NULL"),
    postgresql_where=text("superseded_by IS NOT NULL"),
)
Index("reports_published", reports.c.published_from, reports.c.published_to)

readings = Table(
    "readings",
    metadata,
    Column("report", Integer, _of_report(), primary_key=True, autoincrement=False),
    Column("model", Text, nullable=False),
    Column("events", Integer, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("report", Integer, ForeignKey("readings.report", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("id", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("mode", Text, nullable=False),
    Column("context", Text, nullable=False),
    Column("occurrence", Text, nullable=False),
    Column("hedged", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("date", Text),
    Column("day_from", Text),
    Column("day_to", Text),
    Column("place", Text),
    Column("place_folded", Text, nullable=False),
    Column("country", Text),
    Column("province", Text),
    Column("geonameid", Integer),
    Column("lat", Float),
    Column("lon", Float),
    Column("agreement", Text),
    Column("record", Packed, nullable=False),
    UniqueConstraint("report", "position", name="events_report_position"),
)
Index("events_id", events.c.id)
Index("events_type", events.c.type)
Index("events_days", events.c.day_from, events.c.day_to)
Index("events_country", events.c.country)

mentions = Table(
    "mentions",
    metadata,
    Column("event", Integer, _of_event(), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("text", Text, nullable=False),
    sqlite_with_rowid=False,
)

event_parties = Table(
    "event_parties",
    metadata,
    Column("event", Integer, _of_event(), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("code", Text),
    Column("sector", Text),
    Column("identifier", Text),
    Column("stance", Text),
    Column("folded", Text, nullable=False),
    sqlite_with_rowid=False,
)
Index("event_parties_code", event_parties.c.code)
Index("event_parties_name", event_parties.c.name)

tolls = Table(
    "tolls",
    metadata,
    Column("event", Integer, _of_event(), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("count", Integer, nullable=False),
    Column("bound", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    sqlite_with_rowid=False,
)

agreements = Table(
    "agreements",
    metadata,
    Column("report", Integer, ForeignKey("readings.report", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("parties_folded", Text, nullable=False),
    Column("date", Text),
    Column("day_from", Text),
    Column("day_to", Text),
    Column("place_folded", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("record", Text, nullable=False),
    sqlite_with_rowid=False,
)
Index("agreements_name", agreements.c.name)

# all spans that were found in a report
spans = Table(
    "spans",
    metadata,
    Column(
        "report",
        Integer,
        ForeignKey("readings.report", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("record", Packed, nullable=False),
)

refusals = Table(
    "refusals",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("source", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("detail", Text, nullable=False),
    UniqueConstraint("source", "reason", "detail", name="refusals_once"),
)

watched = Table(
    "watched",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("record", Text, nullable=False),
    sqlite_with_rowid=False,
)
