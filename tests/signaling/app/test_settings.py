"""Rulings on settings: where people are sent, where an installation's own parts meet."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from signaling.app.authority import ensure
from signaling.app.settings import load, usable_cores


def test_without_tls_everything_is_on_this_machine(tmp_path: Path) -> None:
    found = load(tmp_path, 8080, {})
    assert (found.host, found.public_url) == ("127.0.0.1", "http://127.0.0.1:8080")
    assert found.livekit_public_url == found.livekit_url == "ws://127.0.0.1:8081"
    assert found.inside.url == found.public_url
    assert found.trusted_proxies == ()


def test_with_a_certificate_people_come_by_its_name_and_parts_meet_inside(
    tmp_path: Path,
) -> None:
    own = ensure(tmp_path / "ca", ("court.lan",), datetime.now(UTC))
    files = {"PHIENTOA_CERT": str(own.leaf), "PHIENTOA_KEY": str(own.leaf_key)}
    found = load(tmp_path, 8080, files)
    assert found.host == "0.0.0.0"
    assert found.public_url == "https://court.lan:8080"
    assert found.livekit_public_url == "wss://court.lan:8081"
    assert found.inside.url == "http://127.0.0.1:8082"
    assert found.livekit_url == "ws://127.0.0.1:8083"
    assert found.webhook_url == "http://127.0.0.1:8082/internal/webhooks/livekit"


def test_what_is_set_counts(tmp_path: Path) -> None:
    asked = {
        "PHIENTOA_LOCAL_AUTHORITY": "on",
        "PHIENTOA_NAMES": "hearing.lan, 192.0.2.9",
        "PHIENTOA_PUBLIC_URL": "https://court.lan",
        "LIVEKIT_PUBLIC_URL": "wss://court.lan",
        "PHIENTOA_HOST": "127.0.0.1",
        "PHIENTOA_TRUSTED_PROXIES": "192.0.2.1, 10.0.0.0/8",
    }
    found = load(tmp_path, 8080, asked)
    assert found.host == "127.0.0.1"
    assert (found.public_url, found.livekit_public_url) == (
        "https://court.lan",
        "wss://court.lan",
    )
    assert found.identity is not None
    assert found.identity.names[:3] == ("court.lan", "hearing.lan", "192.0.2.9")
    assert found.trusted_proxies == ("192.0.2.1", "10.0.0.0/8")


def test_media_by_tcp_has_a_port_of_its_own_behind_the_inner_ones(tmp_path: Path) -> None:
    assert load(tmp_path, 8080, {}).media_tcp_port == 8084
    assert load(tmp_path, 8081, {"PHIENTOA_RELAY_PORT": "8081"}).media_tcp_port == 8084
    assert load(tmp_path, 8080, {"PHIENTOA_MEDIA_TCP_PORT": "7881"}).media_tcp_port == 7881
    assert load(tmp_path, 8080, {"PHIENTOA_MEDIA_TCP_PORT": "off"}).media_tcp_port is None
    with pytest.raises(ValueError, match="seven"):
        load(tmp_path, 8080, {"PHIENTOA_MEDIA_TCP_PORT": "seven"})


def test_a_turn_server_is_named_with_the_secret_shared_with_it(tmp_path: Path) -> None:
    urls = "turn:turn.example?transport=tcp, turns:turn.example"
    found = load(tmp_path, 8080, {"PHIENTOA_TURN_URLS": urls, "PHIENTOA_TURN_SECRET": "s"})
    assert found.turn is not None
    assert found.turn.urls == ("turn:turn.example?transport=tcp", "turns:turn.example")
    assert load(tmp_path, 8080, {}).turn is None


@pytest.mark.parametrize(
    "asked",
    [
        {"PHIENTOA_TURN_URLS": "turn:turn.example"},
        {"PHIENTOA_TURN_SECRET": "s"},
        {"PHIENTOA_TURN_URLS": "https://turn.example", "PHIENTOA_TURN_SECRET": "s"},
    ],
)
def test_half_a_turn_server_is_refused(tmp_path: Path, asked: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="PHIENTOA_TURN"):
        load(tmp_path, 8080, asked)


@pytest.mark.parametrize("bad", ["9464", "127.0.0.1:", "127.0.0.1:x", "h:0", "h:70000"])
def test_where_metrics_are_read_is_a_host_and_a_port(tmp_path: Path, bad: str) -> None:
    assert load(tmp_path, 8443, {}).metrics is None
    named = load(tmp_path, 8443, {"PHIENTOA_METRICS": "[::1]:9464"})
    assert named.metrics == ("::1", 9464)
    with pytest.raises(ValueError, match="HOST:PORT"):
        load(tmp_path, 8443, {"PHIENTOA_METRICS": bad})


def test_the_relay_has_a_worker_for_each_two_cores_unless_told(tmp_path: Path) -> None:
    asked = load(tmp_path, 8080, {"PHIENTOA_RELAY_WORKERS": "3"})
    assert (asked.relay_workers, asked.media_ports) == (3, range(8081, 8084))
    unasked = load(tmp_path, 8080, {})
    assert unasked.relay_workers == max(1, min(usable_cores() // 2, 4))


@pytest.mark.parametrize("asked", ["0", "17", "two", "-1", "1.5", "²"])
def test_a_number_of_workers_that_is_none_is_refused(tmp_path: Path, asked: str) -> None:
    with pytest.raises(ValueError, match="PHIENTOA_RELAY_WORKERS"):
        load(tmp_path, 8080, {"PHIENTOA_RELAY_WORKERS": asked})


def test_workers_have_ports_that_there_are(tmp_path: Path) -> None:
    told = {"PHIENTOA_RELAY_PORT": "65533", "PHIENTOA_RELAY_WORKERS": "4"}
    with pytest.raises(ValueError, match="from 1 to 3"):
        load(tmp_path, 8080, told)
