"""How sure the model must be, and how its scores combine: a readable file, set on reports not trained on."""

from functools import cache
from importlib.resources import files

import msgspec

from demarche.errors import ModelError


class MergeWeights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether two mentions tell one event: a logistic regression over what each says (`merging.py`)."""

    bias: float
    model: float
    actors_alike: float
    actors_differ: float
    recipients_alike: float
    recipients_differ: float
    places_differ: float
    times_differ: float
    tolls_alike: float
    tolls_differ: float
    words_alike: float


class ConfidenceWeights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How probably an event is right: a logistic regression over what speaks for it (`roles.py`)."""

    bias: float
    trigger: float
    mentions: float
    party: float
    twin: float


class SourceWeights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How probably an event is a source's word: a logistic regression over how it is told (`sources.py`)."""

    bias: float
    source: float
    own: float
    taken_up: float
    said: float
    speech: float


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Probabilities from 0 to 1 and weights; what each is for stands beside it in `data/settings.yaml`."""

    trigger_word: float
    mention: float
    span: dict[str, float]
    role: dict[str, float]
    alone: dict[str, float]
    beside: float
    mode: float
    not_actual: float
    hedged: float
    merge: float
    event: float
    sourcing: SourceWeights
    merging: MergeWeights
    confidence: ConfidenceWeights


@cache
def settings() -> Settings:
    """The settings of the shipped model."""
    path = files("demarche.reader").joinpath("data/settings.yaml")
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=Settings)
    except (OSError, msgspec.DecodeError) as error:
        raise ModelError(f"the reader's settings cannot be read: {error}") from error
