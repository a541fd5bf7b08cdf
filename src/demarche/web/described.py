"""The JSON API in OpenAPI 3.1, made from its endpoints and the records themselves."""

from typing import Any

import msgspec

from demarche.web.api import ENDPOINTS, PREFIX, Endpoint
from demarche.web.api_changes import CHANGES, Change
from demarche.web.parameters import parameter
from demarche.web.texts import text

_ALWAYS = ("401", "421", "429", "503")


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with a call, in one line."""

    error: str


def description(version: str, *, read_only: bool) -> dict[str, Any]:
    """The API as it is served: without what changes the ledger where nothing can be changed."""
    changes = () if read_only else CHANGES
    kinds = [each.answers for each in (*ENDPOINTS, *changes)] + [each.takes for each in changes]
    schemas, components = msgspec.json.schema_components(
        [Problem, *kinds], ref_template="#/components/schemas/{name}"
    )
    problem, answered = schemas[0], schemas[1 : 1 + len(ENDPOINTS) + len(changes)]
    taken = schemas[1 + len(answered) :]
    paths: dict[str, dict[str, Any]] = {}
    for endpoint, schema in zip(ENDPOINTS, answered, strict=False):
        paths.setdefault(PREFIX + endpoint.path, {})["get"] = _asked(endpoint, schema, problem)
    for change, schema, takes in zip(changes, answered[len(ENDPOINTS) :], taken, strict=True):
        paths.setdefault(PREFIX + change.path, {})["post"] = _sent(change, schema, takes, problem)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Demarche", "version": version, "description": text("endpoint.about")},
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _asked(endpoint: Endpoint, schema: Any, problem: Any) -> dict[str, Any]:
    given = [parameter(name, several=endpoint.several, sorts=endpoint.sorts) for name in endpoint.parameters]
    for each in given:
        each["required"] = each["name"] == "id"
    given += [
        {
            "name": part,
            "in": "path",
            "required": True,
            "description": text("parameter.path_id"),
            "schema": {"type": "string"},
        }
        for part in endpoint.parts
    ]
    missing = bool(endpoint.parts) or "id" in endpoint.parameters
    return {
        "operationId": endpoint.name,
        "summary": text(f"endpoint.{endpoint.name}"),
        "parameters": given,
        "responses": _answers(endpoint.name, schema, problem, missing=missing),
    }


def _sent(change: Change, schema: Any, takes: Any, problem: Any) -> dict[str, Any]:
    return {
        "operationId": change.name,
        "summary": text(f"endpoint.{change.name}"),
        "parameters": [],
        "requestBody": {"required": True, "content": {"application/json": {"schema": takes}}},
        "responses": {
            **_answers(change.name, schema, problem, missing=True),
            **{status: _problem(problem, f"endpoint.status_{status}") for status in ("403", "413", "415")},
        },
    }


def _answers(name: str, schema: Any, problem: Any, *, missing: bool) -> dict[str, Any]:
    right = {
        "description": text(f"endpoint.{name}"),
        "content": {"application/json": {"schema": schema}},
    }
    answers = {"200": right, "400": _problem(problem, "endpoint.bad")}
    if missing:
        answers["404"] = _problem(problem, "endpoint.missing")
    return answers | {status: _problem(problem, f"endpoint.status_{status}") for status in _ALWAYS}


def _problem(schema: Any, words: str) -> dict[str, Any]:
    return {"description": text(words), "content": {"application/json": {"schema": schema}}}
