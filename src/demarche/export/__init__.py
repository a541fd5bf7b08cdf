"""Events in the forms that others read: PLOVER JSONL, CSV, Parquet, GeoJSON and CAMEO's daily form."""

from demarche.export.plover import plover_record
from demarche.export.records import read_plover
from demarche.export.writing import FORMATS, write_events

__all__ = ["FORMATS", "plover_record", "read_plover", "write_events"]
