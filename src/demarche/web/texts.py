"""All words of the interface, from one catalogue: `data/texts.en.yaml`."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

LANGUAGE = "en"


@cache
def catalogue() -> Mapping[str, str]:
    """Every text by its key, such as `overview.title`."""
    read = yaml.safe_load(
        files("demarche.web").joinpath(f"data/texts.{LANGUAGE}.yaml").read_text(encoding="utf-8")
    )
    return {f"{part}.{key}": str(words) for part, texts in read.items() for key, words in texts.items()}


def text(key: str, **values: object) -> str:
    """The text of that key with its values put in; numbers get their thousands marked."""
    shown = {name: f"{value:,}" if type(value) is int else str(value) for name, value in values.items()}
    return catalogue()[key].format_map(shown)


def counted(key: str, count: int) -> str:
    """The text `key.one` or `key.many`, whichever fits the count."""
    return text(f"{key}_one" if count == 1 else f"{key}_many", count=count)


def titles(*names: str) -> tuple[str, ...]:
    """The titles of columns: the texts `column.name`."""
    return tuple(text(f"column.{name}") for name in names)


def label(group: str, value: str) -> str:
    """What a code is called: the text `group.value`, or the value itself where the catalogue has none."""
    return catalogue().get(f"{group}.{value}", value)
