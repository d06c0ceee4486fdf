"""Which tests want the machine to themselves: browsers, live media, whole installations.

Their deadlines, and what a camera's picture is worth, are about a machine that does nothing
else. Recorders, senders, solvers and sockets with timers count as such; every other test may
run beside another."""

from pathlib import Path

_HERE = Path(__file__).parent
_PLACES = (
    "benchmarks",
    "courtroom_client",  # builds the pages that others serve
    "deploy",
    "end_to_end",
    "media",
    "network",
    "packaging",
    "recording",
    "scheduler/listing",  # a solver takes every core
    "signaling/api/test_conformance.py",  # asks within a budget of seconds
    "signaling/api/test_lists.py",
    "signaling/api/test_lists_kept.py",
    "signaling/api/test_revocation.py",  # sockets that must end soon
    "signaling/api/test_webhooks.py",
    "signaling/app",
    "signaling/court",
    "signaling/doctor",
    "signaling/migrations",
    "signaling/post",
    "signaling/rehearsal",
    "signaling/rtc",
    "signaling/test_http_door.py",
    "signaling/test_http_server.py",
    "signaling/test_web_sockets.py",
)

_COMPUTING = (  # within those places: these only compute, and wait for nothing but their own
    "media/congestion",
    "recording/grid",
    "recording/journal",
    "recording/render",
    "recording/test_capture.py",
    "recording/test_derive.py",
    "recording/test_export.py",
    "recording/test_format.py",
    "recording/verify",
    "signaling/app/test_parts_load.py",
)


def alone(path: Path) -> bool:
    """Whether the tests of this file run one by one."""
    within = path.relative_to(_HERE)
    return _is_in(within, _PLACES) and not _is_in(within, _COMPUTING)


def _is_in(within: Path, places: tuple[str, ...]) -> bool:
    return any(within.is_relative_to(place) for place in places)
