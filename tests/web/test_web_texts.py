"""The catalogue: every text that is asked for is there, and none that is not."""

import re
from importlib.resources import files
from typing import get_args

from demarche.collate.decisions import FIELDS
from demarche.ledger.glance import Unit
from demarche.plover import ontology
from demarche.records import AgreementState, Answer, DisputeKind, Occurrence, Outcome, Stance, TollKind
from demarche.records.toll import Bound
from demarche.web.api import ENDPOINTS
from demarche.web.api_changes import CHANGES, bodies
from demarche.web.deciding import ACTIONS
from demarche.web.marks import KINDS
from demarche.web.rendering import NAVIGATION
from demarche.web.texts import catalogue

_PLAIN = re.compile(r"""(?:\bt|\btext|\bcounted)\(\s*"([a-z_]+\.[a-z_0-9]+)"(?!\s*~)""")
_TITLES = re.compile(r"titles\(([^()]*)\)")
_QUOTED = re.compile(r'"([a-z_]+)"')


def sources() -> str:
    """All modules and templates of the web package, as one text."""
    folder = files("demarche.web")
    held = [each for part in ("", "pages", "templates") for each in folder.joinpath(part).iterdir()]
    return "\n".join(
        each.read_text(encoding="utf-8") for each in held if each.name.endswith((".py", ".html"))
    )


def has(key: str) -> bool:
    known = catalogue()
    return key in known or (f"{key}_one" in known and f"{key}_many" in known)


def test_every_text_that_is_asked_for_is_there() -> None:
    told = sources()
    keys = set(_PLAIN.findall(told))
    keys |= {f"column.{name}" for held in _TITLES.findall(told) for name in _QUOTED.findall(held)}
    assert len(keys) > 200
    assert [key for key in sorted(keys) if not has(key)] == []


def test_every_code_has_a_name() -> None:
    groups: dict[str, tuple[str, ...]] = {
        "dispute": (*get_args(DisputeKind), "any"),
        "question": get_args(DisputeKind),
        "toll": get_args(TollKind),
        "agreed": get_args(TollKind),
        "bound": get_args(Bound),
        "stance": get_args(Stance),
        "occurrence": get_args(Occurrence),
        "state": get_args(AgreementState),
        "answer": get_args(Answer),
        "outcome": get_args(Outcome),
        "field": FIELDS,
        "mark": KINDS,
        "decisions": ACTIONS,
        "nav": tuple(name for name, _ in NAVIGATION),
        "timeline": tuple(f"{part}_{unit}" for part in ("title", "label") for unit in get_args(Unit)),
        "endpoint": (*(each.name for each in ENDPOINTS), *(each.name for each in CHANGES)),
        "parameter": tuple({name for endpoint in ENDPOINTS for name in endpoint.parameters}),
    }
    groups["decide"] = (*ACTIONS, *(f"{action}_about" for held in bodies().values() for action, _ in held))
    missing = [f"{group}.{name}" for group, names in groups.items() for name in names]
    assert [key for key in missing if not has(key)] == []
    assert ontology().types


def test_every_text_is_used() -> None:
    told = sources()
    made = (
        "dispute.", "question.", "toll.", "agreed.", "bound.", "stance.", "occurrence.", "state.",
        "answer.", "outcome.", "field.", "mark.", "decide.", "decisions.", "nav.", "timeline.",
        "endpoint.", "parameter.",
        "kind.", "role.", "added.", "column.", "add.stage_", "facet.", "filter.", "map.",
        "incident.same_", "incident.before", "incident.after", "error.title_",
    )  # fmt: skip
    unused = [
        key
        for key in catalogue()
        if not key.startswith(made) and re.sub("_(one|many)$", "", key) not in told and key not in told
    ]
    assert unused == []


def test_texts_are_texts() -> None:
    for key, words in catalogue().items():
        assert words == words.strip(), key
        assert "<" not in words, key
        assert words.count("{") == words.count("}"), key
