"""The recorder's clocks, read together."""

import time

from recording.journal import Instant


def now() -> Instant:
    """This moment by the monotonic clock and by the calendar."""
    return Instant(time.monotonic_ns() // 1000, time.time_ns() // 1000)
