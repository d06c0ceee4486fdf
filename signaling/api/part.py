"""Part of REST: routes that are noted first, and built once, where they end up."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.params import Depends


class Part(APIRouter):
    """Declared like any router. FastAPI builds a route, with a validator for each of its
    arguments, where it is declared and anew at every router that includes it; for all of
    REST that took more than half a second of each start."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._noted: list[tuple[str, Callable[..., Any], Mapping[str, Any]]] = []

    def add_api_route(self, path: str, endpoint: Callable[..., Any], **given: Any) -> None:
        """Note it, with what all routes of this part have."""
        whole = {
            **given,
            "tags": [*self.tags, *(given.get("tags") or ())],
            "dependencies": [*self.dependencies, *(given.get("dependencies") or ())],
            "responses": {**self.responses, **(given.get("responses") or {})},
            "route_class_override": given.get("route_class_override") or self.route_class,
        }
        self._noted.append((self.prefix + path, endpoint, whole))

    def take(self, part: "Part", dependencies: Iterable[Depends] = ()) -> None:
        """All routes of `part`. dependencies: asked before those of its own."""
        for path, endpoint, given in part._noted:
            asked = [*dependencies, *given["dependencies"]]
            self.add_api_route(path, endpoint, **{**given, "dependencies": asked})

    def build(self, app: FastAPI) -> None:
        """Give `app` the routes."""
        for path, endpoint, given in self._noted:
            app.router.add_api_route(path, endpoint, **given)
