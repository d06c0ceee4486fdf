"""Rulings on a local authority: what it signs is believed, its keys are the owner's alone."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store

from signaling.app.authority import LEAF_LIFE, RENEW_BEFORE, ensure
from signaling.app.identity import UnusableCertificate
from signaling.app.tls import holder

NAMES = ("court.lan", "192.0.2.7")
NOW = datetime.now(UTC).replace(microsecond=0)


def test_what_it_signs_is_verified_by_whoever_trusts_it(tmp_path: Path) -> None:
    own = ensure(tmp_path / "authority", NAMES, NOW)
    root = x509.load_pem_x509_certificate(own.certificate.read_bytes())
    leaf = x509.load_pem_x509_certificate(own.leaf.read_bytes())
    rules = PolicyBuilder().store(Store([root])).time(NOW)
    assert rules.build_server_verifier(x509.DNSName("court.lan")).verify(leaf, [])[-1] == root
    assert set(holder(own.leaf).names) == set(NAMES)


def test_its_keys_are_the_owners_alone(tmp_path: Path) -> None:
    own = ensure(tmp_path / "authority", NAMES, NOW)
    for key in (own.key, own.leaf_key):
        assert stat.S_IMODE(key.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("names", "later", "anew"),
    [
        (NAMES, timedelta(), False),
        (tuple(reversed(NAMES)), LEAF_LIFE - RENEW_BEFORE - timedelta(hours=1), False),
        (NAMES, LEAF_LIFE - RENEW_BEFORE, True),
        ((*NAMES, "hearing.lan"), timedelta(), True),
    ],
)
def test_a_leaf_is_renewed_in_time_and_for_other_names(
    tmp_path: Path, names: tuple[str, ...], later: timedelta, anew: bool
) -> None:
    first = ensure(tmp_path, NAMES, NOW)
    root, leaf = first.fingerprint(), first.leaf.read_bytes()
    second = ensure(tmp_path, names, NOW + later)
    assert second.fingerprint() == root  # devices go on trusting
    assert (second.leaf.read_bytes() != leaf) is anew


def test_a_broken_authority_is_said_and_not_replaced(tmp_path: Path) -> None:
    own = ensure(tmp_path, NAMES, NOW)
    own.key.write_text("broken")
    own.leaf.unlink()
    with pytest.raises(UnusableCertificate, match="broken"):
        ensure(tmp_path, NAMES, NOW)
    assert own.key.read_text() == "broken"
