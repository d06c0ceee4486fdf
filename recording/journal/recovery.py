"""Where a recorder goes on: the durable end of a record, mended where a crash left it torn."""

import os
from dataclasses import dataclass
from pathlib import Path

from recording.canonical import Malformed
from recording.journal import block as form
from recording.journal.disk import CERTIFICATE, make_durable, segments
from recording.journal.reader import Block, Torn, parts, read_segment


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
    """Which part a recorder must begin now, and the durable end of the part before it.

    previous: None for the first part, and after a part of which no block can be read.
    """

    part: int
    previous: Tail | None


@dataclass(frozen=True, slots=True)
class End:
    """How a part ends. whole: bytes of the last file that are whole blocks.

    damaged: more is wrong than an unfinished last block; tail is then what can be read before.
    """

    tail: Tail | None
    file: Path | None
    whole: int
    damaged: bool


def continuation(recording: Path) -> Continuation:
    """What a recorder that starts now must continue; mends the torn end of the last part.

    A part whose START never became durable is nothing: its number is given again. A damaged
    part is left as it is, for `verify` to tell, and holds up nobody: the record goes on.
    """
    for directory in reversed(parts(recording)):
        end = recover(directory)
        if end.tail is not None or end.damaged:
            return Continuation(int(directory.name.removeprefix("part-")) + 1, end.tail)
    return Continuation(0, None)


def recover(part: Path) -> End:
    """Cuts off the unfinished block after a crash; leaves damage alone."""
    end = find_end(part)
    if end.damaged:
        return end
    if end.file is not None and end.whole < end.file.stat().st_size:
        os.truncate(end.file, end.whole)
        _flush(end.file)
    if end.tail is None:
        for file in [*segments(part), part / CERTIFICATE]:
            file.unlink(missing_ok=True)
        make_durable(part)
    return end


def find_end(part: Path) -> End:
    """How a part ends. Changes nothing."""
    last: Block | None = None
    file: Path | None = None
    whole = torn = 0
    damaged = False
    files = segments(part)
    for file in files:
        whole = 0
        try:
            for last in read_segment(file):
                whole = last.end
        except Malformed as error:
            torn = file.stat().st_size - whole
            damaged = file != files[-1] or not _is_torn(file, whole, error)
        if damaged:
            break
    return End(_tail(last, torn) if last else None, file, whole, damaged)


def _tail(last: Block, torn: int) -> Tail:
    header = last.header
    return Tail(header.part, header.number, last.link, header.mono, header.wall, torn)


def _is_torn(file: Path, whole: int, error: Malformed) -> bool:
    """An unfinished write is the last thing in its file; a block after it means damage.

    After a power cut the file may be longer than what was written, the rest being zeros.
    """
    with file.open("rb") as stream:
        stream.seek(whole)
        rest = stream.read()
    if form.MAGIC in rest[1:]:
        return False
    return isinstance(error, Torn) or rest.endswith(bytes(16))


def _flush(file: Path) -> None:
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
