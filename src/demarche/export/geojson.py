"""GeoJSON: a FeatureCollection, one feature an event."""

from collections.abc import Iterator
from typing import Any

from demarche.export.form import Form, Row
from demarche.export.plover import json_line, record_as
from demarche.export.sink import Sink


def write_geojson(rows: Iterator[Row], out: Sink, form: Form) -> int:
    """A FeatureCollection (RFC 7946) whose properties are the export record. Returns the number of features.

    An event without coordinates has the geometry null: it is on no map, but not lost.
    """
    out.write(b'{"type":"FeatureCollection","features":[')
    count = 0
    for event, report in rows:
        place = event.where
        geometry: dict[str, Any] | None = None
        if place is not None and place.lat is not None and place.lon is not None:
            geometry = {"type": "Point", "coordinates": [place.lon, place.lat]}
        feature = {
            "type": "Feature",
            "id": event.id,
            "geometry": geometry,
            "properties": record_as(event, report, form),
        }
        out.write((b"," if count else b"") + b"\n" + json_line(feature))
        count += 1
    out.write(b"\n]}\n")
    return count
