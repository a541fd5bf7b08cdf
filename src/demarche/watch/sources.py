"""What a person asks to be watched: feeds by address; files, folders and patterns by path."""

import glob
import os
from collections.abc import Sequence

import msgspec

from demarche.errors import InputError
from demarche.intake.fetching import check_address
from demarche.intake.inputs import STDIN, Input


class Sources(msgspec.Struct, frozen=True):
    """The sources named, each once: addresses of feeds, and inputs on this machine."""

    feeds: tuple[str, ...]
    inputs: tuple[Input, ...]


def named_sources(names: Sequence[str]) -> Sources:
    """The sources that `names` stand for. Raises InputError for what cannot be watched.

    A folder may be empty and a pattern match nothing yet; a file must be there.
    """
    feeds: dict[str, None] = {}
    inputs: dict[str, Input] = {}
    for name in names:
        if "://" in name:
            check_address(name)
            feeds[name] = None
        else:
            inputs[name] = _input(name)
    return Sources(tuple(feeds), tuple(inputs.values()))


def _input(name: str) -> Input:
    if name == STDIN:
        raise InputError("standard input cannot be watched: `demarche read -` reads it")
    if not name.strip() or "\0" in name:
        raise InputError(f"no such file or folder: {name!r}")
    if os.path.isdir(name):
        return Input(name, many=True)
    if os.path.lexists(name):
        if not os.path.isfile(name):
            raise InputError(f"{name} is no file or folder, and cannot be watched")
        return Input(name, many=False)
    if glob.has_magic(name):
        return Input(name, many=True)
    raise InputError(f"no such file or folder: {name} (a feed's address begins with https://)")
