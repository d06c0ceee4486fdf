"""The OpenAPI document finished: examples on every operation, codes, failures, who may ask."""

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI

from signaling.api.doors import DOORS
from signaling.api.once import HEADER
from signaling.api.openapi.samples import Samples
from signaling.problems import MEDIA_TYPE, problem_told
from signaling.refusals import REFUSALS

PREFIX = "/api/v1"
TITLE = "Phiên Tòa"
DESCRIPTION = (
    "Online court hearings. Times are RFC 3339 in UTC. Every refusal is "
    "`application/problem+json` with a stable `code` and a sentence in Vietnamese and in "
    "English; `x-refusals` lists all codes. Changes take an `Idempotency-Key`, lists are read "
    "page by page (`limit`, `after`, `Link: …; rel=next`), what has an `ETag` takes `If-Match`."
)
_TOKEN = {"type": "http", "scheme": "bearer", "description": "The installation's token."}
_SESSION = {
    "type": "apiKey",
    "in": "cookie",
    "name": "pt-staff",
    "description": "A browser somebody signed in with; changes also carry `Origin`.",
}
_PROBLEM = {"$ref": "#/components/schemas/Problem"}


def install_description(app: FastAPI) -> None:
    """Have `app` tell the finished document."""
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = described(plain())
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way


def described(document: dict[str, Any]) -> dict[str, Any]:
    """`document` with all that the models do not say; it is changed in place."""
    document["info"] |= {"title": TITLE, "description": DESCRIPTION}
    components = document["components"]
    components["securitySchemes"] = {"token": _TOKEN, "session": _SESSION}
    components["x-refusals"] = {
        code: {"status": words.status, "vi": words.vi, "en": words.en}
        for code, words in sorted(REFUSALS.items())
    }
    for name, schema in components["schemas"].items():
        if name.endswith("Problem"):
            schema["properties"]["code"]["enum"] = sorted(REFUSALS)
    samples = Samples(components["schemas"])
    for method, path, operation in operations(document):
        _describe(operation, samples, method)
        if (method.upper(), path.removeprefix(PREFIX)) in DOORS:
            operation["security"] = [{"token": []}, {"session": []}]
    return document


def operations(
    document: Mapping[str, Any],
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(method, path, operation) of each."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def _describe(operation: dict[str, Any], samples: Samples, method: str) -> None:
    _parameters(operation, samples, method)
    for content in _json(operation.get("requestBody", {})):
        content.setdefault("example", samples.of(content["schema"]))
    responses = operation["responses"]
    for status, response in responses.items():
        for content in _json(response) if status.startswith("2") else ():
            content.setdefault("example", samples.of(content.get("schema", {})))
        for content in _problems(response):
            content.setdefault("example", _problem(samples, content["schema"]))
    responses["5XX"] = {
        "description": "The server or its database failed; nothing was done by halves.",
        "content": {
            MEDIA_TYPE: {"schema": _PROBLEM, "example": problem_told("server.unavailable")}
        },
    }


def _parameters(operation: dict[str, Any], samples: Samples, method: str) -> None:
    """Each with an example; the key's door stands before whole routers, and is for POST."""
    kept = [
        one
        for one in operation.pop("parameters", [])
        if method == "post" or one["name"] != HEADER
    ]
    for one in kept:
        if not one["schema"].get("examples"):
            one.setdefault("example", samples.of(one["schema"], one["name"]))
    if kept:
        operation["parameters"] = kept


def _problem(samples: Samples, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Of a plain problem the words fit the code; others say more."""
    if schema == _PROBLEM:
        return problem_told("hearing.unknown")
    made: dict[str, Any] = samples.of(schema)
    return {**made, **problem_told("booking.absent")}


def _json(part: Mapping[str, Any]) -> list[dict[str, Any]]:
    content = part.get("content", {})
    return [content["application/json"]] if "application/json" in content else []


def _problems(part: Mapping[str, Any]) -> list[dict[str, Any]]:
    content = part.get("content", {})
    if MEDIA_TYPE not in content:
        return []
    content.pop("application/json", None)  # the framework's, beside the one that is meant
    return [content[MEDIA_TYPE]]
