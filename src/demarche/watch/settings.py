"""How sources are watched: rates, bounds, patience."""

import re

import msgspec

from demarche.errors import InputError
from demarche.intake import Limits
from demarche.intake.fetching import AGENT

SHORTEST, LONGEST = 1.0, 30 * 86_400.0  # seconds between rounds
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*([smhd]?)")
_CONTACT = re.compile(r"[\x21-\x7e]{1,200}")


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a person can set of watching.

    `rate`: questions a second to one host, at most; `fetchers`: hosts asked at one time; `page_bytes`: most
    bytes of a page; `seconds`: for one answer; `settle`: seconds for which a file must not have changed;
    `tries`: times that a page is asked for before it is given up; `private`: whether addresses that are not
    public may be asked; `agent`: how it calls itself.
    """

    rate: float = 1.0
    fetchers: int = 8
    page_bytes: int = 5_000_000
    seconds: float = 20.0
    settle: float = 5.0
    tries: int = 10
    private: bool = False
    agent: str = AGENT
    outlet: str | None = None
    limits: Limits = Limits()


def agent_with(contact: str | None) -> str:
    """The name under which servers are asked, with an address of who is behind it. Raises InputError."""
    if not contact:
        return AGENT
    if not _CONTACT.fullmatch(contact):
        raise InputError("a contact is an address without blanks, such as mailto:desk@example.org")
    return f"{AGENT} (+{contact})"


def seconds_of(told: str) -> float:
    """The seconds of `90s`, `15m`, `2h`, `1d`; a bare number counts seconds. Raises InputError."""
    found = _SPAN.fullmatch(told.strip().lower())
    if found is None:
        raise InputError(f"not a time: {told!r} (write 90s, 15m, 2h or 1d)")
    seconds = float(found[1]) * _UNITS[found[2] or "s"]
    if not SHORTEST <= seconds <= LONGEST:
        raise InputError(f"{told} is too short or too long: between 1s and 30d")
    return seconds


def in_words(seconds: float) -> str:
    """`90 s`, `15 min`, `2 h`, `1 d`: roughly, for a person."""
    for unit, size in (("d", 86_400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * size or (seconds >= size and seconds % size == 0):
            return f"{round(seconds / size)} {unit}"
    return f"{max(1, round(seconds))} s"
