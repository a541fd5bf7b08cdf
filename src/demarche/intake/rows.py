"""One row of an archive to a report: its text stays as it is, character by character."""

import datetime
from collections.abc import Mapping
from typing import Any

from demarche.intake.encoding import mend
from demarche.intake.fields import FieldMapping, columns
from demarche.intake.identity import content_digest, content_id
from demarche.intake.language import ENGLISH, is_english, language_of
from demarche.intake.limits import Limits
from demarche.intake.publication import normalised, published_in
from demarche.intake.refused import RefusedError
from demarche.intake.words import word_count
from demarche.records import Report

_LONGEST_ID = 200
_LONGEST_NAME = 500


def row_report(row: Mapping[str, Any], source: str, mapping: FieldMapping | None, limits: Limits) -> Report:
    """The report that `row` carries. Raises RefusedError when it carries none."""
    if any(not isinstance(key, str) for key in row):
        raise RefusedError("broken", "a field without a name")
    names = columns(tuple(row), mapping)
    text = mend(_text(row, names.get("text"), limits))
    title = _words(row, names.get("title"))
    outlet = _words(row, names.get("outlet")) or None
    published = normalised(_value(row, names.get("published"))) or published_in(text, title)
    return Report(
        id=_id(row, names.get("report_id")) or content_id(title, text, published, outlet),
        text=text,
        title=title,
        published=published,
        outlet=outlet,
        url=_words(row, names.get("url")) or None,
        language=_language(_words(row, names.get("language")).lower(), text),
        source=source,
        digest=content_digest(title, text, published),
    )


def _language(told: str, text: str) -> str:
    """What the row tells, save that a text surely in another language is not English."""
    if told and not is_english(told):
        return told
    found = language_of(text)
    return found if found is not None and not is_english(found) else told or ENGLISH


def _text(row: Mapping[str, Any], name: str | None, limits: Limits) -> str:
    if name is None:
        known = ", ".join(list(row)[:12])
        raise RefusedError("broken", f"no field with the text (fields: {known[:200] or 'none'})")
    text = _value(row, name)
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    if text is None and _missing(row, name):
        raise RefusedError("broken", f"no field {name!r}, which should carry the text")
    if text is None or text == "":
        raise RefusedError("empty", f"the field {name!r} is empty")
    if not isinstance(text, str):
        raise RefusedError("broken", f"the field {name!r} is not a text but {_type_name(text)}")
    if not text.strip():
        raise RefusedError("empty", f"the field {name!r} is blank")
    if len(text) > limits.text_chars:
        raise RefusedError("too-large", f"a text of {len(text):,} characters (most: {limits.text_chars:,})")
    if word_count(text, limits.min_words) < limits.min_words:
        raise RefusedError("not-a-report", f"fewer than {limits.min_words} words of text")
    return text


def _value(row: Mapping[str, Any], name: str | None) -> Any:
    """What `row` holds under `name`; `a.b` reaches into the object under `a`."""
    if name is None:
        return None
    if name in row:
        return row[name]
    value: Any = row
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _missing(row: Mapping[str, Any], name: str) -> bool:
    return name not in row and name.partition(".")[0] not in row


def _words(row: Mapping[str, Any], name: str | None) -> str:
    value = _value(row, name)
    return mend(" ".join(value.split()))[:_LONGEST_NAME] if isinstance(value, str) else ""


def _id(row: Mapping[str, Any], name: str | None) -> str | None:
    value = _value(row, name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, float) and not value.is_integer():
        return None
    text = mend(" ".join(str(int(value) if isinstance(value, float) else value).split()))
    return text if 0 < len(text) <= _LONGEST_ID else None


def _type_name(value: object) -> str:
    names = {bool: "a truth value", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), "a date" if isinstance(value, datetime.date) else type(value).__name__)
