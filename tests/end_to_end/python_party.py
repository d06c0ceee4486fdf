"""A person at an unmodified LiveKit client from PyPI, in a process of its own."""

import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from signaling.rehearsal.messages import (
    REPORT,
    Failed,
    Join,
    Leave,
    Observed,
    Order,
    Part,
    Sends,
)
from signaling.rehearsal.signs import Sign, by_colour, by_tone
from tests.end_to_end.installation import Installation


class PythonParty:
    """What it decoded, by device."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._lock = threading.Lock()
        self._colours: dict[str, set[Sign]] = defaultdict(set)
        self._tones: dict[str, set[Sign]] = defaultdict(set)
        self.failed: str | None = None
        self.sends = threading.Event()
        """Set once camera and microphone are published."""

    def tell(self, order: Order) -> None:
        """One order."""
        assert self._process.stdin is not None
        self._process.stdin.write(order.model_dump_json() + "\n")
        self._process.stdin.flush()

    def perceives(self, device: str, sign: Sign) -> bool:
        """Whether it has decoded the colour and the tone of `sign` from `device`."""
        assert self.failed is None, self.failed
        with self._lock:
            return sign in self._colours[device] and sign in self._tones[device]

    def listen(self) -> None:
        """Until the process ends."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            match REPORT.validate_json(line):
                case Observed() as observed:
                    self._take(observed)
                case Failed(why=why):
                    self.failed = why
                case Sends():
                    self.sends.set()
                case _:
                    continue

    def _take(self, observed: Observed) -> None:
        colours = {by_colour(colour) for colour in observed.colours} - {None}
        tones = {by_tone(tone) for tone in observed.tones} - {None}
        with self._lock:
            self._colours[observed.device] |= {sign for sign in colours if sign}
            self._tones[observed.device] |= {sign for sign in tones if sign}


@contextmanager
def python_party(at: Installation, link: str, sign: Sign) -> Iterator[PythonParty]:
    """Joins at once, leaves at the end."""
    with subprocess.Popen(
        (sys.executable, "-m", "signaling.rehearsal.party"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=tempfile.gettempdir(),
        text=True,
    ) as process:
        party = PythonParty(process)
        listening = threading.Thread(target=party.listen)
        listening.start()
        try:
            party.tell(
                Part(
                    url=at.url,
                    token=link.partition("#")[2],
                    tone_hz=sign.tone_hz,
                    colour=sign.colour,
                    width=320,
                    height=180,
                    fps=12,
                )
            )
            party.tell(Join())
            yield party
            party.tell(Leave())
            process.wait(10)
        finally:
            process.kill()
            listening.join()
