"""Reads journals back, block by block, believing nothing that a file declares."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from recording.canonical import Malformed
from recording.journal import block as form
from recording.journal.block import Body, Header
from recording.journal.disk import segments


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
