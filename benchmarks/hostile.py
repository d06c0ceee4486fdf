"""What the others in a room receive while somebody attacks the relay, beside what they receive
in the seconds before.

Two people speak and show themselves, four listen: real signalling, DTLS, SRTP. For each attack
there is a calm window, then one in which an attacker (a process of its own) does its worst;
packets lost, their delay and the gaps between pictures are counted in both, and how long an
honest newcomer takes to join. Prints one JSON object; `harm` is empty where nobody was harmed.
"""

import argparse
import asyncio
import json
import os
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks.foes import ATTACKS
from benchmarks.foes_inside import Scene
from benchmarks.light_client import Counter, Denied, LightClient
from media import rtcp
from tests.media.client import until
from tests.relays import embedded

LOST, ADDED, GAP, JOIN = 0.01, 0.1, 0.5, 10.0
"""Above these somebody was harmed: share of packets lost beyond the calm window's; seconds
added to the 95th percentile of delay; the longest gap between pictures; of joining."""
_FRAME, _SOUND = 0.04, 0.02  # seconds from one to the next
_PACKETS = 4  # of one picture
_SANE = 60.0  # seconds: a stamp further back is none of ours
_BEGIN, _REST = (
    1.5,
    0.5,
)  # seconds for an attacker to come into its own, and for its traces to go
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Window:
    """What was received of what was sent in some seconds. Times in ms."""

    sent: int
    lost: float
    p50: float
    p95: float
    p99: float
    longest_gap: float
    join: float | None
    relay_cpu: float


class Room:
    """The honest ones; `play` until cancelled."""

    def __init__(self, scene: Scene, speakers: list[LightClient], others: list[LightClient]):
        self.scene, self.speakers, self.others = scene, speakers, others
        self.sent: list[float] = []
        self._newcomers = 0

    async def play(self) -> None:
        """Sound every 20 ms, a picture every 40 ms."""
        due, beat = time.monotonic(), 0
        while True:
            for speaker in self.speakers:
                speaker.speak()
                self.sent.append(time.monotonic())
                if beat % round(_FRAME / _SOUND) == 0:
                    speaker.show(_PACKETS, key=_asked(speaker) or beat % 100 == 0)
                    self.sent += [time.monotonic()] * _PACKETS
            beat += 1
            due = max(due + _SOUND, time.monotonic() - 0.1)
            await asyncio.sleep(max(0.0, due - time.monotonic()))

    async def joined(self) -> float | None:
        """Seconds until a newcomer is in, None if it does not get in."""
        self._newcomers += 1
        newcomer = self.scene.client(f"newcomer_{self._newcomers}", speaks=False)
        began = time.monotonic()
        try:
            await asyncio.wait_for(newcomer.join(), JOIN)
        except (Denied, TimeoutError, OSError):
            return None
        else:
            return time.monotonic() - began
        finally:
            with suppress(OSError):
                await newcomer.leave()


def _asked(speaker: LightClient) -> bool:
    """Whether the relay asked for a key frame since the last."""
    assert speaker.media is not None
    reports, speaker.media.reports = speaker.media.reports, []
    return any(isinstance(report, rtcp.KeyFrameRequest) for report in reports)


async def window(room: Room, pid: int, seconds: float) -> Window:
    """Measures from now on."""
    began, cpu = time.monotonic(), _cpu(pid)
    joining = asyncio.create_task(room.joined())
    await asyncio.sleep(seconds)
    ended, used = time.monotonic(), _cpu(pid) - cpu
    join = await joining
    await asyncio.sleep(0.5)  # what was sent last is still on its way
    return _window(room, began, ended, join, used / (ended - began))


def _window(room: Room, began: float, ended: float, join: float | None, cpu: float) -> Window:
    sent = sum(began <= at < ended for at in room.sent)
    delays: list[float] = []
    gap = 0.0
    for times in (
        _inside(one, began, ended) for listener in room.others for one in _honest(listener)
    ):
        delays += [delay for _at, delay in times]
        marks = [began, *(at for at, _delay in times), ended]
        gap = max(gap, *(after - at for at, after in pairwise(marks)))
    delays.sort()
    expected = sent * len(room.others)
    return Window(
        sent=sent,
        lost=round(max(0.0, 1 - len(delays) / expected), 4) if expected else 0.0,
        p50=_ms(_percentile(delays, 0.5)),
        p95=_ms(_percentile(delays, 0.95)),
        p99=_ms(_percentile(delays, 0.99)),
        longest_gap=_ms(gap),
        join=None if join is None else _ms(join),
        relay_cpu=round(cpu, 2),
    )


def _honest(listener: LightClient) -> list[Counter]:
    """The streams of those who stamp their packets."""
    return [one for one in listener.arrivals.streams.values() if 0 <= one.delays[0] < _SANE]


def _inside(stream: Counter, began: float, ended: float) -> list[tuple[float, float]]:
    """(arrival, delay) of what was sent meanwhile."""
    pairs = zip(stream.at, stream.delays, strict=True)
    return [(at, delay) for at, delay in pairs if began <= at - delay < ended]


def _percentile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)


def _cpu(pid: int) -> float:
    """Seconds a process has computed. Source: proc_pid_stat(5)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def harm(calm: Window, under: Window, gone: int) -> list[str]:
    """What the others suffered, in words; nothing if they were not harmed."""
    found = {
        "lost packets": under.lost - calm.lost > LOST,
        "delay": under.p95 - calm.p95 > ADDED * 1000,
        "freeze": under.longest_gap > max(GAP * 1000, 1.5 * calm.longest_gap),
        "nobody could join": under.join is None,
        "somebody was thrown out": gone > 0,
    }
    return [what for what, holds in found.items() if holds]


@asynccontextmanager
async def attacked(scene: Scene, name: str) -> AsyncIterator[None]:
    """An attacker at work."""
    command = [
        sys.executable,
        "-m",
        "benchmarks.foes",
        name,
        scene.url,
        scene.key,
        scene.secret,
    ]
    pipe = asyncio.subprocess.PIPE
    foe = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
    assert foe.stdout is not None
    try:
        await foe.stdout.readline()
        yield
    finally:
        if foe.returncode is not None:
            raise RuntimeError(f"the attacker {name} ended by itself")
        foe.kill()
        await foe.wait()


async def suffer(room: Room, pid: int, name: str, seconds: float) -> dict[str, object]:
    """One attack, and the calm before it."""
    for listener in room.others:
        for stream in listener.arrivals.streams.values():
            stream.clear()
    room.sent.clear()
    calm = await window(room, pid, seconds)
    async with attacked(room.scene, name):
        await asyncio.sleep(_BEGIN)
        under = await window(room, pid, seconds)
    await asyncio.sleep(_REST)
    gone = sum(one.over is not None for one in (*room.speakers, *room.others))
    suffered = harm(calm, under, gone)
    return {"harm": suffered, "calm": asdict(calm), "attacked": asdict(under), "gone": gone}


@asynccontextmanager
async def seated(scene: Scene, listeners: int) -> AsyncIterator[Room]:
    """Everybody in, and heard."""
    async with AsyncExitStack() as stack:
        speakers = [
            await stack.enter_async_context(scene.client(f"speaker_{n}")) for n in range(2)
        ]
        others = [
            await stack.enter_async_context(scene.client(f"listener_{n}", speaks=False))
            for n in range(listeners)
        ]
        room = Room(scene, speakers, others)
        playing = asyncio.create_task(room.play())
        await until(lambda: all(len(_honest(one)) == 2 * len(speakers) for one in others), 30)
        await asyncio.sleep(1)
        yield room
        playing.cancel()


async def measure(names: Sequence[str], seconds: float) -> dict[str, object]:
    """All of them, each against a relay of its own: none suffers from the one before."""
    found: dict[str, dict[str, object]] = {}
    for name in names:
        with embedded(quiet=True) as relay:
            assert relay.process is not None
            scene = Scene(relay.url, relay.api_key, relay.api_secret)
            async with seated(scene, 4) as room:
                found[name] = await suffer(room, relay.process.pid, name, seconds)
        print(name, json.dumps(found[name]), file=sys.stderr)
    harmed = [name for name, one in found.items() if one["harm"]]
    return {
        "benchmark": "hostile",
        "unit": "ms",
        "seconds": seconds,
        "load_average": os.getloadavg()[0],
        "holds": not harmed,
        "harmed": harmed,
        "attacks": found,
    }


def main(arguments: Sequence[str]) -> int:
    """The exit code: 1 if anybody was harmed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--attack", action="append", choices=sorted(ATTACKS))
    options.add_argument("--seconds", type=float, default=4.0, help="of each window")
    options.add_argument("--json", action="store_true", help="as it is: kept for scripts")
    asked = options.parse_args(arguments)
    with suppress(PermissionError):
        os.nice(-10)  # what is measured is the relay, not what else the machine does
    told = asyncio.run(measure(asked.attack or list(ATTACKS), asked.seconds))
    print(json.dumps(told))
    return 0 if told["holds"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
