"""Rulings on whose picture is kept longest, and on telling a client which has no room."""

import pytest
from livekit.protocol.models import TrackSource
from livekit.protocol.rtc import ConnectionSettings, JoinRequest, StreamState

from media.congestion.allocate import KEPT, Importance
from signaling.rtc.server import upkeep
from signaling.rtc.server.grants import Grants
from signaling.rtc.server.importance import HELD
from signaling.rtc.server.tokens import Claims
from tests.signaling.rtc.server.fakes import CAMERA, MICROPHONE, ROOM, Device, House

SCREEN = TrackSource.SCREEN_SHARE


def importance(device: Device, sid: str) -> Importance:
    found = device.session.who.find(sid)
    assert found is not None
    return found.media.importance


def kept(house: House, identity: str) -> Device:
    """A device whose token says that everybody must see it."""
    device = house.enters(identity)
    claims = device.session.who.claims
    device.session.who.claims = Claims(
        claims.identity, claims.grants, attributes={KEPT: "always"}
    )
    return device


async def test_the_token_says_whom_everybody_must_see() -> None:
    house = House()
    judge, other = kept(house, "judge"), house.enters("other")
    assert importance(judge, judge.publish("a", CAMERA)) == Importance.KEY
    assert importance(judge, judge.publish("b", SCREEN)) == Importance.SCREEN
    assert importance(other, other.publish("c", CAMERA)) == Importance.OTHER


async def test_who_speaks_is_seen_and_for_a_while_after() -> None:
    house = House()
    speaker = house.enters("speaker")
    camera, sound = speaker.publish("a", CAMERA), speaker.publish("b", MICROPHONE)
    media = speaker.session.who.publications[sound].media
    room = speaker.session.room
    for _ in range(50):
        media._loudness.note(10, house.time.now)
    upkeep.room(room, house.time.now)
    assert importance(speaker, camera) == Importance.KEY
    house.time.now += HELD - 1
    upkeep.room(room, house.time.now)
    assert importance(speaker, camera) == Importance.KEY
    house.time.now += 2
    upkeep.room(room, house.time.now)
    assert importance(speaker, camera) == Importance.OTHER


async def test_a_client_is_told_once_what_has_no_room_and_when_it_has() -> None:
    house = House()
    speaker, listener = house.enters("speaker"), house.enters("listener")
    camera = speaker.publish("a", CAMERA)
    listener.inbox()
    states = []
    for sids in ({camera}, {camera}, set[str]()):
        listener.peer.no_room = frozenset(sids)
        upkeep.room(listener.session.room, house.time.now)
        for message in listener.got("stream_state_update"):
            for state in message.stream_state_update.stream_states:
                assert (state.participant_sid, state.track_sid) == (speaker.sid, camera)
                states.append(state.state)
    assert states == [StreamState.PAUSED, StreamState.ACTIVE]


@pytest.mark.parametrize(
    ("recorder", "settings", "expected"),
    [
        (False, ConnectionSettings(), (True, True)),
        (False, ConnectionSettings(subscriber_allow_pause=False), (True, False)),
        (True, ConnectionSettings(), (False, True)),
    ],
    ids=["client", "never_paused", "recorder"],
)
async def test_a_recorder_is_never_downgraded(
    recorder: bool, settings: ConnectionSettings, expected: tuple[bool, bool]
) -> None:
    house = House()
    grants = Grants(room=ROOM, room_join=True, recorder=recorder)
    house.rooms.join(Claims("one", grants), JoinRequest(connection_settings=settings))
    assert house.peers[-1].shares == expected
