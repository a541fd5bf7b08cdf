"""PLOVER as data: types, modes, contexts, sectors, actor codes, scores, CAMEO equivalents (`data/`)."""

import functools
from collections.abc import Iterable, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, Literal, TypeVar

import msgspec

from demarche.errors import KnowledgeError

QuadName = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
QUADS: Mapping[QuadName, int] = MappingProxyType(
    {"verbal cooperation": 1, "material cooperation": 2, "verbal conflict": 3, "material conflict": 4}
)

T = TypeVar("T")


class CameoRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a type or mode becomes a CAMEO code: `code`, or a finer one by trigger word or by context."""

    code: str
    words: Mapping[str, str] = {}
    contexts: Mapping[str, str] = {}

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code that this rule can give, the main one first."""
        return tuple(dict.fromkeys((self.code, *self.words.values(), *self.contexts.values())))


class Mode(msgspec.Struct, frozen=True, kw_only=True):
    """A way in which an event of a type is done. `score`: -10 (conflict) to +10 (cooperation)."""

    name: str
    definition: str
    score: float
    rule: CameoRule

    @property
    def cameo(self) -> tuple[str, ...]:
        """CAMEO codes that this mode stands for, the main one first."""
        return self.rule.codes


class EventType(msgspec.Struct, frozen=True, kw_only=True):
    """One of the 16 types. `score`: -10 to +10; `recipient`: whether PLOVER wants one named."""

    name: str
    quad: QuadName
    definition: str
    score: float
    recipient: bool
    modes: Mapping[str, Mode]
    rule: CameoRule

    @property
    def quad_class(self) -> int:
        """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
        return QUADS[self.quad]

    @property
    def cameo(self) -> tuple[str, ...]:
        """CAMEO codes of the type told without a mode, the main one first."""
        return self.rule.codes


class Sector(msgspec.Struct, frozen=True, kw_only=True):
    """What kind of party somebody is; `primary` ones are preferred where two would fit."""

    code: str
    name: str
    primary: bool


class Appeal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """CAMEO's split of requests into demands and appeals, whose codes differ in the root only."""

    type: str
    demand_root: str
    appeal_root: str
    demand_words: tuple[str, ...]


class Cameo(msgspec.Struct, frozen=True, kw_only=True):
    """What a CAMEO file needs beyond the rules of types and modes.

    `goldstein`: score by code, of every known code; `mutual`: types written both ways when only actors are
    told, and the trigger words this takes (none: always); `roles`, `actors`: CAMEO's names of sectors and
    codes that differ; `whole`: codes that take no role; `nobody`: stands for a party that is not told.
    """

    goldstein: Mapping[str, float]
    appeal: Appeal
    mutual: Mapping[str, tuple[str, ...]]
    roles: Mapping[str, str]
    actors: Mapping[str, str]
    whole: tuple[str, ...]
    nobody: str


class Ontology(msgspec.Struct, frozen=True, kw_only=True):
    """All of PLOVER that Demarche uses. Mappings keep the order of the files.

    `contexts`: definition by name; `codes`: name by actor code that is not a country's.
    """

    types: Mapping[str, EventType]
    contexts: Mapping[str, str]
    sectors: Mapping[str, Sector]
    codes: Mapping[str, str]
    cameo: Cameo

    def strongest(self, type: str, modes: Iterable[str]) -> Mode | None:
        """The mode with the score farthest from 0; of equals, the later in the list. None: no known mode."""
        known = set(modes)
        found: Mode | None = None
        for name, mode in self.types[type].modes.items():
            if name in known and (found is None or abs(mode.score) >= abs(found.score)):
                found = mode
        return found

    def score(self, type: str, modes: Iterable[str] = ()) -> float:
        """Conflict-cooperation score of an event: its strongest mode's, else its type's."""
        mode = self.strongest(type, modes)
        return mode.score if mode else self.types[type].score


class _Mode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    definition: str
    score: float | None = None


class _Type(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    quad: QuadName
    score: float
    recipient: bool
    definition: str
    modes: dict[str, _Mode] = {}


class _TypeRule(CameoRule, frozen=True, kw_only=True, forbid_unknown_fields=True):
    modes: dict[str, CameoRule] = {}


class _Sector(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    primary: bool
    name: str


class _Cameo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    types: dict[str, _TypeRule]
    appeal: Appeal
    mutual: dict[str, tuple[str, ...]]
    roles: dict[str, str]
    actors: dict[str, str]
    whole: tuple[str, ...]
    nobody: str


@functools.cache
def ontology() -> Ontology:
    """The ontology that ships with the package, read once; KnowledgeError when a file is not well formed."""
    return read_ontology(files("demarche.plover") / "data")


def read_ontology(folder: Traversable) -> Ontology:
    """The ontology kept in a folder of data files; KnowledgeError names the file and what is wrong."""
    types = read_yaml(folder, "types.yaml", dict[str, _Type])
    contexts = read_yaml(folder, "contexts.yaml", dict[str, str])
    cameo = read_yaml(folder, "cameo.yaml", _Cameo)
    goldstein = _goldstein(folder)
    _check_scores(types)
    _check_cameo(cameo, types, contexts, goldstein)
    return Ontology(
        types=MappingProxyType(
            {name: _event_type(name, raw, cameo.types[name]) for name, raw in types.items()}
        ),
        contexts=MappingProxyType(contexts),
        sectors=MappingProxyType(
            {
                code: Sector(code=code, name=raw.name, primary=raw.primary)
                for code, raw in read_yaml(folder, "sectors.yaml", dict[str, _Sector]).items()
            }
        ),
        codes=MappingProxyType(read_yaml(folder, "codes.yaml", dict[str, str])),
        cameo=Cameo(
            goldstein=MappingProxyType(goldstein),
            appeal=cameo.appeal,
            mutual=MappingProxyType(cameo.mutual),
            roles=MappingProxyType(cameo.roles),
            actors=MappingProxyType(cameo.actors),
            whole=cameo.whole,
            nobody=cameo.nobody,
        ),
    )


def read_yaml(folder: Traversable, name: str, type: type[T]) -> T:
    """A YAML file of `folder` as `type`; KnowledgeError when it is missing or of another form."""
    try:
        return msgspec.yaml.decode((folder / name).read_bytes(), type=type)
    except OSError as error:
        raise KnowledgeError(f"plover/{name}: cannot be read ({error.strerror})") from error
    except msgspec.MsgspecError as error:
        raise KnowledgeError(f"plover/{name}: {' '.join(str(error).split())}") from error


def _event_type(name: str, raw: _Type, rule: _TypeRule) -> EventType:
    modes = {
        mode: Mode(
            name=mode,
            definition=told.definition,
            score=raw.score if told.score is None else told.score,
            rule=rule.modes[mode],
        )
        for mode, told in raw.modes.items()
    }
    return EventType(
        name=name,
        quad=raw.quad,
        definition=raw.definition,
        score=raw.score,
        recipient=raw.recipient,
        modes=MappingProxyType(modes),
        rule=CameoRule(code=rule.code, words=rule.words, contexts=rule.contexts),
    )


def _goldstein(folder: Traversable) -> dict[str, float]:
    name = "cameo_goldstein.tsv"
    scores: dict[str, float] = {}
    try:
        lines = (folder / name).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise KnowledgeError(f"plover/{name}: cannot be read ({error.strerror})") from error
    for number, line in enumerate(lines, start=1):
        if line.startswith("#"):
            continue
        code, _, score = line.partition("\t")
        try:
            scores[code] = float(score)
        except ValueError as error:
            raise KnowledgeError(f"plover/{name}: line {number} is not a code and a score") from error
    return scores


def _check_scores(types: Mapping[str, _Type]) -> None:
    for name, raw in types.items():
        for score in (raw.score, *(mode.score for mode in raw.modes.values())):
            if score is not None and not -10 <= score <= 10:
                raise KnowledgeError(f"plover/types.yaml: {name} has a score of {score}, outside -10 to 10")


def _check_cameo(
    cameo: _Cameo, types: Mapping[str, _Type], contexts: Mapping[str, Any], known: Mapping[str, float]
) -> None:
    """Every type and mode has a rule, and every rule names known codes and contexts only."""

    def check(where: str, rule: CameoRule) -> None:
        for code in rule.codes:
            if code not in known:
                raise KnowledgeError(f"plover/cameo.yaml: {where} has an unknown CAMEO code {code!r}")
        for context in rule.contexts:
            if context not in contexts:
                raise KnowledgeError(f"plover/cameo.yaml: {where} has an unknown context {context!r}")

    if set(cameo.types) != set(types):
        raise KnowledgeError(
            f"plover/cameo.yaml: types differ from types.yaml: {sorted(set(cameo.types) ^ set(types))}"
        )
    for name, rule in cameo.types.items():
        check(name, rule)
        if set(rule.modes) != set(types[name].modes):
            odd = sorted(set(rule.modes) ^ set(types[name].modes))
            raise KnowledgeError(f"plover/cameo.yaml: modes of {name} differ from types.yaml: {odd}")
        for mode, finer in rule.modes.items():
            check(f"{name} {mode}", finer)
