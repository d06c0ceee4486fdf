"""What handing on one packet costs the relay, beside Janus or livekit-server in the same run.

`--against janus`: Debian's Janus, once as it comes and once with `event_loops=1`; `--against
livekit`: livekit-server. Each relay is a process of its own on one core, all with real
DTLS-SRTP connections to the same clients: a publisher that sends 1200-byte video packets in
bursts, and 10 or 30 sinks. Load is made on the other core. All relays are up at once and get
the same rates in turn, so that what else the machine does meets all of them. CPU is the whole
process's own, as the kernel counts it; what comes is counted at the sinks' sockets, and the
last sink decrypts all it gets, so that nothing fast is wrong.

Ratios are ours ÷ theirs: CPU for each packet delivered, the median over rounds. Rates and
delivery are the embedded relay's alone, near one core's limit; latency is what half of that
adds between the publisher's system call and the last sink's socket. The headline is bursts of
4 to 10 sinks. The case `reporting` is the same with sinks as browsers are: they take RTX, so
that each packet to them is numbered, and tell the relay 20 times a second what came.
"""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.forwarding.engine import Engine, Missing, first
from benchmarks.forwarding.janus import janus
from benchmarks.forwarding.livekit import livekit_server, ours
from benchmarks.forwarding.stage import Stage, Stretch, staged
from media.addresses import advertised

CASES = ((1, 10), (4, 10), (1, 30), (4, 30))  # (burst, subscribers)
HEADLINE = (4, 10)
_CALM = 60_000  # packets a second out: what Janus still keeps up with on one core
_BUSY = 0.9  # of what the calm cost allows on one core
_MOST = 165_000  # packets a second out: what the load's own core can send and take in
_EVENLY = 125_000  # of which it sends each on time, so that a delay is the relay's
AGAINST = {
    "none": (),
    "janus": ("janus_default", "janus_event_loops"),
    "livekit": ("livekit",),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Seconds of one stretch, how often all take turns, packets a second in these. reporting:
    also with sinks that report."""

    seconds: float
    rounds: int
    calm: int
    reporting: bool = False


def main(arguments: Sequence[str]) -> None:
    """One JSON object, or a table. Exit 2 when the other relay cannot be had."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--against", choices=sorted(AGAINST), default="none")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--seconds", type=float, default=1.5, help="of one stretch")
    parser.add_argument("--rounds", type=int, default=5, help="how often relays take turns")
    parser.add_argument("--calm", type=int, default=_CALM, help="packets a second then")
    parser.add_argument("--case", action="append", help="BURST,SUBSCRIBERS; else all four")
    parser.add_argument("--reporting", action="store_true", help="that case beside --case")
    options = parser.parse_args(arguments)
    cases = [(int(b), int(s)) for b, s in (c.split(",") for c in options.case or ())]
    reporting = options.reporting or not options.case
    asked = Asked(options.seconds, options.rounds, options.calm, reporting)
    first(relay=False)
    try:
        result = asyncio.run(compare(AGAINST[options.against], cases or CASES, asked))
    except (Missing, OSError) as error:
        sys.exit(f"relay_forwarding: {error}")
    print(json.dumps(result) if options.json else _table(result))


async def compare(
    others: Sequence[str], cases: Sequence[tuple[int, int]], asked: Asked
) -> dict[str, object]:
    """The result. Raises Missing, OSError."""
    found: dict[tuple[int, int], dict[str, float]] = {}
    for subscribers in sorted({subscribers for _, subscribers in cases}):
        bursts = sorted(burst for burst, other in cases if other == subscribers)
        for burst, case in (await _with(others, subscribers, bursts, asked)).items():
            found[burst, subscribers] = case
    head = found.get(HEADLINE) or found[min(found)]
    by_case = {f"burst_{b}_subscribers_{s}": found[b, s] for b, s in sorted(found)}
    if asked.reporting:
        burst, subscribers = HEADLINE
        case = (await _with(others, subscribers, [burst], asked, reporting=True))[burst]
        by_case[f"burst_{burst}_subscribers_{subscribers}_reporting"] = case
    ratios = {f"ratio_{other}": head[f"ratio_{other}"] for other in others}
    return {
        **ratios,
        "pps_per_core": head["pps_per_core"],
        "delivered": head["delivered"],
        "by_case": by_case,
    }


async def _with(
    others: Sequence[str],
    subscribers: int,
    bursts: Sequence[int],
    asked: Asked,
    *,
    reporting: bool = False,
) -> dict[int, dict[str, float]]:
    """All relays with so many sinks, each case in turn."""
    ip = advertised("0.0.0.0")[0]
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="forwarding-")))
        engines: dict[str, Engine] = {"ours": await stack.enter_async_context(ours(folder, ip))}
        for other in others:
            engines[other] = await _start(stack, other, folder, ip)
        stages = {
            name: await stack.enter_async_context(
                staged(engine, ip, subscribers, reporting=reporting)
            )
            for name, engine in engines.items()
        }
        return {burst: await _case(stages, burst, asked) for burst in bursts}


async def _start(stack: AsyncExitStack, name: str, folder: Path, ip: str) -> Engine:
    if name == "livekit":
        return await stack.enter_async_context(livekit_server(folder, ip))
    loops = 1 if name == "janus_event_loops" else 0
    return await stack.enter_async_context(janus(folder, ip, event_loops=loops))


async def _case(stages: Mapping[str, Stage], burst: int, asked: Asked) -> dict[str, float]:
    rounds: list[dict[str, Stretch]] = []
    for number in range(asked.rounds + 1):
        seconds = asked.seconds if number else asked.seconds / 3  # the first warms up
        rounds.append(await _turn(stages, burst, replace(asked, seconds=seconds)))
    calm = rounds[1:]
    costs = {name: median(each[name].cost for each in calm) for name in stages}
    case = {f"us_per_packet_{name}": round(cost * 1e6, 2) for name, cost in costs.items()}
    case |= {
        f"delivered_{name}": _share([each[name] for each in calm])
        for name in stages
        if name != "ours"
    }
    case |= {
        f"reports_a_second_{name}": round(
            sum(each[name].reports for each in calm) / sum(each[name].seconds for each in calm)
        )
        for name in stages
        if calm[0][name].reports
    }
    case |= {
        f"ratio_{name}": round(median(each["ours"].cost / each[name].cost for each in calm), 3)
        for name in stages
        if name != "ours"
    }
    return case | await _limits(stages, burst, costs["ours"], asked)


async def _turn(stages: Mapping[str, Stage], burst: int, asked: Asked) -> dict[str, Stretch]:
    """Each relay once; the others only live on."""
    found: dict[str, Stretch] = {}
    for name, stage in stages.items():
        others = [each for each in stages.values() if each is not stage]
        found[name] = await stage.run([burst], asked.calm, asked.seconds, others)
    return found


async def _limits(
    stages: Mapping[str, Stage], burst: int, cost: float, asked: Asked
) -> dict[str, float]:
    """What the embedded relay gives near one core's limit, and half-way there."""
    stage = stages["ours"]
    others = [each for each in stages.values() if each is not stage]

    async def at(rate: float) -> list[Stretch]:
        return [
            await stage.run([burst], rate, asked.seconds, others) for _ in range(asked.rounds)
        ]

    offered = min(_BUSY / cost, _MOST)
    fast = await at(offered)
    rate = sum(each.delivered for each in fast) / sum(each.cpu for each in fast)
    half = await at(min(rate / 2, _EVENLY))
    latencies = sorted(each for one in half for each in one.latencies)
    return {
        "pps_per_core": round(rate),
        "delivered": _share(fast),
        "offered_pps": round(offered),
        "half_pps": round(min(rate / 2, _EVENLY)),
        "delivered_pps": round(median(each.delivered / each.seconds for each in fast)),
        "latency_p50_ms": round(latencies[len(latencies) // 2] * 1e3, 3),
        "latency_p99_ms": round(latencies[int(len(latencies) * 0.99)] * 1e3, 3),
        "decrypted": sum(each.decrypted for each in (*fast, *half)),
        "load_average": round(os.getloadavg()[0], 2),
    }


def _share(stretches: Sequence[Stretch]) -> float:
    """Delivered of offered."""
    offered = sum(each.offered for each in stretches)
    return round(sum(each.delivered for each in stretches) / offered, 5)


def _table(result: Mapping[str, object]) -> str:
    lines = [f"{name}: {value}" for name, value in result.items() if name != "by_case"]
    cases = result["by_case"]
    assert isinstance(cases, dict)
    for name, case in cases.items():
        lines.append(name)
        lines += [f"    {key}: {value}" for key, value in case.items()]
    return "\n".join(lines)


if __name__ == "__main__":
    main(sys.argv[1:])
