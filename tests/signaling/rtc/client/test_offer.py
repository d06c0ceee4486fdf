"""The offer, and what it must not hold."""

import pytest

from media.limits import Limits
from media.sdp import parse
from signaling.rtc.client.offer import Endpoint, Origin, build

HERE = Endpoint("ufrag", "password-of-22-characters", "AA:BB", ("1 1 udp 1 ::1 9 typ host",))


def offer(*sections: str, version: int = 1) -> str:
    """An offer with these sections."""
    return build(Origin(7, version), HERE, sections)


def test_our_own_relay_reads_it() -> None:
    read = parse(offer("audio", "video", "video"), Limits())
    assert [section.kind for section in read.sections] == [
        "application",
        "audio",
        "video",
        "video",
    ]
    assert [section.mid for section in read.sections] == ["0", "1", "2", "3"]
    assert {section.direction for section in read.sections[1:]} == {"recvonly"}


@pytest.mark.parametrize(
    "unwanted",
    [
        "transport-cc",
        "transport-wide-cc",
        "goog-remb",
        "abs-send-time",
        "rtx",
        "red/",
        "ulpfec",
    ],
)
def test_nothing_by_which_a_relay_would_lower_or_repeat_what_it_sends(unwanted: str) -> None:
    assert unwanted not in offer("audio", "video")


def test_lost_packets_of_sound_can_be_asked_for() -> None:
    assert "a=rtcp-fb:111 nack\r\n" in offer("audio")


def test_sections_of_a_kind_offer_the_same_extensions() -> None:
    sections = offer("audio", "video", "audio", "video").split("m=")[2:]
    extensions = [
        tuple(line for line in section.splitlines() if line.startswith("a=extmap"))
        for section in sections
    ]
    assert extensions[0] == extensions[2]
    assert extensions[1] == extensions[3]


def test_more_sections_leave_the_earlier_ones_as_they_were() -> None:
    before = offer("audio", "video").split("m=")
    after = offer("audio", "video", "video", version=2).split("m=")
    assert after[1:3] == before[1:3]


def test_every_line_ends_as_sdp_demands() -> None:
    assert all(line for line in offer("audio").removesuffix("\r\n").split("\r\n"))
