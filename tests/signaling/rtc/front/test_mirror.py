"""Rulings on what is told of a worker that died: every track, participant and room ends."""

from livekit.protocol.models import DisconnectReason, ParticipantInfo, Room, TrackInfo
from livekit.protocol.webhook import WebhookEvent

from signaling.rtc.front.mirror import Mirror


def told(event: str, who: str = "", track: str = "") -> WebhookEvent:
    made = WebhookEvent(event=event, room=Room(name="one", sid="RM_1"))
    if who:
        made.participant.CopyFrom(ParticipantInfo(sid=who, identity=who.lower()))
    if track:
        made.track.CopyFrom(TrackInfo(sid=track))
    return made


def test_what_began_ends_in_the_order_of_a_relay_that_stops() -> None:
    mirror = Mirror()
    for event in (
        told("room_started"),
        told("participant_joined", "PA_1"),
        told("track_published", "PA_1", "TR_1"),
        told("track_published", "PA_1", "TR_1"),  # told twice, by a worker that registered anew
        told("participant_joined", "PA_2"),
    ):
        mirror.take(event)
    ends = list(mirror.ends())
    assert [(one.event, one.participant.sid, one.track.sid) for one in ends] == [
        ("track_unpublished", "PA_1", "TR_1"),
        ("participant_left", "PA_1", ""),
        ("participant_left", "PA_2", ""),
        ("room_finished", "", ""),
    ]
    assert {one.room.sid for one in ends} == {"RM_1"}
    assert ends[1].participant.disconnect_reason == DisconnectReason.SERVER_SHUTDOWN


def test_what_ended_by_itself_is_not_told_again() -> None:
    mirror = Mirror()
    for event in (
        told("room_started"),
        told("participant_joined", "PA_1"),
        told("track_published", "PA_1", "TR_1"),
        told("track_unpublished", "PA_1", "TR_1"),
        told("participant_left", "PA_1"),
    ):
        mirror.take(event)
    assert [one.event for one in mirror.ends()] == ["room_finished"]
    mirror.take(told("room_finished"))
    assert not list(mirror.ends())
