"""Reads journals back, and mends the end that a crash left behind."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from recording.canonical import Malformed
from recording.journal import block as form
from recording.journal.block import Body, Header
from recording.journal.disk import CERTIFICATE, make_durable, segments


class Torn(Malformed):
    """The file ends within a block."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block as read: where it stands in its file, its parts, and the link they give."""

    offset: int
    end: int
    header: Header
    link: bytes
    signature: bytes
    bodies: tuple[Body, ...]


@dataclass(frozen=True, slots=True)
class Tail:
    """The last whole block of a part; `torn`: bytes after it that a crash left unfinished."""

    part: int
    block: int
    link: bytes
    mono: int
    wall: int
    torn: int


@dataclass(frozen=True, slots=True)
class Continuation:
    """Which part a recorder must begin now, and the durable end of the part before it."""

    part: int
    previous: Tail | None


def read_block(stream: BinaryIO, size: int) -> Block:
    """The block at the stream's position in a file of `size` bytes. Raises Malformed or Torn.

    What a header declares is read only if the file holds it: memory is bounded by the file.
    """
    offset = stream.tell()
    magic, length = form.PREFIX.unpack(_take(stream, form.PREFIX.size, size))
    if magic != form.MAGIC:
        raise Malformed("no block begins here")
    if length > form.HEADER_LIMIT:
        raise Malformed("a block header is too long")
    raw = _take(stream, length, size)
    header = form.decode_header(raw)
    signature = _take(stream, form.SIGNATURE_BYTES, size)
    bodies = tuple(_body(stream, shard.octets, size) for shard in header.shards)
    return Block(offset, stream.tell(), header, form.link(raw), signature, bodies)


def read_segment(file: Path) -> Iterator[Block]:
    """The blocks of one segment file. Raises Malformed, Torn or OSError where it goes wrong."""
    with file.open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        while stream.tell() < size:
            yield read_block(stream, size)


def read(part: Path) -> Iterator[Block]:
    """The blocks of a part's directory in order; a torn end is left out. Raises Malformed.

    Proves nothing: `phientoa verify` does.
    """
    files = segments(part)
    for file in files:
        try:
            yield from read_segment(file)
        except Torn:
            if file != files[-1]:
                raise


def parts(recording: Path) -> list[Path]:
    """The directories `part-NNN` of one hearing's recording, in order."""
    named = [path for path in recording.glob("part-*") if path.name[5:].isdecimal()]
    return sorted(path for path in named if path.is_dir())


def part_directory(recording: Path, part: int) -> Path:
    """Where part `part` of a recording lives."""
    return recording / f"part-{part:03d}"


def continuation(recording: Path) -> Continuation:
    """What a recorder that starts now must continue; mends the torn end of the last part.

    A part whose START never became durable is nothing: its number is given again. Raises
    Malformed when the last part is damaged otherwise than by a crash: it is left untouched.
    """
    for directory in reversed(parts(recording)):
        tail = recover(directory)
        if tail is not None:
            return Continuation(tail.part + 1, tail)
    return Continuation(0, None)


def recover(part: Path) -> Tail | None:
    """Cuts off the unfinished block after a crash. None: the part holds no whole block.

    Raises Malformed if more than an unfinished last block is wrong.
    """
    tail, file, whole = find_tail(part)
    if file is not None and whole < file.stat().st_size:
        os.truncate(file, whole)
        descriptor = os.open(file, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    if tail is None:
        _clear(part)
    return tail


def find_tail(part: Path) -> tuple[Tail | None, Path | None, int]:
    """(last whole block, last segment, how many of its bytes are whole). Changes nothing."""
    last: Block | None = None
    file: Path | None = None
    whole = torn = 0
    files = segments(part)
    for file in files:
        whole = 0
        try:
            for last in read_segment(file):
                whole = last.end
        except Malformed as error:
            torn = file.stat().st_size - whole
            if file != files[-1] or not _is_torn(file, whole, error):
                raise
    if last is None:
        return None, file, whole
    header = last.header
    tail = Tail(header.part, header.number, last.link, header.mono, header.wall, torn)
    return tail, file, whole


def _is_torn(file: Path, whole: int, error: Malformed) -> bool:
    """An unfinished write is the last thing in its file; a block after it means damage.

    After a power cut the file may be longer than what was written, the rest being zeros.
    """
    with file.open("rb") as stream:
        stream.seek(whole)
        rest = stream.read()
    if form.MAGIC in rest[1:]:
        return False
    return isinstance(error, Torn) or not rest.strip(b"\0") or rest.endswith(b"\0" * 16)


def _clear(part: Path) -> None:
    for file in [*segments(part), part / CERTIFICATE]:
        file.unlink(missing_ok=True)
    make_durable(part)


def _body(stream: BinaryIO, octets: int, size: int) -> Body:
    head = _take(stream, form.BODY_HEAD, size)
    if head[0] != form.IN_CLEAR:
        raise Malformed("a payload is stored in a form this version does not know")
    return Body(head[1:], _take(stream, octets, size))


def _take(stream: BinaryIO, count: int, size: int) -> bytes:
    if stream.tell() + count > size:
        raise Torn("the file ends within a block")
    data = stream.read(count)
    if len(data) != count:
        raise Torn("the file ends within a block")
    return data
