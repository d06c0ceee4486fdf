"""A certificate authority of the installation's own, for a network without a public name.

Whoever trusts its certificate (once, on each device) gets a true https connection. Its key
never leaves the data directory.
"""

import asyncio
import ipaddress
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from signaling.app.identity import UnusableCertificate
from signaling.app.tls import holder

log = structlog.get_logger()

LIFE = timedelta(days=3650)
LEAF_LIFE = timedelta(days=90)
RENEW_BEFORE = timedelta(days=30)
LOOK_S = 12 * 3600.0
_USES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)
_EARLIER = timedelta(days=1)  # clocks of courts' devices are not all right


@dataclass(frozen=True, slots=True)
class Authority:
    """Where its files lie: `certificate` is for people to trust, `leaf` is served with."""

    folder: Path

    @property
    def certificate(self) -> Path:
        """What devices are told to trust."""
        return self.folder / "authority.crt"

    @property
    def key(self) -> Path:
        """What certificates are signed with."""
        return self.folder / "authority.key"

    @property
    def leaf(self) -> Path:
        """The certificate that the installation's doors are served with."""
        return self.folder / "server.crt"

    @property
    def leaf_key(self) -> Path:
        """Its key."""
        return self.folder / "server.key"

    def fingerprint(self) -> str:
        """SHA-256 of the authority's certificate, as devices show it."""
        read = x509.load_pem_x509_certificate(self.certificate.read_bytes())
        return read.fingerprint(hashes.SHA256()).hex(":").upper()


def ensure(folder: Path, names: Sequence[str], now: datetime) -> Authority:
    """The authority of `folder`, made if missing, with a leaf for `names` that is good for
    30 days at least. Raises UnusableCertificate if a file there is broken, OSError."""
    authority = Authority(folder)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not (authority.certificate.exists() and authority.key.exists()):
        _found(authority, now)
    if not _good(authority, names, now):
        _issue(authority, names, now)
    return authority


async def keep_renewed(folder: Path, names: Sequence[str]) -> None:
    """Look twice a day whether the leaf is still good for long enough, until cancelled."""
    while True:
        await asyncio.sleep(LOOK_S)
        try:
            await asyncio.to_thread(ensure, folder, names, datetime.now(UTC))
        except (OSError, UnusableCertificate) as error:  # weeks are left to mend it
            log.error("authority.not_renewed", error=type(error).__name__)  # noqa: TRY400


def _good(authority: Authority, names: Sequence[str], now: datetime) -> bool:
    if not (authority.leaf.exists() and authority.leaf_key.exists()):
        return False
    try:
        held = holder(authority.leaf)
    except UnusableCertificate:
        return False
    return set(held.names) == set(names) and held.expires - now > RENEW_BEFORE


def _found(authority: Authority, now: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    serial = x509.random_serial_number()
    # A name of its own: two authorities of one name would be mistaken for each other.
    name = _name(f"Phiên Tòa {serial % 0x10000:04X}")
    made = (
        _certificate(name, key.public_key(), now, LIFE)
        .issuer_name(name)
        .serial_number(serial)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage("key_cert_sign", "crl_sign"), critical=True)
        .sign(key, hashes.SHA256())
    )
    _write(authority.key, _private(key), 0o600)
    _write(authority.certificate, made.public_bytes(serialization.Encoding.PEM), 0o644)


def _issue(authority: Authority, names: Sequence[str], now: datetime) -> None:
    issuer, signer = _signer(authority)
    key = ec.generate_private_key(ec.SECP256R1())
    made = (
        _certificate(_name("Phiên Tòa"), key.public_key(), now, LEAF_LIFE)
        .issuer_name(issuer.subject)
        .serial_number(x509.random_serial_number())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage("digital_signature"), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(_alternatives(names)), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()),
            critical=False,
        )
        .sign(signer, hashes.SHA256())
    )
    _write(authority.leaf_key, _private(key), 0o600)
    _write(authority.leaf, made.public_bytes(serialization.Encoding.PEM), 0o644)


def _signer(authority: Authority) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    try:
        issuer = x509.load_pem_x509_certificate(authority.certificate.read_bytes())
        signer = serialization.load_pem_private_key(authority.key.read_bytes(), None)
    except (ValueError, TypeError) as error:
        raise _broken(authority) from error
    if not isinstance(signer, ec.EllipticCurvePrivateKey):
        raise _broken(authority)
    return issuer, signer


def _broken(authority: Authority) -> UnusableCertificate:
    folder = authority.folder
    return UnusableCertificate(
        f"Cơ quan cấp chứng chỉ trong {folder} bị hỏng: khôi phục từ bản sao lưu, hoặc xóa thư"
        " mục đó để lập cơ quan mới (mọi thiết bị phải tin cậy lại).",
        f"The authority in {folder} is broken: restore it from a backup, or remove the folder"
        " for a new one (every device must trust it anew).",
    )


def _certificate(
    subject: x509.Name, public_key: ec.EllipticCurvePublicKey, now: datetime, life: timedelta
) -> x509.CertificateBuilder:
    """What both kinds of certificate have."""
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .public_key(public_key)
        .not_valid_before(now - _EARLIER)
        .not_valid_after(now + life)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
    )


def _alternatives(names: Sequence[str]) -> list[x509.GeneralName]:
    return [_alternative(name) for name in names]


def _alternative(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _usage(*uses: str) -> x509.KeyUsage:
    """A certificate that is good for `uses` and for nothing else (RFC 5280 §4.2.1.3)."""
    return x509.KeyUsage(**{use: use in uses for use in _USES})


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _private(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _write(file: Path, content: bytes, mode: int) -> None:
    """Whole or not at all, and never readable by others on the way."""
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)
