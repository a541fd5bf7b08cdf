"""The encoder and heads out of their files."""

from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import pytest

from demarche.errors import ModelError
from demarche.reader.document import document_of
from demarche.reader.encoder import Encoder, load, read_heads

LINE = "Norway urged Finland to withdraw its guns from the border on Tuesday, the ministry said. "


def test_missing_weights_are_one_clear_line(tmp_path: Path) -> None:
    for broken in (tmp_path / "encoder.onnx", tmp_path / "cut.onnx"):
        if broken.name == "cut.onnx":
            broken.write_bytes(b"\x08\x07\x12\x07pytorch")
        with pytest.raises(ModelError, match=broken.name) as told:
            Encoder(str(broken))
        assert "\n" not in str(told.value)


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 not a zip", b"heads"])
def test_missing_or_damaged_heads_are_one_clear_line(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "heads.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelError, match=r"heads\.npz") as told:
        read_heads(str(path))
    assert "\n" not in str(told.value)


def test_a_truncated_file_of_heads_is_refused(tmp_path: Path) -> None:
    with as_file(files("demarche.reader").joinpath("weights", "heads.npz")) as path:
        whole = path.read_bytes()
    (tmp_path / "heads.npz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ModelError):
        read_heads(str(tmp_path / "heads.npz"))


def test_every_word_has_a_state_of_finite_numbers() -> None:
    encoder, _ = load()
    document = document_of(LINE * 30)
    states = encoder.states(document)
    assert states.shape[0] == len(document.starts)
    assert states.dtype == np.float32
    assert np.isfinite(states).all()


def test_the_same_words_have_the_same_states() -> None:
    encoder, _ = load()
    document = document_of(LINE * 3)
    assert np.array_equal(encoder.states(document), encoder.states(document))
