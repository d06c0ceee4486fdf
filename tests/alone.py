"""Which tests want the machine to themselves: browsers, live media, whole installations.

Their deadlines, and what a camera's picture is worth, are about a machine that does nothing
else. Recorders, senders and sockets with timers count as such; every other test may run beside
another."""

from pathlib import Path

_HERE = Path(__file__).parent
_FOLDERS = (
    "benchmarks",
    "courtroom_client",  # builds the pages that others serve
    "deploy",
    "end_to_end",
    "media",
    "packaging",
    "recording",
    "signaling/app",
    "signaling/cli",
    "signaling/court",
    "signaling/doctor",
    "signaling/migrations",
    "signaling/post",
    "signaling/rehearsal",
    "signaling/rtc",
)


def alone(path: Path) -> bool:
    """Whether the tests of this file run one by one."""
    within = path.relative_to(_HERE)
    return any(within.is_relative_to(folder) for folder in _FOLDERS)
