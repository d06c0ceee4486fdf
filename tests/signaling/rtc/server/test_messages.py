"""Rulings on messages: each kind has its handler; nonsense reaches nobody else."""

from unittest.mock import patch

import pytest
from livekit.protocol.models import (
    ParticipantTracks,
    SpeakerInfo,
    TrackType,
    VideoLayer,
    VideoQuality,
)
from livekit.protocol.rtc import (
    AddTrackRequest,
    Ping,
    PublishDataTrackRequest,
    RequestResponse,
    SessionDescription,
    SignalRequest,
    UpdateParticipantMetadata,
    UpdateSubscription,
    UpdateTrackSettings,
)

from hearing.refusal import Refusal
from media.peer import Answer
from signaling.rtc.server import messages
from signaling.rtc.server.limits import SignalLimits
from signaling.rtc.server.speakers import changes
from tests.signaling.rtc.server.fakes import CAMERA, MICROPHONE, FakePeer, House, granted


def test_every_kind_of_message_has_its_handler() -> None:
    (oneof,) = SignalRequest.DESCRIPTOR.oneofs
    assert set(messages.HANDLERS) == {field.name for field in oneof.fields}


async def test_an_answer_carries_the_offers_id() -> None:
    device = House().enters("dev")
    device.say(SignalRequest(offer=SessionDescription(type="offer", sdp="v=0", id=7)))
    answer = device.got("answer")[0].answer
    assert (answer.id, answer.sdp, answer.type) == (7, "answer to v=0", "answer")
    assert dict(answer.mid_to_track_id) == {"0": "TR_x"}


async def test_an_offer_that_cannot_be_read_is_refused() -> None:
    device = House().enters("dev")

    def refuse(sdp: str) -> Answer:
        raise Refusal("rtc.sdp.malformed", why=len(sdp))

    device.peer.offer = refuse  # type: ignore[method-assign]
    with pytest.raises(Refusal, match=r"rtc\.sdp\.malformed"):
        device.say(SignalRequest(offer=SessionDescription(sdp="nonsense")))
    answer = device.got("request_response")[0].request_response
    assert answer.reason == RequestResponse.INVALID_REQUEST


async def test_an_empty_message_is_malformed() -> None:
    with pytest.raises(Refusal, match=r"rtc\.malformed"):
        House().enters("dev").say(SignalRequest())


async def test_the_same_cid_twice_is_one_track() -> None:
    device = House().enters("dev")
    wish = SignalRequest(
        add_track=AddTrackRequest(cid="c", type=TrackType.VIDEO, source=CAMERA)
    )
    device.say(wish)
    device.say(wish)
    assert len(device.got("track_published")) == 1


async def test_nobody_publishes_more_tracks_than_the_limit() -> None:
    device = House(SignalLimits(tracks=2)).enters("dev")
    device.publish("a", CAMERA)
    for cid in ("b", "c"):
        wish = AddTrackRequest(cid=cid, type=TrackType.VIDEO, source=CAMERA)
        device.say(SignalRequest(add_track=wish))
    answer = device.got("request_response")[0].request_response
    assert (answer.reason, answer.add_track.cid) == (RequestResponse.LIMIT_EXCEEDED, "c")


async def test_a_data_track_is_not_supported_and_says_so() -> None:
    device = House().enters("dev")
    wish = PublishDataTrackRequest(name="x")
    device.say(SignalRequest(publish_data_track_request=wish))
    answer = device.got("request_response")[0].request_response
    assert answer.reason == RequestResponse.UNSUPPORTED_TYPE
    assert answer.publish_data_track.name == "x"


async def test_pings_are_answered() -> None:
    device = House().enters("dev")
    device.say(SignalRequest(ping=1))
    device.say(SignalRequest(ping_req=Ping(timestamp=42)))
    device.inbox()
    assert device.read[-2].pong == 1_800_001_000_000
    assert device.read[-1].pong_resp.last_ping_timestamp == 42


async def test_only_the_grant_lets_a_client_describe_itself() -> None:
    house = House()
    judge, clerk = house.enters("dev_judge"), house.enters("dev_clerk")
    able = house.enters("dev_able", granted(can_update_own_metadata=True))
    wish = UpdateParticipantMetadata(
        name="n", metadata="m", attributes={"k": "v"}, request_id=3
    )
    for device in (clerk, able):
        device.say(SignalRequest(update_metadata=wish))
    refused = clerk.got("request_response")[0].request_response
    assert (refused.reason, refused.request_id) == (RequestResponse.NOT_ALLOWED, 3)
    assert able.got("request_response")[0].request_response.reason == RequestResponse.OK
    told = judge.got("update")[-1].update.participants[0]
    assert (told.identity, told.name, told.metadata) == ("dev_able", "n", "m")
    assert dict(told.attributes) == {"k": "v"}


async def test_settings_reach_the_media_of_tracks_received_only() -> None:
    house = House()
    judge, clerk = house.enters("dev_judge"), house.enters("dev_clerk")
    sid = clerk.publish("c", CAMERA)
    settings = UpdateTrackSettings(
        track_sids=[sid, "TR_unknown"], disabled=True, quality=VideoQuality.LOW
    )
    judge.say(SignalRequest(track_setting=settings))
    clerk.say(SignalRequest(track_setting=settings))
    assert judge.peer.settings == {sid: (True, VideoQuality.LOW)}
    assert clerk.peer.settings == {}


@pytest.mark.parametrize(
    "message",
    [
        SignalRequest(update_metadata=UpdateParticipantMetadata(metadata="m" * 70_000)),
        SignalRequest(track_setting=UpdateTrackSettings(track_sids=["TR_x"] * 1_025)),
        SignalRequest(subscription=UpdateSubscription(track_sids=["TR_x"] * 1_025)),
        SignalRequest(
            subscription=UpdateSubscription(participant_tracks=[ParticipantTracks()] * 1_025)
        ),
        SignalRequest(
            subscription=UpdateSubscription(
                participant_tracks=[
                    ParticipantTracks(track_sids=[f"TR_{n}" for n in range(1_025)])
                ]
            )
        ),
    ],
)
async def test_a_message_has_a_size_and_names_so_many_tracks_at_most(
    message: SignalRequest,
) -> None:
    device = House().enters("dev", granted(can_update_own_metadata=True))
    device.say(message)
    answer = device.got("request_response")[0].request_response
    assert answer.reason == RequestResponse.LIMIT_EXCEEDED


async def test_a_track_named_often_is_set_once() -> None:
    house = House()
    judge, clerk = house.enters("dev_judge"), house.enters("dev_clerk")
    sid = clerk.publish("c", CAMERA)
    with patch.object(judge.peer, "setting") as setting:
        judge.say(SignalRequest(track_setting=UpdateTrackSettings(track_sids=[sid] * 1_000)))
    setting.assert_called_once()


class _Wanted:
    """A media track whose wanted quality the test sets."""

    quality = 2


async def test_layers_are_asked_for_at_once_and_given_up_with_patience(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    house = House()
    judge, clerk = house.enters("dev_judge"), house.enters("dev_clerk")
    layers = [VideoLayer(quality=name) for name in ("LOW", "MEDIUM", "HIGH")]
    wish = AddTrackRequest(cid="c", type=TrackType.VIDEO, source=CAMERA, layers=layers)
    clerk.say(SignalRequest(add_track=wish))
    clerk.peer.announced["c"].rids = ("q", "h", "f")
    media = clerk.peer.sections_arrive("c")
    monkeypatch.setattr(media, "wanted_quality", lambda: _Wanted.quality)
    _Wanted.quality = 0
    house.later(1.0)
    assert clerk.got("subscribed_quality_update") == []
    house.later(3.1)
    asked = clerk.got("subscribed_quality_update")[0].subscribed_quality_update
    assert [q.enabled for q in asked.subscribed_qualities] == [True, False, False]
    assert asked.subscribed_codecs[0].codec == "vp8"
    _Wanted.quality = 2
    settings = UpdateTrackSettings(track_sids=[media.sid], quality=VideoQuality.HIGH)
    judge.say(SignalRequest(track_setting=settings))
    asked = clerk.got("subscribed_quality_update")[0].subscribed_quality_update
    assert all(q.enabled for q in asked.subscribed_qualities)


async def test_all_are_told_who_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    house = House()
    judge, clerk = house.enters("dev_judge"), house.enters("dev_clerk")
    clerk.publish("m", MICROPHONE)
    media = clerk.peer.announced["m"]
    monkeypatch.setattr(media, "audio_level", lambda _now: 0.5)
    house.later(0.25)
    speaker = judge.got("speakers_changed")[0].speakers_changed.speakers[0]
    assert (speaker.sid, speaker.active, speaker.level) == (clerk.sid, True, 0.5)
    monkeypatch.setattr(media, "audio_level", lambda _now: None)
    house.later(0.25)
    speaker = judge.got("speakers_changed")[0].speakers_changed.speakers[0]
    assert not speaker.active


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ({}, {}, []),
        ({}, {"a": 0.5}, [SpeakerInfo(sid="a", level=0.5, active=True)]),
        ({"a": 0.5}, {"a": 0.52}, []),
        ({"a": 0.5}, {"a": 0.75}, [SpeakerInfo(sid="a", level=0.75, active=True)]),
        ({"a": 0.5}, {}, [SpeakerInfo(sid="a", level=0.0, active=False)]),
    ],
)
def test_which_changes_of_loudness_are_told(
    before: dict[str, float], now: dict[str, float], told: list[SpeakerInfo]
) -> None:
    assert changes(before, now) == told


async def test_a_quiet_line_is_called_poor() -> None:
    house = House()
    judge, clerk = house.enters("dev_judge"), house.enters("dev_clerk")
    house.later(0.25)
    judge.inbox()
    judge.peer.last_heard = house.time.now + 2
    house.later(1.5)
    (update,) = judge.got("connection_quality")[-1].connection_quality.updates
    assert update.participant_sid == clerk.sid


def test_a_fake_peer_is_a_peer() -> None:
    """The fake has what media.peer.Peer has, so that tests mean something."""
    from media.peer import Peer

    fake = {name for name in vars(FakePeer) if not name.startswith("_")}
    assert fake - {"sections_arrive"} <= {name for name in dir(Peer) if name[0] != "_"}


async def test_answers_reach_the_media_and_offers_the_client() -> None:
    house = House()
    device = house.enters("dev")
    answer = SessionDescription(type="answer", sdp="v=0", id=3)
    device.say(SignalRequest(answer=answer))
    assert device.peer.answers == [("v=0", 3)]
    device.inbox()
    device.session.offered("v=0 ours", 4, {"0": "TR_x"})
    offer = device.got("offer")[0].offer
    assert (offer.type, offer.sdp, offer.id) == ("offer", "v=0 ours", 4)
    assert dict(offer.mid_to_track_id) == {"0": "TR_x"}
