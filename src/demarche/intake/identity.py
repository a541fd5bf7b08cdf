"""Ids and digests of reports: the same words give the same ones everywhere."""

import hashlib
import json


def content_digest(title: str, text: str, published: str | None) -> str:
    """SHA-256, in hex, of what a report says: two versions of a report differ in it."""
    return _sha256(title, text, published)


def content_id(title: str, text: str, published: str | None, outlet: str | None) -> str:
    """An id for a report that came without one: `r-` and 16 hex digits of its content and outlet."""
    return "r-" + _sha256(title, text, published, outlet)[:16]


def url_id(url: str) -> str:
    """An id for a page: `u-` and 16 hex digits of its address, so that a corrected page keeps the id."""
    return "u-" + _sha256(url)[:16]


def _sha256(*values: str | None) -> str:
    canonical = json.dumps(values, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()
