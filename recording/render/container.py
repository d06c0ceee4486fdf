"""The Matroska file: tracks without encoders, the same bytes for the same record."""

import io
import struct
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
from av.stream import Stream

_MILLISECOND = Fraction(1, 1000)
_OPUS_RATE = 48_000


class Matroska:
    """A file being written at `path`; use as a context manager. Raises OSError."""

    def __init__(self, path: Path) -> None:
        self._file = av.open(str(path), "w", format="matroska", options={"fflags": "+bitexact"})
        self._streams: list[Stream] = []
        self._last: list[int] = []

    def sound(self, title: str) -> int:
        """An Opus track; gives its index."""
        with av.open(io.BytesIO(_ogg_opus()), format="ogg") as template:
            stream: Stream = self._file.add_stream_from_template(template.streams.audio[0])
        return self._add(stream, title)

    def pictures(self, title: str, width: int, height: int) -> int:
        """A VP8 track; gives its index. Key frames may change the size later."""
        return self._add(self._file.add_mux_stream("vp8", width=width, height=height), title)

    def h264(self, title: str, opening: bytes) -> int:
        """An H.264 track whose first key frame is `opening` (annex B; empty if there is none);
        gives its index. Later key frames bring their own parameter sets."""
        if not opening:
            return self._add(self._file.add_mux_stream("h264", width=16, height=16), title)
        with av.open(io.BytesIO(opening), format="h264") as template:
            stream: Stream = self._file.add_stream_from_template(template.streams.video[0])
        return self._add(stream, title)

    def _add(self, stream: Stream, title: str) -> int:
        stream.metadata["title"] = title
        self._streams.append(stream)
        self._last.append(-1)
        return len(self._streams) - 1

    def begin(self) -> None:
        """Write the header; no track is added after this."""
        self._file.start_encoding()

    def write(self, index: int, at: float, key: bool, data: bytes) -> None:
        """One frame at `at` seconds; never earlier than the one before it in its track."""
        time = max(round(at * 1000), self._last[index] + 1, 0)
        self._last[index] = time
        packet = av.Packet(data)
        packet.stream = self._streams[index]
        packet.time_base = _MILLISECOND
        packet.pts = packet.dts = time
        packet.is_keyframe = key
        self._file.mux(packet)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()


def _ogg_opus() -> bytes:
    """The smallest Opus file: the muxer takes a track's description from a stream, not a codec.

    Source: RFC 7845 §5.1 (pre-skip 0: RTP names no samples to skip), RFC 3533 §6.
    """
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 2, 0, _OPUS_RATE, 0, 0)
    tags = b"OpusTags" + struct.pack("<II", 0, 0)
    silence = b"\xfc\xff\xfe"
    return _page(head, 2, 0, 0) + _page(tags, 0, 1, 0) + _page(silence, 4, 2, 960)


def _page(data: bytes, flags: int, number: int, granule: int) -> bytes:
    head = b"OggS" + struct.pack("<BBqIII", 0, flags, granule, 1, number, 0)
    page = head + bytes([1, len(data)]) + data
    return page[:22] + struct.pack("<I", _crc(page)) + page[26:]


def _crc(page: bytes) -> int:
    crc = 0
    for byte in page:
        crc ^= byte << 24
        for _ in range(8):
            crc = (crc << 1 ^ (0x04C11DB7 if crc & 0x80000000 else 0)) & 0xFFFFFFFF
    return crc
