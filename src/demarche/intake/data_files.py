"""The data files of intake: field names, signatures, furniture."""

from importlib.resources import files

import yaml


def load(name: str) -> dict[str, object]:
    """The data file `name` of this package, a YAML mapping."""
    text = files("demarche.intake").joinpath("data", name).read_text("utf-8")
    content = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if not isinstance(content, dict):
        raise TypeError(f"{name} is not a mapping")
    return content
