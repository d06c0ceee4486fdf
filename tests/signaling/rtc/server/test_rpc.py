"""Rulings on calls from the server to a participant: acknowledged, answered, not forgotten."""

import asyncio
from collections.abc import Mapping

import httpx
import pytest
from livekit import api, rtc
from livekit.protocol.models import (
    DataPacket,
    DisconnectReason,
    RpcAck,
    RpcError,
    RpcRequest,
    RpcResponse,
)
from livekit.protocol.room import PerformRpcRequest, PerformRpcResponse

from hearing.refusal import Refusal
from signaling.rtc.server import rpc
from signaling.rtc.server.refusals import english
from signaling.rtc.server.room_service import perform_rpc
from tests.signaling.rtc.server.fakes import ROOM, Device, House, settled
from tests.signaling.rtc.server.running import JUDGE, LiveDevice, Running

Call = asyncio.Task[PerformRpcResponse]


def call(house: House, payload: str = "?", timeout_ms: int = 0) -> Call:
    request = PerformRpcRequest(
        room=ROOM,
        destination_identity="dev_clerk",
        method="ask",
        payload=payload,
        response_timeout_ms=timeout_ms,
    )
    return asyncio.ensure_future(perform_rpc(house.rooms, request))


async def asked(device: Device) -> RpcRequest:
    """The request its client was sent."""
    await settled()
    label, raw = device.peer.received.pop()
    packet = DataPacket.FromString(raw)
    assert (label, packet.participant_identity) == ("_reliable", packet.rpc_request.id)
    return packet.rpc_request


def says(device: Device, **value: RpcAck | RpcResponse) -> None:
    packet = DataPacket(**value)  # type: ignore[arg-type]
    device.peer.events.data("_reliable", packet.SerializeToString())


async def refused(call: Call) -> tuple[str, Mapping[str, str | int]]:
    with pytest.raises(Refusal) as told:
        await call
    return told.value.code, told.value.facts


async def test_what_the_client_answers_is_the_answer_and_nobody_else_sees_it() -> None:
    house = House()
    clerk, judge = house.enters("dev_clerk"), house.enters("dev_judge")
    waiting = call(house, "how many?")
    request = await asked(clerk)
    assert (request.method, request.payload, request.version) == ("ask", "how many?", 1)
    assert request.response_timeout_ms == 10_000
    says(clerk, rpc_ack=RpcAck(request_id=request.id))
    says(clerk, rpc_response=RpcResponse(request_id=request.id, payload="three"))
    assert (await waiting).payload == "three"
    assert judge.peer.received == []
    assert clerk.session.who.calls.waiting == {}


async def test_an_answer_that_nobody_waits_for_goes_to_whom_it_names() -> None:
    house = House()
    clerk, judge = house.enters("dev_clerk"), house.enters("dev_judge")
    waiting = call(house)
    request = await asked(clerk)
    says(judge, rpc_response=RpcResponse(request_id=request.id, payload="forged"))
    says(clerk, rpc_response=RpcResponse(request_id="of the judge's", payload="x"))
    assert len(judge.peer.received) == 1
    says(clerk, rpc_response=RpcResponse(request_id=request.id, payload="true"))
    assert (await waiting).payload == "true"


@pytest.mark.parametrize(
    ("number", "code"),
    [(1400, "rtc.rpc.argument"), (1500, "rtc.rpc.failed"), (7, "rtc.rpc.failed")],
)
async def test_the_clients_own_error_is_said(number: int, code: str) -> None:
    house = House()
    clerk = house.enters("dev_clerk")
    waiting = call(house)
    request = await asked(clerk)
    error = RpcError(code=number, message="{no}" + "x" * 1000, data="d")
    says(clerk, rpc_response=RpcResponse(request_id=request.id, error=error))
    told, facts = await refused(waiting)
    assert told == code
    assert english(told, facts) == f"RpcError {number}: {{no}}{'x' * 252}: d"


async def test_an_answer_in_words_of_a_later_version_is_not_taken_for_nothing() -> None:
    house = House()
    clerk = house.enters("dev_clerk")
    waiting = call(house)
    response = RpcResponse(request_id=(await asked(clerk)).id, compressed_payload=b"x")
    says(clerk, rpc_response=response)
    assert (await refused(waiting))[0] == "rtc.rpc.unimplemented"


async def test_whoever_leaves_answers_no_more() -> None:
    house = House()
    clerk = house.enters("dev_clerk")
    waiting = call(house)
    await asked(clerk)
    house.enters("dev_clerk")  # anew: the old session ends
    code, facts = await refused(waiting)
    assert (code, facts["number"]) == ("rtc.rpc.unavailable", rpc.DISCONNECTED)


@pytest.mark.parametrize(("acknowledged", "number"), [(False, 1501), (True, 1502)])
async def test_who_says_nothing_is_not_waited_for(
    acknowledged: bool, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rpc, "ROUND_TRIP", 600.0 if acknowledged else 0.05)
    house = House()
    clerk = house.enters("dev_clerk")
    waiting = call(house, timeout_ms=50 if acknowledged else 600_000)
    if acknowledged:
        says(clerk, rpc_ack=RpcAck(request_id=(await asked(clerk)).id))
    assert await refused(waiting) == (
        "rtc.rpc.timeout",
        {"number": number, "why": rpc.SENTENCES[number]},
    )
    assert clerk.session.who.calls.waiting == {}


async def test_a_request_waits_for_the_channel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rpc, "_AGAIN", 0.0)
    house = House()
    clerk = house.enters("dev_clerk")
    opened = iter([False, False, True])
    take = clerk.peer.send_data
    monkeypatch.setattr(clerk.peer, "send_data", lambda *a: next(opened) and take(*a))
    waiting = call(house)
    while not clerk.peer.received:
        await asyncio.sleep(0)
    request = await asked(clerk)
    says(clerk, rpc_response=RpcResponse(request_id=request.id, payload="late"))
    assert (await waiting).payload == "late"


async def test_what_is_too_much_or_for_nobody_is_refused() -> None:
    house = House()
    assert (await refused(call(house)))[0] == "rtc.not_found"
    clerk = house.enters("dev_clerk")
    code, facts = await refused(call(house, "x" * (rpc.PAYLOAD + 1)))
    assert (code, facts["number"]) == ("rtc.rpc.argument", rpc.TOO_LARGE)
    waiting = [call(house) for _ in range(rpc.MOST)]
    await settled()
    assert (await refused(call(house)))[0] == "rtc.full"
    house.rooms.named[ROOM].remove(clerk.session.who, DisconnectReason.ROOM_CLOSED)
    ended = await asyncio.gather(*waiting, return_exceptions=True)
    assert {type(one) for one in ended} == {Refusal}


async def test_a_real_client_answers_as_it_does_to_livekit_server(engine: Running) -> None:
    made = api.AccessToken(engine.api_key, engine.api_secret)
    token = made.with_grants(api.VideoGrants(room_admin=True, room="court")).to_jwt()
    judge = LiveDevice(*JUDGE)

    async def performed(method: str, **more: object) -> tuple[int, str]:
        body = {
            "room": "court",
            "destination_identity": "dev_judge",
            "method": method,
            "payload": "court",
            **more,
        }
        for _ in range(30):
            answer = await client.post("/PerformRpc", json=body)
            if answer.status_code != 408:  # a busy client acknowledges late
                break
        told = answer.json()
        said = told.get("msg") or told["payload"]
        return answer.status_code, said.removeprefix("twirp error unknown: ")

    async def upper(asked: rtc.RpcInvocationData) -> str:
        return asked.payload.upper()

    async def fails(_asked: rtc.RpcInvocationData) -> str:
        raise rtc.RpcError(1700, "of its own", "x")

    headers = {"authorization": f"Bearer {token}"}
    service = engine.http + "/twirp/livekit.RoomService"
    try:
        await judge.join(engine.url, engine.token("dev_judge"))
        judge.room.local_participant.register_rpc_method("upper", upper)
        judge.room.local_participant.register_rpc_method("fails", fails)
        async with httpx.AsyncClient(base_url=service, headers=headers, timeout=60) as client:
            assert await performed("upper") == (200, "COURT")
            assert await performed("fails") == (500, "RpcError 1700: of its own: x")
            missing = "RpcError 1400: Method not supported at destination"
            assert await performed("nothing") == (400, missing)
            large = "RpcError 1402: Request payload too large"
            assert await performed("upper", payload="x" * 15_361) == (400, large)
            assert (await performed("upper", destination_identity=""))[0] == 400
            assert (await performed("upper", room="another"))[0] == 401
    finally:
        await judge.leave()
