"""Every error as `application/problem+json` with a stable code in both languages."""

from collections.abc import Sequence
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from hearing.refusal import Refusal
from signaling.api.openapi.methods import allowed
from signaling.problems import MEDIA_TYPE, Problem, ProblemResponse, problem

log = structlog.get_logger()

_BY_STATUS = {400: "request.unreadable", 404: "path.unknown", 405: "path.method"}
_LONGEST_PLACE = 120
NOT_FOUND, METHOD_NOT_ALLOWED = 404, 405


RESPONSES: dict[int | str, dict[str, Any]] = {
    "4XX": {
        "description": "Refused; `code` says why.",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        "model": Problem,
    }
}
"""For routers: how OpenAPI tells of errors."""


def install_errors(app: FastAPI) -> None:
    """Make `app` answer every error as a problem."""
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    for failure in (DBAPIError, PoolTimeout, ConnectionError):
        app.add_exception_handler(failure, _database_failed)


async def _refused(request: Request, error: Exception) -> ProblemResponse:
    assert isinstance(error, Refusal)
    headers: dict[str, str] = {}
    if error.code == "staff.token":
        headers["WWW-Authenticate"] = "Bearer"
    if "seconds" in error.facts:
        headers["Retry-After"] = str(error.facts["seconds"])
    return problem(error, status=_status(request, error), headers=headers)


def _status(request: Request, error: Refusal) -> int | None:
    """What the address itself names and is not there is 404, whatever it is within a body."""
    named = error.facts.get("id")
    if error.code.endswith(".unknown") and named in request.path_params.values():
        return NOT_FOUND
    return None


async def _database_failed(request: Request, error: Exception) -> ProblemResponse:
    """A database that is away is nobody's mistake; what it refuses otherwise is ours."""
    away = (OperationalError, InterfaceError)
    refused = isinstance(error, DBAPIError) and not isinstance(error, away)
    if refused and not getattr(error, "connection_invalidated", False):
        raise error
    log.warning("database_away", error=type(error).__name__)
    return problem(Refusal("server.unavailable"), headers={"Retry-After": "1"})


async def _invalid(request: Request, error: Exception) -> ProblemResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return problem(Refusal("request.unreadable"))
    place = _place(first["loc"])
    return problem(Refusal("request.invalid", at=place, problem=str(first["msg"])))


async def _http(request: Request, error: Exception) -> ProblemResponse:
    assert isinstance(error, HTTPException)
    code = _BY_STATUS.get(error.status_code, "http.refused")
    headers = error.headers
    if error.status_code == METHOD_NOT_ALLOWED:
        # The framework names the methods of the first route that has the path.
        allow = allowed(request.app.openapi()["paths"], request.url.path)
        headers = {"Allow": allow} if allow else headers
    return problem(Refusal(code), status=error.status_code, headers=headers)


def _place(location: Sequence[str | int]) -> str:
    """`body.seats.0.role`; an unknown field's name is the asker's text, so made plain."""
    place = ".".join(str(part) for part in location)
    return place.encode("ascii", "backslashreplace").decode()[:_LONGEST_PLACE]
