"""What each filter finds, in which order, and how listings are cut into pages."""

from collections.abc import Iterator

import msgspec
import pytest
from ledger_places import fresh
from ledger_samples import Pair, event, killed, party, place, reading, report

from demarche.errors import InputError
from demarche.ledger import Ledger, Query
from demarche.records import Agreement

pytest_plugins = ("ledger_databases",)
pytestmark = pytest.mark.usefixtures("each_database")

RUSSIA = party("Russia", "the Kremlin", "RUS", "GOV")
TURKEY = party("Turkey", "Ankara", "TUR", "GOV")
USA = party("United States", "the US", "USA", "GOV")
SDF = party("Syrian Democratic Forces", "the SDF", "SYR", "REB")
CAVUSOGLU = party("Mevlüt Çavuşoğlu", "Çavuşoğlu", "TUR", "GOV")
SARAQIB = place("Saraqib", country="SYR", province="Idlib")
SOCHI = Agreement(
    name="Sochi agreement (2018)",
    text="the Sochi deal",
    start=0,
    end=14,
    parties=("RUS", "Türkiye"),
    date="2018-09-17",
    place="Sochi",
    state="collapsed",
)


def world() -> list[Pair]:
    cedar = report(
        "cedar-1", "Ankara asked the Kremlin to stop.", published="2019-07-05", outlet="The Daily Cedar"
    )
    rt = report("rt-1", "The army hit terrorists.", published="2019-08", outlet="RT")
    undated = report("zz-undated", "Someone met someone.", published=None, outlet=None)
    return [
        (
            cedar,
            reading(
                cedar,
                event("cedar-1", 1, "REQUEST", actors=(TURKEY,), recipients=(RUSSIA,), agreement=SOCHI.name),
                event(
                    "cedar-1",
                    2,
                    "ASSAULT",
                    actors=(RUSSIA,),
                    where=SARAQIB,
                    date="2019-07",
                    toll=(killed(58),),
                ),
                event("cedar-1", 3, "ACCUSE", actors=(CAVUSOGLU,), recipients=(RUSSIA,), date="2019-07-04"),
                agreements=(SOCHI,),
            ),
        ),
        (
            rt,
            reading(
                rt,
                event(
                    "rt-1",
                    1,
                    "ASSAULT",
                    actors=(SDF,),
                    recipients=(USA,),
                    sources=((RUSSIA, "alleges"),),
                    where=place("Damascus", "Şam", country="SYR"),
                    date="2017-04-02/2017-04-08",
                    confidence=0.4,
                ),
            ),
        ),
        (undated, reading(undated, event("zz-undated", 1, "CONSULT", confidence=0.5))),
    ]


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with Ledger.open(fresh()) as opened:
        opened.add_many(world())
        yield opened


def found(ledger: Ledger, **filters: object) -> list[str]:
    rows = ledger.events(msgspec.convert({"sort": "report", **filters}, Query)).rows
    return [row.event.id.replace("-event-", " ") for row in rows]


@pytest.mark.parametrize(
    ("party", "ids"),
    [
        ("Russia", ["cedar-1 1", "cedar-1 2", "cedar-1 3", "rt-1 1"]),  # in any role, the source's too
        ("rUSSI", ["cedar-1 1", "cedar-1 2", "cedar-1 3", "rt-1 1"]),
        ("kremlin", ["cedar-1 1", "cedar-1 2", "cedar-1 3", "rt-1 1"]),
        ("cavusoglu", ["cedar-1 3"]),
        ("ÇAVUŞOĞLU", ["cedar-1 3"]),
        ("mevlut cavusoglu", ["cedar-1 3"]),
        ("TUR", ["cedar-1 1", "cedar-1 3"]),
        ("USA", ["rt-1 1"]),
        ("us", ["rt-1 1"]),  # a short name is a whole word: not Russia
        ("SDF", ["rt-1 1"]),  # three capitals that are no code
        ("tur", []),
        ("Russia | the", []),  # never across a name and the words for it
        ("%", None),
        ("r_ssia", []),
    ],
)
def test_party(ledger: Ledger, party: str, ids: list[str] | None) -> None:
    if ids is None:
        with pytest.raises(InputError, match="party"):
            found(ledger, party=party)
    else:
        assert found(ledger, party=party) == ids


@pytest.mark.parametrize(
    ("place", "ids"),
    [
        ("saraqib", ["cedar-1 2"]),
        ("Idlib", ["cedar-1 2"]),
        ("SYR", ["cedar-1 2", "rt-1 1"]),
        ("sam", ["rt-1 1"]),
        ("damas", ["rt-1 1"]),
        ("Aleppo", []),
    ],
)
def test_place(ledger: Ledger, place: str, ids: list[str]) -> None:
    assert found(ledger, place=place) == ids


@pytest.mark.parametrize(
    ("since", "until", "ids"),
    [
        ("2019-07-15", None, ["cedar-1 2", "rt-1 1"][:1]),  # July 2019 reaches past the 15th
        ("2019-07-05", None, ["cedar-1 1", "cedar-1 2"]),  # the first has no date but its report's
        ("2019-08", None, []),  # rt-1's event has a date of its own, in 2017
        (None, "2017", ["rt-1 1"]),
        (None, "2017-04-02", ["rt-1 1"]),
        (None, "2017-04-01", []),
        ("2017-04-08", "2017-04-09", ["rt-1 1"]),
        ("2017-04-09", "2018", []),
        ("2019-07-04", "2019-07-04", ["cedar-1 2", "cedar-1 3"]),
        ("2000", "2030", ["cedar-1 1", "cedar-1 2", "cedar-1 3", "rt-1 1"]),  # the undated one never
    ],
)
def test_dates(ledger: Ledger, since: str | None, until: str | None, ids: list[str]) -> None:
    assert found(ledger, since=since, until=until) == ids


def test_type_outlet_and_report(ledger: Ledger) -> None:
    assert found(ledger, type=["REQUEST", "accuse"]) == ["cedar-1 1", "cedar-1 3"]
    assert found(ledger, outlet="daily cedar") == ["cedar-1 1", "cedar-1 2", "cedar-1 3"]
    assert found(ledger, outlet="rt") == ["rt-1 1"]
    assert found(ledger, report_id="zz-undated") == ["zz-undated 1"]
    assert found(ledger, report_id="zz") == []
    assert found(ledger, text="terrorists") == ["rt-1 1"]


def test_filters_hold_together(ledger: Ledger) -> None:
    assert found(ledger, party="Russia", type=["ASSAULT"], place="SYR", since="2019") == ["cedar-1 2"]
    # of one event: no event of cedar-1 is a request about Saraqib
    assert ledger.reports(Query(type=("REQUEST",), place="Saraqib")).total == 0
    assert ledger.reports(Query(type=("ASSAULT",), place="Saraqib")).total == 1


def test_reports_go_by_publication(ledger: Ledger) -> None:
    assert [row.id for row in ledger.reports(Query(since="2019-08-20")).rows] == ["rt-1"]
    assert [row.id for row in ledger.reports(Query(until="2019-07-05")).rows] == ["cedar-1"]
    assert [row.id for row in ledger.reports(Query(party="Kremlin", outlet="cedar")).rows] == ["cedar-1"]
    row = ledger.reports(Query(report_id="cedar-1")).rows[0]
    assert (row.events, row.words, row.version, row.superseded) == (3, 6, 1, False)


@pytest.mark.parametrize(
    ("sort", "ids"),
    [
        ("date", ["rt-1 1", "cedar-1 2", "cedar-1 3", "cedar-1 1", "zz-undated 1"]),
        ("-date", ["cedar-1 1", "cedar-1 3", "cedar-1 2", "rt-1 1", "zz-undated 1"]),
        ("published", ["cedar-1 1", "cedar-1 2", "cedar-1 3", "rt-1 1", "zz-undated 1"]),
        ("confidence", ["rt-1 1", "zz-undated 1", "cedar-1 1", "cedar-1 2", "cedar-1 3"]),
        ("-confidence", ["cedar-1 1", "cedar-1 2", "cedar-1 3", "zz-undated 1", "rt-1 1"]),
        ("-report", ["zz-undated 1", "rt-1 1", "cedar-1 1", "cedar-1 2", "cedar-1 3"]),
        ("type", ["cedar-1 3", "cedar-1 2", "rt-1 1", "zz-undated 1", "cedar-1 1"]),
    ],
)
def test_order(ledger: Ledger, sort: str, ids: list[str]) -> None:
    assert found(ledger, sort=sort) == ids


def test_every_sort_named_works_and_others_name_them(ledger: Ledger) -> None:
    for listing in (ledger.events, ledger.reports, ledger.parties):
        with pytest.raises(InputError, match="cannot be sorted by 'size'; try") as error:
            listing(Query(sort="size"))
        named = str(error.value).partition("try ")[2].partition(", or")[0].split(", ")
        assert len(named) >= 4
        for name in named:
            up, down = listing(Query(sort=name)), listing(Query(sort=f"-{name}"))
            assert up.total == down.total == len(up.rows)


def test_pages(ledger: Ledger) -> None:
    whole = ledger.events(Query(limit=None)).rows
    assert len(whole) == 5
    for size in (1, 2, 3):
        pages = [ledger.events(Query(limit=size, offset=start)) for start in range(0, 5, size)]
        assert tuple(row for page in pages for row in page.rows) == whole
        assert {page.total for page in pages} == {5}
    assert ledger.events(Query(limit=0)).total == 5
    assert ledger.events(Query(limit=None, offset=4)).rows == whole[4:]
    assert ledger.events(Query(offset=99)).rows == ()


def test_pairs_stream_events_with_their_reports(ledger: Ledger) -> None:
    listed = ledger.events(Query(limit=None)).rows
    pairs = list(ledger.pairs())
    assert [told for told, _ in pairs] == [row.event for row in listed]
    assert [of for _, of in pairs] == [ledger.report(row.report_id) for row in listed]
    assert [told.type for told, _ in ledger.pairs(Query(party="Ankara", limit=1, offset=0))] == ["REQUEST"]
    drawn = ledger.pairs()
    next(drawn)
    drawn.close()  # type: ignore[attr-defined]
    assert ledger.events().total == 5


def test_parties_are_counted_by_role(ledger: Ledger) -> None:
    rows = {row.name: row for row in ledger.parties().rows}
    russia = rows["Russia"]
    assert (russia.acts, russia.receives, russia.says, russia.events) == (1, 2, 1, 4)
    assert next(iter(rows)) == "Russia"  # most events first
    assert {"Turkey", "United States", "Syrian Democratic Forces", "Mevlüt Çavuşoğlu"} < set(rows)


def test_a_party_filter_chooses_parties_and_counts_all_they_do(ledger: Ledger) -> None:
    (russia,) = ledger.parties(Query(party="kremlin")).rows
    assert russia.events == 4
    assert [row.name for row in ledger.parties(Query(party="TUR", sort="name")).rows] == [
        "Mevlüt Çavuşoğlu",
        "Turkey",
    ]
    (russia,) = ledger.parties(Query(party="Russia", type=("ASSAULT",))).rows
    assert (russia.acts, russia.says, russia.events) == (1, 1, 2)


def test_a_party_in_two_roles_of_one_event_is_one_event() -> None:
    of = report("r1")
    with Ledger.open(fresh()) as ledger:
        ledger.add(of, reading(of, event("r1", actors=(RUSSIA, RUSSIA), sources=((RUSSIA, "asserts"),))))
        (row,) = ledger.parties().rows
        assert (row.acts, row.receives, row.says, row.events) == (1, 0, 1, 1)


def test_type_counts(ledger: Ledger) -> None:
    assert list(ledger.type_counts().items()) == [
        ("ASSAULT", 2),
        ("ACCUSE", 1),
        ("CONSULT", 1),
        ("REQUEST", 1),
    ]
    assert ledger.type_counts(Query(party="Turkey", limit=0)) == {"REQUEST": 1}


@pytest.mark.parametrize(
    ("query", "says"),
    [
        (Query(since="yesterday"), "since must be a date"),
        (Query(since="2020", until="2019"), "since 2020 is after until 2019"),
        (Query(limit=-1), "negative"),
        (Query(offset=-1), "negative"),
        (Query(party=""), "party has nothing to look for"),
        (Query(outlet="--"), "outlet has nothing to look for"),
        (Query(place="?"), "place has nothing to look for"),
        (Query(text="***"), "no words"),
        (Query(report_id="\udcff"), "cannot be stored or looked for"),
    ],
)
def test_filters_without_sense(ledger: Ledger, query: Query, says: str) -> None:
    with pytest.raises(InputError, match=says):
        ledger.events(query)


def test_agreements(ledger: Ledger) -> None:
    def names(**filters: object) -> list[str]:
        return list(ledger.frame("agreements", msgspec.convert(filters, Query))["name"])

    assert names() == ["Sochi agreement (2018)"]
    assert names(party="turkiye", place="SOCHI", since="2018", until="2018-12", type=["REQUEST"]) == names()
    assert names(party="RUS") == names()
    assert names(type=["ASSAULT"]) == []
    assert names(since="2019") == []


def test_values_are_never_sql(ledger: Ledger) -> None:
    for value in ("'; DROP TABLE reports; --", "' OR '1'='1", '" OR 1=1', "a' UNION SELECT 1 --"):
        for name in ("party", "place", "outlet", "text"):
            assert ledger.events(msgspec.convert({name: value}, Query)).total == 0
        assert ledger.events(Query(report_id=value)).total == 0
        assert ledger.events(Query(type=(value,))).total == 0
    assert ledger.events().total == 5
