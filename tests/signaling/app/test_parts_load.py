"""Rulings on what each process of an installation loads: its own part and no other's."""

import subprocess
import sys

import pytest

_CODECS = ("av", "numpy", "PIL", "ffmpeg")
_SERVER = ("sqlalchemy", "alembic", "fastapi")


@pytest.mark.parametrize(
    ("part", "strangers"),
    [
        ("hearing_server", (*_CODECS, "aiortc", "livekit.rtc")),
        ("relay", ("sqlalchemy", "alembic", "numpy", "PIL", "ffmpeg", "livekit.rtc")),
        ("recorder", (*_SERVER, "numpy", "PIL", "ffmpeg", "livekit.rtc")),
        ("supervisor", (*_SERVER, *_CODECS, "aiortc", "livekit")),
    ],
)
def test_a_process_loads_nothing_of_the_others(part: str, strangers: tuple[str, ...]) -> None:
    """All of them share one machine's memory: see benchmarks/memory.py."""
    code = f"import sys, signaling.app.{part}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=150
    )
    assert set(strangers) & set(done.stdout.split()) == set()
