"""A small network in namespaces: a court, devices, and a road between them that can be bad.

Nothing of it is left, however this process ends: a guard outlives it and takes it down.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

from tests.network.emulator import DEVICE
from tests.network.way import Way, netem

COURT = "10.77.0.2"
COURT6 = "fd77::2"
_EMULATED, _FIREWALL = 100, 10  # a routing table; the first preference of a rule
_GUARD = """
cat >/dev/null
for name in "$@"; do
    for pid in $(ip netns pids "$name" 2>/dev/null); do kill -9 "$pid"; done
    ip netns del "$name"
done
"""


class NoNamespaces(Exception):
    """This machine or user cannot have any; says why."""


def possible() -> None:
    """Raises NoNamespaces."""
    if os.geteuid() != 0:
        raise NoNamespaces("only root makes network namespaces")
    if shutil.which("ip") is None or shutil.which("tc") is None:
        raise NoNamespaces("`apt-get install iproute2`")
    name = f"phientoa-{os.getpid()}-try"
    made = _asked("ip", "netns", "add", name)
    if made.returncode:
        raise NoNamespaces(made.stderr.strip())
    try:
        has = ("ip", "netns", "exec", name, "ip", "tuntap", "add", "dev", "t", "mode", "tun")
        if not has_netem(name) and _asked(*has).returncode:
            raise NoNamespaces("the kernel has neither netem nor TUN devices")
    finally:
        subprocess.run(("ip", "netns", "del", name), check=True)


def has_netem(namespace: str) -> bool:
    """Whether the kernel has it."""
    tried = ("ip", "netns", "exec", namespace, "tc", "qdisc", "add", "dev", "lo", "root")
    return _asked(*tried, "netem", "delay", "1ms").returncode == 0


def _asked(*command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, check=False, capture_output=True, text=True)


@dataclass(frozen=True, slots=True)
class Line:
    """One interface of a device and its other end. `number` makes its addresses."""

    name: str
    number: int

    @property
    def address(self) -> str:
        """Of the device."""
        return f"10.77.{self.number}.2"

    @property
    def address6(self) -> str:
        """Of the device."""
        return f"fd77:{self.number}::2"


@dataclass
class Country:
    """`by`: what makes its ways bad, netem or emulator."""

    prefix: str
    by: str
    emulator: "subprocess.Popen[str] | None" = None
    lines: dict[str, list[Line]] = field(default_factory=dict)

    def namespace(self, name: str) -> str:
        """What `ip netns` calls it."""
        return f"{self.prefix}-{name}"

    def within(self, name: str, *command: str) -> tuple[str, ...]:
        """The command that runs `command` there."""
        return ("ip", "netns", "exec", self.namespace(name), *command)

    def run(self, name: str, *command: str) -> None:
        """Runs it there. Raises CalledProcessError."""
        subprocess.run(self.within(name, *command), check=True, capture_output=True)

    def start(
        self, name: str, *command: str, log: IO[bytes], environ: Mapping[str, str] | None = None
    ) -> "subprocess.Popen[bytes]":
        """A process there; it ends with the country at the latest."""
        return subprocess.Popen(
            self.within(name, *command),
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(environ or {})},
        )

    # -- building

    def found(self, devices: Sequence[str]) -> None:
        """Court and road, and devices with one line each."""
        for name in ("court", "road", *devices):
            self.run(name, "ip", "link", "set", "lo", "up")
        forwarding = "echo 1 > /proc/sys/net/ipv4/ip_forward; "
        forwarding += "echo 1 > /proc/sys/net/ipv6/conf/all/forwarding; "
        self.run(
            "road", "sh", "-c", forwarding + "echo 0 > /proc/sys/net/ipv4/conf/all/rp_filter"
        )
        if self.by == "emulator":
            self.emulate()
        self._link("court", Line("net", 0))
        for number, name in enumerate(devices, 10):
            self.connect(name, Line("net", number))

    def emulate(self) -> None:
        """What is forwarded passes through our own process."""
        command = self.within("road", sys.executable, "-m", "tests.network.emulator", "7")
        self.emulator = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.emulator.stdout is not None
        assert self.emulator.stdout.readline() == "ready\n"
        self.run("road", "ip", "link", "set", DEVICE, "up")
        for family in ("-4", "-6"):
            to = ("default", "dev", DEVICE, "table", str(_EMULATED))
            self.run("road", "ip", family, "route", "add", *to)

    def _link(self, name: str, line: Line) -> None:
        """A veth from `name` to the road."""
        near, far = f"p{line.number}", line.name
        own = self.namespace(name)
        make = ("ip", "link", "add", near, "type", "veth", "peer", "name", far, "netns", own)
        self.run("road", *make)
        gate, net = f"10.77.{line.number}", f"fd77:{line.number}:"
        if line.number == 0:
            net = "fd77:"
        for where, what, end in (("road", near, "1"), (name, far, "2")):
            self.run(where, "ip", "addr", "add", f"{gate}.{end}/24", "dev", what)
            self.run(where, "ip", "-6", "addr", "add", f"{net}:{end}/64", "dev", what, "nodad")
            self.run(where, "ip", "link", "set", what, "up")
        if self.emulator is not None:
            for family in ("-4", "-6"):
                rule = ("iif", near, "lookup", str(_EMULATED), "pref", "50")
                self.run("road", "ip", family, "rule", "add", *rule)
        self.run(name, "ip", "route", "replace", "default", "via", f"{gate}.1")
        self.run(name, "ip", "-6", "route", "replace", "default", "via", f"{net}:1")

    def connect(self, name: str, line: Line) -> None:
        """A line of a device; the last one is the way out."""
        self._link(name, line)
        self.lines.setdefault(name, []).append(line)

    def disconnect(self, name: str) -> None:
        """The device's oldest line is cut off, with its address: out of the Wi-Fi's reach."""
        self.run(name, "ip", "link", "del", self.lines[name].pop(0).name)

    # -- what happens on the way

    def impair(self, name: str, up: Way | None = None, down: Way | None = None) -> None:
        """From now on it is so for this device's lines; a good way by default."""
        for line in self.lines[name]:
            ways = {"up": up or Way(), "down": down or Way()}
            if self.emulator is None:
                self._qdisc(name, line.name, ways["up"])
                self._qdisc("road", f"p{line.number}", ways["down"])
            else:
                told = {each: asdict(way) for each, way in ways.items()}
                self._tell({line.address: told, line.address6: told})

    def _qdisc(self, name: str, device: str, way: Way) -> None:
        said = netem(way) or ["delay", "0ms"]
        self.run(name, "tc", "qdisc", "replace", "dev", device, "root", "netem", *said)

    def _tell(self, ways: Mapping[str, object]) -> None:
        assert self.emulator is not None
        assert self.emulator.stdin is not None
        self.emulator.stdin.write(json.dumps(ways) + "\n")
        self.emulator.stdin.flush()

    def only(self, name: str, *passing: str) -> None:
        """A firewall on the device's way out: what matches one of `passing` (`ipproto tcp dport
        443`), nothing else."""
        for line in self.lines[name]:
            near = ("iif", f"p{line.number}")
            table = str(_EMULATED) if self.emulator is not None else "main"
            for family in ("-4", "-6"):
                add = ("ip", family, "rule", "add")
                for n, match in enumerate(passing):
                    rule = (*near, *match.split(), "lookup", table, "pref", str(_FIREWALL + n))
                    self.run("road", *add, *rule)
                last = str(_FIREWALL + len(passing))
                self.run("road", *add, *near, "blackhole", "pref", last)


@contextmanager
def country(*devices: str) -> Iterator[Country]:
    """Court, road and these devices. Raises NoNamespaces."""
    possible()
    prefix = f"phientoa-{os.getpid()}"
    names = [f"{prefix}-{name}" for name in ("court", "road", *devices)]
    guard = subprocess.Popen(
        ("sh", "-c", _GUARD, "guard", *names),
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    made: Country | None = None
    try:
        for name in names:
            subprocess.run(("ip", "netns", "add", name), check=True)
        by = "netem" if has_netem(names[1]) else "emulator"
        made = Country(prefix, by)
        made.found(devices)
        yield made
    finally:
        assert guard.stdin is not None
        guard.stdin.close()
        guard.wait(30)
        if made is not None and made.emulator is not None:
            _reap(made.emulator)


def _reap(process: "subprocess.Popen[str]") -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
    process.wait(10)


def left_over() -> list[str]:
    """Namespaces of ours that are still there."""
    folder = Path("/run/netns")
    if not folder.exists():
        return []
    return sorted(one.name for one in folder.iterdir() if one.name.startswith("phientoa-"))
