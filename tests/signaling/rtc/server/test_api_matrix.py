"""Rulings on LiveKit's server API as a whole, by PyPI `livekit-api`: every call is answered as
livekit-server answers it, or is said to be unimplemented."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import numpy as np
import pytest
from livekit import api
from livekit.protocol import room as protocol
from livekit.protocol.agent_dispatch import CreateAgentDispatchRequest
from livekit.protocol.egress import ListEgressRequest
from livekit.protocol.ingress import ListIngressRequest
from livekit.protocol.models import ParticipantTracks
from livekit.protocol.room import (
    CreateRoomRequest,
    DeleteRoomRequest,
    ForwardParticipantRequest,
    ListParticipantsRequest,
    ListRoomsRequest,
    MoveParticipantRequest,
    MuteRoomTrackRequest,
    RoomParticipantIdentity,
    SendDataRequest,
    UpdateParticipantRequest,
    UpdateRoomMetadataRequest,
    UpdateSubscriptionsRequest,
)
from livekit.protocol.sip import ListSIPInboundTrunkRequest

from hearing.refusal import Refusal
from signaling.rtc.server.room_service import METHODS, UNIMPLEMENTED, send_data
from tests.signaling.rtc.server.fakes import House
from tests.signaling.rtc.server.running import (
    ACCUSED,
    JUDGE,
    LiveDevice,
    Running,
    devices,
    until,
    until_async,
)

Call = Callable[[api.LiveKitAPI], Awaitable[object]]
NOBODY = RoomParticipantIdentity(room="court", identity="dev_nobody")


def test_every_call_of_the_service_is_known() -> None:
    service = protocol.DESCRIPTOR.services_by_name["RoomService"]
    assert {*METHODS, *UNIMPLEMENTED} == {method.name for method in service.methods}


async def receives_nothing(who: LiveDevice, other: LiveDevice) -> None:
    """Wait until a device receives nothing of another, in half a second."""

    async def silent() -> bool:
        who.forget(other)
        await asyncio.sleep(0.5)
        seen = who.of(other)
        return seen.frames == 0 and not np.any(seen.sound)

    await until_async(silent, f"nothing of {other.identity}")


async def code(call: Call, administration: api.LiveKitAPI) -> str:
    """How a call ends: "ok", or Twirp's code."""
    try:
        await call(administration)
    except api.TwirpError as error:
        return error.code
    return "ok"


WITHOUT_A_ROOM: dict[str, tuple[Call, str]] = {
    "rooms are listed": (lambda a: a.room.list_rooms(ListRoomsRequest()), "ok"),
    "a long name": (
        lambda a: a.room.create_room(CreateRoomRequest(name="x" * 257)),
        "invalid_argument",
    ),
    "nobody is listed": (
        lambda a: a.room.list_participants(ListParticipantsRequest(room="court")),
        "ok",
    ),
    "nobody is found": (lambda a: a.room.get_participant(NOBODY), "not_found"),
    "nobody is removed": (lambda a: a.room.remove_participant(NOBODY), "not_found"),
    "nobody is changed": (
        lambda a: a.room.update_participant(
            UpdateParticipantRequest(room="court", identity="dev_nobody", name="x")
        ),
        "not_found",
    ),
    "no room is deleted": (
        lambda a: a.room.delete_room(DeleteRoomRequest(room="court")),
        "not_found",
    ),
    "no room is changed": (
        lambda a: a.room.update_room_metadata(UpdateRoomMetadataRequest(room="court")),
        "not_found",
    ),
}


async def test_what_is_not_there_is_said_as_livekit_says_it(engine: Running) -> None:
    async with engine.administration() as administration:
        found = {
            what: await code(call, administration) for what, (call, _) in WITHOUT_A_ROOM.items()
        }
    assert found == {what: expected for what, (_, expected) in WITHOUT_A_ROOM.items()}


ELSEWHERE: dict[str, Call] = {
    "ForwardParticipant": lambda a: a.room.forward_participant(
        ForwardParticipantRequest(room="a", identity="b", destination_room="c")
    ),
    "MoveParticipant": lambda a: a.room.move_participant(
        MoveParticipantRequest(room="a", identity="b", destination_room="c")
    ),
    "Egress": lambda a: a.egress.list_egress(ListEgressRequest()),
    "Ingress": lambda a: a.ingress.list_ingress(ListIngressRequest()),
    "SIP": lambda a: a.sip.list_inbound_trunk(ListSIPInboundTrunkRequest()),
    "AgentDispatchService": lambda a: a.agent_dispatch.create_dispatch(
        CreateAgentDispatchRequest(room="a", agent_name="x")
    ),
}


async def test_half_a_nonce_is_none() -> None:
    with pytest.raises(Refusal, match=r"rtc\.nonce"):
        send_data(House().rooms, SendDataRequest(room="court", nonce=b"123"))


async def test_what_is_not_done_here_is_unimplemented(court: Running) -> None:
    async with court.administration() as administration:
        found = {what: await code(call, administration) for what, call in ELSEWHERE.items()}
    assert found == dict.fromkeys(ELSEWHERE, "unimplemented")


async def test_an_administrator_subscribes_and_renames_those_who_are_there(
    engine: Running,
) -> None:
    async with (
        devices(engine, JUDGE, ACCUSED) as (judge, accused),
        engine.administration() as administration,
    ):
        rooms = administration.room
        await until(lambda: judge.sees(accused), "the accused")
        present = await rooms.get_participant(
            RoomParticipantIdentity(room="court", identity="dev_accused")
        )
        sids = [track.sid for track in present.tracks]
        tracks = ParticipantTracks(participant_sid=present.sid, track_sids=sids[1:])
        for wanted in (False, True):
            await rooms.update_subscriptions(
                UpdateSubscriptionsRequest(
                    room="court",
                    identity="dev_judge",
                    track_sids=sids[:1],
                    participant_tracks=[tracks],
                    subscribe=wanted,
                )
            )
            if not wanted:
                await receives_nothing(judge, accused)
        await until(lambda: judge.hears(accused) and judge.sees(accused), "the accused again")
        changed = await rooms.update_participant(
            UpdateParticipantRequest(
                room="court", identity="dev_accused", metadata="m", attributes={"a": "1"}
            )
        )
        assert (changed.metadata, dict(changed.attributes)) == ("m", {"a": "1"})
        there = judge.room.remote_participants["dev_accused"]
        await until(lambda: there.metadata == "m" and there.attributes == {"a": "1"}, "told")
        await rooms.update_participant(
            UpdateParticipantRequest(
                room="court", identity="dev_accused", attributes={"a": "", "b": "2"}
            )
        )
        await until(lambda: there.attributes == {"b": "2"}, "an empty attribute is removed")
        assert there.metadata == "m"
        await rooms.update_room_metadata(
            UpdateRoomMetadataRequest(room="court", metadata="of the room")
        )
        await until(lambda: judge.room.metadata == "of the room", "the room's metadata")
        mute = MuteRoomTrackRequest(
            room="court", identity="dev_accused", track_sid="TR_x", muted=True
        )
        outcome = await code(lambda a: a.room.mute_published_track(mute), administration)
        assert outcome == ("not_found" if engine.embedded else "ok")  # it mutes nothing


async def test_a_client_says_of_itself_what_its_grant_allows(engine: Running) -> None:
    judge, accused = LiveDevice(*JUDGE), LiveDevice(*ACCUSED)
    try:
        await judge.join(engine.url, engine.token("dev_judge"))
        token = engine.token("dev_accused", can_update_own_metadata=True)
        await accused.join(engine.url, token)
        me = accused.room.local_participant
        await me.set_metadata("mine")
        await me.set_name("The accused")
        await me.set_attributes({"seat": "3"})
        await until(lambda: "dev_accused" in judge.room.remote_participants, "the accused")
        there = judge.room.remote_participants["dev_accused"]
        await until(
            lambda: (
                (there.metadata, there.name, there.attributes)
                == ("mine", "The accused", {"seat": "3"})
            ),
            "what it says of itself",
        )

        with contextlib.suppress(Exception):  # not every version says that it was refused
            await judge.room.local_participant.set_metadata("not mine")
        await me.set_name("Accused")
        await until(lambda: there.name == "Accused", "what came after it")
        assert accused.room.remote_participants["dev_judge"].metadata == ""
    finally:
        await judge.leave()
        await accused.leave()


async def test_who_may_receive_is_the_publishers_to_say(engine: Running) -> None:
    """A denied one is told, receives nothing, and receives again when allowed."""
    async with devices(engine, JUDGE, ACCUSED) as (judge, accused):
        await until(lambda: judge.sees(accused), "the accused")
        me = accused.room.local_participant
        me.set_track_subscription_permissions(allow_all_participants=False)
        await receives_nothing(judge, accused)
        me.set_track_subscription_permissions(allow_all_participants=True)
        await until(lambda: judge.hears(accused) and judge.sees(accused), "it is sent again")
