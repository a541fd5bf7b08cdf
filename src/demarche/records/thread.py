"""A demarche: a request or ultimatum from one party to another, and what came of it."""

from typing import Literal

import msgspec

from demarche.records.claim import Voice
from demarche.records.when import When

Answer = Literal["agreed", "refused", "silent"]
Outcome = Literal["met", "refused", "ignored", "overtaken", "open"]


class Making(msgspec.Struct, frozen=True, kw_only=True):
    """One time that it was made: when, in which words, through whom, with which deadline."""

    event_id: str
    incident_id: str | None
    date: str | None
    text: str
    passage: str
    start: int
    end: int
    deadline: When | None
    voice: Voice


class Sequel(msgspec.Struct, frozen=True, kw_only=True):
    """What followed and bears on it: an answer of the one asked, an act of the one asked, a new meeting.

    `bears`: who does what to it, in the words of `collate/data/bearing.yaml`, such as "asked refuses";
    `reason`: why it is thought to.
    """

    incident_id: str | None
    event_id: str
    date: str | None
    title: str
    bears: str
    reason: str
    voice: Voice


class Demarche(msgspec.Struct, frozen=True, kw_only=True):
    """A thread: who asks what of whom, since when, how often, by when, what was answered, what followed.

    `about`: third parties, by code or name, the most named first; `subject`: what is asked, in its words.
    """

    id: str
    title: str
    asker: str
    asker_code: str | None
    asked: str
    asked_code: str | None
    about: tuple[str, ...]
    subject: str
    ultimatum: bool
    since: str | None
    last: str | None
    makings: tuple[Making, ...]
    deadline: str | None
    answer: Answer
    outcome: Outcome
    sequels: tuple[Sequel, ...]
    reports: tuple[str, ...]
