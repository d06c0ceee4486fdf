"""Rulings on the layers a publisher is asked for: what nobody takes is not encoded."""

import pytest
from livekit.protocol.models import TrackType, VideoLayer, VideoQuality
from livekit.protocol.rtc import AddTrackRequest, SubscribedQualityUpdate

from media.layer import Layer
from signaling.rtc.server.dynacast import PATIENCE, due
from signaling.rtc.server.publication import Publication, requested

LOW, MEDIUM, HIGH, OFF = 0, 1, 2, -1


class Viewer:
    """A subscription of one quality."""

    def __init__(self, quality: int) -> None:
        self.quality = quality

    def forward(self, layer: Layer, run: object, now: float) -> None: ...

    def pause(self) -> None: ...

    def aim(self, now: float) -> None: ...

    def drop(self) -> None: ...


def camera(*viewers: Viewer) -> Publication:
    qualities = (VideoQuality.LOW, VideoQuality.MEDIUM, VideoQuality.HIGH)
    layers = [VideoLayer(quality=one, width=320 << one) for one in qualities]
    made = requested(AddTrackRequest(type=TrackType.VIDEO, layers=layers), "TR_V1", "PA_1")
    for viewer in viewers:
        made.media.take(viewer)
    return made


def on(update: SubscribedQualityUpdate | None) -> list[int] | None:
    """The layers that are asked for, None when nothing is said."""
    if update is None:
        return None
    (codec,) = update.subscribed_codecs
    assert (update.track_sid, codec.codec) == ("TR_V1", "vp8")
    assert list(codec.qualities) == list(update.subscribed_qualities)
    return [layer.quality for layer in codec.qualities if layer.enabled]


def test_a_better_layer_is_asked_for_at_once() -> None:
    viewer = Viewer(LOW)
    shown = camera(viewer)
    shown.quality = VideoQuality.LOW
    viewer.quality = HIGH
    assert on(due(shown, 100.0)) == [LOW, MEDIUM, HIGH]
    assert due(shown, 100.1) is None


def test_a_layer_nobody_takes_is_turned_off_when_nobody_came_back() -> None:
    """Switching views for a moment costs no key frame."""
    viewer = Viewer(LOW)
    shown = camera(viewer)
    assert due(shown, 100.0) is None
    viewer.quality = HIGH
    assert due(shown, 101.0) is None
    viewer.quality = LOW
    assert due(shown, 102.0) is None
    assert due(shown, 102.0 + PATIENCE - 0.1) is None
    assert on(due(shown, 102.0 + PATIENCE)) == [LOW]


def test_who_is_seen_by_nobody_encodes_nothing() -> None:
    shown = camera(Viewer(OFF))
    due(shown, 0.0)
    assert on(due(shown, PATIENCE)) == []


def test_the_recorders_layer_stays_on_whatever_people_look_at() -> None:
    """It is a subscriber like others, and what it asks for is always sent."""
    recorder, viewer = Viewer(MEDIUM), Viewer(OFF)
    shown = camera(recorder, viewer)
    due(shown, 0.0)
    assert on(due(shown, PATIENCE)) == [LOW, MEDIUM]
    viewer.quality = LOW
    assert due(shown, 10.0) is None


@pytest.mark.parametrize(
    ("width", "quality"),
    [(1, LOW), (320, LOW), (350, LOW), (360, MEDIUM), (711, MEDIUM), (712, HIGH), (4000, HIGH)],
)
def test_a_picture_of_a_width_is_shown_in_the_layer_that_fills_it(
    width: int, quality: int
) -> None:
    """Whatever the message's quality says then: livekit-client leaves it at its zero."""
    assert camera().media.quality_for(width, LOW) == quality


def test_a_quality_is_taken_as_it_is_where_no_width_is_said() -> None:
    assert camera().media.quality_for(0, MEDIUM) == MEDIUM


def test_every_change_of_wishes_is_told_when_it_happens() -> None:
    """Not at the next look: who comes first to an empty room would wait for it."""
    told: list[int] = []
    shown, viewer = camera(), Viewer(LOW)
    shown.media.on_wish = lambda: told.append(shown.media.wanted_quality())
    shown.media.take(viewer)
    shown.media.release(viewer)
    shown.media.withdraw()
    shown.media.take(viewer)
    assert told == [LOW, OFF]


def test_a_track_of_one_layer_is_left_alone() -> None:
    shown = requested(AddTrackRequest(type=TrackType.VIDEO), "TR_V1", "PA_1")
    assert due(shown, 0.0) is None
    assert due(shown, 10.0) is None
