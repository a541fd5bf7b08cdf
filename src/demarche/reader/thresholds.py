"""How sure the model must be: one readable file, set on reports kept out of training."""

from functools import cache
from importlib.resources import files

import msgspec


class Thresholds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Probabilities from 0 to 1; what each is for stands beside it in `data/thresholds.yaml`."""

    trigger_word: float
    mention: float
    span: dict[str, float]
    merge: float
    role: dict[str, float]
    role_alone: float
    mode: float
    not_actual: float
    hedged: float
    event: dict[str, float]


@cache
def thresholds() -> Thresholds:
    """The thresholds of the shipped model."""
    path = files("demarche.reader").joinpath("data/thresholds.yaml")
    return msgspec.yaml.decode(path.read_bytes(), type=Thresholds)
