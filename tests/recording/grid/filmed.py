"""Hearings whose record really shows and sounds: pictures of one colour, pure tones."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

import av
import numpy as np

from recording.journal import Journal
from tests.recording.world import JUDGE, World

SIZE = (320, 180)
FRAMES = 10  # pictures a second
PACKETS = 50  # of sound a second


@dataclass(frozen=True, slots=True)
class Sender:
    """A device in the courtroom."""

    device: str
    role: str
    name: str
    colour: tuple[int, int, int] | None
    tone: float | None


BENCH = Sender("dev_a", "clerk", "Phạm Thu Mẫu", (40, 160, 60), 660.0)
JUDGE_SENDER = Sender("dev_z", "presiding_judge", "Trần Thị Ngọc Ẩn Mẫu", (200, 40, 40), 440.0)
ACCUSED = Sender("dev_m", "accused", "Lê Văn Mẫu", (40, 60, 200), 880.0)
UNSEEN = Sender("dev_n", "defence_counsel", "Vũ Ngọc Mẫu", None, 1100.0)


@dataclass
class Sending:
    """The encoders of one sender and what their packets count."""

    sender: Sender
    track: int
    seq: dict[str, int] = field(default_factory=lambda: {"audio": 0, "video": 0})

    def __post_init__(self) -> None:
        self._video = _video(self.sender.colour)
        self._audio = _audio(self.sender.tone)

    def announce(self, journal: Journal) -> None:
        """Both tracks, as the recorder describes them."""
        for offset, source, kind, codec, rate, sent in (
            (0, "microphone", "audio", "opus", 48000, self.sender.tone),
            (1, "camera", "video", "vp8", 90000, self.sender.colour),
        ):
            if sent is not None:
                journal.event(
                    {
                        "e": "track",
                        "track": self.track + offset,
                        "device": self.sender.device,
                        "role": self.sender.role,
                        "source": source,
                        "kind": kind,
                        "codec": codec,
                        "clock": rate,
                        "ssrc": self.track + offset,
                        "sid": f"TR_{self.track + offset}",
                    }
                )

    def picture(self, ticks: int) -> Iterator[bytes]:
        """The RTP packets of the next picture."""
        data = next(self._video, b"")
        pieces = [data[at : at + 1100] for at in range(0, len(data), 1100)]
        for number, piece in enumerate(pieces):
            self.seq["video"] += 1
            last = 0x80 if number == len(pieces) - 1 else 0
            head = _head(96 | last, self.seq["video"], ticks, self.track + 1)
            yield head + (b"\x10" if number == 0 else b"\x00") + piece

    def sound(self, ticks: int) -> Iterator[bytes]:
        """The RTP packet of the next 20 ms."""
        data = next(self._audio, b"")
        if data:
            self.seq["audio"] += 1
            yield _head(111, self.seq["audio"], ticks, self.track) + data


def film(world: World, journal: Journal, seconds: int, sending: list[Sending]) -> None:
    """`seconds` of record in which these senders are seen and heard."""
    for _ in range(seconds):
        for step in range(PACKETS):
            world.clock.tick(1 / PACKETS)
            at = world.clock.mono
            for one in sending:
                for packet in one.sound(at * 48 // 1000 & 0xFFFFFFFF):
                    journal.rtp(one.track, at, packet)
                if step % (PACKETS // FRAMES) == 0:
                    for packet in one.picture(at * 90 // 1000 & 0xFFFFFFFF):
                        journal.rtp(one.track + 1, at, packet)
        journal.seal(world.clock.now()).result()


def begin(world: World, senders: list[Sender]) -> None:
    """The hearing is scheduled with these people and in session."""
    world.row(
        "scheduled",
        title="Vụ án Lê Văn Mẫu – Trộm cắp tài sản (mô phỏng)",
        points=[],
        devices=[{"id": s.device, "kind": "personal", "point": None} for s in senders],
        seats=[
            {
                "id": "seat_judge" if s.role == "presiding_judge" else f"seat_{s.device}",
                "person": "per_1",
                "role": s.role,
                "device": s.device,
                "display": s.name,
            }
            for s in senders
        ],
    )
    world.move("open", "in_session")


def recess(world: World, journal: Journal, seconds: int) -> None:
    """Ordered by the judge; nothing is kept of it."""
    row = world.move("in_session", "recess")
    journal.pause(world.clock.now(), reason="recess", by=JUDGE, ledger=row).result()
    for _ in range(seconds):
        journal.seal(world.clock.tick()).result()
    row = world.move("recess", "in_session")
    journal.resume(world.clock.now(), reason="recess", by=JUDGE, ledger=row).result()


def hold(world: World, senders: list[Sender], first: int = 3, pause: int = 3) -> None:
    """All are there for `first` seconds, then a recess, then all but the last again."""
    begin(world, senders)
    journal = world.begin()
    sending = [Sending(sender, 1 + 2 * n) for n, sender in enumerate(senders)]
    for one in sending:
        one.announce(journal)
    film(world, journal, first, sending)
    recess(world, journal, pause)
    film(world, journal, 3, [_again(one) for one in sending[:-1]])
    world.close(journal)


def _again(sending: Sending) -> Sending:
    """The same stream goes on, its encoder asked for a key frame."""
    fresh = Sending(sending.sender, sending.track)
    fresh.seq = sending.seq
    return fresh


def _head(kind: int, number: int, ticks: int, ssrc: int) -> bytes:
    return struct.pack("!BBHII", 0x80, kind, number & 0xFFFF, ticks, ssrc)


def _video(colour: tuple[int, int, int] | None) -> Iterator[bytes]:
    if colour is None:
        return
    codec: av.VideoCodecContext = av.CodecContext.create("libvpx", "w")
    codec.width, codec.height = SIZE
    codec.pix_fmt, codec.time_base = "yuv420p", Fraction(1, FRAMES)
    codec.options = {"deadline": "realtime", "cpu-used": "8", "lag-in-frames": "0"}
    picture = np.full((SIZE[1], SIZE[0], 3), colour, np.uint8)
    number = 0
    while True:
        frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
        frame.pts = number
        number += 1
        yield b"".join(bytes(packet) for packet in codec.encode(frame))


def _audio(tone: float | None) -> Iterator[bytes]:
    if tone is None:
        return
    codec: av.AudioCodecContext = av.CodecContext.create("libopus", "w")
    codec.sample_rate, codec.layout, codec.format = 48000, "mono", "flt"
    number = 0
    while True:
        at = np.arange(number * 960, (number + 1) * 960)
        wave = (0.2 * np.sin(2 * np.pi * tone * at / 48000)).astype(np.float32)
        frame = av.AudioFrame.from_ndarray(wave.reshape(1, -1), format="flt", layout="mono")
        frame.rate, frame.pts = 48000, number * 960
        number += 1
        for packet in codec.encode(frame):
            yield bytes(packet)
