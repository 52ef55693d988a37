"""Whatever the API's own description allows, thrown at the API over a real socket."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
)

from tests.web.serving import Running, serve
from tests.workshops import write_workshop

CHECKS = (not_a_server_error, content_type_conformance, response_schema_conformance)
SKIPPED = ("/api/events",)  # a stream never ends


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = write_workshop(tmp_path_factory.mktemp("schema"))
    with serve(folder) as one:
        yield one


@pytest.fixture(scope="module")
def desk(running: Running) -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False
        session.get(running.desk_link, timeout=30, allow_redirects=False)
        session.headers["origin"] = running.address
        yield session


@pytest.fixture(scope="module")
def schema(running: Running, desk: requests.Session) -> Any:
    found = desk.get(f"{running.address}/api/openapi.json", timeout=30)
    assert found.status_code == 200
    return schemathesis.openapi.from_dict(found.json())


def test_every_operation_answers_as_it_says(
    running: Running, desk: requests.Session, schema: Any
) -> None:
    operations = [one.ok() for one in schema.get_all_operations()]
    tried = [one for one in operations if one.path not in SKIPPED]
    assert len(tried) > 15
    for operation in tried:
        try_operation(operation, running, desk)


def try_operation(operation: Any, running: Running, desk: requests.Session) -> None:
    """Send a dozen requests that its description allows; places are those that exist."""

    @settings(
        max_examples=12, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(operation.as_strategy())
    def try_one(case: Any) -> None:
        places = (("key", "arezzo-hamm"), ("number", 1))
        known = {name: value for name, value in places if name in case.path_parameters}
        case.path_parameters.update(known)
        response = case.call(base_url=running.address, session=desk)
        case.validate_response(response, checks=CHECKS)

    try_one()


def test_the_description_names_our_server_alone(schema: Any, running: Running) -> None:
    for server in schema.raw_schema.get("servers", []):
        assert urlsplit(server["url"]).netloc in ("", urlsplit(running.address).netloc)
