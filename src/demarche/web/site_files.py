"""Where the pages of a static site lie: addresses to files, and links between files."""

import hashlib
import posixpath
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, urlsplit

from demarche.web.addresses import coded

_LONGEST = 120  # characters of a file's name without its ending
_MARKING = "at"  # a parameter that a page is the same page without


class SiteFiles:
    """The files of a site by the address that each stands for."""

    def __init__(self) -> None:
        self._files: dict[str, str] = {}
        self._taken: set[str] = set()

    def add(self, address: str, ending: str = "html") -> str:
        """The file for an address, none that another address has, even where case makes no difference."""
        key = _key(address)
        if key in self._files:
            return self._files[key]
        parts = urlsplit(key)
        folders = [_short(part) for part in parts.path.strip("/").split("/")]
        if folders == [""]:
            folders = ["index"]
        query = "".join(f"--{coded(name)}-{coded(value)}" for name, value in parse_qsl(parts.query))
        folders[-1] = _short(folders[-1] + query)
        file = "/".join(folders)
        if file.lower() in self._taken:
            file += f"--{hashlib.sha256(key.encode()).hexdigest()[:8]}"
        self._taken.add(file.lower())
        self._files[key] = f"{file}.{ending}"
        return self._files[key]

    def add_twin(self, address: str, ending: str) -> str:
        """The file for a page's JSON or CSV, beside it."""
        page = self._files[_key(address)]
        path, query = urlsplit(_key(address)).path, urlsplit(_key(address)).query
        twin = f"{'/index' if path == '/' else path}.{ending}" + (f"?{query}" if query else "")
        self._files[twin] = f"{page.removesuffix('.html')}.{ending}"
        return self._files[twin]

    def link(self, address: str, page: str) -> str:
        """The address as a link on the page that lies at the file `page`; empty where no file is it."""
        bare, hash_, fragment = address.partition("#")
        if bare.startswith("/static/"):
            file: str | None = bare.lstrip("/")
        else:
            file = self._files.get(_key(bare))
        if file is None:
            return ""
        return posixpath.relpath(file, posixpath.dirname(page) or ".") + hash_ + fragment

    @property
    def files(self) -> Mapping[str, str]:
        """By address."""
        return self._files


def planned(addresses: Iterable[str]) -> SiteFiles:
    """The files of pages at these addresses, with their twins."""
    found = SiteFiles()
    for address in addresses:
        found.add(address)
        for ending in ("json", "csv"):
            found.add_twin(address, ending)
    return found


def _key(address: str) -> str:
    path, _, query = address.partition("?")
    kept = [pair for pair in query.split("&") if pair and not pair.startswith(f"{_MARKING}=")]
    return f"{path}?{'&'.join(kept)}" if kept else path


def _short(name: str) -> str:
    if len(name) <= _LONGEST:
        return name
    return f"{name[: _LONGEST - 12]}--{hashlib.sha256(name.encode()).hexdigest()[:10]}"
