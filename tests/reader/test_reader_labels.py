"""What the model's outputs stand for agrees with the ontology, the records and the shipped weights."""

from importlib.resources import as_file, files
from typing import get_args

import numpy as np
import pytest

from demarche.plover import ontology
from demarche.reader import labels, model_name
from demarche.records import AgreementState, Bound, Occurrence, SpanKind, Stance, TollKind


def test_labels_are_the_ontology() -> None:
    assert set(labels.TYPES) == set(ontology().types)
    assert len(labels.TYPES) == 16
    assert set(labels.MODES) == {(t, m) for t, kind in ontology().types.items() for m in kind.modes}
    assert set(labels.SECTORS) == {"", *ontology().sectors}


def test_labels_are_the_records() -> None:
    assert get_args(SpanKind) == labels.SPAN_KINDS
    assert get_args(Occurrence) == labels.OCCURRENCES
    assert get_args(Stance) == labels.STANCES
    assert get_args(TollKind) == labels.TOLL_KINDS
    assert get_args(Bound) == labels.BOUNDS
    assert get_args(AgreementState) == labels.STATES


def test_every_role_is_filled_by_one_kind_of_span() -> None:
    assert tuple(labels.FILLS) == labels.SPAN_KINDS
    filled = [role for roles in labels.FILLS.values() for role in roles]
    assert sorted(filled) == sorted(labels.ROLES)


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("trigger", len(labels.TYPES)),
        ("tag", 3 * len(labels.SPAN_KINDS)),
        ("mode", len(labels.MODES)),
        ("occurrence", len(labels.OCCURRENCES)),
        ("hedge", 1),
        ("role.out", len(labels.ROLES) + len(labels.SECTORS)),
        ("code", len(labels.CODE_CLASSES)),
        ("state", len(labels.STATES)),
    ],
)
def test_the_shipped_weights_are_made_for_these_labels(name: str, rows: int) -> None:
    with (
        as_file(files("demarche.reader").joinpath("weights", "heads.npz")) as path,
        np.load(path, allow_pickle=False) as kept,
    ):
        assert kept[f"{name}.weight"].shape[0] == rows


def test_the_shipped_model_has_a_name_and_is_small() -> None:
    assert model_name()
    assert "\n" not in model_name()
    folder = files("demarche.reader").joinpath("weights")
    assert sum(len(f.read_bytes()) for f in folder.iterdir()) < 40_000_000
