"""HTTP passed on: what livekit-client asks before it connects, and RoomService by room."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

import httpx
from fastapi import Request, Response
from google.protobuf.message import Message
from livekit.protocol.room import ListRoomsResponse

from hearing.refusal import Refusal
from signaling.rtc.front.fleet import Fleet, Worker
from signaling.rtc.server import rpc, twirp
from signaling.rtc.server.limits import SignalLimits
from signaling.rtc.server.room_service import METHODS

ANSWER_S = 5.0
PATIENCE: Mapping[str, float] = {"PerformRpc": rpc.LONGEST + ANSWER_S}
"""Seconds for an answer, where that is up to a client."""
_TRIES = 3
_PASSED = ("authorization", "content-type")
_KEPT = ("content-type", "access-control-allow-origin")


@dataclass(slots=True, eq=False)
class Calls:
    """client: with no limit of connections, and no environment."""

    fleet: Fleet
    limits: SignalLimits
    client: httpx.AsyncClient

    async def at(
        self, room: str, request: Request, body: bytes = b"", within: float = ANSWER_S
    ) -> Response:
        """Ask the room's worker, and wait `within` seconds for its answer. Raises
        Refusal("rtc.closing") when none answers."""
        for _ in range(_TRIES):
            async with self.fleet.at(room) as worker:
                try:
                    return _passed(await self._ask(worker, request, body, within))
                except httpx.ConnectError:
                    self.fleet.lost(worker)  # it is dead: nothing was done, another is asked
        raise Refusal("rtc.closing")

    async def room_service(self, method: str, request: Request) -> Response:
        """One call of RoomService. Raises Refusal."""
        body = await twirp.body(request, self.limits.api_body)
        if method == "ListRooms":
            return await self._list_rooms(request, body)
        room = _room_of(method, request, body)
        if method == "CreateRoom" or self.fleet.places.find(room) is not None:
            return await self.at(room, request, body, PATIENCE.get(method, ANSWER_S))
        return await self.anyone(request, body)

    async def anyone(self, request: Request, body: bytes = b"") -> Response:
        """Ask some worker. Raises Refusal."""
        for worker in await self.fleet.everyone():
            with suppress(httpx.ConnectError):
                return _passed(await self._ask(worker, request, body))
        raise Refusal("rtc.closing")

    async def every(self, path: str, headers: Mapping[str, str]) -> dict[str, str]:
        """What each worker answers to GET `path`, by its number, as far as it does."""
        workers = list(self.fleet.workers.values())
        asked = (self.client.get(worker.url + path, headers=headers) for worker in workers)
        answers = await asyncio.gather(*asked, return_exceptions=True)
        return {
            str(worker.number): answer.text
            for worker, answer in zip(workers, answers, strict=True)
            if isinstance(answer, httpx.Response) and answer.is_success
        }

    async def _list_rooms(self, request: Request, body: bytes) -> Response:
        """Every worker's rooms; a worker that died meanwhile has none."""
        kind = twirp.kind_of(request)
        workers = await self.fleet.everyone()
        asked = (self._ask(worker, request, body) for worker in workers)
        answers = _answers(await asyncio.gather(*asked, return_exceptions=True))
        if not answers:
            raise Refusal("rtc.closing")
        if refused := next((one for one in answers if not one.is_success), None):
            return _passed(refused)
        merged = ListRoomsResponse()
        for one in answers:
            found = ListRoomsResponse()
            twirp.read(one.content, kind, found)
            merged.MergeFrom(found)
        return twirp.response(merged, kind)

    async def _ask(
        self, worker: Worker, request: Request, body: bytes, within: float = ANSWER_S
    ) -> httpx.Response:
        """Raises httpx.ConnectError; Refusal("rtc.closing") when it fails on the way."""
        url = httpx.URL(worker.url + request.url.path, query=request.url.query.encode())
        headers = {name: request.headers[name] for name in _PASSED if name in request.headers}
        try:
            return await self.client.request(
                request.method, url, content=body, headers=headers, timeout=within
            )
        except httpx.ConnectError:
            raise
        except httpx.HTTPError as error:
            raise Refusal("rtc.closing") from error


def _room_of(method: str, request: Request, body: bytes) -> str:
    """Which room a call is about; "" for none."""
    known = METHODS.get(method)
    if known is None:
        return ""
    try:
        message: Message = twirp.read(body, twirp.kind_of(request), known.request())
    except Refusal:
        return ""  # the worker says what is wrong with it
    return str(getattr(message, "room", "") or getattr(message, "name", ""))


def _answers(results: list[httpx.Response | BaseException]) -> list[httpx.Response]:
    return [one for one in results if isinstance(one, httpx.Response)]


def _passed(answer: httpx.Response) -> Response:
    kept = {name: answer.headers[name] for name in _KEPT if name in answer.headers}
    return Response(answer.content, answer.status_code, kept)
