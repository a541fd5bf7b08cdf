"""The API under calls made from its own description: always an answer that the description foretells."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from starlette.testclient import TestClient
from web_samples import write_ledger

from demarche.web.api import ENDPOINTS, PREFIX, Endpoint
from demarche.web.api_changes import CHANGES, Change
from demarche.web.app import create_app
from demarche.web.settings import Settings

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
CALLS = 12  # of each address, half of them of a kind that the description forbids


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Any]:
    """What the API's description says of each path and method, with the application behind it."""
    path: Path = write_ledger(tmp_path_factory.mktemp("generated") / "north.db")
    host = TestClient(create_app(path)).base_url.host
    without_rate = Settings(names=(host,), requests_a_second=1e9, burst=10**9)
    schema = schemathesis.openapi.from_asgi(f"{PREFIX}/openapi.json", create_app(path, without_rate))
    found = [each.ok() for each in schema.get_all_operations()]
    return {(each.path, each.method): each for each in found}


@pytest.fixture(scope="module")
def incident(described: dict[tuple[str, str], Any]) -> str:
    """The id of an incident that is there."""
    found: str = described[f"{PREFIX}/incidents", "get"].Case().call().json()["rows"][0]["id"]
    return found


@pytest.mark.parametrize("endpoint", [*ENDPOINTS, *CHANGES], ids=lambda each: each.name)
def test_no_call_makes_the_server_fail(
    described: dict[tuple[str, str], Any], incident: str, endpoint: Endpoint | Change
) -> None:
    from schemathesis import GenerationMode
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

    checks = [
        not_a_server_error,
        status_code_conformance,
        content_type_conformance,
        response_schema_conformance,
    ]
    modes = [GenerationMode.POSITIVE]
    if isinstance(endpoint, Change) or endpoint.parameters:
        modes.append(GenerationMode.NEGATIVE)  # of an id nothing can be forbidden: any text may be one
    method = "get" if isinstance(endpoint, Endpoint) else "post"
    for mode in modes:

        @given(case=described[PREFIX + endpoint.path, method].as_strategy(generation_mode=mode))
        @settings(
            max_examples=CALLS // 2,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def calls(case: Any) -> None:
            if isinstance(case.body, dict) and isinstance(case.body.get("incident"), str):
                case.body["incident"] = incident  # or else nothing would be decided
            case.call_and_validate(checks=checks)

        calls()
