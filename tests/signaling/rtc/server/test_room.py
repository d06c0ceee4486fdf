"""Rulings on rooms: who sees, hears and is told what."""

import pytest
from livekit.protocol.models import DisconnectReason, ParticipantInfo, TrackSource
from livekit.protocol.rtc import (
    JoinRequest,
    LeaveRequest,
    SignalRequest,
    SubscriptionPermission,
    TrackPermission,
    UpdateSubscription,
)

from hearing.refusal import Refusal
from signaling.rtc.server.limits import SignalLimits
from signaling.rtc.server.tokens import Claims
from tests.signaling.rtc.server.fakes import (
    CAMERA,
    MICROPHONE,
    ROOM,
    House,
    granted,
    kinds,
    settled,
)


async def test_the_join_response_comes_first_and_names_those_present() -> None:
    house = House()
    house.enters("dev_judge")
    clerk = house.enters("dev_clerk", up=False)
    first = clerk.inbox()[0]
    assert first.WhichOneof("message") == "join"
    assert [p.identity for p in first.join.other_participants] == ["dev_judge"]
    assert first.join.participant.identity == "dev_clerk"


async def test_others_are_told_who_came_and_what_is_published() -> None:
    house = House()
    judge, clerk = house.enters("dev_judge"), house.enters("dev_clerk")
    judge.inbox()
    sid = clerk.publish("cid", CAMERA)
    told = judge.got("update")[-1].update.participants[0]
    assert told.identity == "dev_clerk"
    assert told.state == ParticipantInfo.ACTIVE
    assert [(t.sid, t.mime_type, t.mid) for t in told.tracks] == [(sid, "video/VP8", "1")]
    assert list(judge.peer.subscribed) == [sid]
    assert not clerk.peer.subscribed


async def test_a_latecomer_receives_what_is_published_already() -> None:
    house = House()
    sid = house.enters("dev_judge").publish("cid", CAMERA)
    assert list(house.enters("dev_clerk").peer.subscribed) == [sid]


async def test_versions_of_what_is_told_only_grow() -> None:
    house = House()
    judge, clerk = house.enters("dev_judge"), house.enters("dev_clerk")
    clerk.mute(clerk.publish("cid", MICROPHONE))
    versions = [
        message.update.participants[0].version
        for message in judge.got("update")
        if message.update.participants[0].identity == "dev_clerk"
    ]
    assert len(versions) >= 3
    assert versions == sorted(set(versions))


async def test_the_gallery_is_seen_by_nobody() -> None:
    house = House()
    judge = house.enters("dev_judge")
    judge.inbox()
    observer = house.enters("dev_gallery", granted(hidden=True, can_publish=False))
    assert judge.got("update") == []
    late = house.enters("dev_late").inbox()[0].join
    assert [p.identity for p in late.other_participants] == ["dev_judge"]
    assert late.room.num_participants == 1
    sid = judge.publish("cid", CAMERA)
    assert sid in observer.peer.subscribed
    assert judge.got("track_subscribed") != []  # told of the latecomer, who is not hidden


async def test_nobody_is_told_that_the_gallery_or_the_recorder_takes_a_track() -> None:
    house = House()
    judge = house.enters("dev_judge")
    house.enters("recorder", granted(hidden=True, recorder=True))
    judge.publish("cid", CAMERA)
    assert judge.got("track_subscribed") == []


async def test_the_same_identity_replaces_the_old_session() -> None:
    house = House()
    judge, old = house.enters("dev_judge"), house.enters("dev_clerk")
    sid = old.publish("cid", CAMERA)
    new = house.enters("dev_clerk")
    await settled()
    leave = old.got("leave")[0].leave
    assert (leave.reason, leave.action) == (
        DisconnectReason.DUPLICATE_IDENTITY,
        LeaveRequest.DISCONNECT,
    )
    assert old.peer.closed
    assert sid not in judge.peer.subscribed
    assert house.rooms.named[ROOM].participants["dev_clerk"].sid == new.sid
    assert house.events().count("participant_left") == 1


async def test_a_late_event_of_a_replaced_session_does_not_touch_the_new_one() -> None:
    house = House()
    old = house.enters("dev_clerk")
    new = house.enters("dev_clerk")
    old.peer.events.lost("silent")
    old.peer.events.connected()
    assert house.rooms.named[ROOM].participants["dev_clerk"].sid == new.sid
    assert not new.session.who.gone


async def test_who_falls_silent_is_gone_at_once_and_may_join_anew() -> None:
    house = House()
    judge, clerk = house.enters("dev_judge"), house.enters("dev_clerk")
    judge.inbox()
    clerk.peer.events.lost("silent")
    told = judge.got("update")[-1].update.participants[0]
    assert (told.identity, told.state) == ("dev_clerk", ParticipantInfo.DISCONNECTED)
    assert clerk.got("leave")[0].leave.action == LeaveRequest.RECONNECT
    assert house.webhooks[-1].event == "participant_left"
    assert (
        house.webhooks[-1].participant.disconnect_reason == DisconnectReason.CONNECTION_TIMEOUT
    )


async def test_a_lost_socket_may_come_back_while_media_lives() -> None:
    house = House()
    clerk = house.enters("dev_clerk")
    who = clerk.session.who
    who.outbox, who.socket_lost = None, house.time.now
    house.later(10.0)
    assert house.rooms.resumable(who.claims, who.sid) is clerk.session
    house.later(6.0)
    assert house.rooms.resumable(who.claims, who.sid) is None
    assert who.gone


async def test_who_never_brings_media_up_is_told_to_start_over() -> None:
    house = House()
    clerk = house.enters("dev_clerk", up=False)
    house.later(15.5)
    assert clerk.got("leave")[0].leave.action == LeaveRequest.RECONNECT
    assert "participant_left" not in house.events()  # it never was there


async def test_a_session_is_resumed_by_its_own_identity_in_its_own_room_only() -> None:
    house = House()
    judge, clerk = house.enters("dev_judge"), house.enters("dev_clerk")
    assert house.rooms.resumable(judge.session.who.claims, clerk.sid) is None
    assert house.rooms.resumable(clerk.session.who.claims, "PA_unknown") is None


async def test_unpublishing_takes_the_track_from_everybody() -> None:
    house = House()
    judge, clerk = house.enters("dev_judge"), house.enters("dev_clerk")
    sid = clerk.publish("cid", CAMERA)
    clerk.peer.events.unpublished(clerk.peer.announced["cid"])
    assert judge.peer.subscribed == {}
    assert list(judge.got("update")[-1].update.participants[0].tracks) == []
    assert house.webhooks[-1].event == "track_unpublished"
    assert house.webhooks[-1].track.sid == sid


async def test_a_muted_track_is_forwarded_to_nobody_and_all_are_told() -> None:
    house = House()
    judge, clerk = house.enters("dev_judge"), house.enters("dev_clerk")
    sid = clerk.publish("cid", MICROPHONE)
    clerk.mute(sid)
    assert clerk.peer.announced["cid"].muted
    assert judge.got("update")[-1].update.participants[0].tracks[0].muted
    clerk.mute(sid, muted=False)
    assert not clerk.peer.announced["cid"].muted


async def test_nobody_mutes_a_track_of_another() -> None:
    house = House()
    judge, clerk = house.enters("dev_judge"), house.enters("dev_clerk")
    sid = clerk.publish("cid", MICROPHONE)
    judge.mute(sid)
    assert not clerk.peer.announced["cid"].muted


@pytest.mark.parametrize("auto", [True, False])
async def test_a_client_chooses_what_it_receives(auto: bool) -> None:
    house = House()
    judge, clerk = house.enters("dev_judge", auto=auto), house.enters("dev_clerk")
    sid = clerk.publish("cid", CAMERA)
    assert (sid in judge.peer.subscribed) is auto
    for wish in (True, False, True):
        change = UpdateSubscription(track_sids=[sid, "TR_unknown"], subscribe=wish)
        judge.say(SignalRequest(subscription=change))
        assert (sid in judge.peer.subscribed) is wish


async def test_who_may_not_subscribe_receives_nothing() -> None:
    house = House()
    house.enters("dev_judge").publish("cid", CAMERA)
    deaf = house.enters("dev_deaf", granted(can_subscribe=False))
    wish = UpdateSubscription(track_sids=["TR_x"], subscribe=True)
    deaf.say(SignalRequest(subscription=wish))
    assert deaf.peer.subscribed == {}


async def test_a_publisher_says_who_may_receive_and_it_holds() -> None:
    house = House()
    witness = house.enters("dev_witness")
    judge, clerk = house.enters("dev_judge"), house.enters("dev_clerk")
    recorder = house.enters("recorder", granted(recorder=True, hidden=True))
    camera, sound = witness.publish("c", CAMERA), witness.publish("m", MICROPHONE)
    only = [
        TrackPermission(participant_identity="dev_judge", all_tracks=True),
        TrackPermission(participant_sid=clerk.sid, track_sids=[sound]),
    ]
    rule = SubscriptionPermission(track_permissions=only)
    witness.say(SignalRequest(subscription_permission=rule))
    assert set(judge.peer.subscribed) == {camera, sound}
    assert set(clerk.peer.subscribed) == {sound}
    assert set(recorder.peer.subscribed) == {camera, sound}
    denied = clerk.got("subscription_permission_update")[-1].subscription_permission_update
    assert (denied.track_sid, denied.allowed) == (camera, False)
    everybody = SubscriptionPermission(all_participants=True)
    witness.say(SignalRequest(subscription_permission=everybody))
    assert set(clerk.peer.subscribed) == {camera, sound}
    assert clerk.got("subscription_permission_update")[
        -1
    ].subscription_permission_update.allowed


async def test_a_room_nobody_enters_closes_after_its_timeout() -> None:
    house = House()
    house.rooms.open("empty").empty_timeout = 30
    house.later(29.0)
    assert "empty" in house.rooms.named
    house.later(2.0)
    assert "empty" not in house.rooms.named
    assert house.events() == ["room_started", "room_finished"]


async def test_a_room_all_have_left_closes_after_the_departure_timeout() -> None:
    house = House()
    clerk = house.enters("dev_clerk")
    clerk.say(SignalRequest(leave=LeaveRequest()))
    house.later(19.0)
    assert ROOM in house.rooms.named
    house.later(2.0)
    assert ROOM not in house.rooms.named


async def test_webhooks_tell_the_life_of_a_room() -> None:
    house = House()
    clerk = house.enters("dev_clerk")
    clerk.publish("cid", CAMERA)
    clerk.say(SignalRequest(leave=LeaveRequest()))
    assert house.events() == [
        "room_started",
        "participant_joined",
        "track_published",
        "track_unpublished",
        "participant_left",
    ]
    assert house.webhooks[2].track.source == TrackSource.CAMERA
    assert house.webhooks[2].participant.identity == "dev_clerk"


async def test_a_full_room_lets_nobody_in_but_who_replaces_itself() -> None:
    house = House(SignalLimits(participants=2))
    house.enters("dev_1")
    house.enters("dev_2")
    with pytest.raises(Refusal, match=r"rtc\.full"):
        house.enters("dev_3")
    house.enters("dev_2")


async def test_a_token_opens_a_room_only_if_the_relay_is_told_so() -> None:
    house = House()
    house.rooms.auto_create = False
    with pytest.raises(Refusal, match=r"rtc\.no_room"):
        house.enters("dev_1")
    house.rooms.open(ROOM)
    house.enters("dev_1")


async def test_asking_whether_one_may_join_opens_no_room() -> None:
    house = House()
    house.rooms.check(Claims("dev_1", granted()))
    assert house.rooms.named == {}
    assert house.events() == []


async def test_there_are_no_more_rooms_than_the_limit() -> None:
    house = House(SignalLimits(rooms=1))
    house.rooms.open("a")
    with pytest.raises(Refusal, match=r"rtc\.full"):
        house.rooms.open("b")


async def test_a_stopping_relay_tells_clients_to_come_back_and_lets_nobody_in() -> None:
    house = House()
    clerk = house.enters("dev_clerk")
    await house.rooms.stop()
    leave = clerk.got("leave")[0].leave
    assert leave.action == LeaveRequest.RECONNECT
    assert leave.can_reconnect
    assert clerk.peer.closed
    with pytest.raises(Refusal, match=r"rtc\.closing"):
        house.enters("dev_late")


async def test_a_slow_reader_loses_its_socket_and_nobody_waits() -> None:
    house = House()
    judge, clerk = house.enters("dev_judge"), house.enters("dev_clerk")
    sid = clerk.publish("cid", MICROPHONE)
    for n in range(1200):
        clerk.mute(sid, muted=n % 2 == 0)
        clerk.inbox()
    assert judge.outbox.closed
    house.later(0.25)
    assert judge.session.who.socket_lost is not None
    assert "update" in kinds(clerk.read)


async def test_without_a_second_connection_the_older_protocol_is_refused() -> None:
    house = House()
    with pytest.raises(Refusal, match=r"rtc\.version"):
        house.rooms.join(Claims("dev", granted()), JoinRequest(), two=True)
