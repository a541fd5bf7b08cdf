"""Events in the forms that others read (PLOVER JSONL, CSV, Parquet, GeoJSON, CAMEO), and what is collated."""

from demarche.export.collated import COLLATED, COLLATED_FORMATS, write_collated
from demarche.export.incidents import incident_record
from demarche.export.plover import plover_record
from demarche.export.records import read_plover
from demarche.export.writing import FORMATS, write_events

__all__ = [
    "COLLATED",
    "COLLATED_FORMATS",
    "FORMATS",
    "incident_record",
    "plover_record",
    "read_plover",
    "write_collated",
    "write_events",
]
