"""Streams of one connection: whose they are, and the feedback that is due."""

from dataclasses import dataclass, field

from livekit.protocol import models

from media import feedback, rtcp
from media.rtp import build, extension_block
from signaling.rtc.client.intake import Intake, parts
from signaling.rtc.client.tracks import Publications, Stream

OWN, SOUND, PICTURE = 1, 111, 222
KEY = bytes([0x10, 0x00]) + bytes(30)  # VP8: a picture begins, and it is a key frame
DELTA = bytes([0x10, 0x01]) + bytes(30)


@dataclass
class Listening:
    """Notes what it was told."""

    streams: list[Stream] = field(default_factory=list)
    packets: list[tuple[int, bytes]] = field(default_factory=list)
    reports: list[int] = field(default_factory=list)

    def joined(self) -> None:
        """Not asked here."""

    def lost(self, reason: str, at: float) -> None:
        """Not asked here."""

    def stream(self, stream: Stream) -> None:
        self.streams.append(stream)

    def rtp(self, ssrc: int, at: float, packet: bytes) -> None:
        self.packets.append((ssrc, packet))

    def rtcp(self, ssrc: int, at: float, packet: bytes) -> None:
        self.reports.append(ssrc)


def info(sid: str) -> models.TrackInfo:
    """A camera or microphone by its sid."""
    video = sid.startswith("TR_V")
    return models.TrackInfo(
        sid=sid,
        type=models.TrackType.VIDEO if video else models.TrackType.AUDIO,
        source=models.TrackSource.CAMERA if video else models.TrackSource.MICROPHONE,
        mime_type="video/vp8" if video else "audio/opus",
    )


def publish(publications: Publications, *sids: str) -> None:
    """The judge publishes these."""
    tracks = [info(sid) for sid in sids]
    publications.updated([models.ParticipantInfo(identity="dev_judge", tracks=tracks)])


def connected(*sids: str) -> tuple[Intake, Listening, Publications]:
    """A connection whose relay has told of these tracks."""
    listening, publications = Listening(), Publications()
    intake = Intake(listening, publications, OWN)
    publish(publications, *sids)
    return intake, listening, publications


def both() -> tuple[Intake, Listening]:
    """A microphone and a camera, negotiated."""
    intake, listening, _ = connected("TR_A", "TR_V")
    intake.negotiated({SOUND: "1", PICTURE: "2"}, {"1": "TR_A", "2": "TR_V"}, 1)
    return intake, listening


def packet(ssrc: int, sequence: int, payload: bytes = b"x", extension: bytes = b"") -> bytes:
    """An RTP packet."""
    return build(96, sequence, sequence * 960, ssrc, payload, extension=extension)


def requests(intake: Intake, now: float) -> list[object]:
    """What the feedback at `now` asks the relay for, reports left out."""
    found = [item for data in intake.feedback(now) for item in rtcp.parse(data)]
    return [item for item in found if not isinstance(item, rtcp.ReceiverReport)]


def test_packets_go_on_unchanged_with_their_stream() -> None:
    intake, listening = both()
    intake.rtp(packet(SOUND, 5), 1.0)
    assert listening.packets == [(SOUND, packet(SOUND, 5))]
    assert {s.ssrc: s.track.sid for s in listening.streams} == {SOUND: "TR_A", PICTURE: "TR_V"}


def test_packets_before_their_track_is_named_wait_for_it() -> None:
    intake, listening, publications = connected()
    intake.negotiated({SOUND: "1"}, {"1": "TR_A"}, 1)
    intake.rtp(packet(SOUND, 1), 1.0)
    assert listening.packets == []
    publish(publications, "TR_A")
    intake.named()
    assert [ssrc for ssrc, _ in listening.packets] == [SOUND]


def test_a_stream_no_answer_named_is_known_by_its_mid() -> None:
    intake, listening, _ = connected("TR_A")
    intake.negotiated({}, {"7": "TR_A"}, 3)
    intake.rtp(packet(SOUND, 1, extension=extension_block([(3, b"7")])), 1.0)
    assert listening.streams[0].track.sid == "TR_A"
    assert len(listening.packets) == 1


def test_a_section_used_again_is_a_new_stream() -> None:
    intake, listening, publications = connected("TR_A")
    intake.negotiated({SOUND: "1"}, {"1": "TR_A"}, 1)
    intake.rtp(packet(SOUND, 5), 1.0)
    publish(publications, "TR_A2")
    intake.negotiated({SOUND: "1"}, {"1": "TR_A2"}, 1)
    intake.rtp(packet(SOUND, 5), 2.0)
    assert [s.track.sid for s in listening.streams] == ["TR_A", "TR_A2"]
    assert len(listening.packets) == 2


def test_a_key_frame_is_asked_for_until_one_comes() -> None:
    intake, _ = both()
    ask = [rtcp.KeyFrameRequest(PICTURE)]
    assert requests(intake, 1.0) == ask
    assert requests(intake, 1.1) == []  # the relay throttles anyway
    intake.rtp(packet(PICTURE, 1, DELTA), 1.2)
    assert requests(intake, 1.6) == ask
    intake.rtp(packet(PICTURE, 2, KEY), 1.7)
    assert requests(intake, 9.0) == []


def test_a_resumed_record_asks_for_key_frames_at_once() -> None:
    intake, _ = both()
    requests(intake, 1.0)
    intake.rtp(packet(PICTURE, 1, KEY), 1.1)
    intake.want_key_frames()
    assert requests(intake, 1.2) == [rtcp.KeyFrameRequest(PICTURE)]


def test_missing_packets_of_sound_and_picture_are_asked_for() -> None:
    intake, _ = both()
    for ssrc, payload in ((SOUND, b"x"), (PICTURE, KEY)):
        intake.rtp(packet(ssrc, 1, payload), 1.0)
        intake.rtp(packet(ssrc, 4, payload), 1.02)
    assert requests(intake, 1.04) == [rtcp.Nack(SOUND, (2, 3)), rtcp.Nack(PICTURE, (2, 3))]


def test_a_picture_lost_for_good_is_followed_by_a_key_frame() -> None:
    intake, _ = both()
    intake.rtp(packet(PICTURE, 1, KEY), 1.0)
    intake.rtp(packet(PICTURE, 3, DELTA), 1.0)
    asked = [item for n in range(100) for item in requests(intake, 1.0 + n / 25)]
    assert rtcp.KeyFrameRequest(PICTURE) in asked


def test_streams_are_reported_on_once_a_second_with_their_senders_time() -> None:
    intake, listening = both()
    intake.rtp(packet(SOUND, 1), 1.0)
    report = rtcp.SenderReport(SOUND, 0x1234_5678_9ABC_DEF0, 0, 1, 1)
    intake.rtcp(feedback.sender_report(report), 1.0)
    told = [item for data in intake.feedback(3.0) for item in rtcp.parse(data)]
    blocks = [b for r in told if isinstance(r, rtcp.ReceiverReport) for b in r.blocks]
    assert [(b.ssrc, b.lsr, b.dlsr) for b in blocks] == [(SOUND, 0x5678_9ABC, 2 << 16)]
    assert not [d for d in intake.feedback(3.5) if d[1] == rtcp.RR]
    assert listening.reports == [SOUND]


def test_a_compound_is_told_part_by_part() -> None:
    one = feedback.sender_report(rtcp.SenderReport(SOUND, 0, 0, 1, 1))
    two = feedback.sender_report(rtcp.SenderReport(PICTURE, 0, 0, 1, 1))
    assert [(ssrc, data) for _, ssrc, data in parts(one + two)] == [
        (SOUND, one),
        (PICTURE, two),
    ]
    assert list(parts(one + two[:-1])) == [(rtcp.SR, SOUND, one)]


def test_what_is_no_rtp_is_nothing() -> None:
    intake, listening = both()
    for data in (b"", b"\x80", bytes(11), bytes(2000), b"\xff" * 40):
        intake.rtp(data, 1.0)
        intake.rtcp(data, 1.0)
    assert listening.packets == []


def test_a_relay_cannot_fill_the_memory_with_streams() -> None:
    intake, _ = both()
    for ssrc in range(5000):
        intake.rtp(packet(ssrc, 1), 1.0)
    assert len(list(intake.feedback(2.0))) < 10
