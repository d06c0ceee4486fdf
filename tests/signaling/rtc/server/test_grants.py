"""Rulings on grants: what changes when the court gives or takes the floor."""

import pytest
from livekit.protocol.models import ParticipantPermission, TrackSource, TrackType
from livekit.protocol.rtc import AddTrackRequest, RequestResponse, SignalRequest

from signaling.rtc.server import tokens
from tests.signaling.rtc.server.fakes import CAMERA, KEYS, MICROPHONE, House, granted

HELD = ParticipantPermission(can_subscribe=True, can_publish=True, can_publish_sources=[CAMERA])
GIVEN = ParticipantPermission(
    can_subscribe=True, can_publish=True, can_publish_sources=[CAMERA, MICROPHONE]
)


@pytest.mark.parametrize(
    ("grants", "source", "may"),
    [
        (granted(), MICROPHONE, True),
        (granted(MICROPHONE), MICROPHONE, True),
        (granted(CAMERA), MICROPHONE, False),
        (granted(CAMERA), TrackSource.UNKNOWN, False),
        (granted(MICROPHONE, can_publish=False), MICROPHONE, False),
        (granted(MICROPHONE, hidden=True), MICROPHONE, False),
    ],
)
def test_which_sources_may_be_published(grants: object, source: TrackSource, may: bool) -> None:
    assert grants.may_publish(source) is may  # type: ignore[attr-defined]


async def test_a_track_without_grant_is_refused_and_the_client_told() -> None:
    house = House()
    device = house.enters("dev", granted(CAMERA))
    wish = AddTrackRequest(cid="c", type=TrackType.AUDIO, source=MICROPHONE)
    device.say(SignalRequest(add_track=wish))
    answer = device.got("request_response")[0].request_response
    assert answer.reason == RequestResponse.NOT_ALLOWED
    assert answer.add_track.cid == "c"
    assert device.peer.announced == {}


async def test_taking_the_floor_silences_at_once_and_unpublishes() -> None:
    house = House()
    judge, accused = house.enters("dev_judge"), house.enters("dev_accused")
    camera, sound = accused.publish("c", CAMERA), accused.publish("m", MICROPHONE)
    accused.inbox()
    accused.session.permit(HELD)
    assert accused.peer.announced["m"].gated
    assert not accused.peer.announced["c"].gated
    assert accused.peer.withdrawn == [sound]
    assert [m.track_unpublished.track_sid for m in accused.got("track_unpublished")] == [sound]
    told = judge.got("update")[-1].update.participants[0]
    assert [track.sid for track in told.tracks] == [camera]
    assert list(told.permission.can_publish_sources) == [CAMERA]
    assert list(judge.peer.subscribed) == [camera]
    assert "track_unpublished" in house.events()


async def test_a_track_still_being_announced_is_withdrawn_too() -> None:
    house = House()
    judge, accused = house.enters("dev_judge"), house.enters("dev_accused")
    wish = AddTrackRequest(cid="m", type=TrackType.AUDIO, source=MICROPHONE)
    accused.say(SignalRequest(add_track=wish))
    accused.session.permit(HELD)
    accused.peer.sections_arrive("m")
    assert judge.peer.subscribed == {}


async def test_the_floor_given_back_lets_the_source_be_published_again() -> None:
    house = House()
    judge, accused = house.enters("dev_judge"), house.enters("dev_accused")
    old = accused.publish("m", MICROPHONE)
    accused.session.permit(HELD)
    accused.session.permit(GIVEN)
    new = accused.publish("m", MICROPHONE)
    assert new != old
    assert list(judge.peer.subscribed) == [new]
    assert not accused.peer.announced["m"].gated


async def test_a_fresh_token_carries_the_grants_of_now() -> None:
    house = House()
    accused = house.enters("dev_accused")
    accused.session.permit(HELD)
    fresh = accused.got("refresh_token")[-1].refresh_token
    claims = tokens.verify(fresh, KEYS, house.time.clock().wall())
    assert claims.grants.sources == {CAMERA}
    assert claims.grants.room_join
    assert claims.identity == "dev_accused"


async def test_tokens_are_refreshed_before_they_expire() -> None:
    house = House()
    accused = house.enters("dev_accused")
    accused.inbox()
    for _ in range(4):
        accused.peer.last_heard = house.time.now
        house.later(100.0)
    assert len(accused.got("refresh_token")) == 1


async def test_who_loses_the_right_to_subscribe_receives_nothing_more() -> None:
    house = House()
    judge, accused = house.enters("dev_judge"), house.enters("dev_accused")
    sid = judge.publish("c", CAMERA)
    accused.session.permit(ParticipantPermission(can_publish=True))
    assert accused.peer.subscribed == {}
    accused.session.permit(ParticipantPermission(can_publish=True, can_subscribe=True))
    assert list(accused.peer.subscribed) == [sid]


async def test_a_permission_does_not_unveil_the_gallery() -> None:
    house = House()
    judge = house.enters("dev_judge")
    judge.inbox()
    observer = house.enters("dev_gallery", granted(hidden=True))
    observer.session.permit(ParticipantPermission(can_subscribe=True, hidden=False))
    assert judge.got("update") == []
