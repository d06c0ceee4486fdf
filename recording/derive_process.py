"""The process that makes one derived copy: niced, one at a time in an installation.

Standard input: a JSON line (`Job`), then nothing; its end means that nobody waits any more.
Standard output: JSON lines `{"progress": 0.5}`, and one last of `{"done": …}`,
`{"refused": {"code", "facts"}}` or `{"cancelled": true}`.
"""

import fcntl
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hearing.refusal import Refusal
from recording.derive import Record, derive, inspect
from recording.derive_job import Job
from recording.grid import Cancelled

NICE = 15
_TOLD_EVERY = 0.5  # seconds between two lines of progress


def main() -> None:
    """Does the job on standard input."""
    os.nice(NICE)
    wanted = _Wanted()
    signal.signal(signal.SIGTERM, lambda *_: wanted.over.set())
    signal.signal(signal.SIGINT, lambda *_: wanted.over.set())
    job = Job(**json.loads(sys.stdin.readline()))
    threading.Thread(target=wanted.until_stdin_ends, daemon=True).start()
    try:
        _say(_do(job, wanted))
    except Cancelled:
        _say({"cancelled": True})
    except Refusal as refusal:
        _say({"refused": {"code": refusal.code, "facts": dict(refusal.facts)}})


class _Wanted:
    """Whether somebody still waits for the job; says how far it is."""

    def __init__(self) -> None:
        self.over = threading.Event()
        self._last = 0.0

    def until_stdin_ends(self) -> None:
        """Past Python's own buffer: a thread that waits in it would break the exit."""
        while os.read(sys.stdin.fileno(), 1024):
            continue
        self.over.set()

    def told(self, share: float) -> None:
        """Raises Cancelled once nobody waits."""
        if self.over.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._last >= _TOLD_EVERY:
            self._last = now
            _say({"progress": round(share, 4)})


def _do(job: Job, wanted: _Wanted) -> dict[str, Any]:
    record = Record(job.hearing, Path(job.recordings_dir), Path(job.keys_dir), job.bodies)
    if job.form == "verify":
        return {"done": inspect(record, Path(job.out)).to_json()}
    with _alone(Path(job.lock), wanted):
        made = derive(record, job.form, Path(job.out), wanted.told)
    return {"done": {"seconds": made.seconds, "exit": made.report.exit}}


@contextmanager
def _alone(lock: Path, wanted: _Wanted) -> Iterator[None]:
    """While no other process of this installation does the same; freed even by kill -9."""
    with lock.open("a") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                wanted.told(0.0)
                wanted.over.wait(_TOLD_EVERY)
            else:
                break
        yield


def _say(line: dict[str, Any]) -> None:
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
