"""Calls from the server to a participant (PerformRpc), over its reliable data channel.

A call is acknowledged within two seconds and answered within its own time, as between
participants. Source: livekit-server, pkg/rtc/participant.go, PerformRpc; livekit/protocol,
utils/data_channel_rpc.go: the codes, their sentences and the bounds.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from livekit.protocol.models import DataPacket, RpcRequest, RpcResponse

from hearing.refusal import Refusal

PAYLOAD = 15 * 1024  # bytes, of a request
MESSAGE = 256  # characters of an error that are passed on
ROUND_TRIP = 2.0  # seconds until it is acknowledged
DEFAULT, LONGEST = 10.0, 60.0  # seconds until it is answered
MOST = 64  # calls that wait, to one participant
_AGAIN = 0.1  # seconds between two tries to send, while its channel is not open yet
_VERSION = 1

UNSUPPORTED_METHOD, TOO_LARGE, UNSUPPORTED_VERSION = 1400, 1402, 1404
CONNECTION_TIMEOUT, RESPONSE_TIMEOUT, DISCONNECTED = 1501, 1502, 1503

SENTENCES: Mapping[int, str] = {
    TOO_LARGE: "Request payload too large",
    UNSUPPORTED_VERSION: "Unsupported RPC version",
    CONNECTION_TIMEOUT: "Connection timeout",
    RESPONSE_TIMEOUT: "Response timeout",
    DISCONNECTED: "Recipient disconnected",
}
REFUSED: Mapping[int, str] = {
    UNSUPPORTED_METHOD: "rtc.rpc.argument",
    1401: "rtc.rpc.absent",
    TOO_LARGE: "rtc.rpc.argument",
    1403: "rtc.rpc.unimplemented",
    UNSUPPORTED_VERSION: "rtc.rpc.unimplemented",
    CONNECTION_TIMEOUT: "rtc.rpc.timeout",
    RESPONSE_TIMEOUT: "rtc.rpc.timeout",
    DISCONNECTED: "rtc.rpc.unavailable",
}
"""Which refusal says a code of the protocol; any other is "rtc.rpc.failed"."""


def failure(code: int, message: str = "", data: str = "") -> Refusal:
    """The refusal that says how a call failed."""
    said = message[:MESSAGE] or SENTENCES.get(code, "")
    told = f"{said}: {data[:PAYLOAD]}" if data else said
    return Refusal(REFUSED.get(code, "rtc.rpc.failed"), number=code, why=told)


@dataclass(slots=True, eq=False)
class _Call:
    acknowledged: asyncio.Event
    answer: asyncio.Future[str | Refusal]


@dataclass(slots=True, eq=False)
class Calls:
    """The calls to one participant that wait for its answer, by id."""

    waiting: dict[str, _Call] = field(default_factory=dict)

    async def perform(self, send: Callable[[bytes], bool], request: RpcRequest) -> str:
        """What the participant answers. send: whether its channel took a packet.

        Raises Refusal `rtc.rpc.*`; "rtc.full" when too many wait.
        """
        if len(request.payload.encode()) > PAYLOAD:
            raise failure(TOO_LARGE)
        if len(self.waiting) >= MOST:
            raise Refusal("rtc.full", what="calls", limit=MOST)
        call = _Call(asyncio.Event(), asyncio.get_running_loop().create_future())
        self.waiting[request.id] = call
        patience = request.response_timeout_ms / 1000
        try:
            async with _within(patience, RESPONSE_TIMEOUT):
                async with _within(ROUND_TRIP, CONNECTION_TIMEOUT):
                    await _sent(send, request)
                    await call.acknowledged.wait()
                answer = await call.answer
        finally:
            del self.waiting[request.id]
        if isinstance(answer, Refusal):
            raise answer
        return answer

    def take(self, packet: DataPacket) -> bool:
        """Whether a packet of the participant's answers one of these calls."""
        match packet.WhichOneof("value"):
            case "rpc_ack":
                call = self.waiting.get(packet.rpc_ack.request_id)
            case "rpc_response":
                call = self.waiting.get(packet.rpc_response.request_id)
                if call is not None and not call.answer.done():
                    call.answer.set_result(_answer(packet.rpc_response))
            case _:
                return False
        if call is not None:
            call.acknowledged.set()
        return call is not None

    def abandon(self) -> None:
        """The participant is gone: nobody will answer."""
        for call in self.waiting.values():
            if not call.answer.done():
                call.answer.set_result(failure(DISCONNECTED))
            call.acknowledged.set()


def asked(id: str, method: str, payload: str, timeout_ms: int) -> RpcRequest:
    """A request; 0 is the usual time to answer, and nobody waits longer than a minute."""
    patience = min(timeout_ms or int(DEFAULT * 1000), int(LONGEST * 1000))
    return RpcRequest(
        id=id, method=method, payload=payload, response_timeout_ms=patience, version=_VERSION
    )


def _answer(response: RpcResponse) -> str | Refusal:
    match response.WhichOneof("value"):
        case "error":
            error = response.error
            return failure(error.code, error.message, error.data)
        case "payload" | None:
            return response.payload
        case _:
            return failure(UNSUPPORTED_VERSION)


async def _sent(send: Callable[[bytes], bool], request: RpcRequest) -> None:
    # The id stands for the caller: the participant sends its answer to it.
    packet = DataPacket(
        kind=DataPacket.RELIABLE, participant_identity=request.id, rpc_request=request
    )
    message = packet.SerializeToString()
    while not send(message):  # noqa: ASYNC110 - nobody tells when a channel has opened
        await asyncio.sleep(_AGAIN)


@asynccontextmanager
async def _within(seconds: float, code: int) -> AsyncIterator[None]:
    limit = asyncio.timeout(seconds)
    try:
        async with limit:
            yield
    except TimeoutError:
        if limit.expired():
            raise failure(code) from None
        raise
