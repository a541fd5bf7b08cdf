"""The ontology that ships: complete, well formed, and coherent with CAMEO."""

import re
import shutil
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from demarche.errors import KnowledgeError
from demarche.plover import ontology
from demarche.plover.ontology import read_ontology

MODES = {
    "AGREE": [],
    "CONSULT": ["visit", "third-party", "multilateral", "phone"],
    "SUPPORT": [],
    "CONCEDE": [],
    "COOPERATE": [],
    "AID": [],
    "RETREAT": ["withdraw", "release", "disarm", "ceasefire", "access", "resign"],
    "REQUEST": ["assist", "change", "yield", "meet"],
    "ACCUSE": ["disapprove", "investigate", "allege"],
    "REJECT": ["assist", "change", "yield", "meet"],
    "THREATEN": ["restrict", "arrest", "relations", "expel", "territory", "violence"],
    "PROTEST": ["demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"],
    "SANCTION": ["convict", "expel", "withdraw", "discontinue"],
    "MOBILIZE": ["troops", "weapons", "police", "militia"],
    "COERCE": [
        "seize",
        "restrict",
        "censor",
        "curfew",
        "martial-law",
        "arrest",
        "deport",
        "withhold",
        "misinformation",
        "cyber",
    ],
    "ASSAULT": [
        "abduct",
        "beat",
        "torture",
        "sexual",
        "targeted",
        "destroy",
        "primitive",
        "firearms",
        "explosives",
        "suicide-attack",
        "aerial",
        "drone",
        "heavy-weapons",
        "crowd-control",
        "unconventional",
    ],
}
PRIMARY = ["GOV", "MIL", "COP", "JUD", "LEG", "PRM", "PTY", "REB", "SPY", "UAF", "UNK"]
SECONDARY = ["AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC"]


def test_types_and_modes_are_plovers() -> None:
    assert {name: list(kind.modes) for name, kind in ontology().types.items()} == MODES


def test_every_type_and_mode_is_defined_once() -> None:
    definitions = [kind.definition for kind in ontology().types.values()]
    definitions += [mode.definition for kind in ontology().types.values() for mode in kind.modes.values()]
    assert all(len(definition) > 5 and definition.endswith(".") for definition in definitions)


@pytest.mark.parametrize("name", MODES)
def test_scores_have_the_sign_of_the_quad_class(name: str) -> None:
    kind = ontology().types[name]
    scores = [kind.score, *(mode.score for mode in kind.modes.values())]
    assert all(-10 <= score <= 10 for score in scores)
    assert all((score > 0) == (kind.quad_class in (1, 2)) for score in scores)


def test_quad_classes() -> None:
    by_class: dict[int, set[str]] = {}
    for name, kind in ontology().types.items():
        by_class.setdefault(kind.quad_class, set()).add(name)
    assert by_class == {
        1: {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"},
        2: {"COOPERATE", "AID", "RETREAT"},
        3: {"REQUEST", "ACCUSE", "REJECT", "THREATEN"},
        4: {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"},
    }


def test_scores_of_types_are_plovers() -> None:
    scores = {name: kind.score for name, kind in ontology().types.items()}
    assert scores["ASSAULT"] == -9.3
    assert scores["MOBILIZE"] == -5.3
    assert scores["CONSULT"] == 2.1
    assert max(scores, key=lambda name: scores[name]) == "RETREAT"


def test_scores_of_modes_are_their_cameo_codes() -> None:
    known = ontology()
    for name, kind in known.types.items():
        for mode in kind.modes.values():
            if name in ("COERCE", "MOBILIZE"):  # set by PLOVER's judgement, against CAMEO's figures
                assert mode.score == kind.score
            elif (name, mode.name) != ("CONSULT", "multilateral"):  # CAMEO has no code of its own for it
                assert mode.score == known.cameo.goldstein[mode.cameo[0]], (name, mode.name)


def test_cameo_codes_are_known_codes_of_the_right_root() -> None:
    known = ontology()
    codes = set(known.cameo.goldstein)
    assert all(re.fullmatch(r"(0[1-9]|1\d|20)\d{0,2}", code) for code in codes)
    assert {code[:2] for code in codes} == {f"{root:02}" for root in range(1, 21)}
    assert all(code[:-1] in codes for code in codes if len(code) > 2)
    for kind in known.types.values():
        for told in (kind.cameo, *(mode.cameo for mode in kind.modes.values())):
            assert told
            assert set(told) <= codes
    assert known.types["ASSAULT"].modes["aerial"].cameo == ("195",)
    assert known.types["CONSULT"].cameo[0] == "040"


def test_every_demand_has_an_appeal_in_cameo() -> None:
    known = ontology()
    kind = known.types[known.cameo.appeal.type]
    for code in (*kind.cameo, *(code for mode in kind.modes.values() for code in mode.cameo)):
        assert code.startswith(known.cameo.appeal.demand_root)
        assert known.cameo.appeal.appeal_root + code[2:] in known.cameo.goldstein


def test_contexts() -> None:
    contexts = ontology().contexts
    assert len(contexts) == 37
    assert all(definition.endswith(".") for definition in contexts.values())
    assert {"military", "diplomatic", "human_rights", "cbrn", "terrorism", "election", "cyber"} <= set(
        contexts
    )


def test_sectors_and_codes() -> None:
    known = ontology()
    assert [code for code, sector in known.sectors.items() if sector.primary] == PRIMARY
    assert [code for code, sector in known.sectors.items() if not sector.primary] == SECONDARY
    assert set(known.codes) == {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"}
    assert set(known.cameo.roles) <= set(known.sectors)
    assert {*known.cameo.actors, *known.cameo.whole} <= set(known.codes)
    assert set(known.cameo.mutual) <= set(known.types)


def test_score_of_an_event_is_its_strongest_modes() -> None:
    known = ontology()
    assert known.score("ASSAULT") == -9.3
    assert known.score("ASSAULT", ["abduct", "aerial"]) == -10.0
    assert known.score("ASSAULT", ["no such mode"]) == -9.3
    strongest = known.strongest("ASSAULT", ["unconventional", "aerial"])
    assert strongest is not None
    assert strongest.name == "unconventional"
    assert known.strongest("AGREE", []) is None


def test_it_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        ontology().types["NEW"] = ontology().types["AID"]  # type: ignore[index]
    with pytest.raises(AttributeError):
        ontology().types["AID"].score = 0.0  # type: ignore[misc]


def test_it_is_read_once() -> None:
    assert ontology() is ontology()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the data files, to be spoilt."""
    with as_file(files("demarche.plover") / "data") as data:
        return Path(shutil.copytree(data, tmp_path / "data"))


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("types.yaml", "score: 4.2", "score: 42", "AGREE has a score of 42"),
        ("types.yaml", "quad: verbal cooperation", "quad: verbal", "types.yaml"),
        ("types.yaml", "    phone:", "    fax:", "modes of CONSULT differ"),
        ("types.yaml", "definition: Promises", "definitoin: Promises", "definitoin"),
        ("types.yaml", "AGREE:", "AGREE: [", "types.yaml"),
        ("cameo.yaml", 'code: "195"', 'code: "999"', "unknown CAMEO code '999'"),
        ("cameo.yaml", 'code: "195"', "code: 195", "cameo.yaml"),
        ("cameo.yaml", "contexts: {peacekeeping:", "contexts: {peace:", "unknown context 'peace'"),
        ("cameo.yaml", "  AID:", "  HELP:", "types differ"),
        ("cameo_goldstein.tsv", "010\t0.0", "010", "line 4"),
        ("sectors.yaml", "primary: true", "primary: perhaps", "sectors.yaml"),
    ],
)
def test_a_spoilt_file_is_one_clear_error(folder: Path, name: str, old: str, new: str, says: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        read_ontology(folder)
    assert says in str(caught.value)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_one_clear_error(folder: Path) -> None:
    (folder / "codes.yaml").unlink()
    with pytest.raises(KnowledgeError, match=r"codes\.yaml: cannot be read"):
        read_ontology(folder)


def test_the_documented_table_is_the_data() -> None:
    page = (Path(__file__).parents[2] / "docs" / "ontology.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([A-Z]+) \| (\d) \| ([+-][\d.]+) \| ([\d-]*) \| (.*) \|$", page, re.MULTILINE)
    told = {name: (int(quad), float(score), root, modes) for name, quad, score, root, modes in rows}
    assert told == {
        name: (
            kind.quad_class,
            kind.score,
            kind.cameo[0],
            ", ".join(f"{m.name} {m.score:+.1f} ({m.cameo[0]})" for m in kind.modes.values()) or "none",
        )
        for name, kind in ontology().types.items()
    }
    for name in ontology().contexts:
        assert f"`{name}`" in page
    for code in (*ontology().sectors, *ontology().codes):
        assert f"`{code}`" in page
