"""The gazetteer's file: what is packed comes back whole, and a broken one says so."""

import numpy as np
import pytest

from demarche.errors import KnowledgeError
from demarche.knowledge.gazetteer import Gazetteer, gazetteer
from demarche.knowledge.gazetteer_file import packed, unpacked
from demarche.knowledge.place_keys import ROW_BITS, hashed


def arrays() -> dict[str, np.ndarray]:
    names = [b"Homs", "Mörön".encode(), b"Idlib"]
    keys = sorted(hashed(key) << ROW_BITS | row for row, key in enumerate(("homs", "moron", "idlib")))
    return {
        "counts": np.array([1, 1, 1], dtype=np.uint32),
        "countries": np.frombuffer(b"MNGSYR", dtype=np.uint8),
        "names": np.frombuffer(b"".join(names), dtype=np.uint8),
        "name_lengths": np.array([len(name) for name in names], dtype=np.uint8),
        "geonameid": np.array([169577, 12, 4_000_000], dtype=np.uint32),
        "lat": np.array([34.7324, np.nan, -35.0]),
        "lon": np.array([36.7137, np.nan, 179.9999]),
        "population": np.array([775404, 0, 12], dtype=np.uint32),
        "province": np.array([0, 0, 0], dtype=np.uint16),
        "province_country": np.array([1], dtype=np.uint8),
        "province_spread": np.array([40.5], dtype=np.float32),
        "keys": np.array(keys, dtype=np.uint64),
        "sounds": np.array([], dtype=np.uint64),
    }


def test_what_is_packed_comes_back() -> None:
    before = arrays()
    after = unpacked(packed(before))
    for name in ("counts", "geonameid", "population", "province", "keys", "sounds", "province_spread"):
        assert np.array_equal(after[name], before[name]), name
    for name in ("lat", "lon"):
        assert np.allclose(after[name], before[name], equal_nan=True), name
    place = Gazetteer(after).named("homs")[0]
    assert (place.name, place.country, place.lat, place.geonameid) == ("Homs", "SYR", 34.7324, 169577)
    assert Gazetteer(after).named("moron")[0].name == "Mörön"


def test_the_same_facts_make_the_same_file() -> None:
    assert packed(arrays()) == packed(arrays())


def test_a_file_that_lacks_a_column_says_which() -> None:
    before = arrays()
    stored = packed(before).replace(b"keys_row.npy", b"keys_wor.npy")
    with pytest.raises(KnowledgeError, match="keys_row"):
        unpacked(stored)


def test_numbers_that_do_not_fit_are_refused() -> None:
    before = arrays()
    before["population"] = np.array([2**40, 0, 0], dtype=np.uint64)
    with pytest.raises(KnowledgeError, match="population"):
        packed(before)


def test_the_shipped_gazetteer_agrees_with_itself() -> None:
    gazetteer.cache_clear()
    table = gazetteer()
    for name in ("homs", "walker county", "ontario", "timbuktu"):
        places = table.named(name)
        assert places, name
        assert all(-90 <= (place.lat or 0) <= 90 for place in places)


def test_a_county_lies_amid_its_towns() -> None:
    kentucky = [one for one in gazetteer().named("laurel county") if one.province == "Kentucky"]
    assert [one.kind for one in kentucky] == ["district"]
    assert kentucky[0].lat == pytest.approx(37.1, abs=0.3)  # London, its seat, is at 37.13, -84.08
    assert kentucky[0].lon == pytest.approx(-84.1, abs=0.3)


def test_a_province_with_its_towns_to_one_side_lies_in_its_middle() -> None:
    ontario = next(one for one in gazetteer().named("ontario") if one.kind == "province")
    assert (ontario.lat, ontario.lon) == (50.0, -85.5)
