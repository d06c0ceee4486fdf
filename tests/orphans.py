"""A test's child processes end with the test, however that ends."""

import os
import shutil
import threading


def end_with_parent() -> None:
    """End this process at once when its standard input closes. The parent gives it a pipe."""
    threading.Thread(target=_wait, daemon=True).start()


def ended_with_us(signal: str = "KILL") -> tuple[str, ...]:
    """What a command of another's begins with, so that it gets `signal` should we die first.
    Nothing where setpriv (util-linux) is missing."""
    program = shutil.which("setpriv")
    return (program, "--pdeathsig", signal) if program else ()


def _wait() -> None:
    while os.read(0, 1):  # not sys.stdin: its lock would hold up an orderly end
        continue
    os._exit(1)
