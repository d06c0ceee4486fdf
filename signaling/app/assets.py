"""The pages' files: compressed once, and kept by browsers for as long as their name is."""

import asyncio
import gzip
import re
from functools import lru_cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

_NAMED_BY_CONTENT = re.compile(r"-[\w-]{8}\.(js|css)$")
_FOR_A_YEAR = "public, max-age=31536000, immutable"
_TEXT = {".js", ".css", ".svg", ".txt"}


class Assets(StaticFiles):
    """Nothing here is anybody's secret, so that compressing it tells nobody anything."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file; compressed for whoever takes it so."""
        answer = await super().get_response(path, scope)
        if not isinstance(answer, FileResponse) or answer.status_code != 200:
            return answer
        file = Path(answer.path)
        if _NAMED_BY_CONTENT.search(file.name):
            answer.headers["Cache-Control"] = _FOR_A_YEAR
        if file.suffix not in _TEXT:
            return answer
        answer.headers["Vary"] = "Accept-Encoding"
        if "gzip" not in Headers(scope=scope).get("Accept-Encoding", ""):
            return answer
        body = await asyncio.to_thread(_compressed, file, answer.headers["ETag"])
        told = {key: value for key, value in answer.headers.items() if key in _KEPT}
        return Response(body, headers={**told, "Content-Encoding": "gzip"})


_KEPT = {"content-type", "cache-control", "last-modified", "etag", "vary"}


@lru_cache(maxsize=128)
def _compressed(file: Path, _etag: str) -> bytes:
    return gzip.compress(file.read_bytes(), mtime=0)
