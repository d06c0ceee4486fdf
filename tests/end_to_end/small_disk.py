"""A disk of a few megabytes that can be filled to its last byte, and emptied again."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.needs import missing

_PIECE = 1 << 16


class SmallDisk:
    """A file system of its own, mounted over a folder."""

    def __init__(self, folder: Path) -> None:
        self._filler = folder / "filler"

    def fill(self) -> None:
        """Not a byte is left."""
        descriptor = os.open(self._filler, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        try:
            for size in (_PIECE, 4096, 1):
                with suppress(OSError):
                    while os.write(descriptor, bytes(size)):
                        continue
        finally:
            os.close(descriptor)

    def empty(self) -> None:
        """There is room again."""
        self._filler.unlink()


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[SmallDisk]:
    """Mounted over `folder`. Skips where one may not mount."""
    folder.mkdir(parents=True, exist_ok=True)
    options = ("-t", "tmpfs", "-o", f"size={megabytes}m,mode=0700", "tmpfs", str(folder))
    mounted = subprocess.run(("mount", *options), check=False, capture_output=True)
    if mounted.returncode != 0:
        missing("the right to mount a tmpfs", "run as root, or in a user namespace")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(("umount", "-l", str(folder)), check=True)
