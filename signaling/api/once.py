"""A request done once, however often it is sent with one Idempotency-Key.

The key is taken before anything is done, and the answer kept with it. A refusal changes nothing
and frees the key. If we die in between, the key stays taken without an answer, and who asks
again is told to look first: never is it done twice.
"""

import hashlib
import re
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any

from fastapi import Header, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from hearing.refusal import Refusal
from scheduler.tables import OnceRow
from signaling.accounts.seal import NONCE_BYTES
from signaling.api.cookies import staff_secret
from signaling.api.wiring import Wiring

KEPT = timedelta(hours=24)
HEADER = "Idempotency-Key"
_KEY = re.compile(r"[\x21-\x7e]{8,128}")

KeyHeader = Annotated[
    str | None,
    Header(
        alias=HEADER,
        description="The same key again within a day: done once, answered alike.",
        examples=["2f6c1b1e-8a51-4c1e-9f0e-0001"],
    ),
]


@dataclass(frozen=True, slots=True)
class _Pending:
    wiring: Wiring
    digest: bytes


class Replayed(Exception):
    """The answer that the key had before."""

    def __init__(self, status: int, body: str) -> None:
        super().__init__(status)
        self.status = status
        self.body = body


class Once:
    """A dependency after the staff door: takes the request's key."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring

    async def __call__(self, request: Request, idempotency_key: KeyHeader = None) -> None:
        """Raises Refusal `once.key`, `once.reused`, `once.unfinished`; Replayed."""
        key = idempotency_key
        if key is None or request.method != "POST":
            return
        if _KEY.fullmatch(key) is None:
            raise Refusal("once.key")
        asker = request.headers.get("authorization", "") or staff_secret(request)
        digest = _hash(asker.encode(errors="surrogateescape"), key.encode())
        asked = _hash(request.url.path.encode(), await request.body())
        await self._take(digest, asked)
        request.state.once = _Pending(self._wiring, digest)

    async def _take(self, digest: bytes, asked: bytes) -> None:
        now = self._wiring.source().now
        try:
            async with self._wiring.begin() as connection:
                await connection.execute(delete(OnceRow).where(OnceRow.created_at < now - KEPT))
                await connection.execute(
                    insert(OnceRow).values(digest=digest, request=asked, created_at=now)
                )
        except IntegrityError:
            await self._again(digest, asked)

    async def _again(self, digest: bytes, asked: bytes) -> None:
        async with self._wiring.reading() as connection:
            row = (
                await connection.execute(
                    select(OnceRow.request, OnceRow.status, OnceRow.body).where(
                        OnceRow.digest == digest
                    )
                )
            ).first()
        if row is not None and row.request != asked:
            raise Refusal("once.reused")
        if row is None or row.status is None or row.body is None:
            raise Refusal("once.unfinished")
        body = self._wiring.seal.open(bytes.fromhex(row.body), digest.hex())
        if body is None:
            raise Refusal("once.unfinished")
        raise Replayed(row.status, body)


class OnceRoute(APIRoute):
    """A route that keeps its answer with the request's key."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's, and the answer kept."""
        handle = super().get_route_handler()

        async def once(request: Request) -> Response:
            try:
                response = await handle(request)
            except Replayed as earlier:
                return _answer(earlier)
            except (Refusal, RequestValidationError):
                await _free(request)
                raise
            await _keep(request, response)
            return response

        return once


def _answer(earlier: Replayed) -> Response:
    return Response(
        earlier.body,
        earlier.status,
        headers={"Idempotent-Replayed": "true"},
        media_type="application/json",
    )


async def _free(request: Request) -> None:
    pending = _pending(request)
    if pending is not None:
        async with pending.wiring.begin() as connection:
            await connection.execute(delete(OnceRow).where(OnceRow.digest == pending.digest))


async def _keep(request: Request, response: Response) -> None:
    pending = _pending(request)
    if pending is not None:
        wiring = pending.wiring
        nonce = wiring.randomness(NONCE_BYTES)
        # Closed: an answer may hold a secret that is told only once.
        body = wiring.seal.close(bytes(response.body).decode(), pending.digest.hex(), nonce)
        async with pending.wiring.begin() as connection:
            await connection.execute(
                update(OnceRow)
                .where(OnceRow.digest == pending.digest)
                .values(status=response.status_code, body=body.hex())
            )


def _pending(request: Request) -> _Pending | None:
    pending: _Pending | None = getattr(request.state, "once", None)
    return pending


def _hash(*parts: bytes) -> bytes:
    """Of each part with its length, so that no two lists of parts hash alike."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8) + part)
    return whole.digest()
