"""Moving pictures as real encoders make them, in RTP packets; and what a decoder sees then."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import av
import numpy as np
from aiortc.codecs.h264 import h264_depayload
from aiortc.codecs.vpx import vp8_depayload
from av.video.frame import PictureType

from media import rtp
from media.rtp import Packet
from media.segment import Outgoing

FPS, RATE = 15, 90_000
TICKS = RATE // FPS
PATTERN = (0, 2, 1, 2)  # temporal layers of frames, as browsers send three
_PIECE = 500  # bytes of a frame in one packet
_LAYERED = (
    "ts_number_layers=3:ts_target_bitrate=60,90,150:ts_rate_decimator=4,2,1"
    ":ts_periodicity=4:ts_layer_id=0,2,1,2:ts_layering_mode=3"
)
_OPTIONS = {
    "libvpx": {"deadline": "realtime", "ts-parameters": _LAYERED, "error-resilient": "1"},
    "libx264": {"preset": "ultrafast", "tune": "zerolatency", "profile": "baseline"},
}


def shade(n: int) -> int:
    """How bright frame n is: unlike those before it."""
    return 30 + n * 67 % 190


def encoded(codec: str, width: int, count: int, keys: Sequence[int] = (0,)) -> list[bytes]:
    """So many frames, key frames where asked for."""
    context = av.CodecContext.create(codec, "w")
    assert isinstance(context, av.VideoCodecContext)
    context.width, context.height, context.pix_fmt = width, width // 2, "yuv420p"
    context.time_base, context.framerate = Fraction(1, FPS), Fraction(FPS)
    context.bit_rate, context.gop_size, context.thread_count = 150_000, 10_000, 1
    context.options = _OPTIONS[codec]
    found: list[bytes] = []
    for n in range(count):
        picture = np.full((width // 2 * 3 // 2, width), 128, np.uint8)
        picture[: width // 2] = shade(n)
        frame = av.VideoFrame.from_ndarray(picture, format="yuv420p")
        frame.pts = n
        frame.pict_type = PictureType.I if n in keys else PictureType.NONE
        found += [bytes(packet) for packet in context.encode(frame)]
    found += [bytes(packet) for packet in context.encode(None)]
    assert len(found) == count
    return found


def vp8(frames: Sequence[bytes], ssrc: int, *, first: int = 100) -> Iterator[list[Packet]]:
    """Each frame's packets: RFC 7741's descriptor with all its parts. `first`: the picture id,
    sequence number and TL0PICIDX of the first."""
    seq, tl0 = first, first - 1
    for n, frame in enumerate(frames):
        temporal = PATTERN[n % 4]
        tl0 += temporal == 0
        sync = 0x20 if temporal else 0
        picture = first + n & 0x7FFF | 0x8000
        tail = bytes([0xE0, picture >> 8, picture & 0xFF, tl0 & 0xFF, temporal << 6 | sync])
        pieces = [frame[at : at + _PIECE] for at in range(0, len(frame), _PIECE)]
        payloads = [
            bytes([0x80 | (0x10 if k == 0 else 0)]) + tail + p for k, p in enumerate(pieces)
        ]
        yield _packets(payloads, 96, seq, n, ssrc)
        seq += len(payloads)


def h264(frames: Sequence[bytes], ssrc: int, *, first: int = 100) -> Iterator[list[Packet]]:
    """Each frame's packets: units alone, or in fragments (RFC 6184 §5.6, §5.8)."""
    seq = first
    for n, frame in enumerate(frames):
        units = [
            u.rstrip(b"\0") for u in frame.replace(b"\0\0\0\1", b"\0\0\1").split(b"\0\0\1")
        ]
        payloads = [piece for unit in units if unit for piece in _fragments(unit)]
        yield _packets(payloads, 97, seq, n, ssrc)
        seq += len(payloads)


def _fragments(unit: bytes) -> list[bytes]:
    if len(unit) <= _PIECE:
        return [unit]
    indicator, kind, body = unit[0] & 0xE0 | 28, unit[0] & 0x1F, unit[1:]
    pieces = [body[at : at + _PIECE] for at in range(0, len(body), _PIECE)]
    ends = len(pieces) - 1
    return [
        bytes([indicator, kind | (0x80 if n == 0 else 0) | (0x40 if n == ends else 0)]) + piece
        for n, piece in enumerate(pieces)
    ]


def _packets(payloads: list[bytes], kind: int, seq: int, n: int, ssrc: int) -> list[Packet]:
    made = []
    for at, payload in enumerate(payloads):
        packet = bytearray(rtp.build(kind, seq + at & 0xFFFF, n * TICKS, ssrc, payload))
        packet[1] |= 0x80 if at == len(payloads) - 1 else 0
        made.append(rtp.parse(bytes(packet)))
    return made


def seen(codec: str, sent: Sequence[Outgoing]) -> list[tuple[int, int, int]]:
    """What a decoder shows of packets in order: (width, RTP time, shade) of each frame."""
    depayload = vp8_depayload if codec == "vp8" else h264_depayload
    context = av.CodecContext.create(codec, "r")
    assert isinstance(context, av.VideoCodecContext)
    times = sorted({one.timestamp for one in sent})
    shown: list[tuple[int, int, int]] = []
    for time in times:
        data = b"".join(depayload(o.payload) for o in sent if o.timestamp == time and o.payload)
        for frame in context.decode(av.Packet(data)) if data else ():
            light = frame.to_ndarray(format="yuv420p")[: frame.height]
            shown.append((frame.width, time, round(float(light.mean()))))
    return shown
