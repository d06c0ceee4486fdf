"""What the doctor says before a hearing, while one runs, and when something is wrong."""

import asyncio
import json
import socket
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from scheduler.notices.templates import write
from signaling.app.ports import unused
from signaling.app.settings import Settings, load
from signaling.doctor import machine, parts
from signaling.doctor.examine import examine
from signaling.doctor.finding import Finding, Patient, State
from signaling.doctor.mail import mail
from signaling.doctor.templates import templates
from signaling.doctor.workers import workers
from signaling.rehearsal.host import hosted
from tests.livekit import LiveKit
from tests.mail import mail_server

EVERYTHING = (
    "ports",
    "clock",
    "disk",
    "database",
    "relay",
    "workers",
    "hot_path",
    "recorder",
    "supervision",
    "address",
    "turn",
    "mail",
    "templates",
    "certificate",
)


def states(findings: list[Finding]) -> dict[str, State]:
    """By check."""
    return {each.check: each.state for each in findings}


def patient(data_dir: Path, **changes: str | bool) -> Patient:
    """An installation that does not run."""
    settings: Settings = replace(load(data_dir, unused(5), {}), **changes)  # type: ignore[arg-type]
    return Patient(settings, running=False, fresh=False)


async def test_before_the_first_start_nothing_fails_and_nothing_is_made(tmp_path: Path) -> None:
    """Looking leaves no trace."""
    findings = await examine(tmp_path / "data", unused(5))
    assert tuple(each.check for each in findings) == EVERYTHING
    assert State.FAIL not in states(findings).values()
    assert not any(tmp_path.iterdir())  # noqa: ASYNC240 - nobody waits for this loop


async def test_the_mail_server_is_asked_and_handed_nothing(tmp_path: Path) -> None:
    """Whether it takes mail from us is known before the first summons."""
    async with mail_server() as server:
        here = {"PHIENTOA_SMTP_URL": server.url, "PHIENTOA_MAIL_FROM": "court@court.example"}
        asked = Patient(load(tmp_path, unused(5), here), running=False, fresh=False)
        found = await mail(asked)
        assert found.state is State.OK
        assert "court@court.example" in found.vi
        assert server.raw == []
    assert (await mail(asked)).state is State.FAIL


async def test_a_template_that_cannot_be_filled_in_is_named(tmp_path: Path) -> None:
    """Before the first paper is to be made of it; those of other courts are tried too."""
    asked = patient(tmp_path)
    assert (await templates(asked)).state is State.OK
    own = asked.settings.templates_dir
    write(own)
    assert (await templates(asked)).state is State.OK
    torn, unknown = own / "crt_1" / "notice.vi.docx", own / "sumons.vi.docx"
    torn.parent.mkdir()
    torn.write_bytes(b"no document")
    unknown.write_bytes((own / "summons.vi.docx").read_bytes())
    (own / "~$mmons.vi.docx").write_bytes(b"open in Word")
    found = await templates(asked)
    assert found.state is State.WARN
    assert "crt_1/notice.vi.docx, sumons.vi.docx." in found.en


async def test_a_port_that_another_program_uses_is_named(tmp_path: Path) -> None:
    """With what to do."""
    port = unused(5)
    with socket.socket(type=socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.1", port + 1))
        found = next(each for each in await examine(tmp_path, port) if each.check == "ports")
    assert found.state is State.FAIL
    assert f"UDP {port + 1}" in found.en
    assert "--port" in found.vi


@pytest.mark.slow
async def test_a_running_installation_is_found_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Database, relay with its workers and recorder answer; the address is of this machine."""
    monkeypatch.setenv("PHIENTOA_RELAY_WORKERS", "2")
    async with hosted(tmp_path) as at:
        port = int(at.url.rpartition(":")[2])
        findings = await examine(tmp_path, port)
    found = states(findings)
    told = next(each.en for each in findings if each.check == "workers")
    ports = f"UDP {port + 1}, UDP {port + 2}, TCP {port + 4}, TCP {port + 5}"
    assert told == f"2 of 2 media workers are running ({ports})."
    del found["clock"]  # the test's machine may follow no time server
    assert found.pop("mail") is State.WARN  # none is set up
    assert set(found.values()) == {State.OK}


@pytest.mark.parametrize(
    ("url", "state"),
    [
        ("http://127.0.0.1:8080", State.OK),
        ("http://localhost:8080", State.OK),
        ("http://[::1]:8080", State.OK),
        ("http://192.0.2.7:8080", State.WARN),
        ("http://hearings.example", State.WARN),
        ("https://hearings.example", State.WARN),
    ],
)
async def test_people_elsewhere_need_an_https_address(
    tmp_path: Path, url: str, state: State
) -> None:
    """Browsers give camera and microphone to https and to this machine itself only."""
    assert (await parts.address(patient(tmp_path, public_url=url))).state is state


async def test_a_database_that_does_not_answer_fails(tmp_path: Path) -> None:
    """And its password is not repeated."""
    url = f"postgresql+asyncpg://court:secret@127.0.0.1:{unused()}/none"
    found = await parts.database(patient(tmp_path, database_url=url))
    assert found.state is State.FAIL
    assert "secret" not in found.en + found.vi


async def test_a_livekit_server_that_is_not_there_fails(tmp_path: Path) -> None:
    """As it would at the first hearing."""
    nobody = patient(tmp_path, embedded=False, livekit_url=f"ws://127.0.0.1:{unused()}")
    assert (await parts.relay(nobody)).state is State.FAIL


@pytest.mark.livekit
@pytest.mark.parametrize(("secret", "state"), [("", State.OK), ("wrong" * 8, State.FAIL)])
async def test_a_livekit_server_must_take_our_key(
    tmp_path: Path, livekit: LiveKit, secret: str, state: State
) -> None:
    """A wrong secret shows before the hearing, not in it."""
    ours = patient(
        tmp_path,
        embedded=False,
        livekit_url=livekit.url,
        livekit_api_key=livekit.api_key,
        livekit_api_secret=secret or livekit.api_secret,
    )
    assert (await parts.relay(ours)).state is state


@pytest.mark.parametrize(
    ("free_gb", "state"),
    [(1.9, State.FAIL), (2.1, State.WARN), (19.9, State.WARN), (20.1, State.OK)],
)
async def test_the_disk_must_have_room_for_the_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free_gb: float, state: State
) -> None:
    """At 2 GB no hearing is safe, at 20 GB a day's are."""

    class Usage:
        free = free_gb * machine.GIGABYTE

    monkeypatch.setattr("shutil.disk_usage", lambda _folder: Usage)
    monkeypatch.setattr(machine, "sync_time", lambda _folder: 0.001)
    assert (await machine.disk(patient(tmp_path))).state is state


async def test_a_slow_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A block a second must be durable within it."""
    monkeypatch.setattr(machine, "sync_time", lambda _folder: 0.5)
    found = await machine.disk(patient(tmp_path))
    assert found.state is State.WARN
    assert "500 ms" in found.en


@pytest.mark.parametrize(
    ("synchronised", "state"), [(True, State.OK), (False, State.WARN), (None, State.WARN)]
)
async def test_a_clock_that_follows_nobody_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    synchronised: bool | None,
    state: State,
) -> None:
    """Evidence says when."""
    monkeypatch.setattr(machine, "kernel_clock_synchronised", lambda: synchronised)
    assert (await machine.clock(patient(tmp_path))).state is state


async def test_the_command_prints_one_json_line(tmp_path: Path) -> None:
    """For those who watch many machines."""
    where = ("--data-dir", str(tmp_path / "data"), "--port", str(unused(5)))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "signaling.cli", "doctor", "--json", *where),
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await process.communicate()
    report = json.loads(out)
    assert report["ok"] is True
    assert tuple(each["check"] for each in report["checks"]) == EVERYTHING
    assert process.returncode == 0


async def test_how_many_processes_carry_media_is_said_before_they_run(tmp_path: Path) -> None:
    """With the ports that a firewall must let through."""
    none = replace(load(tmp_path, 8080, {}), media_tcp_port=None)
    one = await workers(Patient(replace(none, relay_workers=1), running=True, fresh=False))
    assert one.en == "Processes that carry media: 1 (UDP 8081)."
    two = await workers(Patient(replace(none, relay_workers=2), running=False, fresh=False))
    assert two.en == "Processes that carry media: 2 (UDP 8081, UDP 8082)."


async def test_workers_that_are_missing_are_said(tmp_path: Path) -> None:
    """Here nothing answers at all."""
    asked = replace(load(tmp_path, unused(6), {}), relay_workers=2)
    found = await workers(Patient(asked, running=True, fresh=False))
    assert found.state is State.WARN
    assert found.en.startswith("0 of 2 media workers are running")


async def test_a_livekit_server_has_no_workers_of_ours(tmp_path: Path) -> None:
    """Whatever they are set to."""
    asked = replace(load(tmp_path, 8080, {}), relay_workers=2, embedded=False)
    assert (await workers(Patient(asked, running=True, fresh=False))).state is State.OK
