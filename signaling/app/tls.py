"""TLS of an installation's own doors: certificate and key, checked, loaded, loaded anew."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog
from cryptography import x509

from signaling.app.identity import Identity, UnusableCertificate

LOOK_AGAIN_S = 60.0
"""How often a running server looks whether its files were renewed."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Holder:
    """What a certificate says. names: DNS names, then addresses, as it has them."""

    names: tuple[str, ...]
    expires: datetime


def context(identity: Identity) -> ssl.SSLContext:
    """A server's context. Raises UnusableCertificate with a sentence."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    load(made, identity)
    return made


def load(into: ssl.SSLContext, identity: Identity) -> None:
    """Serve with what the files hold now. Raises UnusableCertificate."""
    for file in (identity.certificate, identity.key):
        _must_be_readable(file)
    holder(identity.certificate)
    try:
        into.load_cert_chain(identity.certificate, identity.key, _no_password)
    except ssl.SSLError as error:
        raise _unfit(identity, error.reason or "") from error


def holder(certificate: Path) -> Holder:
    """What the first certificate of `certificate` says. Raises UnusableCertificate."""
    _must_be_readable(certificate)
    try:
        return read(certificate.read_bytes())
    except ValueError as error:
        raise UnusableCertificate(
            f"{certificate} không phải là chứng chỉ PEM.",
            f"{certificate} is not a certificate in PEM.",
        ) from error


def read(pem: bytes) -> Holder:
    """What the first certificate of `pem` says. Raises ValueError."""
    leaf = x509.load_pem_x509_certificate(pem)
    return Holder(_names(leaf), leaf.not_valid_after_utc)


@contextlib.asynccontextmanager
async def kept_fresh(served: ssl.SSLContext, identity: Identity) -> AsyncIterator[None]:
    """Meanwhile a renewed certificate is served to whoever connects next."""
    watching = asyncio.create_task(_watch(served, identity))
    try:
        yield
    finally:
        watching.cancel()


async def _watch(served: ssl.SSLContext, identity: Identity) -> None:
    known = _state(identity)
    while True:
        await asyncio.sleep(LOOK_AGAIN_S)
        now = _state(identity)
        if now == known:
            continue
        known = now
        try:
            load(served, identity)
            log.info("tls.certificate_loaded")
        except UnusableCertificate as error:  # half written: the old one serves on
            log.error("tls.certificate_unusable", vi=error.vi, en=error.en)  # noqa: TRY400


def _state(identity: Identity) -> tuple[int, ...]:
    """What changes when the files do."""
    try:
        return tuple(file.stat().st_mtime_ns for file in (identity.certificate, identity.key))
    except OSError:
        return ()


def _names(leaf: x509.Certificate) -> tuple[str, ...]:
    try:
        listed = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    addresses = [str(one) for one in listed.get_values_for_type(x509.IPAddress)]
    return (*listed.get_values_for_type(x509.DNSName), *addresses)


def _must_be_readable(file: Path) -> None:
    try:
        with file.open("rb"):
            return
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UnusableCertificate(
            f"Không đọc được {file} ({why}).", f"{file} cannot be read ({why})."
        ) from error


def _unfit(identity: Identity, reason: str) -> UnusableCertificate:
    if reason == "KEY_VALUES_MISMATCH":
        return UnusableCertificate(
            f"Khóa {identity.key} không phải của chứng chỉ {identity.certificate}.",
            f"The key {identity.key} is not that of the certificate {identity.certificate}.",
        )
    return UnusableCertificate(
        f"{identity.key} không phải là khóa PEM không mật khẩu ({reason}).",
        f"{identity.key} is not a key in PEM without a password ({reason}).",
    )


def _no_password() -> str:
    """Nobody is there to type one: OpenSSL would ask on the terminal."""
    return ""
