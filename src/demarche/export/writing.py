"""Events written to a file in one of the formats."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from demarche.errors import InputError
from demarche.export.cameo import write_cameo
from demarche.export.form import Form, Row
from demarche.export.geojson import write_geojson
from demarche.export.parquet import write_parquet
from demarche.export.plover import write_plover
from demarche.export.sink import Sink, Target, opened
from demarche.export.table import write_csv

Writer = Callable[[Iterator[Row], Sink, Form], int]

_WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        "plover": write_plover,
        "csv": write_csv,
        "parquet": write_parquet,
        "geojson": write_geojson,
        "cameo": write_cameo,
    }
)
FORMATS: tuple[str, ...] = tuple(_WRITERS)


def write_events(
    pairs: Iterable[Row],
    format: str,
    out: Target,
    *,
    with_text: bool = False,
    incidents: Mapping[str, str] | None = None,
    header: bool = True,
    all_occurrences: bool = False,
) -> int:
    """Write events, each with its report, and return how many lines, rows or features were written.

    `pairs` is taken one at a time and never held whole. `out` is a path, an open stream, or `-` for standard
    output; a file is written whole or not at all. `incidents` gives incident ids by event id. `header` and
    `all_occurrences` concern cameo only. InputError: an unknown format, or an output that cannot be written.
    """
    if format not in _WRITERS:
        raise InputError(f"unknown format {format!r}; known: {', '.join(FORMATS)}")
    form = Form(
        with_text=with_text, incidents=incidents or {}, header=header, all_occurrences=all_occurrences
    )
    with opened(out, binary=format == "parquet") as sink:
        return _WRITERS[format](iter(pairs), sink, form)
