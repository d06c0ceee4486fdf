"""Who goes first on a machine with more to do than it has cores for: what carries live media.

A relay that waits a quarter of a second for its turn is late with everybody's picture; pages,
lists and renders may wait. Source: sched(7), "The autogroup feature" among it: where sessions
share the processor, a process's own niceness counts within its session only.
"""

import os
from contextlib import suppress
from pathlib import Path

import structlog

log = structlog.get_logger()

STEPS = -10
"""Of niceness, from what the process was started with: each is worth a quarter more."""
_AUTOGROUP = Path("/proc/self/autogroup")


def go_first() -> bool:
    """Put this process, and the threads it starts from now on, before others; False where
    the user may not ask for that (root, CAP_SYS_NICE, RLIMIT_NICE)."""
    try:
        nice = os.nice(STEPS)
    except PermissionError:
        return False
    if os.getsid(0) == os.getpid():  # the session is nobody's but ours
        with suppress(OSError):  # no such thing on this system
            _AUTOGROUP.write_text(str(nice))
    log.info("precedence.first", nice=nice)
    return True
