"""Two devices that see and hear each other through the court's relay, and what they tell."""

import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import IO

from livekit import api

from tests.network.country import COURT, Country, country
from tests.network.served import KEY, PORT, SECRET

PATIENCE = 60.0
Told = dict[str, object]


def number(told: Told, kind: str, name: str) -> float:
    """One counter of what a device told."""
    counters = told[kind]
    assert isinstance(counters, dict)
    return float(counters.get(name, 0))


@dataclass
class Listener:
    """One device's process; `lines` in the order they came."""

    name: str
    process: "subprocess.Popen[str]"
    lines: list[Told] = field(default_factory=list)
    events: list[Told] = field(default_factory=list)
    way: dict[str, str] = field(default_factory=dict)
    _queue: "queue.Queue[Told]" = field(default_factory=queue.Queue)

    def read(self) -> None:
        """In a thread: its lines."""
        assert self.process.stdout is not None
        with self.process.stdout as told:
            for line in told:
                if line.startswith("{"):
                    self._queue.put(json.loads(line))

    def gather(self) -> None:
        """Sorts what came."""
        while not self._queue.empty():
            told = self._queue.get()
            if "event" in told:
                self.events.append(told)
            elif "way" in told:
                found = told["way"]
                assert isinstance(found, dict)
                self.way = found
            else:
                self.lines.append(told)

    def since(self, start: float) -> list[Told]:
        """What it told from then on."""
        self.gather()
        return [line for line in self.lines if float(str(line["t"])) >= start]

    def grew(self, start: float, kind: str, name: str) -> float:
        """By how much a counter grew since then."""
        lines = self.since(start)
        if len(lines) < 2:
            return 0.0
        return number(lines[-1], kind, name) - number(lines[0], kind, name)

    def lives(self, start: float) -> bool:
        """Whether it heard and saw somebody since then."""
        return (
            self.grew(start, "audio", "packets_received") > 5
            and self.grew(start, "video", "frames_decoded") > 2
        )

    def back_after(self, start: float) -> float | None:
        """Seconds from `start` until sound and pictures came again; None: not yet."""
        lines = self.since(start)
        for kind, name in (("audio", "packets_received"), ("video", "frames_decoded")):
            while len(lines) > 1 and number(lines[1], kind, name) <= number(
                lines[0], kind, name
            ):
                lines = lines[1:]
        return float(str(lines[1]["t"])) - start if len(lines) > 1 else None


@dataclass
class Sitting:
    """The country with everybody in it."""

    country: Country
    url: str = f"ws://{COURT}:{PORT}"
    red: bool = False  # sound twice in each packet (RFC 2198); the product's page sends it once
    devices: dict[str, Listener] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)  # the relay's
    _stack: ExitStack = field(default_factory=ExitStack)
    _threads: list[threading.Thread] = field(default_factory=list)

    def serve(self, **wishes: object) -> None:
        """The relay."""
        process = self.start("court", "tests.network.served", json.dumps(wishes))
        assert process.stdout is not None
        assert "ready\n" in iter(process.stdout.readline, ""), "the relay did not start"
        self._follow(partial(_drain, process.stdout, self.log))

    def start(self, where: str, module: str, *arguments: str) -> "subprocess.Popen[str]":
        """A Python module in a namespace; ended with the sitting."""
        command = self.country.within(where, sys.executable, "-m", module, *arguments)
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._stack.callback(_end, process)
        return process

    def join(self, name: str) -> Listener:
        """A device joins from its namespace."""
        grants = api.VideoGrants(room_join=True, room="court")
        token = api.AccessToken(KEY, SECRET).with_identity(f"dev_{name}").with_grants(grants)
        sound = "red" if self.red else "plain"
        process = self.start(name, "tests.network.device", self.url, token.to_jwt(), sound)
        device = Listener(name, process)
        self.devices[name] = device
        self._follow(device.read)
        return device

    def until(
        self, condition: Callable[[], object], what: str, within: float = PATIENCE
    ) -> None:
        """Waits for it. Raises AssertionError saying what did not come."""
        deadline = time.monotonic() + within
        while not condition():
            for device in self.devices.values():
                assert device.process.poll() is None, f"{device.name} ended by itself"
            assert time.monotonic() < deadline, f"never came: {what}"
            time.sleep(0.05)

    def all_live(self) -> None:
        """Returns once everybody hears and sees."""
        start = time.monotonic()
        for device in self.devices.values():
            self.until(partial(device.lives, start), f"{device.name} lives")

    def close(self) -> None:
        """Ends all processes of it."""
        self._stack.close()
        for thread in self._threads:
            thread.join(10)

    def _follow(self, read: Callable[[], None]) -> None:
        thread = threading.Thread(target=read, daemon=True)
        thread.start()
        self._threads.append(thread)


def _drain(told: IO[str], lines: list[str]) -> None:
    with told:
        lines.extend(told)


def _end(process: "subprocess.Popen[str]") -> None:
    process.kill()
    process.wait()
    if process.stdin is not None:
        process.stdin.close()  # whoever reads its output ends with it


@contextmanager
def sitting(names: Sequence[str] = ("a", "b"), **wishes: object) -> Iterator[Sitting]:
    """A relay in the court; devices' namespaces wait for `join`."""
    with country(*names) as made:
        held = Sitting(made)
        try:
            held.serve(**wishes)
            yield held
        finally:
            held.close()
