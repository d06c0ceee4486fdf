"""What the doctor says of the certificate that people's browsers are shown."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from signaling.app.authority import ensure
from signaling.app.settings import load
from signaling.app.tls import Holder
from signaling.doctor.certificate import certificate, judged
from signaling.doctor.finding import Patient, State

NOW = datetime(2026, 3, 2, tzinfo=UTC)
COURT = ("court.example", "*.courts.example", "192.0.2.7")


@pytest.mark.parametrize(
    ("host", "left", "state"),
    [
        ("court.example", timedelta(days=60), State.OK),
        ("hanoi.courts.example", timedelta(days=60), State.OK),
        ("192.0.2.7", timedelta(days=60), State.OK),
        ("court.example", timedelta(days=13), State.WARN),
        ("court.example", timedelta(), State.FAIL),
        ("other.example", timedelta(days=60), State.FAIL),
        ("a.hanoi.courts.example", timedelta(days=60), State.FAIL),
    ],
)
def test_a_certificate_is_good_for_its_names_and_its_time(
    host: str, left: timedelta, state: State
) -> None:
    found = judged(Holder(COURT, NOW + left), host, NOW)
    assert found.state is state
    told = f"{NOW + left:%d/%m/%Y}" if host in COURT else host
    assert (told in found.vi) or state is State.OK


async def test_that_of_our_own_doors_is_read(tmp_path: Path) -> None:
    own = ensure(tmp_path / "ca", ("court.example",), datetime.now(UTC))
    files = {"PHIENTOA_CERT": str(own.leaf), "PHIENTOA_KEY": str(own.leaf_key)}
    settings = load(tmp_path / "data", 8080, files)
    assert (await certificate(Patient(settings, False, False))).state is State.OK
    own.leaf_key.write_text("broken")
    found = await certificate(Patient(settings, False, False))
    assert found.state is State.FAIL
    assert str(own.leaf_key) in found.en


async def test_a_proxy_that_does_not_answer_is_told(tmp_path: Path) -> None:
    settings = load(tmp_path, 8080, {"PHIENTOA_PUBLIC_URL": "https://127.0.0.1:1"})
    found = await certificate(Patient(settings, True, False))
    assert found.state is State.WARN
    assert "https://127.0.0.1:1" in found.en


async def test_an_authority_not_yet_made_will_be(tmp_path: Path) -> None:
    settings = load(tmp_path, 8080, {"PHIENTOA_LOCAL_AUTHORITY": "on"})
    assert (await certificate(Patient(settings, False, True))).state is State.OK
    plain = replace(settings, identity=None, public_url="http://127.0.0.1:8080")
    assert "No TLS" in (await certificate(Patient(plain, False, True))).en
