"""A whole hearing, as `phientoa rehearse` holds and judges it: the product's own promise."""

import asyncio
import json
import os
import random
import signal
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import pytest

from signaling.app.settings import load
from signaling.rehearsal.host import hosted
from tests import engines
from tests.engines import Beside
from tests.processes import alive, descendants
from tests.waiting import until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.usefixtures("on_the_engine"),
]

ROLES = ("presiding_judge", "clerk", "prosecutor", "accused", "defence_counsel", "witness")


class Rehearsing:
    """A running `phientoa rehearse --json`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(
        cls, to: Path, *options: str, environ: Mapping[str, str] | None = None
    ) -> Self:
        """Start it with these options."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "signaling.cli", "rehearse", "--json", "--to", str(to)),
            *options,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env={**os.environ, **(environ or {})},
        )
        return cls(process)

    async def has_said(self, words: str) -> None:
        """Return once its progress says `words`."""
        assert self._process.stderr is not None
        while words not in (line := (await self._process.stderr.readline()).decode()):
            assert line, f"it ended without saying {words!r}"

    async def end(self, number: signal.Signals) -> set[int]:
        """Send it a signal; its processes as they were before."""
        below = descendants(self._process.pid)
        self._process.send_signal(number)
        await self._process.communicate()
        return below

    async def outcome(self) -> tuple[int | None, dict[str, Any]]:
        """(exit code, the JSON on the one line of stdout)."""
        out, errors = await self._process.communicate()
        lines = out.decode().splitlines()
        assert len(lines) == 1, (out, errors)
        return self._process.returncode, json.loads(lines[0])


def must_hold(outcome: dict[str, Any], roles: tuple[str, ...], seconds: float) -> None:
    """Everything that the command reports, looked at again."""
    assert outcome["ok"] is True, outcome["failed"]
    everybody = {one: {other: True for other in roles if other != one} for one in roles}
    assert outcome["sees"] == everybody
    assert outcome["hears"] == everybody
    assert len(outcome["joined_ms"]) == len(roles)
    assert list(outcome["recorded"]) == list(roles)
    for held in outcome["recorded"].values():
        assert held["tone_found"] is held["colour_found"] is True
        assert seconds / 2 <= held["audio_s"] <= 2 * seconds  # no recess in it, nothing twice
        assert seconds / 2 <= held["video_s"] <= 2 * seconds
    gaps = [gap["reason"] for gap in outcome["gaps"]]
    assert [one for one in gaps if one != "stall"] == ["recess"]
    assert outcome["verified"] is True
    for path in (Path(outcome["bundle"]), Path(outcome["trust"])):
        assert path.is_absolute()
        assert path.exists()


async def test_six_people_hold_a_hearing(tmp_path: Path) -> None:
    """Seen, heard, recorded and verified, with nothing set up beforehand."""
    rehearsing = await Rehearsing.start(tmp_path, "--parties", "6", "--seconds", "10")
    code, outcome = await rehearsing.outcome()
    must_hold(outcome, ROLES, 10)
    assert code == 0


@pytest.mark.livekit
@pytest.mark.usefixtures("livekit_binary")
async def test_six_people_hold_a_hearing_through_a_livekit_cluster(tmp_path: Path) -> None:
    """The same, by settings alone."""
    six = ("--parties", "6", "--seconds", "10")
    with engines.using(engines.LIVEKIT), engines.beside(tmp_path / "engine") as engine:
        rehearsing = await Rehearsing.start(tmp_path, *six, environ=engine.env)
        code, outcome = await rehearsing.outcome()
    must_hold(outcome, ROLES, 10)
    assert code == 0


def attack(port: int) -> None:
    """10,000 random packets and a hundred spoofed DTLS ClientHellos at the media port."""
    chance = random.Random(2)
    # A DTLS 1.2 record with the head of a ClientHello, from an address nobody validated.
    hello = bytes.fromhex("16fefd0000000000000000002c010000200000000000000020fefd") + bytes(32)
    with socket.socket(type=socket.SOCK_DGRAM) as nobody:
        for number in range(10_000):
            nobody.sendto(chance.randbytes(chance.randrange(1, 1400)), ("127.0.0.1", port))
            if number % 100 == 0:
                nobody.sendto(hello, ("127.0.0.1", port))


async def test_a_running_installation_is_rehearsed_on_twice_and_under_attack(
    tmp_path: Path, on_the_engine: Beside
) -> None:
    """Two rehearsals at once do not meet; strangers' packets change nothing."""
    short = ("--parties", "2", "--seconds", "6")
    async with hosted(tmp_path / "data") as at:
        there = ("--url", at.url, "--token", at.token)
        both = [await Rehearsing.start(tmp_path / n, *short, *there) for n in ("one", "two")]
        await both[0].has_said("In session")
        own = load(tmp_path / "data", urlsplit(at.url).port or 0).relay_port
        for port in on_the_engine.media_ports or (own,):
            await asyncio.to_thread(attack, port)
        for rehearsing in both:
            code, outcome = await rehearsing.outcome()
            must_hold(outcome, ROLES[:2], 6)
            assert code == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
async def test_a_rehearsal_that_is_stopped_leaves_no_process(
    tmp_path: Path, number: signal.Signals
) -> None:
    """Asked or killed: neither parties nor its own installation outlive it."""
    rehearsing = await Rehearsing.start(tmp_path, "--parties", "2", "--seconds", "60")
    await rehearsing.has_said("is in the courtroom")
    below = await rehearsing.end(number)
    parts = 3 if engines.chosen() == engines.EMBEDDED else 2
    assert len(below) >= 3 + parts  # two parties, the supervisor and its parts
    await until(lambda: not any(alive(pid) for pid in below))


async def test_a_rehearsal_that_cannot_be_held_says_why_and_fails(tmp_path: Path) -> None:
    """The JSON comes all the same."""
    nowhere = ("--url", "http://127.0.0.1:1", "--token", "x")
    code, outcome = await (await Rehearsing.start(tmp_path, *nowhere)).outcome()
    assert code == 1
    assert outcome["ok"] is False
    assert "does not answer" in outcome["failed"][0]["en"]
    assert outcome["bundle"] is outcome["trust"] is None


@pytest.mark.parametrize("options", [("--parties", "26"), ("--seconds", "1"), ("--url", "x")])
async def test_an_impossible_rehearsal_is_refused_at_once(options: tuple[str, ...]) -> None:
    """As wrong usage."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "signaling.cli", "rehearse", *options),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, errors = await process.communicate()
    assert process.returncode == 2
    assert not out
    assert b"Traceback" not in errors
