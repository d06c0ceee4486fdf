"""One installation a data directory: whoever serves from it claims it while it runs."""

import fcntl
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from signaling.app.settings import Settings

_held: Final[list[int]] = []
"""Open for the life of the process: closing one would give its claim up."""


class Claimed(Exception):
    """Another process serves from here."""


def claim(data_dir: Path, names: Iterable[str]) -> None:
    """Claim the parts `names` of `data_dir`. Raises Claimed, OSError.

    A record lock of POSIX: it ends with the process however that ends, and no child has it.
    """
    for name in names:
        file = os.open(data_dir / f"{name}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            raise Claimed from None
        _held.append(file)


def of_hearing(settings: Settings) -> tuple[str, ...]:
    """PostgreSQL serves several hearing servers; a file does not tell one what another did."""
    return ("hearing",) if settings.database_url.startswith("sqlite") else ()


def of_recorder(_: Settings) -> tuple[str, ...]:
    """Two recorders would write the same records."""
    return ("recorder",)


def of_all(settings: Settings) -> tuple[str, ...]:
    """What `serve` alone, and `demo`, have in them."""
    return (*of_hearing(settings), *of_recorder(settings))
