"""The tables of what is collated: how reports and events hang together, and the records made of them.

All but `decisions` can be made anew from reports and readings at any time. `docs/ledger.md` has each column.
"""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, LargeBinary, Table

from demarche.ledger.columns import Integer, Text
from demarche.ledger.packed import Packed
from demarche.ledger.tables import metadata


def _of_event() -> ForeignKey:
    return ForeignKey("events.key", ondelete="CASCADE")


def _of_collated() -> ForeignKey:
    return ForeignKey("collated.report", ondelete="CASCADE")


def _of(table: str) -> ForeignKey:
    return ForeignKey(f"{table}.key", ondelete="CASCADE")


# a report that is here has been collated; its reading gone, so is the row
collated = Table(
    "collated",
    metadata,
    Column(
        "report",
        Integer,
        ForeignKey("readings.report", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("page", Text, nullable=False),  # its key among copies
    Column("version", Text, nullable=False),  # of the rules
    Column("sketch", LargeBinary, nullable=False),
)
Index("collated_page", collated.c.page)

bands = Table(
    "bands",
    metadata,
    Column("band", Integer, primary_key=True, autoincrement=False),
    Column("report", Integer, _of_collated(), primary_key=True),
    sqlite_with_rowid=False,
)
Index("bands_report", bands.c.report)

copies = Table(
    "copies",
    metadata,
    Column("report", Integer, _of_collated(), primary_key=True),
    Column("other", Integer, _of_collated(), primary_key=True),
    Column("record", Text, nullable=False),
    sqlite_with_rowid=False,
)
Index("copies_other", copies.c.other)

meeting_keys = Table(
    "meeting_keys",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("event", Integer, _of_event(), primary_key=True),
    sqlite_with_rowid=False,
)
Index("meeting_keys_event", meeting_keys.c.event)

gists = Table(
    "gists",
    metadata,
    Column("event", Integer, _of_event(), primary_key=True, autoincrement=False),
    Column("record", LargeBinary, nullable=False),
    Column("about", Integer),  # the attack of the same report that this event speaks of and goes with
)

links = Table(
    "links",
    metadata,
    Column("event", Integer, _of_event(), primary_key=True),
    Column("other", Integer, _of_event(), primary_key=True),
    Column("odds", Float, nullable=False),  # log-odds that both are one happening
    sqlite_with_rowid=False,
)
Index("links_other", links.c.other)

incidents = Table(
    "incidents",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("title_folded", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("occurrence", Text, nullable=False),
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
    Column("events", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("leads", Integer, nullable=False),
    Column("sources", Integer, nullable=False),
    Column("disputes", Integer, nullable=False),
    Column("killed", Integer),
    Column("confidence", Float, nullable=False),
    Column("record", Packed, nullable=False),
)
Index("incidents_days", incidents.c.day_from, incidents.c.day_to)
Index("incidents_type", incidents.c.type)
Index("incidents_country", incidents.c.country)
Index("incidents_reports", incidents.c.reports)

incident_events = Table(
    "incident_events",
    metadata,
    Column("event", Integer, _of_event(), primary_key=True, autoincrement=False),
    Column("incident", Integer, _of("incidents"), nullable=False),
)
Index("incident_events_incident", incident_events.c.incident)

incident_parties = Table(
    "incident_parties",
    metadata,
    Column("incident", Integer, _of("incidents"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("code", Text),
    Column("folded", Text, nullable=False),
    sqlite_with_rowid=False,
)
Index("incident_parties_code", incident_parties.c.code)

incident_disputes = Table(
    "incident_disputes",
    metadata,
    Column("incident", Integer, _of("incidents"), primary_key=True),
    Column("kind", Text, primary_key=True),
    sqlite_with_rowid=False,
)
Index("incident_disputes_kind", incident_disputes.c.kind)

accords = Table(
    "accords",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("parties_folded", Text, nullable=False),
    Column("place_folded", Text, nullable=False),
    Column("day_from", Text),
    Column("day_to", Text),
    Column("reports", Integer, nullable=False),
    Column("breaches", Integer, nullable=False),
    Column("mentions", Text, nullable=False),  # a digest of what it was made from
    Column("record", Packed, nullable=False),
)

accord_mentions = Table(
    "accord_mentions",
    metadata,
    Column("report", Integer, _of_collated(), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("record", Text, nullable=False),
    sqlite_with_rowid=False,
)

accord_events = Table(
    "accord_events",
    metadata,
    Column("event", Integer, _of_event(), primary_key=True),
    Column("accord", Integer, _of("accords"), primary_key=True),
    sqlite_with_rowid=False,
)
Index("accord_events_accord", accord_events.c.accord)

demarches = Table(
    "demarches",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("asker", Text, nullable=False),  # keys of sides
    Column("asked", Text, nullable=False),
    Column("parties_folded", Text, nullable=False),
    Column("day_from", Text),
    Column("day_to", Text),
    Column("makings", Integer, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("deadline", Text),
    Column("matter", Text, nullable=False),
    Column("record", Packed, nullable=False),
)

demarche_events = Table(
    "demarche_events",
    metadata,
    Column("event", Integer, _of_event(), primary_key=True),
    Column("demarche", Integer, _of("demarches"), primary_key=True),
    sqlite_with_rowid=False,
)
Index("demarche_events_demarche", demarche_events.c.demarche)
Index("demarches_sides", demarches.c.asker, demarches.c.asked)

# what a demarche's course is made of: events that may bear on it, in short
steps = Table(
    "steps",
    metadata,
    Column("event", Integer, _of_event(), primary_key=True, autoincrement=False),
    Column("record", LargeBinary, nullable=False),
)

# two sides that take part in a step, as a number. This table, `step_days` and `askings` may hold events that
# are no more: what they bore on has to be made anew
step_pairs = Table(
    "step_pairs",
    metadata,
    Column("pair", Integer, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True),  # as 20310306
    Column("event", Integer, primary_key=True),
    sqlite_with_rowid=False,
)
Index("step_pairs_event", step_pairs.c.event)

# the day of a year, type and place of a step that dates an undated report, or of one that is dated by it
step_days = Table(
    "step_days",
    metadata,
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("dated", Boolean, primary_key=True),
    Column("event", Integer, primary_key=True),
    sqlite_with_rowid=False,
)
Index("step_days_event", step_days.c.event)

# undated reports that the step of another dates
datings = Table(
    "datings",
    metadata,
    Column("report", Integer, _of_collated(), primary_key=True, autoincrement=False),
    Column("day", Text, nullable=False),
    Column("latest", Text, nullable=False),
)

askings = Table(
    "askings",
    metadata,
    Column("asker", Text, primary_key=True),
    Column("asked", Text, primary_key=True),
    Column("event", Integer, primary_key=True),
    Column("report", Integer, nullable=False),
    Column("record", LargeBinary, nullable=False),  # the event as told
)
Index("askings_event", askings.c.event)
Index("askings_report", askings.c.report)

decisions = Table(
    "decisions",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("record", Text, nullable=False),
)
