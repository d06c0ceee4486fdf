"""What a session that hundreds watch costs: 4 speakers, synthetic watchers, both engines.

Each watcher is a real DTLS-SRTP connection that receives every speaker's video and the voice of
whoever has the floor, and reports what came, as browsers do; relay and load have a core each,
as in benchmarks.relay_forwarding. What is measured is the relay's processor time for a watcher
at growing numbers of them; what the whole session takes is arithmetic on the largest, and said
to be. `--write` puts the figures of this very run into docs/capacity.md.
"""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from websockets import InvalidStatus

from benchmarks.capacity import document
from benchmarks.forwarding.engine import Engine, Missing, first
from benchmarks.forwarding.livekit import livekit_server, ours
from benchmarks.forwarding.packets import SIZE
from benchmarks.forwarding.stage import Stretch, staged
from media.addresses import advertised
from signaling.rtc.server.limits import SignalLimits

SPEAKERS = 4
_BURST = 4  # packets of a frame
_FRAMES = 25  # a second, of each speaker
_VOICE = 50  # packets a second, each sent alone: Opus with frames of 20 ms
_SECOND = (*(_BURST,) * (SPEAKERS * _FRAMES // _VOICE), 1)
"""Bursts in turn: so many frames between two packets of voice."""
_STEPS = (15, 45)  # watchers
_ENGINES: dict[str, Callable[[Path, str], AbstractAsyncContextManager[Engine]]] = {
    "embedded": ours,
    "livekit": livekit_server,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Watchers of the session, those really connected at each step, seconds of each."""

    watchers: int
    steps: Sequence[int]
    seconds: float


def main(arguments: Sequence[str]) -> None:
    """One JSON object; with `--write` also docs/capacity.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="as it is: kept for scripts")
    parser.add_argument("--watchers", type=int, default=800, help="of the whole session")
    parser.add_argument("--steps", default=",".join(map(str, _STEPS)), help="connected")
    parser.add_argument("--seconds", type=float, default=2.0, help="of each step")
    parser.add_argument("--write", action="store_true", help="docs/capacity.md")
    options = parser.parse_args(arguments)
    steps = [int(step) for step in options.steps.split(",")]
    first(relay=False)
    report = asyncio.run(compare(Asked(options.watchers, steps, options.seconds)))
    print(json.dumps(report))
    if options.write:
        target = Path(__file__).parents[1] / "docs" / "capacity.md"
        target.write_text(document(report))


async def compare(asked: Asked) -> dict[str, object]:
    """The report; an engine that cannot be had is left out, saying why on standard error."""
    rate = _FRAMES * _BURST
    video = SPEAKERS * rate
    report: dict[str, object] = {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "speakers": SPEAKERS,
        "watchers": asked.watchers,
        "packet_bytes": SIZE,
        "participants_admitted": SignalLimits().participants,
        "packets_a_second_of_a_stream": rate,
        "packets_a_second_of_a_voice": _VOICE,
        "packets_a_second_of_a_watcher": video + _VOICE,
        "mbit_a_second_of_a_stream": round(rate * SIZE * 8 / 1e6, 3),
        "mbit_a_second_out": round(asked.watchers * video * SIZE * 8 / 1e6),
    }
    for name in _ENGINES:
        try:
            steps = [await _step(name, watchers, asked.seconds) for watchers in asked.steps]
        except (Missing, TimeoutError, OSError, InvalidStatus) as error:
            print(f"big_session: without {name}: {error}", file=sys.stderr)
            continue
        report[name] = summed(steps, asked.watchers)
    report["load_average"] = round(os.getloadavg()[0], 2)
    return report


async def _step(name: str, watchers: int, seconds: float) -> dict[str, float]:
    """So many watchers on a fresh relay."""
    ip = advertised("0.0.0.0")[0]
    pps = watchers * (SPEAKERS * _FRAMES * _BURST + _VOICE)
    with TemporaryDirectory(prefix="big-session-") as folder:
        async with (
            _ENGINES[name](Path(folder), ip) as engine,
            staged(engine, ip, watchers, SPEAKERS, reporting=True) as stage,
        ):
            await stage.run(_SECOND, pps, seconds / 2)
            found = await stage.run(_SECOND, pps, seconds)
    return {"watchers": watchers, **figures(found, pps, watchers)}


def figures(found: Stretch, pps: int, watchers: int) -> dict[str, float]:
    """Of a stretch in which `pps` packets a second were to leave the relay for all watchers.

    Its processor time is set against the seconds that sending was to take, not against the
    longer ones until all had come: what it does in these, too, is paid for by the packets.
    """
    share = found.cpu * pps / found.offered
    latencies = sorted(found.latencies)
    return {
        "core_share": round(share, 4),
        "core_share_of_a_watcher": round(share / watchers, 7),
        "us_per_packet": round(found.cost * 1e6, 2),
        "delivered": round(found.delivered / found.offered, 5),
        "reports_a_second_of_a_watcher": round(found.reports / found.seconds / watchers, 1),
        "latency_p50_ms": round(latencies[len(latencies) // 2] * 1e3, 2),
        "latency_p99_ms": round(latencies[int(len(latencies) * 0.99)] * 1e3, 2),
    }


def summed(steps: Sequence[Mapping[str, float]], watchers: int) -> dict[str, object]:
    """The steps, and what the largest means for the whole session."""
    each = steps[-1]["core_share_of_a_watcher"]
    return {
        "measured": list(steps),
        "watchers_one_core_carries": int(1 / each),
        "cores_for_all": round(watchers * each, 2),
    }


if __name__ == "__main__":
    main(sys.argv[1:])
