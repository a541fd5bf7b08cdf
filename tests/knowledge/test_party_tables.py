"""The tables of the knowledge base are well formed and agree with each other."""

import re
import subprocess
import sys
from collections import Counter, defaultdict
from itertools import pairwise

from demarche.knowledge.countries import countries
from demarche.knowledge.folding import fold
from demarche.knowledge.known_parties import KnownParty, known_parties
from demarche.knowledge.name_sounds import sound
from demarche.knowledge.party_words import (
    office_words,
    offices,
    organs,
    phrase_words,
    recall_words,
    role_words,
    title_words,
)
from demarche.knowledge.tables import table_rows

SECTORS = {
    *(
        "GOV",
        "MIL",
        "COP",
        "JUD",
        "LEG",
        "PRM",
        "PTY",
        "REB",
        "SPY",
        "UAF",
        "UNK",
        "AGR",
        "BUS",
        "CRM",
        "CVL",
    ),
    *("EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC"),
}
BODIES = {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"}
KINDS = {
    *("person", "group", "igo", "ngo", "coalition", "government", "ministry", "agency", "force", "police"),
    *("parliament", "court", "party", "media", "company", "people"),
}
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def test_there_are_enough_of_them() -> None:
    kinds = Counter(party.kind for party in known_parties())
    assert kinds["person"] > 3000
    assert kinds["group"] > 700
    assert kinds["media"] > 250


def test_codes_sectors_and_kinds_exist() -> None:
    for party in known_parties():
        assert party.code is None or party.code in countries() or party.code in BODIES, party.id
        assert party.sector is None or party.sector in SECTORS, party.id
        assert party.kind in KINDS, party.id
        assert party.source, party.id


def test_names_and_aliases_fold_to_something_and_are_not_repeated() -> None:
    for party in known_parties():
        names = [party.name, *party.aliases]
        assert all(fold(name) for name in names), party.id
        assert all(name == name.strip() for name in names), party.id
        keys = [(fold(name), name.isupper()) for name in names]
        assert len(set(keys)) == len(keys), party.id


def test_offices_exist_and_begin_before_they_end() -> None:
    for party in known_parties():
        for tenure in party.tenures:
            assert tenure.office in offices(), party.id
            assert tenure.code in countries() or tenure.code in BODIES, party.id
            for date in (tenure.since, tenure.until):
                assert not date or DATE.fullmatch(date), party.id
            if tenure.since and tenure.until:
                assert tenure.since <= tenure.until, party.id


def test_parties_that_share_a_name_are_told_apart_by_country() -> None:
    owners: dict[str, list[KnownParty]] = defaultdict(list)
    for party in known_parties():
        for name in {fold(name) for name in (party.name, *party.aliases)}:
            owners[name].append(party)
    shared = {name: parties for name, parties in owners.items() if len(parties) > 1}
    assert set(shared) == {"jem", "ansar al sunna"}
    for parties in shared.values():
        assert len({party.code for party in parties}) == len(parties)


def test_an_office_has_one_holder_at_a_time() -> None:
    # Outgoing and incoming holders may share a year; Libya and Yemen had rival governments.
    held: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for party in known_parties():
        for tenure in party.tenures:
            if tenure.office in (
                "president",
                "monarch",
                "prime-minister",
                "foreign-minister",
                "defence-minister",
            ):
                held[tenure.code, tenure.office].append((tenure.since, tenure.until or "9999", party.name))
    for (code, office), tenures in held.items():
        tenures.sort()
        for (_, until, first), (since, later, second) in pairwise(tenures):
            shared = int(min(until, later)[:4]) - int(since[:4])
            rival = code in ("LBY", "YEM") and office == "prime-minister"
            assert shared < 2 or rival or first == second, (code, office, first, second)


def test_role_words_are_folded_and_name_sectors_and_organs() -> None:
    for words, role in role_words().items():
        assert words == fold(words), words
        assert role.sector is None or role.sector in SECTORS, words
        assert role.weight in ("head", "modifier", "weak", "title", "place"), words
        assert not role.organ or role.organ in organs(), words
        assert role.code in ("", "-") or role.code in BODIES, words


def test_offices_titles_and_small_words_are_folded() -> None:
    for words, meant in office_words().items():
        assert words == fold(words)
        assert all(
            key in offices() and (not code or code in countries() or code in BODIES) for key, code in meant
        )
    for title, keys in title_words().items():
        assert title == fold(title)
        assert set(keys) <= set(offices())
    for use in (
        "opener",
        "modifier",
        "inside",
        "place",
        "other",
        "link",
        "stance",
        "honorific",
        "unknown",
        "member",
        "proper",
        "acronym",
        "particle",
        "sides",
        "allied",
        "letters",
    ):
        assert phrase_words(use), use
        assert all(word == fold(word) for word in phrase_words(use)), use


def test_bodies_end_after_they_begin_and_their_stages_do_not_overlap() -> None:
    for party in known_parties():
        for since, until in ((party.since, party.until), *((one.since, one.until) for one in party.stages)):
            assert all(not date or DATE.fullmatch(date) for date in (since, until)), party.id
            assert not (since and until) or since <= until, party.id
        ordered = sorted(party.stages, key=lambda stage: stage.since)
        assert all(one.until < other.since for one, other in pairwise(ordered)), party.id
    assert sum(bool(party.since or party.until) for party in known_parties()) > 200
    assert sum(bool(party.stages) for party in known_parties()) > 20


def test_all_names_of_a_party_with_stages_are_known() -> None:
    for party in known_parties():
        assert all(stage.name in (party.name, *party.aliases) for stage in party.stages), party.id


def test_recall_words_are_folded_and_of_known_kinds() -> None:
    for words, recall in recall_words().items():
        assert words == fold(words)
        assert set(recall.kinds) <= KINDS | {"role"}
        assert recall.sector == "" or recall.sector in SECTORS
        assert recall.how in ("definite", "any", "foreign", "introduced")


def test_cameo_parts_say_what_plover_has() -> None:
    for part, says, plover in table_rows("cameo_actor_codes.tsv", 3):
        assert re.fullmatch("[A-Z]{3}", part)
        if says == "code":
            assert plover in countries() or plover in BODIES, part
        elif says in ("sector", "faith"):
            assert plover in SECTORS, part
        else:
            assert (says, plover) == ("nothing", ""), part


def test_persons_of_one_country_do_not_sound_alike() -> None:
    heard: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for party in known_parties():
        if party.kind == "person" and (key := sound(party.name)):
            heard[key, party.code].add(party.id)
    assert all(len(ids) == 1 for ids in heard.values()), [ids for ids in heard.values() if len(ids) > 1]


def test_organs_have_a_name_to_fill_in() -> None:
    for organ in organs().values():
        assert "{country}" in organ.name or "{adjective}" in organ.name
        assert organ.sector in SECTORS


def test_the_base_loads_without_yaml() -> None:
    code = (
        "import sys\n"
        "from demarche.knowledge.parties import party_base\n"
        "party_base().resolve('x')\n"
        "print('yaml' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "False"
