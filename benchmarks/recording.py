"""What recording costs: the journal's CPU, how long a second takes to be durable, the check.

Devices send 720p VP8 and Opus as their packets would arrive; the clock is simulated, the disk
is not. Prints one JSON object. CPU counts every thread: framing, hashing, signing, fdatasync.
"""

import argparse
import json
import os
import random
import struct
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

if sys.path[0] == str(Path(__file__).parent):
    sys.path.pop(0)  # run as a file, this one would be taken for the package `recording`

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hearing import chain
from recording import certificate, keys
from recording.export import export
from recording.journal import Instant, Journal, LedgerHead, continuation, part_directory
from recording.verify import verify

HEARING = "hrg_benchmark"
VIDEO_PACKETS, VIDEO_BYTES = 160, 1180  # a second of 720p at 1.5 Mbit/s
AUDIO_PACKETS, AUDIO_BYTES = 50, 110
SECOND = 1_000_000


@dataclass(frozen=True)
class Written:
    """What writing took. cpu: seconds of all threads; caller: of the calling thread alone."""

    packets: int
    octets: int
    cpu: float
    caller: float
    seals: list[float]


class Ledger:
    """The rows that make a whole hearing."""

    def __init__(self) -> None:
        self.bodies: list[str] = []
        self.head = LedgerHead(0, chain.GENESIS)

    def move(self, was: str, to: str, wall: int) -> LedgerHead:
        """The hearing goes from state `was` to `to`."""
        at = datetime.fromtimestamp(wall / SECOND, UTC)
        body = chain.canonical(
            {
                "v": 1,
                "hearing": HEARING,
                "seq": self.head.seq + 1,
                "at": certificate.moment_text(at),
                "by": {},
                "command": to,
                "prev": self.head.hash.hex(),
                "event": {"type": "status_changed", "was": was, "to": to},
            }
        )
        self.bodies.append(body)
        self.head = LedgerHead(self.head.seq + 1, chain.link(body))
        return self.head


def second_of(track: int, number: int, kind: str) -> Iterator[bytes]:
    """One track's packets of one second; content that does not compress."""
    count, size = (
        (VIDEO_PACKETS, VIDEO_BYTES) if kind == "video" else (AUDIO_PACKETS, AUDIO_BYTES)
    )
    content = random.Random(track).randbytes(size)
    for at in range(count):
        sequence = (number * count + at) & 0xFFFF
        yield struct.pack("!HHII", 0x8060, sequence, number, track) + content


def begin(place: Path, ledger: Ledger, now: Instant) -> Journal:
    """A part in `place`, certified by a root of its own."""
    ahead = continuation(place / "recordings" / HEARING)
    key = Ed25519PrivateKey.generate()
    paper = keys.certify_recorder(
        place / "keys",
        hearing=HEARING,
        part=ahead.part,
        public_key=key.public_key().public_bytes_raw(),
        now=datetime.fromtimestamp(now.wall / SECOND, UTC),
    )
    return Journal.open(
        part_directory(place / "recordings" / HEARING, ahead.part),
        hearing=HEARING,
        continuation=ahead,
        key=key,
        certificate=certificate.to_bytes(paper),
        recorder="benchmark",
        now=now,
        ledger=ledger.head,
    )


def write(place: Path, ledger: Ledger, devices: int, seconds: int) -> Written:
    """`seconds` of `devices` written as fast as the machine goes, each sealed in turn."""
    start = Instant(time.monotonic_ns() // 1000, time.time_ns() // 1000)
    ledger.move("open", "in_session", start.wall)
    journal = begin(place, ledger, start)
    kinds = ("audio", "video")
    tracks = {
        2 * device + at + 1: kind for device in range(devices) for at, kind in enumerate(kinds)
    }
    for track, kind in tracks.items():
        journal.event({"e": "track", "track": track, "device": f"dev_{track}", "kind": kind})
    packets = octets = 0
    caller, seals = 0.0, []
    cpu = 0.0
    for number in range(seconds):
        heard = [
            (track, packet)
            for track, kind in tracks.items()
            for packet in second_of(track, number, kind)
        ]
        now = Instant(start.mono + (number + 1) * SECOND, start.wall + (number + 1) * SECOND)
        cpu_before, before = time.process_time(), time.perf_counter()
        for track, packet in heard:
            journal.rtp(track, now.mono - 1, packet)
        sealing = time.perf_counter()
        future = journal.seal(now)
        caller += time.perf_counter() - before
        future.result()
        seals.append(time.perf_counter() - sealing)
        cpu += time.process_time() - cpu_before
        packets += len(heard)
        octets += sum(len(packet) for _, packet in heard)
    end = Instant(start.mono + (seconds + 1) * SECOND, start.wall + (seconds + 1) * SECOND)
    row = ledger.move("in_session", "closed", end.wall)
    journal.close(end, reason="closed", by="", ledger=row).result()
    return Written(packets, octets, cpu, caller, seals)


def measure(place: Path, devices: int, seconds: int) -> dict[str, object]:
    """All figures."""
    ledger = Ledger()
    written = write(place, ledger, devices, seconds)
    before = time.perf_counter()
    made = export(
        HEARING,
        place / "bundle",
        recordings_dir=place / "recordings",
        keys_dir=place / "keys",
        ledger_bodies=ledger.bodies,
        now=datetime.now(UTC),
    )
    exported = time.perf_counter() - before
    cpu_before, before = time.process_time(), time.perf_counter()
    report = verify(made.bundle, made.trust)
    verified, cpu = time.perf_counter() - before, time.process_time() - cpu_before
    megabytes = sum(f.stat().st_size for f in made.bundle.rglob("*") if f.is_file()) / 1e6
    ordered = sorted(written.seals)
    device_seconds = devices * seconds
    return {
        "devices": devices,
        "seconds": seconds,
        "packets": written.packets,
        "megabytes": round(megabytes, 1),
        "overhead_percent": round(100 * (megabytes * 1e6 / written.octets - 1), 2),
        "cpu_us_per_packet": round(1e6 * written.cpu / written.packets, 2),
        "caller_us_per_packet": round(1e6 * written.caller / written.packets, 2),
        "cpu_ms_per_device_second": round(1e3 * written.cpu / device_seconds, 3),
        "core_percent_per_device": round(100 * written.cpu / device_seconds, 3),
        "seal_ms": {
            "p50": round(1e3 * median(ordered), 2),
            "p99": round(1e3 * ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))], 2),
            "max": round(1e3 * ordered[-1], 2),
        },
        "export_mb_per_s": round(megabytes / exported, 1),
        "verify_mb_per_s": round(megabytes / verified, 1),
        "verify_mb_per_cpu_s": round(megabytes / cpu, 1),
        "verify_exit": report.exit,
        "cpus": os.cpu_count(),
    }


def main() -> None:
    """Measure in a scratch directory; at most a minute."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--devices", type=int, default=6)
    options.add_argument("--seconds", type=int, default=120)
    options.add_argument("--to", type=Path, help="on which disk (a directory)")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(dir=given.to) as place:
        figures = measure(Path(place), given.devices, given.seconds)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
