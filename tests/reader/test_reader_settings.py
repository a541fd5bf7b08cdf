"""The settings file is well formed."""

from importlib.resources import files

import msgspec
import pytest

from demarche.reader.labels import SPAN_KINDS, TOLL_KINDS
from demarche.reader.settings import ConfidenceWeights, MergeWeights, Settings, SourceWeights, settings

TEXT = files("demarche.reader").joinpath("data/settings.yaml").read_text("utf-8")


def test_thresholds_are_probabilities() -> None:
    values = msgspec.to_builtins(settings())
    for name, value in values.items():
        if name in ("merging", "sourcing", "confidence"):
            continue
        for number in value.values() if isinstance(value, dict) else [value]:
            assert 0.0 < number < 1.0, name


def test_every_kind_and_role_has_a_threshold() -> None:
    assert set(settings().span) == set(SPAN_KINDS)
    assert set(settings().role) == {"actor", "recipient", "source", "where", "when", "toll", "agreement"}
    assert not set(settings().role) & set(TOLL_KINDS)
    assert set(settings().alone) == {"actor", "recipient", "recipient_seldom"}


def test_what_speaks_for_an_event_counts_for_it() -> None:
    confidence, merging = settings().confidence, settings().merging
    assert confidence.trigger > 0
    assert merging.model > 0
    assert merging.actors_differ < 0
    assert settings().sourcing.own < 0 < settings().sourcing.said
    groups = (ConfidenceWeights, MergeWeights, SourceWeights)
    assert {name for group in groups for name in group.__struct_fields__} <= {
        line.strip().split(":")[0] for line in TEXT.splitlines()
    }


def test_every_group_is_explained() -> None:
    blocks = [block for block in TEXT.split("\n\n") if block.strip()]
    assert all(block.startswith("#") for block in blocks)


@pytest.mark.parametrize(
    "text",
    [TEXT + "\nsurprise: 0.5\n", TEXT.replace("hedged:", "hedge:"), TEXT.replace("merge: ", "merge: very ")],
)
def test_a_misspelt_setting_is_refused(text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.yaml.decode(text, type=Settings)
