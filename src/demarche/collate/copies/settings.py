"""What makes a copy: the shares and sizes of `data/copies.yaml`."""

from functools import cache
from importlib.resources import files

import msgspec
import yaml


class CopySettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Shares are from 0 to 1, lengths in words; the file says what each is for."""

    shared_run: int
    copy_share: float
    same_share: float
    names_share: float
    least_words: int
    shingle: int
    values: int
    most_keys: int
    seed: int
    shared_keys: float
    window_days: int


@cache
def copy_settings() -> CopySettings:
    """The settings of `data/copies.yaml`."""
    data = files("demarche.collate").joinpath("data", "copies.yaml").read_bytes()
    return msgspec.convert(yaml.safe_load(data), CopySettings)
