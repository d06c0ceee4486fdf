"""Rulings on sound for a narrow way: three packets as one, each under one number for good."""

import pytest

from media import rtp
from media.burst import Stamp
from media.forward import Forwarder
from media.published import Published
from media.segment import Source, incoming
from media.sound import Leaving, Sound
from tests.media.test_red import redundant

SSRC, KIND, RED = 5, 111, 63


class Listener:
    """One subscriber's copy of a microphone; `left`: what was sent to it."""

    def __init__(self, *, spared: bool = True, encrypted: bool = False) -> None:
        track = Published("TR_a", "audio", cid="mic", stream="PA_x", source="microphone")
        track.codec, track.red_type, track.encrypted = "opus", RED, encrypted
        stamp = Stamp(KIND, 9, b"")
        self.sound, self.forwarder = Sound(track, stamp), Forwarder(100)
        self.sound.bind(stamp, 0, None)
        self.sound.redundancy = RED
        self.forwarder.target = SSRC
        self.spare(spared)
        self.left: list[Leaving] = []

    def spare(self, spared: bool) -> None:
        self.sound.spare(spared, self.forwarder.upcoming)

    def hear(self, *numbers: int, kind: int = KIND, head: bytes = b"\x78") -> None:
        """Packet n of 20 ms says chr(n)."""
        for n in numbers:
            payload = head + bytes([n])
            if kind == RED:
                payload = redundant(b"before", payload)
            packet = rtp.parse(rtp.build(kind, n, n * 960, SSRC, payload))
            read = incoming("opus", packet, n)
            source = Source(SSRC, "opus", 48_000, None)
            self.left += self.sound.take(self.forwarder, source, read, 0.0)

    def packets(self) -> list[tuple[int, int, bytes]]:
        """(number, time, payload)."""
        return [(one.out.seq, one.out.timestamp, one.out.payload) for one in self.left]

    def again(self, seq: int) -> Leaving | None:
        return self.sound.again(rtp.extend(seq, self.forwarder.upcoming))


def test_three_packets_leave_as_one_and_numbers_close_up() -> None:
    listener = Listener()
    listener.hear(1, 2, 3, 4, 5, 6)
    assert listener.packets() == [
        (100, 960, b"\x7b\x03\x01\x02\x03"),
        (101, 4 * 960, b"\x7b\x03\x04\x05\x06"),
    ]


def test_redundancy_is_left_out() -> None:
    listener = Listener()
    listener.hear(1, 2, 3, kind=RED)
    assert listener.packets() == [(100, 960, b"\x7b\x03\x01\x02\x03")]
    assert listener.left[0].stamp.kind == KIND


def test_what_is_missing_keeps_its_number_and_comes_late_by_itself() -> None:
    listener = Listener()
    listener.hear(1, 3, 4, 5, 2)
    assert listener.packets() == [
        (100, 960, b"\x78\x01"),
        (102, 3 * 960, b"\x7b\x03\x03\x04\x05"),
        (101, 2 * 960, b"\x78\x02"),
    ]


def test_no_number_is_ever_under_two_payloads() -> None:
    """Two packets under one SRTP index would give away the key of AES-GCM's authentication."""
    listener = Listener()
    listener.hear(1, 1, 2, 2, 1, 3, 1, 2, 3, 4, 6, 4, 5, 5, 7, 8)
    numbers = [one.out.seq for one in listener.left]
    assert len(numbers) == len(set(numbers))


def test_what_left_is_sent_again_as_it_left() -> None:
    listener = Listener()
    listener.hear(1, 2, 3, 4, 5, 6)
    listener.spare(False)
    listener.hear(7)
    for one in listener.left[:2]:
        assert listener.again(one.out.seq) is one
    upcoming = listener.forwarder.upcoming
    assert not listener.sound.repeats(upcoming - 2)
    assert listener.sound.repeats(upcoming - 1)


def test_on_a_wide_way_again_what_waited_leaves_first() -> None:
    listener = Listener()
    listener.hear(1, 2, kind=RED)
    listener.spare(False)
    listener.hear(3, kind=RED)
    assert [one.out.seq for one in listener.left] == [100, 101]
    assert listener.left[0].out.payload == b"\x7b\x02\x01\x02"
    assert listener.left[1].out.payload == redundant(b"before", b"\x78\x03")


def test_nothing_waits_across_a_pause() -> None:
    """The floor was taken: what was said just before is not heard when it is given back."""
    listener = Listener()
    listener.hear(1, 2)
    listener.sound.pause()
    listener.forwarder.pause()
    listener.hear(9, 10, 11)
    assert [payload for _, _, payload in listener.packets()] == [b"\x7b\x03\x09\x0a\x0b"]


@pytest.mark.parametrize("head", [b"\x18", b"\x7b\x02"])
def test_long_packets_leave_as_they_came(head: bytes) -> None:
    listener = Listener()
    listener.hear(1, 2, head=head)
    assert [payload for _, _, payload in listener.packets()] == [head + b"\x01", head + b"\x02"]


def test_encrypted_sound_leaves_as_it_came() -> None:
    listener = Listener(encrypted=True)
    listener.hear(1, 2, 3)
    assert [payload for _, _, payload in listener.packets()] == [
        b"\x78\x01", b"\x78\x02", b"\x78\x03",
    ]  # fmt: skip
