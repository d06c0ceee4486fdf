"""Folders in memory for databases: their tests ask nothing about disks.

A commit waits for a disk, and a PostgreSQL database of a test's own is ten megabytes of files:
on a loaded machine either took up to seconds."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SHARED = Path("/dev/shm")
_ROOM = 1 << 30  # bytes; containers have 64 MiB there unless told otherwise


@contextmanager
def folder(prefix: str) -> Iterator[Path]:
    """A folder of one's own, gone at the end; on the disk where there is no room in memory."""
    made = Path(tempfile.mkdtemp(prefix=prefix, dir=_SHARED if _has_room() else None))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _has_room() -> bool:
    usable = _SHARED.is_dir() and os.access(_SHARED, os.W_OK | os.X_OK)
    return usable and shutil.disk_usage(_SHARED).free >= _ROOM
