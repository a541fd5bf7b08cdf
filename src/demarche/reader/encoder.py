"""The encoder: word states of a document, by ONNX Runtime on the CPU, from the weights in the package."""

import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import onnxruntime

from demarche.errors import ModelError
from demarche.knowledge.parties import PartyBase
from demarche.knowledge.version import knowledge_version
from demarche.reader.document import Document, Window
from demarche.reader.heads import LAYERS, Floats, Heads

WEIGHTS = "weights"
SKIPPED = "FUSIONS_SKIPPED"  # in the weights' folder: fusions of ONNX Runtime that this graph is slower with


class Encoder:
    """An ONNX session. One window a call: int8 results would depend on what else is in a batch.

    A call works in the thread that makes it, and any number of threads may call at once.
    """

    def __init__(self, path: str) -> None:
        skipped = Path(path).with_name(SKIPPED)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                path,
                options,
                providers=["CPUExecutionProvider"],
                disabled_optimizers=skipped.read_text("utf-8").split() if skipped.exists() else None,
            )
        except Exception as error:
            raise ModelError(f"{path}: the reader's weights cannot be loaded: {error}") from error

    def window(self, window: Window) -> Floats:
        """States of the words that are at home in a window, [words, W]."""
        feed = {"pieces": window.pieces[None], "shapes": window.shapes[None]}
        (states,) = self._session.run(None, feed)
        kept: Floats = states[0, window.at]
        return kept

    def states(self, document: Document) -> Floats:
        """Word states [words, W]."""
        return together([self.window(window) for window in document.windows])


def together(windows: Sequence[Floats]) -> Floats:
    """Word states [words, W] of a document from those of its windows."""
    return np.concatenate(windows).astype(np.float32, copy=False)


def model_name(parties: PartyBase | None = None) -> str:
    """The shipped model as readings carry it: the weights' name, a digest of settings and knowledge.

    With a user's own `parties`, their digest too. A reading of another name is made anew when its report is
    read again.
    """
    return f"{_shipped_name()}+{parties.version}" if parties and parties.version else _shipped_name()


@cache
def _shipped_name() -> str:
    here = files("demarche.reader")
    try:
        name = here.joinpath(WEIGHTS, "NAME").read_text(encoding="utf-8").strip()
        settings = zlib.crc32(here.joinpath("data/settings.yaml").read_bytes())
    except FileNotFoundError as error:
        raise ModelError(f"the reader's weights are missing: {error}") from error
    return f"{name}+{settings:08x}{knowledge_version()}"


def load() -> tuple[Encoder, Heads]:
    """The shipped encoder and heads. Raises ModelError where the weights are missing or damaged."""
    with as_file(files("demarche.reader").joinpath(WEIGHTS)) as path:
        return Encoder(str(path / "encoder.onnx")), read_heads(str(path / "heads.npz"))


def read_heads(path: str) -> Heads:
    """Heads from an .npz file. Raises ModelError where it is missing or damaged."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            weights: Mapping[str, Floats] = {name: kept[name] for name in kept.files}
    except (OSError, ValueError, EOFError, BadZipFile, zlib.error) as error:
        raise ModelError(f"{path}: the reader's weights cannot be loaded: {error}") from error
    if missing := sorted(name for name in LAYERS if f"{name}.weight" not in weights):
        raise ModelError(f"{path}: the reader's weights lack {', '.join(missing)}")
    return Heads(weights)
