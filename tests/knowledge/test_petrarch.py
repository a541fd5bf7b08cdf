"""Dictionaries in PETRARCH's text format, brought to the form of an overlay."""

from pathlib import Path

import pytest

from demarche.errors import KnowledgeError
from demarche.knowledge.parties import PartyBase, party_base
from demarche.knowledge.party_overlay import write_overlay
from demarche.knowledge.petrarch import Imported, read_petrarch

ACTORS = """\
# an actor file
RURITANIA_  [SYR]
SYRIA_ [SYR]
+SYRIAN_

LIONS_OF_ZENDA_(LOZ)_ ; a comment; with more
+ZENDA_LIONS_
\t[SYRREB 120315-150630] # and another
\t[SYRPTY >20150701]
\t[SYR]

RUPERT_OF_HENTZAU_
\t[DEUGOVMIL 20010101-20051231]
\t[DEUELI]
ZENDA_HEALTH_WATCH_
+ZHW\t[NGOHLH]
HENTZAU_OIL_ [MNCDEU]
LEAGUE_OF_STRELSAU [IGO]
FRIENDS_OF_FLAVIA [DEUCHRPRO210]
BROKEN_ONE_ [DEUGOV 2004017-20061201]
UNCLOSED_ONE_ [DEUGOV
NOBODY_ [---]
"""
AGENTS = """\
!PERSON! = MAN, MEN, WOMAN, WOMEN
SOLDIER [~MIL]
MOUNTAIN_WARDEN [~COP]
LAVENDER_HERDS!PERSON! [~AGR]
KING'S_ARCHER {KING'S_ARCHERY} [~MIL]
SALINE_CROPPER {} [~AGR]
BALLAD_MONGERY [~MED]
"""


@pytest.fixture
def imported(tmp_path: Path) -> Imported:
    actors, agents = tmp_path / "own.actors.txt", tmp_path / "own.agents.txt"
    actors.write_text(ACTORS, "utf-8")
    agents.write_text(AGENTS, "utf-8")
    return read_petrarch([actors, agents])


@pytest.fixture
def base(imported: Imported, tmp_path: Path) -> PartyBase:
    assert write_overlay(imported.rows, tmp_path / "own.tsv") == len(imported.rows)
    return party_base(tmp_path / "own.tsv")


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("the Lions of Zenda", "2013-01-01", ("Lions of Zenda", "SYR", "REB")),
        ("LOZ fighters", "2013-01-01", ("Lions of Zenda", "SYR", "REB")),
        ("Zenda Lions", "2018-01-01", ("Lions of Zenda", "SYR", "PTY")),
        ("Rupert of Hentzau", "2003", ("Rupert of Hentzau", "DEU", "GOV")),
        ("Rupert of Hentzau", "2013", ("Rupert of Hentzau", "DEU", "ELI")),
        ("ZHW", None, ("Zenda Health Watch", "NGO", "SOC")),
        ("Hentzau Oil", None, ("Hentzau Oil", "MNC", "BUS")),
        ("the League of Strelsau", None, ("League of Strelsau", "IGO", None)),
        ("Friends of Flavia", None, ("Friends of Flavia", "DEU", "REL")),
        ("mountain wardens", None, ("mountain wardens", None, "COP")),
        ("lavender herdswomen", None, ("lavender herdswomen", None, "AGR")),
        ("King's archery", None, ("king's archery", None, "MIL")),
        ("ballad mongeries", None, ("ballad mongeries", None, "JRN")),
        ("Ruritania", None, ("Ruritania", "SYR", "GOV")),
        ("Syrian soldiers", None, ("Syrian Armed Forces", "SYR", "MIL")),
    ],
)
def test_actors_and_agents_are_known(
    base: PartyBase, text: str, on: str | None, expected: tuple[str, str | None, str | None]
) -> None:
    found = base.resolve(text, on=on)
    assert (found.name, found.code, found.sector) == expected


def test_what_the_base_knows_is_left_out(imported: Imported) -> None:
    names = {row[1] for row in imported.rows}
    assert "Syria" not in names
    assert "soldier" not in names


def test_lines_that_cannot_be_used_are_told(imported: Imported, tmp_path: Path) -> None:
    path = tmp_path / "own.actors.txt"
    lines = ACTORS.splitlines()
    told = {one.place: one.reason for one in imported.unread}
    for words, reason in (
        ("BROKEN_ONE_ [", "has a date that is none"),
        ("UNCLOSED_ONE_", "not closed"),
        ("NOBODY_", "is no code"),
    ):
        number = next(n for n, line in enumerate(lines, 1) if line.startswith(words))
        assert reason in told[f"{path}:{number}"]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="No such file"):
        read_petrarch([tmp_path / "none.txt"])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "]" * 1000,
        "[" * 10_000,
        "A" * 100_000 + "[SYR]",
        "!A! = " + "B, " * 5000,
        "+\n+\n[SYR]\n",
        "\x00",
    ],
)
def test_any_text_is_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.txt"
    path.write_text(text, "utf-8")
    read_petrarch([path])
