"""Twirp: RoomService over HTTP, in protobuf or JSON, with Twirp's error codes."""

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from google.protobuf.json_format import MessageToJson, Parse, ParseError
from google.protobuf.message import DecodeError, Message

from hearing.refusal import Refusal
from signaling.rtc.server import tokens
from signaling.rtc.server.refusals import english
from signaling.rtc.server.room_service import METHODS, UNIMPLEMENTED
from signaling.rtc.server.rooms import Rooms

PROTOBUF, JSON = "application/protobuf", "application/json"

ERRORS: Mapping[str, tuple[str, int]] = {
    # Source: twitchtv.github.io/twirp/docs/spec_v7.html, "Error Codes".
    "rtc.token": ("unauthenticated", 401),
    "rtc.grant": ("unauthenticated", 401),  # as livekit-server answers, not permission_denied
    "rtc.not_found": ("not_found", 404),
    "rtc.bad_route": ("bad_route", 404),
    "rtc.malformed": ("malformed", 400),
    "rtc.too_large": ("invalid_argument", 400),
    "rtc.nonce": ("invalid_argument", 400),
    "rtc.missing": ("invalid_argument", 400),
    "rtc.full": ("resource_exhausted", 429),
    "rtc.remote_unmute": ("failed_precondition", 412),
    "rtc.unimplemented": ("unimplemented", 501),
    "rtc.closing": ("unavailable", 503),
    "rtc.rpc.argument": ("invalid_argument", 400),
    "rtc.rpc.absent": ("not_found", 404),
    "rtc.rpc.unimplemented": ("unimplemented", 501),
    "rtc.rpc.timeout": ("canceled", 408),
    "rtc.rpc.unavailable": ("unavailable", 503),
    "rtc.rpc.failed": ("internal", 500),
}

ELSEWHERE = frozenset(
    f"livekit.{name}"
    for name in ("AgentDispatchService", "Connector", "Egress", "Ingress", "SIP", "CloudAgent")
)
"""Services of LiveKit's API beside RoomService: servers of their own that nobody runs here."""


def router(rooms: Rooms) -> APIRouter:
    """The routes of RoomService."""
    routes = APIRouter(prefix="/twirp")

    @routes.post("/livekit.RoomService/{method}")
    async def call(method: str, request: Request) -> Response:
        try:
            return await _answer(rooms, method, request)
        except Refusal as refusal:
            return error(refusal)

    @routes.post("/{service}/{method}")
    async def other(service: str, request: Request) -> Response:
        try:
            _bearer(rooms, request)
        except Refusal as refusal:
            return error(refusal)
        known = service in ELSEWHERE
        return error(Refusal("rtc.unimplemented" if known else "rtc.bad_route"))

    @routes.api_route("/{rest:path}", methods=["GET", "POST", "PUT", "DELETE"])
    async def elsewhere() -> Response:
        return error(Refusal("rtc.bad_route"))

    return routes


async def _answer(rooms: Rooms, name: str, request: Request) -> Response:
    claims = _bearer(rooms, request)
    if name in UNIMPLEMENTED:
        raise Refusal("rtc.unimplemented")
    method = METHODS.get(name)
    kind = kind_of(request)
    if method is None or kind not in (PROTOBUF, JSON):
        raise Refusal("rtc.bad_route")
    message = read(await body(request, rooms.limits.api_body), kind, method.request())
    if not method.allowed(claims.grants, message):
        raise Refusal("rtc.grant")
    answer = method.call(rooms, message)
    return response(answer if isinstance(answer, Message) else await answer, kind)


def _bearer(rooms: Rooms, request: Request) -> tokens.Claims:
    bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
    return tokens.verify(bearer, rooms.keys, rooms.clock.wall())


def kind_of(request: Request) -> str:
    """The content type, without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def body(request: Request, limit: int) -> bytes:
    """What was sent. Raises Refusal("rtc.too_large")."""
    sent = bytearray()
    async for chunk in request.stream():
        sent += chunk
        if len(sent) > limit:
            raise Refusal("rtc.too_large", what="body", limit=limit)
    return bytes(sent)


def read(sent: bytes, kind: str, into: Message) -> Message:
    """`sent` in that content type. Raises Refusal("rtc.malformed")."""
    try:
        if kind == JSON:
            return Parse(sent or b"{}", into, ignore_unknown_fields=True)
        into.ParseFromString(sent)
    except (DecodeError, ParseError, ValueError) as error:
        raise Refusal("rtc.malformed") from error
    return into


def response(message: Message, kind: str) -> Response:
    """A message in that content type."""
    if kind == PROTOBUF:
        return Response(message.SerializeToString(), media_type=PROTOBUF)
    text = MessageToJson(message, indent=None, preserving_proto_field_name=True)
    return Response(text, media_type=JSON)


def error(refusal: Refusal) -> Response:
    """A refusal, as Twirp says it."""
    code, status = ERRORS.get(refusal.code, ("internal", 500))
    return JSONResponse({"code": code, "msg": english(refusal.code, refusal.facts)}, status)
