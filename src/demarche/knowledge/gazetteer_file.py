"""The form in which the gazetteer's arrays are kept: small on disk, whole again in a tenth of a second.

Sorted columns are kept as differences, positions as whole ten-thousandths of a degree, and all numbers by
the rank of their bytes (all first bytes, then all second ones): that is what makes them compress.
"""

import zipfile
from io import BytesIO
from typing import Any

from demarche.errors import KnowledgeError
from demarche.knowledge.place_keys import ROW_BITS

_PER_DEGREE = 10_000  # positions are kept to 11 m
_UNKNOWN = -(2**31)  # a position that is not known
_ROW_MASK = (1 << ROW_BITS) - 1
_DATED = (1980, 1, 1, 0, 0, 0)  # the same facts make the same file
_TYPES = {
    "counts": "<u4",
    "countries": "|u1",
    "names": "|u1",
    "name_lengths": "|u1",
    "geonameid": "<i4",
    "lat": "<i4",
    "lon": "<i4",
    "population": "<u4",
    "province": "<u2",
    "province_country": "|u1",
    "province_spread": "<f4",
    "keys_hash": "<u8",
    "keys_row": "<u4",
    "sounds_hash": "<u8",
    "sounds_row": "<u4",
}


def packed(arrays: dict[str, Any]) -> bytes:
    """The arrays (see `unpacked`) as the bytes of an npz file."""
    import numpy as np

    kept = {name: arrays[name] for name in _TYPES if name in arrays}
    for name in ("lat", "lon"):
        kept[name] = np.nan_to_num(np.round(arrays[name] * _PER_DEGREE), nan=_UNKNOWN)
    kept["geonameid"] = np.diff(arrays["geonameid"].astype(np.int64), prepend=0)
    for name in ("keys", "sounds"):
        kept[f"{name}_hash"] = np.diff(arrays[name] >> np.uint64(ROW_BITS), prepend=np.uint64(0))
        kept[f"{name}_row"] = arrays[name] & np.uint64(_ROW_MASK)
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, kind in _TYPES.items():
            column = kept[name].astype(kind)
            if not np.array_equal(column, kept[name]):
                raise KnowledgeError(f"gazetteer: the column {name} does not fit {kind}")
            one = BytesIO()
            np.save(one, column.view(np.uint8).reshape(len(column), column.itemsize).T.copy())
            entry = zipfile.ZipInfo(f"{name}.npy", _DATED)
            archive.writestr(entry, one.getvalue(), zipfile.ZIP_DEFLATED, 9)
    return stream.getvalue()


def unpacked(data: bytes) -> dict[str, Any]:
    """The arrays of a gazetteer file, by name.

    A row a place: `geonameid`, `lat`, `lon` (degrees, NaN where unknown), `population`, `province` (number),
    `name_ends` (where its name ends in the UTF-8 bytes `names`). A row a province: `province_country`
    (number in `countries`), `province_spread` (km). `keys`, `sounds`: sorted, each name's hash and row.
    Raises KnowledgeError naming the column that the file lacks.
    """
    import numpy as np

    arrays: dict[str, Any] = {}
    with np.load(BytesIO(data)) as stored:
        for name, kind in _TYPES.items():
            if name not in stored:
                raise KnowledgeError(f"places/gazetteer.npz lacks the column {name}")
            arrays[name] = np.ascontiguousarray(stored[name].T).view(kind).reshape(-1)
    for name in ("lat", "lon"):
        whole = arrays[name]
        arrays[name] = np.where(whole == _UNKNOWN, np.nan, whole / _PER_DEGREE)
    arrays["geonameid"] = np.cumsum(arrays["geonameid"], dtype=np.int64)
    arrays["name_ends"] = np.cumsum(arrays.pop("name_lengths"), dtype=np.uint32)
    for name in ("keys", "sounds"):
        hashes = np.cumsum(arrays.pop(f"{name}_hash"), dtype=np.uint64)
        arrays[name] = hashes << np.uint64(ROW_BITS) | arrays.pop(f"{name}_row")
    return arrays
