"""Rulings on certificates: what cannot be served with is said, what is renewed is served."""

import ssl
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from signaling.app import tls
from signaling.app.authority import Authority, ensure
from signaling.app.identity import (
    HalfAnIdentity,
    Identity,
    UnusableCertificate,
    identity,
    primary,
)


@pytest.fixture
def own(tmp_path: Path) -> Authority:
    return ensure(tmp_path / "authority", ("localhost",), datetime.now(UTC))


def _key(file: Path, password: bytes | None = None) -> Path:
    encryption: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if password is not None:
        encryption = serialization.BestAvailableEncryption(password)
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption
    file.write_bytes(ec.generate_private_key(ec.SECP256R1()).private_bytes(*form))
    return file


def test_certificate_and_key_that_belong_together_are_served_with(own: Authority) -> None:
    made = tls.context(Identity(own.leaf, own.leaf_key, ()))
    assert made.minimum_version >= ssl.TLSVersion.TLSv1_2


def test_files_that_cannot_be_served_with(own: Authority, tmp_path: Path) -> None:
    text = tmp_path / "text"
    text.write_text("no certificate")
    for certificate, key, why in (
        (tmp_path / "none", own.leaf_key, "cannot be read"),
        (own.leaf, tmp_path / "none", "cannot be read"),
        (tmp_path, own.leaf_key, "cannot be read"),
        (text, own.leaf_key, "not a certificate in PEM"),
        (own.leaf_key, own.leaf_key, "not a certificate in PEM"),
        (own.leaf, text, "not a key in PEM"),
        (own.leaf, _key(tmp_path / "other"), "not that of the certificate"),
        (own.leaf, _key(tmp_path / "closed", b"secret"), "without a password"),
    ):
        with pytest.raises(UnusableCertificate, match=why):
            tls.context(Identity(certificate, key, ()))


def test_half_an_identity_is_none(tmp_path: Path) -> None:
    for asked in (
        {"PHIENTOA_CERT": "c"},
        {"PHIENTOA_KEY": "k"},
        {"PHIENTOA_CERT": "c", "PHIENTOA_KEY": "k", "PHIENTOA_LOCAL_AUTHORITY": "on"},
    ):
        with pytest.raises(HalfAnIdentity):
            identity(tmp_path, asked)
    assert identity(tmp_path, {}) is None


@pytest.mark.parametrize(
    ("names", "name"),
    [
        (("court.lan", "192.0.2.7"), "court.lan"),
        (("*.court.lan", "hearing.court.lan"), "hearing.court.lan"),
        (("*.court.lan",), "host"),
        (("2001:db8::7",), "[2001:db8::7]"),
    ],
)
def test_addresses_are_made_of_a_name_that_the_certificate_has(
    names: tuple[str, ...], name: str
) -> None:
    assert primary(names, "host") == name
