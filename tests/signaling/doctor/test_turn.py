"""Rulings on what the doctor says of TURN servers, with a real coturn."""

from dataclasses import replace
from pathlib import Path

import pytest

from signaling.app.settings import load
from signaling.doctor.finding import Finding, Patient, State
from signaling.doctor.turn import FIXED, FORBIDDEN, Seen, judged, turn
from signaling.doctor.turn_session import Server, server
from tests.coturn import coturn
from tests.nginx import DEPLOY

SECRET = "shared with the turn server"


async def found(folder: Path, url: str, secret: str = SECRET) -> Finding:
    """What is said of it, the relay being on this machine."""
    here = {"PHIENTOA_TURN_URLS": url, "PHIENTOA_TURN_SECRET": secret}
    settings = load(folder / "data", 8080, here)
    return await turn(Patient(settings, running=False, fresh=False))


def shipped() -> list[str]:
    """Whom deploy/'s coturn lets clients reach, where the relay has 127.0.0.1."""
    text = (DEPLOY / "coturn/turnserver.conf").read_text().replace("203.0.113.10", "127.0.0.1")
    rules = ("allowed-peer-ip", "denied-peer-ip", "no-multicast-peers")
    lines = [line for line in text.splitlines() if line.startswith(rules)]
    return ["--allow-loopback-peers", *(f"--{line}" for line in lines)]


@pytest.mark.parametrize("transport", ["tcp", "udp"])
async def test_what_is_shipped_lets_clients_reach_the_relay_and_nobody_else(
    tmp_path: Path, transport: str
) -> None:
    """Also a coturn that is older than its fixes: every IPv6 address is denied as such."""
    with coturn(tmp_path, SECRET, shipped()) as (port, _):
        said = await found(tmp_path, f"turn:127.0.0.1:{port}?transport={transport}")
    assert said.state is State.OK or "Upgrade to coturn" in said.en


async def test_a_server_that_lets_clients_reach_others_is_found_out(tmp_path: Path) -> None:
    with coturn(tmp_path, SECRET, ("--allow-loopback-peers",)) as (port, _):
        said = await found(tmp_path, f"turn:127.0.0.1:{port}?transport=tcp")
    assert said.state is State.WARN
    assert "10.255.255.1" in said.en


async def test_a_relay_that_clients_cannot_reach_is_named(tmp_path: Path) -> None:
    nobody = ("--denied-peer-ip=0.0.0.0-255.255.255.255",)
    with coturn(tmp_path, SECRET, nobody) as (port, _):
        said = await found(tmp_path, f"turn:127.0.0.1:{port}?transport=tcp")
    assert said.state is State.FAIL
    assert "allowed-peer-ip" in said.vi


async def test_another_secret_is_said_to_be_the_matter(tmp_path: Path) -> None:
    with coturn(tmp_path, SECRET) as (port, _):
        said = await found(tmp_path, f"turn:127.0.0.1:{port}?transport=tcp", "another")
    assert said.state is State.FAIL
    assert "PHIENTOA_TURN_SECRET" in said.en


async def test_nobody_there_is_said(tmp_path: Path) -> None:
    said = await found(tmp_path, "turns:127.0.0.1:1?transport=tcp")
    assert said.state is State.FAIL
    assert "PHIENTOA_TURN_URLS" in said.vi


async def test_without_a_turn_server_it_says_who_cannot_join(tmp_path: Path) -> None:
    plain = load(tmp_path, 8080, {})
    said = await turn(Patient(plain, running=False, fresh=False))
    assert said.state is State.OK
    assert "TCP 8084" in said.en
    other = replace(plain, embedded=False)
    assert "LiveKit" in (await turn(Patient(other, running=False, fresh=False))).en


@pytest.mark.parametrize(
    ("software", "state"),
    [
        ("Coturn-4.5.1 'dan Eider'", State.WARN),
        ("Coturn-4.6.1 'Gorst'", State.WARN),
        ("Coturn-4.9.9", State.WARN),
        (f"Coturn-{'.'.join(map(str, FIXED))} 'Gorst'", State.OK),
        ("Coturn-5.0.0", State.OK),
        ("another server", State.OK),
        ("", State.OK),
    ],
)
def test_versions_with_known_holes_are_to_be_upgraded(software: str, state: State) -> None:
    assert judged("turn:x", Seen(software, (), ())).state is state


def test_every_kind_of_address_is_tried() -> None:
    assert {"127.0.0.1", "::1", "::ffff:127.0.0.1", "169.254.169.254"} <= set(FORBIDDEN)


@pytest.mark.parametrize(
    ("url", "where"),
    [
        ("turn:turn.example", Server("turn.example", 3478, "udp", False)),
        ("turn:turn.example?transport=tcp", Server("turn.example", 3478, "tcp", False)),
        ("turns:turn.example", Server("turn.example", 5349, "tcp", True)),
        ("turns:turn.example:443?transport=tcp", Server("turn.example", 443, "tcp", True)),
        ("turn:[2001:db8::1]:9", Server("2001:db8::1", 9, "udp", False)),
    ],
)
def test_addresses_of_turn_servers_are_read(url: str, where: Server) -> None:
    assert server(url) == where


@pytest.mark.parametrize("url", ["stun:x", "turn:", "turn:x:y", "turn:x?transport=tls"])
def test_what_is_no_such_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        server(url)
