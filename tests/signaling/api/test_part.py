"""Routes are noted first, and built once."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from fastapi import Depends, FastAPI
from fastapi.routing import APIRoute

from signaling.api.part import Part


class Counted(APIRoute):
    """Counts how often one is built."""

    built = 0

    def __init__(self, *given: Any, **named: Any) -> None:
        type(self).built += 1
        super().__init__(*given, **named)


def noting(asked: list[str], name: str) -> Callable[[], None]:
    return lambda: asked.append(name)


async def test_a_route_of_a_part_of_a_part_is_built_once_and_asked_outside_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Counted, "built", 0)
    asked: list[str] = []
    inner = Part(tags=["inner"], prefix="/inner", route_class=Counted)

    @inner.get("/{number}", dependencies=[Depends(noting(asked, "own"))], responses={404: {}})
    async def told(number: int) -> int:
        return number

    outer = Part(prefix="/outer", responses={403: {}})
    outer.take(inner, [Depends(noting(asked, "door")), Depends(noting(asked, "once"))])
    every = Part()
    every.take(outer)
    app = FastAPI()
    every.build(app)

    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://court") as client:
        assert (await client.get("/outer/inner/7")).json() == 7
        assert asked == ["door", "once", "own"]
        assert (await client.get("/outer/inner/seven")).status_code == 422
    assert Counted.built == 1
    described = app.openapi()["paths"]["/outer/inner/{number}"]["get"]
    assert described["tags"] == ["inner"]
    assert {"200", "403", "404", "422"} == set(described["responses"])
