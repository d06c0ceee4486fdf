"""Who publishes what, as the relay's updates tell it."""

from livekit.protocol import models

from signaling.rtc.client.tracks import Publications

CAMERA = models.TrackInfo(
    sid="TR_VC1",
    type=models.TrackType.VIDEO,
    source=models.TrackSource.CAMERA,
    mime_type="video/VP8",
)
MICROPHONE = models.TrackInfo(
    sid="TR_AM1",
    type=models.TrackType.AUDIO,
    source=models.TrackSource.MICROPHONE,
    mime_type="audio/red",
)


def judge(*tracks: models.TrackInfo, gone: bool = False) -> models.ParticipantInfo:
    """The judge's device."""
    states = models.ParticipantInfo.State
    return models.ParticipantInfo(
        identity="dev_judge",
        state=states.DISCONNECTED if gone else states.ACTIVE,
        tracks=tracks,
    )


def known(*updates: models.ParticipantInfo) -> Publications:
    """After these updates."""
    publications = Publications()
    for update in updates:
        publications.updated([update])
    return publications


def test_a_track_is_known_by_device_source_and_codec() -> None:
    track = known(judge(CAMERA)).get("TR_VC1")
    assert track is not None
    assert (track.identity, track.source, track.kind) == ("dev_judge", "camera", "video")
    assert (track.codec, track.clock) == ("vp8", 90_000)


def test_redundant_sound_comes_to_us_plain() -> None:
    track = known(judge(MICROPHONE)).get("TR_AM1")
    assert track is not None
    assert (track.codec, track.clock, track.source) == ("opus", 48_000, "microphone")


def test_an_update_names_all_tracks_of_its_participant() -> None:
    publications = known(judge(CAMERA, MICROPHONE), judge(MICROPHONE))
    assert publications.get("TR_VC1") is None
    assert publications.get("TR_AM1") is not None


def test_who_left_publishes_nothing() -> None:
    assert known(judge(CAMERA), judge(CAMERA, gone=True)).get("TR_VC1") is None


def test_pictures_are_told_from_sound_before_the_track_is_named() -> None:
    sids = ["TR_VC1", "TR_VSx", "TR_AM1", "TR_AM9"]
    assert known(judge(CAMERA, MICROPHONE)).video(sids) == ["TR_VC1", "TR_VSx"]
