"""Rulings on the API's own description: an example of everything, and each is allowed."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import validator_for

from signaling.api.openapi.describe import operations
from signaling.api.openapi.methods import allowed
from tests.signaling.api.world import Api

FILES = re.compile(r"/(export/\{kind\}|bundle|file|note)$|\.ics$")
"""Addresses that answer with a file."""
DOCS = Path(__file__).resolve().parents[4] / "docs"
_ADDRESS = re.compile(r"`(GET|POST|PUT|PATCH|DELETE) (/[^\s`?]*)")
_NAMED = re.compile(r"\{[^}]*\}")


def _contents(document: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    for method, path, operation in operations(document):
        name = f"{method} {path}"
        for content in operation.get("requestBody", {}).get("content", {}).values():
            yield f"{name} asks", content
        for status, response in operation["responses"].items():
            for kind, content in response.get("content", {}).items():
                if "json" in kind and not (FILES.search(path) and status == "200"):
                    yield f"{name} answers {status}", content


async def test_every_address_that_the_documentation_names_is_there(api: Api) -> None:
    """Wherever a page writes a method and a path."""
    served = {
        (method.upper(), _NAMED.sub("{}", path))
        for method, path, _ in operations(api.app.openapi())
    }
    written = [
        (method, _NAMED.sub("{}", f"/api/v1{path.removeprefix('/api/v1')}"))
        for page in DOCS.glob("*.md")
        for method, path in _ADDRESS.findall(page.read_text(encoding="utf-8"))
    ]
    assert written
    assert not [one for one in written if one not in served]


async def test_every_operation_has_examples_that_its_schema_allows(api: Api) -> None:
    """Of what is asked, what is answered, and each refusal."""
    document = api.app.openapi()
    for name, content in _contents(document):
        example = content.get("example", content.get("examples"))
        assert example is not None, name
        schema = {**content.get("schema", {}), "components": document["components"]}
        errors = [error.message for error in validator_for(schema).iter_errors(example)]
        assert not errors, (name, errors)


async def test_every_parameter_has_an_example_and_every_operation_says_what_it_does(
    api: Api,
) -> None:
    """A key to do a thing once is asked for only where something is done."""
    for method, path, operation in operations(api.app.openapi()):
        name = f"{method} {path}"
        assert operation.get("summary"), name
        assert {"4XX", "5XX"} <= set(operation["responses"]), name
        for one in operation.get("parameters", []):
            assert "example" in one or one["schema"].get("examples"), (name, one["name"])
        keyed = "Idempotency-Key" in {one["name"] for one in operation.get("parameters", [])}
        assert method == "post" or not keyed, name


async def test_every_code_is_listed_with_its_words(api: Api) -> None:
    """A problem's code is one of them."""
    components = api.app.openapi()["components"]
    codes = components["schemas"]["Problem"]["properties"]["code"]["enum"]
    assert set(codes) == set(components["x-refusals"])
    assert "booking.conflict" in codes


async def test_an_address_says_which_methods_it_takes(api: Api) -> None:
    """All of them."""
    for path, methods in (("/hearings", "GET, POST"), ("/webhooks/whk_1", "DELETE, GET, POST")):
        refused = await api.staff("PUT", path)
        assert (refused.status_code, refused.headers["allow"]) == (405, methods)
        assert refused.json()["code"] == "path.method"


@pytest.mark.parametrize(
    ("asked", "methods"), [("/a/1", "GET, POST"), ("/a/1/b", ""), ("/a", ""), ("/a/b.c", "GET")]
)
def test_methods_are_found_by_the_whole_path(asked: str, methods: str) -> None:
    """A name in braces is one part of it."""
    paths: dict[str, Any] = {"/a/{one}": {"get": {}, "post": {}}, "/a/b.c": {"get": {}}}
    if asked == "/a/b.c":
        del paths["/a/{one}"]
    assert allowed(paths, asked) == methods
