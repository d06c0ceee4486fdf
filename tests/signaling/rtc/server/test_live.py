"""Rulings with real clients: PyPI `livekit` devices on a running relay."""

import asyncio
import json
import logging
import signal
import sys
import time
from pathlib import Path
from urllib.parse import quote

import httpx
import jwt
import pytest
import websockets
from livekit import api, rtc
from livekit.protocol.models import (
    ClientInfo,
    DisconnectReason,
    ParticipantPermission,
    TrackSource,
)
from livekit.protocol.room import (
    ListParticipantsRequest,
    RoomParticipantIdentity,
    UpdateParticipantRequest,
)
from livekit.protocol.rtc import (
    ConnectionSettings,
    JoinRequest,
    LeaveRequest,
    SessionDescription,
    SignalRequest,
    SignalResponse,
    WrappedJoinRequest,
)
from websockets.asyncio.client import ClientConnection

from media.addresses import advertised
from tests.needs import missing
from tests.signaling.rtc.server.running import (
    ACCUSED,
    JUDGE,
    LiveDevice,
    Running,
    devices,
    relay,
    until,
    until_async,
)
from tests.signaling.rtc.server.test_join import wrapped

PARTY = ("dev_party", 1320, (30, 200, 30))


async def raw(
    court: Running, token: str, request: JoinRequest | None = None
) -> ClientConnection:
    """A signal connection without a client library."""
    request = request or JoinRequest(
        connection_settings=ConnectionSettings(auto_subscribe=True)
    )
    joining = quote(wrapped(request.SerializeToString(), WrappedJoinRequest.NONE))
    url = f"{court.url}/rtc/v1?access_token={token}&join_request={joining}"
    return await websockets.connect(url)


async def test_two_devices_hear_and_see_each_other(engine: Running) -> None:
    async with devices(engine, JUDGE, ACCUSED) as (judge, accused):
        await until(lambda: judge.hears(accused) and judge.sees(accused), "the accused")
        await until(lambda: accused.hears(judge) and accused.sees(judge), "the judge")


async def test_media_flows_where_there_is_only_ipv6() -> None:
    """The one candidate they are given is of IPv6; a relay of all addresses serves both."""
    own = tuple(one for one in advertised("0.0.0.0") if ":" in one)
    if not own:
        missing("IPv6", "the machine has no address of it but its own loopback")
    async with (
        relay(host="0.0.0.0", advertised_ips=own) as court,
        devices(court, JUDGE, ACCUSED) as (judge, accused),
    ):
        await until(lambda: judge.hears(accused) and judge.sees(accused), "the accused")


async def test_the_floor_taken_silences_and_given_lets_speak_again(
    engine: Running,
) -> None:
    held, given = [TrackSource.CAMERA], [TrackSource.CAMERA, TrackSource.MICROPHONE]

    async def permit(sources: list[TrackSource]) -> None:
        permission = ParticipantPermission(
            can_publish=True, can_subscribe=True, can_publish_sources=sources
        )
        request = UpdateParticipantRequest(
            room="court", identity="dev_accused", permission=permission
        )
        await administration.room.update_participant(request)

    async with (
        devices(engine, JUDGE, ACCUSED) as (judge, accused),
        engine.administration() as administration,
    ):
        await until(lambda: judge.hears(accused), "the accused is heard")
        publications = accused.room.local_participant.track_publications
        (sound,) = (p.sid for p in publications.values() if p.kind == rtc.TrackKind.KIND_AUDIO)
        await permit(held)
        remote = judge.room.remote_participants["dev_accused"].track_publications
        await until(lambda: sound not in remote, "the track is gone for the judge")
        judge.forget(accused)
        await until(lambda: judge.of(accused).frames > 20, "the camera goes on")
        assert not judge.hears(accused)
        await permit(given)
        await accused.room.local_participant.unpublish_track(sound)
        await accused.speak()
        await until(lambda: judge.hears(accused), "the accused is heard again")


async def test_the_same_identity_replaces_the_old_session(engine: Running) -> None:
    async with devices(engine, JUDGE, ACCUSED) as (judge, old):
        await until(lambda: judge.sees(old), "the accused")
        async with devices(engine, ACCUSED) as (new,):
            await until(lambda: bool(old.ended), "the old one is told")
            assert old.ended == [DisconnectReason.DUPLICATE_IDENTITY]
            judge.forget(new)
            await until(lambda: judge.hears(new) and judge.sees(new), "the new one")


@pytest.mark.parametrize("bad", ["garbage", "other key", "no grant"])
async def test_a_bad_token_is_not_allowed(engine: Running, bad: str) -> None:
    token = {
        "garbage": "not.a.token",
        "other key": engine.forged("dev_x"),
        "no grant": engine.token("dev_x").replace(".", "..", 1),
    }[bad]
    device = LiveDevice("dev_x", 440, (0, 0, 0))
    with pytest.raises(rtc.ConnectError, match="401"):
        await device.join(engine.url, token)
    await device.leave()
    async with httpx.AsyncClient(timeout=60) as client:
        for path in ("/rtc/v1/validate", "/rtc/validate"):
            answer = await client.get(engine.http + path, params={"access_token": token})
            assert answer.status_code == 401
            assert answer.headers["access-control-allow-origin"] == "*"
            assert not engine.embedded or "Not allowed" in answer.text


async def test_what_a_good_token_is_told_before_it_connects(engine: Running) -> None:
    token = {"access_token": engine.token("dev_x")}
    async with httpx.AsyncClient(timeout=60) as client:
        assert (await client.head(engine.http + "/")).status_code == 200
        paths = ["/rtc/validate", *(["/rtc/v1/validate"] if engine.embedded else [])]
        for path in paths:  # livekit-server asks for a whole join request at the second
            answer = await client.get(engine.http + path, params=token)
            assert answer.text == "success"


async def test_the_older_protocol_is_spoken_at_its_own_address(engine: Running) -> None:
    """Two connections, first told by the join response; a resumed one by the reconnect."""
    query = f"access_token={engine.token('dev_x')}&protocol=16&auto_subscribe=1&sdk=js"
    async with websockets.connect(f"{engine.url}/rtc?{query}") as socket:
        first = SignalResponse.FromString(bytes(await socket.recv(decode=False)))
        assert first.join.participant.identity == "dev_x"
        sid = first.join.participant.sid
    again = f"{engine.url}/rtc?{query}&reconnect=1&sid="
    async with websockets.connect(again + sid) as socket:
        first = SignalResponse.FromString(bytes(await socket.recv(decode=False)))
        kept = "reconnect" if engine.embedded else "leave"  # there only with media up
        assert first.WhichOneof("message") == kept
    async with websockets.connect(again + "PA_unknown") as socket:
        first = SignalResponse.FromString(bytes(await socket.recv(decode=False)))
        assert first.leave.action == LeaveRequest.RECONNECT


async def test_garbage_from_one_client_disturbs_nobody(court: Running) -> None:
    frames: list[bytes | str] = [
        b"\xff\xff\xff",
        "text",
        b"",
        SignalRequest(offer=SessionDescription(sdp="v=0 nonsense", id=1)).SerializeToString(),
        SignalRequest(offer=SessionDescription(sdp="\0" * 1000)).SerializeToString(),
    ]
    async with devices(court, JUDGE, ACCUSED) as (judge, accused):
        await until(lambda: judge.hears(accused), "the accused")
        bad = await raw(court, court.token("dev_bad"))
        for n in range(30):
            try:
                await bad.send(frames[n % len(frames)])
            except websockets.ConnectionClosed:
                break
        await bad.wait_closed()
        oversized = await raw(court, court.token("dev_big"))
        await oversized.send(b"\x0a" * 300_000)
        await oversized.wait_closed()
        assert oversized.close_code == 1009
        judge.forget(accused)
        accused.forget(judge)
        await until(lambda: judge.hears(accused) and accused.sees(judge), "all goes on")


async def test_an_unknown_session_is_told_to_start_over(engine: Running) -> None:
    request = JoinRequest(
        reconnect=True, participant_sid="PA_unknown", client_info=ClientInfo(protocol=16)
    )
    async with await raw(engine, engine.token("dev_x"), request) as socket:
        message = SignalResponse.FromString(bytes(await socket.recv(decode=False)))
    assert message.leave.action == LeaveRequest.RECONNECT
    assert message.leave.reason == DisconnectReason.STATE_MISMATCH


async def test_a_killed_device_is_gone_by_itself(court: Running) -> None:
    """Within three seconds on a machine that has time, tests/media/test_transport.py has the
    limits; long before its signalling would be missed on any."""
    script = Path(__file__).with_name("vanishing.py")
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(script), court.url, court.token("dev_gone"), stdout=-1
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"up\n"
    async with court.administration() as administration:

        async def present() -> bool:
            request = ListParticipantsRequest(room="court")
            return bool((await administration.room.list_participants(request)).participants)

        async def absent() -> bool:
            return not await present()

        assert await present()
        process.send_signal(signal.SIGKILL)
        await process.wait()
        await until_async(absent, "the device is gone", patience=30)


async def test_a_removed_device_is_told_and_its_media_ends(engine: Running) -> None:
    async with (
        devices(engine, JUDGE, ACCUSED) as (judge, accused),
        engine.administration() as administration,
    ):
        await until(lambda: judge.sees(accused), "the accused")
        request = RoomParticipantIdentity(room="court", identity="dev_accused")
        await administration.room.remove_participant(request)
        await until(lambda: bool(accused.ended), "the accused is told")
        assert accused.ended == [DisconnectReason.PARTICIPANT_REMOVED]
        await until(lambda: not judge.room.remote_participants, "the judge is told")


async def test_data_names_its_true_sender(engine: Running) -> None:
    async with devices(engine, JUDGE, ACCUSED, PARTY) as (judge, accused, party):
        got: dict[str, list[rtc.DataPacket]] = {"judge": [], "party": []}
        judge.room.on("data_received", got["judge"].append)
        party.room.on("data_received", got["party"].append)
        await until(lambda: len(accused.room.remote_participants) == 2, "all are there")
        await accused.room.local_participant.publish_data(
            b"to one", destination_identities=["dev_judge"]
        )
        await accused.room.local_participant.publish_data(b"to all", reliable=False)
        await until(lambda: len(got["judge"]) == 2 and len(got["party"]) == 1, "both arrive")
        assert {packet.data for packet in got["judge"]} == {b"to one", b"to all"}
        assert got["party"][0].data == b"to all"
        sender = got["party"][0].participant
        assert sender is not None
        assert sender.identity == "dev_accused"


async def test_a_relay_that_stops_tells_its_clients() -> None:
    async with relay() as court:
        device = LiveDevice(*JUDGE)
        reconnecting = asyncio.Event()
        device.room.on("reconnecting", reconnecting.set)
        await device.join(court.url, court.token("dev_judge"))
    await asyncio.wait_for(reconnecting.wait(), 60.0)
    await device.leave()


async def test_no_token_reaches_a_log(
    court: Running, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    token = court.token("dev_x")
    socket = await raw(court, token)
    await socket.recv()
    await socket.close()
    with pytest.raises(websockets.InvalidStatus):
        await raw(court, court.forged("dev_x"))
    async with httpx.AsyncClient(timeout=60) as client:
        await client.get(f"{court.http}/rtc/v1/validate", params={"access_token": "x"})
    relays = [
        r for r in caplog.records if not r.name.startswith(("httpx", "websockets.client"))
    ]
    written = "".join(r.getMessage() for r in relays) + "".join(capsys.readouterr())
    assert "participant entered" in written
    assert json.dumps(token)[1:40] not in written
    assert "access_token=e" not in written


async def test_a_fresh_token_comes_at_once_and_lives_for_minutes(engine: Running) -> None:
    fresh = ""
    async with await raw(engine, engine.token("dev_x")) as socket:
        while not fresh:
            message = SignalResponse.FromString(bytes(await socket.recv(decode=False)))
            fresh = message.refresh_token
    claims = api.TokenVerifier(engine.api_key, engine.api_secret).verify(fresh)
    assert claims.identity == "dev_x"
    assert claims.video is not None
    assert (claims.video.room, claims.video.room_join) == ("court", True)
    lives = jwt.decode(fresh, options={"verify_signature": False})["exp"] - time.time()
    assert lives <= 601 or not engine.embedded  # livekit-server gives hours
