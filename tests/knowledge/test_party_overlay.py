"""A user's own parties, laid over the knowledge base."""

from collections.abc import Callable
from pathlib import Path

import pytest

from demarche.errors import KnowledgeError
from demarche.knowledge.parties import PartyBase, party_base

TABLE = """\
# our own
name\taliases\tkind\tcode\tsector\tfrom\tto
Lions of Zenda\tZenda Lions; LOZ\tgroup\tSYR\tREB\t2012\t2015-06
Zenda Watch\t\tngo\tNGO\tSOC\t\t
mountain wardens\tmountain warden\trole\t\tCOP\t\t
"""
LIST = """\
- name: Lions of Zenda
  id: own:lions
  aliases: [Zenda Lions, LOZ]
  kind: group
  code: SYR
  sector: REB
  to: 2015-06
- name: Zenda Lions' Party
  id: own:lions
  kind: party
  code: SYR
  sector: PTY
  from: 2015-07
- {name: Rudolf Rassendyll, kind: person, code: GBR, offices: "prime-minister 2031-01-01..", alone: yes}
"""


Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return written


def told(base: PartyBase, text: str, on: str | None = None) -> tuple[str, str | None, str | None]:
    found = base.resolve(text, on=on)
    return found.name, found.code, found.sector


@pytest.mark.parametrize(("ending", "separator"), [("tsv", "\t"), ("csv", ",")])
def test_a_table_adds_parties_and_roles(write: Write, ending: str, separator: str) -> None:
    base = party_base(write(f"own.{ending}", TABLE.replace("\t", separator)))
    assert told(base, "the Lions of Zenda") == ("Lions of Zenda", "SYR", "REB")
    assert told(base, "LOZ fighters") == ("Lions of Zenda", "SYR", "REB")
    assert told(base, "members of Zenda Watch") == ("Zenda Watch", "NGO", "SOC")
    assert told(base, "two mountain wardens") == ("mountain wardens", None, "COP")
    assert told(base, "Turkish soldiers") == ("Turkish Armed Forces", "TUR", "MIL")
    assert told(party_base(), "the Lions of Zenda")[1] is None  # the shipped base is as it was


def test_a_list_tells_stages_and_offices(write: Write) -> None:
    base = party_base(write("own.yaml", LIST))
    assert told(base, "Zenda Lions", "2014-01-01") == ("Lions of Zenda", "SYR", "REB")
    assert told(base, "Zenda Lions", "2020") == ("Zenda Lions' Party", "SYR", "PTY")
    assert told(base, "Rassendyll", "2031-05-05") == ("Rudolf Rassendyll", "GBR", "GOV")
    assert told(base, "the British prime minister", "2031-05-05")[0] == "Rudolf Rassendyll"


def test_own_parties_go_before_shipped_ones_and_may_replace_them(write: Write) -> None:
    text = "name\taliases\tid\tkind\tcode\tsector\nDaesh\tIslamic State\torg:isis\tgroup\tIRQ\tPRM\n"
    base = party_base(write("own.tsv", text))
    assert told(base, "Islamic State militants") == ("Daesh", "IRQ", "PRM")
    assert base.lookup("ISIL") is None


def test_the_first_of_several_files_goes_first(write: Write) -> None:
    one = write("one.tsv", "name\tcode\tsector\nLOZ\tSYR\tREB\n")
    two = write("two.tsv", "name\tcode\tsector\tid\nLOZ\tIRQ\tREB\tother\n")
    assert told(party_base(one, two), "LOZ") == ("LOZ", "SYR", "REB")
    assert told(party_base(two, one), "LOZ") == ("LOZ", "IRQ", "REB")


def test_the_version_tells_the_content_not_the_file(write: Write) -> None:
    versions = [
        party_base(write(name, text)).version
        for name, text in (("a.tsv", TABLE), ("b.tsv", TABLE), ("c.tsv", TABLE.replace("REB", "PRM")))
    ]
    assert versions[0] == versions[1] != versions[2]
    assert party_base().version == ""


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("name\tkind\nX Y\tgrp\n", 2, "no kind 'grp'"),
        ("name\tcode\n\nX\tZZZ\n", 3, "'ZZZ' is no ISO 3166 alpha-3 code"),
        ("name\tsector\nX\tARMY\n", 2, "no sector 'ARMY'"),
        ("nme\nX\n", 1, "no such field: nme"),
        ("name\tname\nX\tX\n", 1, "twice in the header: name"),
        ("name\tfrom\nX\t2014-13\n", 2, "'2014-13' is no date"),
        ("name\tfrom\tto\nX\t2014\t2013-05\n", 2, "ends (2013-05) before it begins (2014)"),
        ("name\tcode\nX\n", 2, "1 fields, but the header has 2"),
        ("name\tkind\nX\trole\n", 2, "a role needs a sector or a code"),
        ("name\tcode\n\tSYR\n", 2, "a party needs a name"),
        ("name\tkind\toffices\nX\tperson\temperor-of-mars 2014..\n", 2, "no office 'emperor-of-mars'"),
        ("name\tkind\toffices\nX\tngo\tpresident 2014..\n", 2, "only a person has offices"),
        ("name\tkind\talone\nX\tperson\tmaybe\n", 2, "alone is yes or no"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(write: Write, text: str, line: int, words: str) -> None:
    path = write("own.tsv", text)
    with pytest.raises(KnowledgeError) as error:
        party_base(path)
    assert str(error.value).startswith(f"{path}:{line}: ")
    assert words in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("name: Lions", 1),
        ("- name: Lions\n- Lions", 2),
        ("- {name: Lions, aliases: [a, {b: c}]}", 1),
        ("- name: Lions\n  colour: red", 1),
        ('- name: "Lions', 1),
        ("&a [*a]", 1),
        ("[" * 5000, 1),
    ],
)
def test_yaml_that_is_no_list_of_parties(write: Write, text: str, line: int) -> None:
    path = write("own.yaml", text)
    with pytest.raises(KnowledgeError, match=r"own\.yaml") as error:
        party_base(path)
    assert f"own.yaml:{line}" in str(error.value) or "no YAML" in str(error.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    picture = tmp_path / "own.tsv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\xff")
    for path, words in (
        (tmp_path / "none.tsv", "No such file"),
        (picture, "not UTF-8"),
        (Path(__file__), ".tsv, .csv, .yaml"),
    ):
        with pytest.raises(KnowledgeError, match=words):
            party_base(path)
