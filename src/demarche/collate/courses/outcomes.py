"""What a demarche has come to: answered or not, and whether it is still open."""

from collections.abc import Sequence

from demarche.collate.courses.bearing import bearing_table
from demarche.collate.days import days_of
from demarche.records import Answer, Outcome, Sequel


def answer_of(sequels: Sequence[Sequel], last: str | None) -> Answer:
    """What the one asked answered since it was `last` asked; the latest answer counts."""
    answer: Answer = "silent"
    for sequel in _since(sequels, last):
        if sequel.bears in bearing_table().answers["agreed"]:
            answer = "agreed"
        elif sequel.bears in bearing_table().answers["refused"]:
            answer = "refused"
    return answer


def outcome_of(
    sequels: Sequence[Sequel], last: str | None, deadline: str | None, latest: str | None
) -> Outcome:
    """What came of it since it was `last` asked; `latest`: the last day that any report is from.

    met, refused or overtaken, whichever came last; open again when what was refused is agreed to after all;
    ignored when the deadline has passed with none of them and the one asked has not agreed.
    """
    closes = bearing_table().closes
    outcome: Outcome = "open"
    for sequel in _since(sequels, last):
        if sequel.bears in closes["met"]:
            outcome = "met"
        elif sequel.bears in closes["refused"]:
            outcome = "refused"
        elif sequel.bears in closes["overtaken"]:
            outcome = "overtaken"
        elif sequel.bears in bearing_table().answers["agreed"] and outcome == "refused":
            outcome = "open"
    by, now = days_of(deadline), days_of(latest)
    if outcome == "open" and by and now and now[0] > by[1] and answer_of(sequels, last) != "agreed":
        return "ignored"
    return outcome


def _since(sequels: Sequence[Sequel], last: str | None) -> list[Sequel]:
    # what has no date may be older than the request: it answers nothing
    return [s for s in sequels if s.date and (not last or s.date.partition("/")[0] >= last.partition("/")[0])]
