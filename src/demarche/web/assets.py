"""Static files, named by their content, so that a browser keeps them for ever and never an old one."""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}


@cache
def assets() -> Mapping[str, tuple[bytes, str]]:
    """By name with hash, such as `style.1a2b3c4d5e.css`, the content and its type."""
    found = {}
    for file in sorted(files("demarche.web").joinpath("static").iterdir(), key=lambda each: each.name):
        stem, _, ending = file.name.rpartition(".")
        if ending in KINDS:
            content = file.read_bytes()
            digest = hashlib.sha256(content).hexdigest()[:10]
            found[f"{stem}.{digest}.{ending}"] = (content, KINDS[ending])
    return found


@cache
def asset(name: str) -> str:
    """The path of a static file, such as `style.css`."""
    stem, _, ending = name.rpartition(".")
    for held in assets():
        if held.startswith(f"{stem}.") and held.endswith(f".{ending}") and held.count(".") == 2:
            return f"/static/{held}"
    raise KeyError(name)
