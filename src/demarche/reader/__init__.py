"""The reader: a Report in, a Reading out. It knows nothing of other reports or of storage."""

from demarche.reader.encoder import model_name
from demarche.reader.reader import Reader, shared_reader

__all__ = ["Reader", "model_name", "shared_reader"]
