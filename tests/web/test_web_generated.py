"""The API under calls made from its own description: always an answer that the description foretells."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from web_samples import write_ledger

from demarche.web.app import create_app
from demarche.web.settings import Settings

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
EXAMPLES = 12  # of each address


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The API's description, with the application behind it."""
    path: Path = write_ledger(tmp_path_factory.mktemp("generated") / "north.db")
    without_rate = Settings(names=("testserver",), read_only=True, requests_a_second=1e9, burst=10**9)
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", create_app(path, without_rate))


calls = schemathesis.pytest.from_fixture("described")


@calls.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_no_call_makes_the_server_fail(case: Any) -> None:
    from schemathesis.checks import not_a_server_error
    from schemathesis.openapi.checks import (  # type: ignore[attr-defined]
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

    case.call_and_validate(
        checks=[
            not_a_server_error,
            status_code_conformance,
            content_type_conformance,
            response_schema_conformance,
        ]
    )
