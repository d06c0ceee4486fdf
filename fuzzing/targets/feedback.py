"""Authentic RTCP that means harm: what it does to what is sent, and sent again."""

from fuzzing.targets.stage import AUDIO, VIDEO, Stage
from media import rtcp, rtp
from media.rtp import Packet

_MOST_NUMBERS = 1_024
"""Sequence numbers that one NACK may ask for; the rest is the budget's matter."""


def _packets() -> list[Packet]:
    key = b"\x90\x80\x80\x01\x00frame"
    video = [
        rtp.parse(rtp.build(96, seq, seq * 3000, VIDEO, key, marker=True)) for seq in range(8)
    ]
    audio = [rtp.parse(rtp.build(111, seq, seq * 960, AUDIO, b"sound")) for seq in range(8)]
    return video + audio


_PACKETS = _packets()


def run(data: bytes) -> None:
    """As media.peer hands it on: to the publisher's side and to the subscriber's."""
    stage = Stage()
    stage.receive(_PACKETS)
    sent = len(stage.outlet.sent)
    reports = rtcp.parse(data)
    for report in reports:
        if isinstance(report, rtcp.Nack):
            assert len(report.missing) <= _MOST_NUMBERS
        if isinstance(report, rtcp.SenderReport):
            stage.publishing.reported(report, stage.now)
        else:
            stage.subscribing.feedback(report, stage.now)
    assert len(stage.outlet.sent) - sent <= len(_PACKETS)  # each at most once in 20 ms
    stage.receive(_PACKETS[:1])
    stage.second()
    stage.rule()
