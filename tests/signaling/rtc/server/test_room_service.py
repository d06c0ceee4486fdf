"""Rulings on RoomService, as PyPI `livekit-api` and plain HTTP call it."""

import asyncio
import contextlib

import httpx
import pytest
from livekit import api
from livekit.protocol.models import ParticipantPermission, TrackSource
from livekit.protocol.room import (
    CreateRoomRequest,
    DeleteRoomRequest,
    ListParticipantsRequest,
    ListRoomsRequest,
    MoveParticipantRequest,
    MuteRoomTrackRequest,
    RoomParticipantIdentity,
    SendDataRequest,
    UpdateParticipantRequest,
    UpdateRoomMetadataRequest,
)
from livekit.rtc import DataPacket

from tests.signaling.rtc.server.running import (
    ACCUSED,
    JUDGE,
    LiveDevice,
    Running,
    devices,
    relay,
    until,
)

ROOT = "/twirp/livekit.RoomService"


def bearer(court: Running, **grants: object) -> dict[str, str]:
    video = api.VideoGrants(**grants)  # type: ignore[arg-type]
    token = api.AccessToken(court.api_key, court.api_secret).with_grants(video)
    return {"authorization": f"Bearer {token.to_jwt()}"}


async def test_rooms_are_made_listed_described_and_deleted(engine: Running) -> None:
    async with engine.administration() as administration:
        rooms = administration.room
        made = await rooms.create_room(
            CreateRoomRequest(name="a", empty_timeout=60, metadata="m")
        )
        assert (made.name, made.empty_timeout, made.metadata) == ("a", 60, "m")
        again = await rooms.create_room(CreateRoomRequest(name="a", empty_timeout=90))
        assert (again.sid, again.empty_timeout) == (made.sid, 60)
        await rooms.create_room(CreateRoomRequest(name="b"))
        listed = (await rooms.list_rooms(ListRoomsRequest())).rooms
        assert {room.name for room in listed} == {"a", "b"}
        listed = (await rooms.list_rooms(ListRoomsRequest(names=["b", "c"]))).rooms
        assert [room.name for room in listed] == ["b"]
        changed = await rooms.update_room_metadata(
            UpdateRoomMetadataRequest(room="a", metadata="new")
        )
        assert changed.metadata == "new"
        await rooms.delete_room(DeleteRoomRequest(room="a"))
        assert len((await rooms.list_rooms(ListRoomsRequest())).rooms) == 1
        with pytest.raises(api.TwirpError) as missing:
            await rooms.delete_room(DeleteRoomRequest(room="a"))
        assert (missing.value.code, missing.value.status) == ("not_found", 404)


async def test_participants_are_listed_changed_muted_and_spoken_to(engine: Running) -> None:
    async with (
        devices(engine, JUDGE, ACCUSED) as (judge, accused),
        engine.administration() as administration,
    ):
        rooms = administration.room
        await until(lambda: judge.hears(accused), "the accused")
        present = (
            await rooms.list_participants(ListParticipantsRequest(room="court"))
        ).participants
        assert {p.identity for p in present} == {"dev_judge", "dev_accused"}
        one = await rooms.get_participant(
            RoomParticipantIdentity(room="court", identity="dev_accused")
        )
        sound = next(t for t in one.tracks if t.source == TrackSource.MICROPHONE)
        await _muted(rooms, judge, sound.sid)
        changed = await rooms.update_participant(
            UpdateParticipantRequest(
                room="court",
                identity="dev_accused",
                name="accused",
                attributes={"k": "v"},
                permission=ParticipantPermission(can_subscribe=True, can_publish=False),
            )
        )
        assert (changed.name, dict(changed.attributes)) == ("accused", {"k": "v"})
        assert list(changed.tracks) == []
        got: list[DataPacket] = []
        judge.room.on("data_received", got.append)
        await rooms.send_data(
            SendDataRequest(
                room="court", data=b"hello", topic="t", destination_identities=["dev_judge"]
            )
        )
        await until(lambda: bool(got), "data")
        assert (got[0].data, got[0].topic, got[0].participant) == (b"hello", "t", None)


async def _muted(rooms: api.room_service.RoomService, judge: LiveDevice, sid: str) -> None:
    mute = MuteRoomTrackRequest(room="court", identity="dev_accused", track_sid=sid, muted=True)
    assert (await rooms.mute_published_track(mute)).track.muted
    remote = judge.room.remote_participants["dev_accused"].track_publications
    await until(lambda: remote[sid].muted, "the judge is told")
    mute.muted = False
    with pytest.raises(api.TwirpError) as refused:
        await rooms.mute_published_track(mute)
    assert refused.value.code == "failed_precondition"


async def test_what_livekits_open_server_lacks_is_unimplemented(court: Running) -> None:
    async with court.administration() as administration:
        with pytest.raises(api.TwirpError) as refused:
            await administration.room.move_participant(
                MoveParticipantRequest(room="a", identity="b", destination_room="c")
            )
    assert (refused.value.code, refused.value.status) == ("unimplemented", 501)


@pytest.mark.parametrize(
    ("method", "body", "grants"),
    [
        ("CreateRoom", {"name": "r"}, {"room_list": True}),
        ("DeleteRoom", {"room": "r"}, {"room_admin": True, "room": "r"}),
        ("ListRooms", {}, {"room_create": True}),
        ("ListParticipants", {"room": "r"}, {"room_admin": True, "room": "another"}),
        ("ListParticipants", {"room": "r"}, {"room_admin": True}),
        ("RemoveParticipant", {"room": "r", "identity": "x"}, {"room_create": True}),
        (
            "UpdateParticipant",
            {"room": "r", "identity": "x"},
            {"room_join": False, "room": "r"},
        ),
    ],
)
async def test_a_grant_is_for_its_call_and_its_room_only(
    engine: Running, method: str, body: dict[str, str], grants: dict[str, object]
) -> None:
    async with httpx.AsyncClient(timeout=60) as client:
        url = f"{engine.http}{ROOT}/{method}"
        answer = await client.post(url, json=body, headers=bearer(engine, **grants))
    assert answer.status_code == 401
    assert answer.json()["code"] == "unauthenticated"


@pytest.mark.parametrize(
    ("path", "kind", "content", "status", "code"),
    [
        ("/ListRooms", "application/json", b"{", 400, "malformed"),
        ("/ListRooms", "application/protobuf", b"\xff\xff", 400, "malformed"),
        ("/ListRooms", "text/plain", b"", 404, "bad_route"),
        ("/Dance", "application/json", b"{}", 404, "bad_route"),
        ("/CreateRoom", "application/json", b"{}", 400, "invalid_argument"),
        ("/CreateRoom", "application/json", b"x" * 600_000, 400, "invalid_argument"),
        ("/../other", "application/json", b"{}", 404, "bad_route"),
    ],
)
async def test_a_bad_call_gets_twirps_error(
    court: Running, path: str, kind: str, content: bytes, status: int, code: str
) -> None:
    headers = {**bearer(court, room_list=True, room_create=True), "content-type": kind}
    async with httpx.AsyncClient(timeout=60) as client:
        answer = await client.post(court.http + ROOT + path, content=content, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_a_room_without_a_name_is_told_that_it_has_none(court: Running) -> None:
    async with httpx.AsyncClient(timeout=60) as client:
        url = f"{court.http}{ROOT}/CreateRoom"
        answer = await client.post(url, json={}, headers=bearer(court, room_create=True))
    assert answer.json()["msg"] == "'name' is missing."


async def test_json_is_answered_in_json_and_without_a_token_nothing(engine: Running) -> None:
    async with httpx.AsyncClient(timeout=60) as client:
        url = f"{engine.http}{ROOT}/CreateRoom"
        body = {"name": "r", "emptyTimeout": 7}
        answer = await client.post(url, json=body, headers=bearer(engine, room_create=True))
        assert answer.json()["empty_timeout"] == 7
        assert (await client.post(url, json=body)).json()["code"] == "unauthenticated"
        assert (await client.get(url)).json()["code"] == "bad_route"


async def test_webhooks_reach_their_address_and_verify() -> None:
    got: list[str] = []
    verifier = api.TokenVerifier("PTtest", "a secret of at least thirty-two bytes")
    receiver = api.WebhookReceiver(verifier)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError):
            while True:
                headers, body = await _request(reader)
                event = receiver.receive(body.decode(), headers["authorization"])
                assert event.room.name == "court"
                got.append(event.event)
                writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with relay(webhook_urls=(f"http://127.0.0.1:{port}/hook",)) as court:
        async with devices(court, JUDGE):
            await until(lambda: got.count("track_published") == 2, "what is published is told")
        await until(lambda: "participant_left" in got, "who left is told")
    await until(lambda: "room_finished" in got, "the end is told")
    server.close()
    assert got == [
        "room_started",
        "participant_joined",
        "track_published",
        "track_published",
        "track_unpublished",
        "track_unpublished",
        "participant_left",
        "room_finished",
    ]


async def _request(reader: asyncio.StreamReader) -> tuple[dict[str, str], bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    lines = [line.partition(": ") for line in head.split("\r\n")[1:]]
    headers = {name.lower(): text for name, _, text in lines}
    return headers, await reader.readexactly(int(headers["content-length"]))


async def test_a_grant_for_no_room_is_a_grant_for_none(court: Running) -> None:
    async with httpx.AsyncClient(timeout=60) as client:
        url = f"{court.http}{ROOT}/ListParticipants"
        answer = await client.post(url, json={}, headers=bearer(court, room_admin=True))
    assert answer.status_code == 401
