"""Where something happened."""

import msgspec


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A place as the report names it and, where it could be located, which place that is.

    `geonameid`, `lat`, `lon` (degrees, WGS 84), `province`, `country` (ISO 3166 alpha-3): None when
    unlocated.
    `kind`: country, province, district, city, facility, region, water, or None.
    """

    text: str
    start: int
    end: int
    name: str
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    province: str | None = None
    country: str | None = None
    kind: str | None = None
    reason: str = ""
