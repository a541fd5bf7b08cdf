"""What an event is to a demarche."""

import pytest

from demarche.collate.courses.bearing import Matter, bearing_of
from demarche.collate.courses.sides import Cast

MATTER = Matter("NOR", "SWE", frozenset({"FIN"}))


def cast(doers: str, others: str = "") -> Cast:
    return Cast(frozenset(doers.split()), frozenset(others.split()))


@pytest.mark.parametrize(
    ("type", "who", "words"),
    [
        ("REJECT", cast("SWE", "NOR"), "asked refuses"),
        ("RETREAT", cast("SWE", "FIN"), "asked yields"),
        ("ASSAULT", cast("NOR", "SWE"), "asker attacks"),
        ("CONSULT", cast("NOR SWE"), "both talk"),
        ("AGREE", cast("SWE NOR FIN"), "both agree"),
        ("REQUEST", cast("NOR SWE"), "both ask together"),
        ("ASSAULT", cast("FIN", "NOR"), "third attacks"),
    ],
)
def test_it_bears_by_who_does_it_to_whom(type: str, who: Cast, words: str) -> None:
    found = bearing_of(type, "actual", who, MATTER)
    assert found is not None
    assert found.words == words


@pytest.mark.parametrize(
    ("type", "who"),
    [
        ("REJECT", cast("SWE", "DNK")),  # what it refuses others
        ("ASSAULT", cast("DNK", "NOR")),  # what strangers do
        ("ASSAULT", cast("FIN", "DNK")),
        ("AGREE", cast("SWE")),
        ("PROTEST", cast("SWE", "NOR")),
    ],
)
def test_what_concerns_only_one_of_them_does_not_bear(type: str, who: Cast) -> None:
    assert bearing_of(type, "actual", who, MATTER) is None


def test_only_what_happened_bears_and_talks_to_come() -> None:
    for occurrence in ("future", "hypothetical", "negated"):
        assert bearing_of("REJECT", occurrence, cast("SWE", "NOR"), MATTER) is None
    assert bearing_of("CONSULT", "future", cast("NOR SWE"), MATTER) is not None
    assert bearing_of("CONSULT", "negated", cast("NOR SWE"), MATTER) is None


def test_of_several_askers_each_one_counts() -> None:
    joint = Matter("FIN+NOR", "SWE", frozenset())
    found = bearing_of("REJECT", "actual", cast("SWE", "FIN"), joint)
    assert found is not None
    assert found.words == "asked refuses"
