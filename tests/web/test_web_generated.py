"""The API under calls made from its own description: always an answer that the description foretells."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from starlette.testclient import TestClient
from web_samples import write_ledger

from demarche.web.api import ENDPOINTS, PREFIX, Endpoint
from demarche.web.app import create_app
from demarche.web.settings import Settings

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
CALLS = 12  # of each address, half of them of a kind that the description forbids


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the API's description says of each path, with the application behind it."""
    path: Path = write_ledger(tmp_path_factory.mktemp("generated") / "north.db")
    host = TestClient(create_app(path)).base_url.host
    without_rate = Settings(names=(host,), read_only=True, requests_a_second=1e9, burst=10**9)
    schema = schemathesis.openapi.from_asgi(f"{PREFIX}/openapi.json", create_app(path, without_rate))
    return {found.ok().path: found.ok() for found in schema.get_all_operations()}


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda each: each.name)
def test_no_call_makes_the_server_fail(described: dict[str, Any], endpoint: Endpoint) -> None:
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
    if endpoint.parameters:  # any text may be an id, so that only a query can be forbidden
        modes.append(GenerationMode.NEGATIVE)
    for mode in modes:

        @given(case=described[PREFIX + endpoint.path].as_strategy(generation_mode=mode))
        @settings(
            max_examples=CALLS // 2,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def calls(case: Any) -> None:
            case.call_and_validate(checks=checks)

        calls()
