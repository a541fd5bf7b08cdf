"""The parameters of the JSON API, as OpenAPI describes them."""

from typing import Any, get_args

from demarche.ledger.incident_orders import SORTS
from demarche.plover import ontology
from demarche.records import DisputeKind, Outcome
from demarche.web.asked import FAR, LONGEST, MOST_ROWS, MOST_VALUES
from demarche.web.texts import text

_SEVERAL = ("party", "type", "place", "outlet")
_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"


def parameter(name: str, *, several: bool, sorts: tuple[str, ...] = SORTS) -> dict[str, Any]:
    """One query parameter; `several`: whether those that can be given again are."""
    schema: dict[str, Any] = {"type": "string", "maxLength": LONGEST}
    if name == "type":
        schema = {"type": "string", "enum": list(ontology().types)}
    elif name in ("since", "until"):
        schema = {"type": "string", "pattern": _DATE}
    elif name == "disputed":
        schema = {"type": "string", "enum": ["any", *get_args(DisputeKind)]}
    elif name == "outcome":
        schema = {"type": "string", "enum": list(get_args(Outcome))}
    elif name in ("located", "dated"):
        schema = {"type": "string", "enum": ["yes", "no"]}
    elif name == "sort":
        schema = {"type": "string", "enum": [*sorts, *(f"-{each}" for each in sorts)]}
    elif name == "limit":
        schema = {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": 50}
    elif name == "offset":
        schema = {"type": "integer", "minimum": 0, "maximum": FAR, "default": 0}
    elif name == "min_reports":
        schema = {"type": "integer", "minimum": 1, "maximum": 100_000, "default": 1}
    elif name == "min_confidence":
        schema = {"type": "number", "minimum": 0, "maximum": 1, "default": 0}
    if (several and (name in _SEVERAL)) or name == "type":
        schema = {"type": "array", "items": schema, "maxItems": MOST_VALUES}
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": text(f"parameter.{name}"),
        "schema": schema,
    }
