"""Segment files of one part: whole blocks appended and made durable, or nothing of them."""

import os
from pathlib import Path

SEGMENT_BLOCKS = 60
SEGMENT_BYTES = 64 << 20
CERTIFICATE = "certificate.json"


def segment_name(number: int) -> str:
    """The file of the `number`-th segment; names sort in the order of the blocks."""
    return f"segment-{number:06d}.ptj"


def segments(part: Path) -> list[Path]:
    """The segment files of a part in order."""
    return sorted(part.glob("segment-*.ptj"))


def make_durable(directory: Path) -> None:
    """fsync a directory, so that the names in it survive a power cut."""
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_durably(file: Path, data: bytes, *, mode: int = 0o644) -> None:
    """A new file with `data`, on disk when this returns."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


class Segments:
    """Appends blocks to segment files; a new file every SEGMENT_BLOCKS or SEGMENT_BYTES.

    Blocking: belongs to the journal's own thread. Raises OSError when the disk does (full,
    gone); what was durable before stays whole, the failed block is cut off again.
    """

    def __init__(self, part: Path) -> None:
        self._part = part
        self._count = 0
        self._blocks = 0
        self._bytes = 0
        self._file: int | None = None

    def append(self, block: bytes) -> None:
        """One block, durable when this returns."""
        file = self._file if self._fits() and self._file is not None else self._begin()
        try:
            _write_all(file, block)
            os.fdatasync(file)
        except OSError:
            os.ftruncate(file, self._bytes)
            raise
        self._blocks += 1
        self._bytes += len(block)

    def close(self) -> None:
        """No more blocks."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _fits(self) -> bool:
        return self._blocks < SEGMENT_BLOCKS and self._bytes < SEGMENT_BYTES

    def _begin(self) -> int:
        self.close()
        file = self._part / segment_name(self._count)
        self._file = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o644)
        make_durable(self._part)
        self._count += 1
        self._blocks = self._bytes = 0
        return self._file


def _write_all(file: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(file, view) :]
