"""Pictures from packets: whole ones only, from a key frame on."""

import pytest

from media.rtp import build, parse
from recording.render.frames import Frame, Opus, Vp8, picture_size
from recording.render.source import Numbered

KEY = b"\x10\x02\x00\x9d\x01\x2a\x40\x01\xf0\x00key"
DELTA = b"\x11\x02\x00delta"
BEGIN, GO_ON = b"\x10", b"\x00"  # descriptors: S set, S not set


class Sender:
    """Packets of one stream, numbered."""

    def __init__(self, assembler: Vp8 | Opus) -> None:
        self.assembler = assembler
        self.number = 65_530
        self.ticks = 0xFFFFFF00
        self.frames: list[Frame] = []

    def sends(self, *pieces: bytes, lost: int = -1, ended: bool = True) -> None:
        """One picture in these pieces, of which piece `lost` never arrives."""
        for n, piece in enumerate(pieces):
            self.number += 1
            if n == lost:
                continue
            data = build(
                96,
                self.number & 0xFFFF,
                self.ticks & 0xFFFFFFFF,
                7,
                (BEGIN if n == 0 else GO_ON) + piece,
                marker=ended and n == len(pieces) - 1,
            )
            self.put(data)
        self.ticks += 3000

    def put(self, data: bytes) -> None:
        self.frames += self.assembler.put(Numbered(self.number, 0.0, parse(data)))

    @property
    def seen(self) -> list[bytes]:
        return [frame.data for frame in self.frames]


@pytest.fixture
def sender() -> Sender:
    """A camera."""
    return Sender(Vp8(0xFFFFFF00))


def test_the_pieces_of_a_picture_are_put_together(sender: Sender) -> None:
    sender.sends(KEY, b"more", b"still more")
    sender.sends(DELTA)
    assert sender.seen == [KEY + b"morestill more", DELTA]
    assert [frame.key for frame in sender.frames] == [True, False]


def test_time_goes_on_beyond_the_wrap(sender: Sender) -> None:
    for _ in range(3):
        sender.sends(KEY)
    assert [f.ticks for f in sender.frames] == [0xFFFFFF00 + n * 3000 for n in range(3)]


def test_a_rendering_begins_at_a_key_frame(sender: Sender) -> None:
    sender.sends(DELTA)
    sender.sends(DELTA, b"more")
    sender.sends(KEY)
    assert sender.seen == [KEY]
    assert sender.assembler.dropped == 2


@pytest.mark.parametrize("lost", [0, 1, 2])
def test_after_a_loss_nothing_is_shown_until_a_key_frame(sender: Sender, lost: int) -> None:
    sender.sends(KEY)
    sender.sends(DELTA, b"a", b"b", lost=lost)
    sender.sends(DELTA)
    sender.sends(KEY, b"again")
    sender.sends(DELTA)
    assert sender.seen == [KEY, KEY + b"again", DELTA]


def test_a_whole_picture_lost_is_noticed(sender: Sender) -> None:
    sender.sends(KEY)
    sender.number += 1
    sender.sends(DELTA)
    assert sender.seen == [KEY]


def test_a_picture_that_never_ended_is_not_shown(sender: Sender) -> None:
    sender.sends(KEY)
    sender.sends(DELTA, ended=False)
    sender.sends(DELTA)
    sender.sends(KEY, b"again")
    assert sender.seen == [KEY, KEY + b"again"]


def test_padding_is_no_loss(sender: Sender) -> None:
    sender.sends(KEY)
    sender.number += 1
    padding = bytearray(build(96, sender.number & 0xFFFF, 0, 7, bytes(3) + b"\x04"))
    padding[0] |= 0x20
    sender.put(bytes(padding))
    sender.sends(DELTA)
    assert sender.seen == [KEY, DELTA]


def test_each_packet_of_sound_is_a_frame() -> None:
    sender = Sender(Opus(0))
    sender.put(build(111, 1, 960, 7, b"one"))
    sender.put(build(111, 3, 2880, 7, b"three"))
    assert sender.frames == [Frame(960, True, b"one"), Frame(2880, True, b"three")]


def test_the_size_of_a_picture_stands_in_its_key_frame() -> None:
    assert picture_size(KEY) == (320, 240)
    assert picture_size(DELTA) is None
    assert picture_size(b"") is None
