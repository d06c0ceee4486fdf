"""What forwarding one packet to one subscriber costs the relay: CPU, rate, loss.

The relay runs in a process of its own with real peers: DTLS handshakes, SRTP, NACK ring, TWCC,
gates, counters, all on. One publisher sends 1200-byte video packets in bursts over loopback to
10 or 30 subscribers. CPU is the relay process's own user and system time; what the kernel
delivers is counted by the kernel (the sinks' sockets drop behind a filter, which costs the
relay what delivery costs), and one sink decrypts all it gets, so that nothing fast is wrong.
"""

import argparse
import asyncio
import ctypes
import json
import multiprocessing
import os
import socket
import struct
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.relay_process import first, serve
from media import rtp
from tests.media.client import MID, TWCC, Client, receiving, sending

SIZE = 1200  # bytes of RTP
SSRC = 77
CASES = [(1, 10), (4, 10), (1, 30), (4, 30)]  # (burst, subscribers)
SECONDS = 1.5
QUIET = 0.1  # seconds without media: all has come
PACED = 30_000  # packets a second out, for the cost of one packet without a queue
_ATTACH_FILTER = 26  # SO_ATTACH_FILTER, Linux socket(7)


@dataclass
class Case:
    """One line of the result. `cpu_us` and `core_pps` are of the relay's process alone; the
    other rates suffer from whatever else the machine does."""

    burst: int
    subscribers: int
    cpu_us: float  # the relay's CPU µs for each packet delivered, at a calm rate
    cpu_us_busy: float  # the same near one core's limit
    core_pps: int  # packets a second that one core can deliver, by cpu_us_busy
    offered_pps: int
    pps: int  # delivered, at the rate offered
    delivered: float  # share of what was offered
    busy: float  # share of one core meanwhile
    decrypted: int  # packets the honest sink could decrypt


def main(arguments: Sequence[str]) -> None:
    """Runs all cases; a table, or one JSON object with `--json`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    alone = first(relay=False)
    cases = [asyncio.run(measure(*case)) for case in CASES]
    result = {
        "benchmark": "relay_forwarding",
        "packet_bytes": SIZE,
        "cores": os.cpu_count(),
        "before_others": alone,
        "load_average": os.getloadavg()[0],
        "cases": [asdict(case) for case in cases],
    }
    if options.json:
        print(json.dumps(result))
        return
    for case in cases:
        print(
            f"bursts of {case.burst} to {case.subscribers:2}: {case.cpu_us:5.2f} µs a packet, "
            f"{case.cpu_us_busy:5.2f} when busy: {case.core_pps:7} packets/s on a core; "
            f"{case.delivered:.2%} delivered at {case.pps} packets/s, {case.busy:.0%} of a core"
        )


@dataclass
class Stage:
    """A relay in its process, and its clients in this one."""

    control: Connection
    publisher: Client
    sinks: list[Client]
    seq: int = 0

    def ask(self, *question: object) -> object:
        """One command to the relay's process."""
        self.control.send(question)
        return self.control.recv()

    def cpu(self) -> float:
        """Seconds the relay's process has computed."""
        used = self.ask("cpu")
        assert isinstance(used, float)
        return used


async def asking(control: Connection, *question: object) -> object:
    """A command whose answer needs this process's event loop meanwhile."""
    control.send(question)
    return await asyncio.to_thread(control.recv)


@asynccontextmanager
async def staged(subscribers: int) -> AsyncIterator[Stage]:
    """The relay with everybody connected and the first frame seen."""
    context = multiprocessing.get_context("spawn")
    control, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs,), daemon=True)
    process.start()
    try:
        publisher = await join(
            control, 0, sending("0", "video", "cam", f"a=ssrc:{SSRC} cname:x")
        )
        sinks = [
            await join(control, n, receiving("0", "video")) for n in range(1, subscribers + 1)
        ]
        stage = Stage(control, publisher, sinks)
        await begin(stage)
        yield stage
    finally:
        control.send(("stop",))
        process.join(5)
        process.kill()


async def join(control: Connection, number: int, section: str) -> Client:
    """One client, connected."""
    client = await Client.open()
    answer = await asking(control, "offer", number, client.offer(section))
    assert isinstance(answer, str)
    client.accept(answer)
    await client.connect()
    return client


async def begin(stage: Stage) -> None:
    """Key frames until every sink shows one; then the kernel counts for all sinks but one."""
    deadline = time.monotonic() + 10
    while not all(sink.packets for sink in stage.sinks):
        stage.publisher.rtp(packet(stage.seq, key=True))
        stage.seq += 1
        await asyncio.sleep(0.05)
        assert time.monotonic() < deadline, "no sink shows anything"
    for sink in stage.sinks[1:]:
        drop_all(sink.socket)
    for sink in stage.sinks:
        sink.rest()


def packet(seq: int, *, key: bool = False) -> bytes:
    """One packet of video with the extensions Chromium sends."""
    block = rtp.extension_block([(TWCC, struct.pack("!H", seq & 0xFFFF)), (MID, b"0")])
    frame = b"\x90\x80" + (0x8000 | seq & 0x7FFF).to_bytes(2) + bytes([not key])
    payload = frame + bytes(SIZE - 12 - len(block) - len(frame))
    return rtp.build(
        96, seq & 0xFFFF, seq * 3000 & 0xFFFFFFFF, SSRC, payload, marker=True, extension=block
    )


def drop_all(sock: socket.socket) -> None:
    """A filter that keeps nothing: the kernel counts each packet as a drop of this socket."""
    program = ctypes.create_string_buffer(struct.pack("HBBI", 0x6, 0, 0, 0))
    attach = struct.pack("HL", 1, ctypes.addressof(program))
    sock.setsockopt(socket.SOL_SOCKET, _ATTACH_FILTER, attach)


def dropped(sinks: Sequence[Client]) -> int:
    """What the kernel has delivered to filtered sockets so far."""
    ports = {sink.socket.getsockname()[1] for sink in sinks}
    lines = Path("/proc/net/udp").read_text().splitlines()[1:]
    rows = [line.split() for line in lines]
    return sum(int(row[-1]) for row in rows if int(row[1].rpartition(":")[2], 16) in ports)


@dataclass
class Run:
    """One stretch of sending at a rate."""

    sent: int
    delivered: int
    decrypted: int
    cpu: float
    seconds: float


async def run(stage: Stage, burst: int, pps: float, seconds: float) -> Run:
    """Sends bursts so that `pps` packets a second leave the relay."""
    count = int(pps * seconds / len(stage.sinks) / burst)
    protected = [
        [stage.publisher.protect(packet(stage.seq + n * burst + i)) for i in range(burst)]
        for n in range(count)
    ]
    stage.seq += count * burst
    await asyncio.sleep(0.3)
    before, cpu = dropped(stage.sinks[1:]), stage.cpu()
    start = time.perf_counter()
    got = pace(stage, protected, burst * len(stage.sinks) / pps)
    got += drain(stage)
    took = time.perf_counter() - start - QUIET
    cpu = stage.cpu() - cpu
    decrypted = sum(stage.sinks[0].decrypts(data) for data in got)
    delivered = dropped(stage.sinks[1:]) - before + decrypted
    return Run(count * burst, delivered, decrypted, cpu, took)


def pace(stage: Stage, bursts: Sequence[list[bytes]], every: float) -> list[bytes]:
    """Sends a burst `every` so many seconds; what the honest sink gets meanwhile."""
    got: list[bytes] = []
    honest = stage.sinks[0].socket
    due = time.perf_counter()
    for burst in bursts:
        wait = due - time.perf_counter()
        if wait > 0:
            got += received(honest)
            time.sleep(max(0.0, due - time.perf_counter()))
        stage.publisher.burst(burst)
        due += every
    return got


def drain(stage: Stage) -> list[bytes]:
    """What the honest sink gets until only the relay's checks for signs of life still come."""
    got: list[bytes] = []
    seen = dropped(stage.sinks[1:])
    while True:
        time.sleep(QUIET)
        got += received(stage.sinks[0].socket)
        now = dropped(stage.sinks[1:])
        if now - seen <= 4 * len(stage.sinks):
            return got
        seen = now


def received(sock: socket.socket) -> list[bytes]:
    """All that waits in a socket."""
    found: list[bytes] = []
    while True:
        try:
            found.append(sock.recv(2048))
        except BlockingIOError:
            return found


async def measure(burst: int, subscribers: int) -> Case:
    """The cost of a packet at a calm rate, then as fast as that cost allows."""
    async with staged(subscribers) as stage:
        await run(stage, burst, PACED, 0.5)
        calm = await run(stage, burst, PACED, SECONDS)
        cost = calm.cpu / calm.delivered
        fast = await run(stage, burst, 0.9 / cost, SECONDS)
    busy_cost = fast.cpu / fast.delivered
    return Case(
        burst=burst,
        subscribers=subscribers,
        cpu_us=round(cost * 1e6, 2),
        cpu_us_busy=round(busy_cost * 1e6, 2),
        core_pps=round(1 / busy_cost),
        offered_pps=round(0.9 / cost),
        pps=round(fast.delivered / fast.seconds),
        delivered=round(min(1.0, fast.delivered / (fast.sent * subscribers)), 5),
        busy=round(fast.cpu / fast.seconds, 3),
        decrypted=calm.decrypted + fast.decrypted,
    )


if __name__ == "__main__":
    main(sys.argv[1:])
