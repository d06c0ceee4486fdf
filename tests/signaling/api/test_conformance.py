"""Ruling on the whole API: whatever is sent, the answer is one that its description has."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import schemathesis
import uvicorn
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.signaling.api.real_court import with_court
from tests.signaling.api.world import ADMIN

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
CASES = 3
"""Of each operation and kind: what its schema allows, and what it does not."""
BUDGET_S = 40.0
"""Then one of each must do: the suite has other tests."""
NEVER = ("POST /api/v1/links/probe",)
"""Sends back as much as is asked for: its own test measures that."""


@asynccontextmanager
async def served(app: FastAPI) -> AsyncIterator[str]:
    """`app` at a free port of this machine."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, lifespan="off"))
    running = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await running


def _ask(address: str, document: dict[str, object]) -> int:
    """Send cases of every operation; how many there were."""
    schema = schemathesis.openapi.from_dict(document)
    end = time.monotonic() + BUDGET_S
    asked = 0
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found
        operation = found.ok()
        if operation.label in NEVER:
            continue
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            if mode is GenerationMode.NEGATIVE and not _has_input(operation):
                continue
            count = CASES if time.monotonic() < end else 1
            _each(operation.as_strategy(generation_mode=mode), count, address)()
            asked += 1
    return asked


def _has_input(operation: APIOperation[Any, Any, Any, Any]) -> bool:
    return bool(len(operation.body) or len(operation.path_parameters) or len(operation.query))


def _each(strategy: SearchStrategy[Any], count: int, address: str) -> Callable[[], None]:
    @seed(20260302)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def asks(case: Any) -> None:
        answer = case.call(base_url=address, headers={"Authorization": f"Bearer {ADMIN}"})
        case.validate_response(answer, checks=CHECKS)

    return asks


async def test_every_answer_is_one_that_the_description_has(quick_path: Path) -> None:
    """No failure of the server; status, type, headers and body as written down."""
    async with with_court(f"sqlite+aiosqlite:///{quick_path / 'api.db'}") as (api, _):
        await api.scheduled()
        async with served(api.app) as address:
            asked = await asyncio.to_thread(_ask, address, api.app.openapi())
    assert asked > 100
