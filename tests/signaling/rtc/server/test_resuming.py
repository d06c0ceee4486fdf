"""Rulings on resuming: what a lost socket swallowed is told again; beliefs are set right."""

from livekit.protocol.models import ParticipantInfo, TrackInfo, TrackType
from livekit.protocol.rtc import (
    AddTrackRequest,
    LeaveRequest,
    SignalRequest,
    SignalResponse,
    SubscriptionPermission,
    SyncState,
    TrackPublishedResponse,
    UpdateSubscription,
)

from signaling.rtc.server import resuming
from tests.signaling.rtc.server.fakes import CAMERA, MICROPHONE, Device, House, granted


def told(device: Device) -> dict[str, list[SignalResponse]]:
    found: dict[str, list[SignalResponse]] = {}
    for message in resuming.told(device.session):
        found.setdefault(str(message.WhichOneof("message")), []).append(message)
    return found


def believes(device: Device, *sids: str, **more: object) -> None:
    tracks = [
        TrackPublishedResponse(cid=sid, track=TrackInfo(sid=sid, source=MICROPHONE))
        for sid in sids
    ]
    state = SyncState(publish_tracks=tracks, **more)  # type: ignore[arg-type]
    device.say(SignalRequest(sync_state=state))


async def test_who_came_and_who_left_meanwhile_is_told() -> None:
    house = House()
    judge, clerk = house.enters("dev_judge"), house.enters("dev_clerk")
    judge.session.who.outbox = None
    clerk.session.room.remove(clerk.session.who, 0)  # type: ignore[arg-type]
    house.enters("dev_party")
    (update,) = told(judge)["update"]
    states = {p.identity: p.state for p in update.update.participants}
    assert states == {
        "dev_clerk": ParticipantInfo.DISCONNECTED,
        "dev_judge": ParticipantInfo.ACTIVE,
        "dev_party": ParticipantInfo.ACTIVE,
    }
    house.time.now += 61
    (update,) = told(judge)["update"]
    assert "dev_clerk" not in {p.identity for p in update.update.participants}


async def test_who_left_and_came_back_is_told_as_there_once() -> None:
    house = House()
    judge, clerk = house.enters("dev_judge"), house.enters("dev_clerk")
    judge.session.who.outbox = None
    clerk.session.room.remove(clerk.session.who, 0)  # type: ignore[arg-type]
    again = house.enters("dev_clerk")
    (update,) = told(judge)["update"]
    assert [p.sid for p in update.update.participants if p.identity == "dev_clerk"] == [
        again.sid
    ]


async def test_a_hidden_device_that_left_stays_hidden() -> None:
    house = House()
    judge = house.enters("dev_judge")
    gallery = house.enters("dev_gallery", granted(hidden=True))
    gallery.session.room.remove(gallery.session.who, 0)  # type: ignore[arg-type]
    (update,) = told(judge)["update"]
    assert [p.identity for p in update.update.participants] == ["dev_judge"]


async def test_a_mute_that_got_lost_comes_before_what_would_undo_it() -> None:
    house = House()
    accused = house.enters("dev_accused")
    sid = accused.publish("cid", MICROPHONE)
    accused.session.who.publications[sid].mute(True)
    kinds = [message.WhichOneof("message") for message in resuming.told(accused.session)]
    assert kinds.index("mute") < kinds.index("update")


async def test_layers_and_denials_are_told_again() -> None:
    house = House()
    judge, clerk = house.enters("dev_judge"), house.enters("dev_clerk")
    sid = judge.publish("cid", CAMERA)
    judge.say(SignalRequest(subscription_permission=SubscriptionPermission()))
    (denied,) = told(clerk)["subscription_permission_update"]
    change = denied.subscription_permission_update
    assert (change.track_sid, change.allowed) == (sid, False)
    judge.session.who.publications[sid].quality = 0
    (layers,) = told(judge)["subscribed_quality_update"]
    enabled = [q.enabled for q in layers.subscribed_quality_update.subscribed_qualities]
    assert enabled == [True, False, False]


async def test_tracks_known_on_both_sides_keep_their_sids() -> None:
    house = House()
    judge, clerk = house.enters("dev_judge"), house.enters("dev_clerk")
    sid = judge.publish("cid", MICROPHONE)
    judge.say(
        SignalRequest(
            add_track=AddTrackRequest(cid="late", type=TrackType.AUDIO, source=MICROPHONE)
        )
    )
    pending = judge.session.who.pending["late"].sid
    judge.inbox()
    believes(judge, sid, pending)
    assert judge.inbox() == []
    assert list(judge.session.who.publications) == [sid]
    assert list(clerk.peer.subscribed) == [sid]


async def test_a_track_unknown_here_makes_its_client_join_anew() -> None:
    house = House()
    judge = house.enters("dev_judge")
    believes(judge, "TR_lost")
    assert judge.got("leave")[0].leave.action == LeaveRequest.RECONNECT
    assert judge.session.who.gone


async def test_a_track_whose_grant_was_taken_is_withdrawn_again() -> None:
    house = House()
    accused = house.enters("dev_accused", granted(CAMERA))
    believes(accused, "TR_taken")
    assert accused.got("track_unpublished")[-1].track_unpublished.track_sid == "TR_taken"
    assert not accused.session.who.gone


async def test_what_the_client_takes_and_shows_is_as_it_says() -> None:
    house = House()
    judge, clerk = house.enters("dev_judge"), house.enters("dev_clerk")
    camera, sound = judge.publish("a", CAMERA), judge.publish("b", MICROPHONE)
    declined = UpdateSubscription(track_sids=[sound], subscribe=False)
    believes(clerk, track_sids_disabled=[camera, "TR_x"], subscription=declined)
    assert clerk.peer.settings == {camera: (True, 2)}
    assert list(clerk.peer.subscribed) == [camera]
