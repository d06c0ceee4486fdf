"""Rulings on connection quality: loss, delay and silence cost, time makes it better."""

import pytest
from livekit.protocol.models import ConnectionQuality

from media.health import Stream
from media.published import Kind
from signaling.rtc.server.quality import WINDOW, Scorer, opinion, rating
from tests.signaling.rtc.server.fakes import Device, House, granted


def after(
    loss: float, kind: Kind = "video", *, up: bool = True, windows: int = 6, rtt: float = 0.0
) -> Scorer:
    """A scorer that saw this share of packets lost for so many windows."""
    scorer = Scorer()
    for n in range(windows + 1):
        now, packets = WINDOW * n, 1000 * n
        stream = Stream("TR", kind, up, packets, int(packets * loss), rtt=rtt)
        scorer.note([stream], now, now)
    return scorer


@pytest.mark.parametrize(
    ("kind", "loss", "level"),
    [
        ("video", 0.0, ConnectionQuality.EXCELLENT),
        ("video", 0.015, ConnectionQuality.EXCELLENT),
        ("video", 0.03, ConnectionQuality.GOOD),
        ("video", 0.08, ConnectionQuality.POOR),
        ("audio", 0.03, ConnectionQuality.EXCELLENT),
        ("audio", 0.06, ConnectionQuality.GOOD),
        ("audio", 0.2, ConnectionQuality.POOR),
    ],
)
@pytest.mark.parametrize("up", [True, False])
def test_loss_costs_as_livekit_has_it(
    kind: Kind, loss: float, level: ConnectionQuality, up: bool
) -> None:
    assert after(loss, kind, up=up).rating == level


def test_a_long_way_costs_too() -> None:
    assert after(0.0, rtt=0.1).rating == ConnectionQuality.EXCELLENT
    assert after(0.0, rtt=0.8).rating == ConnectionQuality.GOOD


def test_silence_is_lost_at_once_and_over_when_heard() -> None:
    scorer = after(0.0)
    now = 6 * WINDOW
    scorer.note([], now, now + 1.1)
    assert scorer.rating == ConnectionQuality.LOST
    scorer.note([], now + 1.2, now + 1.2)
    assert scorer.rating == ConnectionQuality.EXCELLENT


def test_it_gets_better_slower_than_worse() -> None:
    scorer = after(0.5)
    worst, now = scorer.score, 6 * WINDOW
    packets = 6000
    rises = []
    for _ in range(6):
        now, packets = now + WINDOW, packets + 1000
        scorer.note([Stream("TR", "video", True, packets, 3000)], now, now)
        rises.append(scorer.score)
    assert worst == 30.0
    assert rises == sorted(rises)
    assert rating(rises[0]) == ConnectionQuality.GOOD
    assert rating(rises[-1]) == ConnectionQuality.EXCELLENT


def test_a_microphone_from_which_nothing_comes_is_poor_a_muted_one_is_not() -> None:
    for due, level in ((True, ConnectionQuality.POOR), (False, ConnectionQuality.EXCELLENT)):
        scorer = Scorer()
        for n in range(3):
            stream = Stream("TR", "audio", True, 100, 0, due=due)
            scorer.note([stream], WINDOW * n, WINDOW * n)
        assert scorer.rating == level


def test_opinions_grow_with_the_score() -> None:
    scores = [opinion(score) for score in range(0, 101, 10)]
    assert scores[0] == 1.0
    assert scores[-1] == 4.5
    assert scores[3:] == sorted(scores[3:])


def rated(device: Device) -> dict[str, ConnectionQuality]:
    return {
        update.participant_sid: update.quality
        for message in device.got("connection_quality")
        for update in message.connection_quality.updates
    }


async def test_everybody_is_told_who_is_badly_connected_once() -> None:
    house = House()
    judge, accused = house.enters("dev_judge"), house.enters("dev_accused")
    gallery = house.enters("dev_gallery", granted(hidden=True))
    house.later(0.25)
    assert rated(judge) == dict.fromkeys((judge.sid, accused.sid), ConnectionQuality.EXCELLENT)
    for n in range(3):
        accused.peer.streams = [Stream("TR", "video", True, 1000 * n, 100 * n)]
        house.time.now += WINDOW
        for device in (judge, accused, gallery):
            device.peer.last_heard = house.time.now
        house.rooms.tick()
    assert rated(judge) == {accused.sid: ConnectionQuality.POOR}
    house.rooms.tick()
    assert rated(judge) == {}
    accused.peer.last_heard -= 1.2
    house.rooms.tick()
    assert rated(gallery)[accused.sid] == ConnectionQuality.LOST
