"""The certificate that people's browsers are shown: until when it is good, and for what."""

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from signaling.app import tls
from signaling.app.identity import UnusableCertificate
from signaling.app.tls import Holder
from signaling.doctor.finding import Finding, Patient, fail, ok, warn

SOON = timedelta(days=14)
ANSWER_S = 5.0
_CHECK = "certificate"


async def certificate(patient: Patient) -> Finding:
    """Ours, or that of the proxy at the public address."""
    settings = patient.settings
    parts = urlsplit(settings.public_url)
    if settings.identity is None and parts.scheme != "https":
        return ok(_CHECK, "Không dùng TLS.", "No TLS is used.")
    own = settings.identity
    try:
        if own is None:
            shown = await _shown(parts.hostname or "", parts.port or 443)
        elif own.authority is not None and not own.certificate.exists():
            return ok(_CHECK, "Sẽ được cấp khi khởi động.", "Issued at the start.")
        else:
            shown = tls.holder(own.certificate)
            tls.context(own)
    except UnusableCertificate as error:
        return fail(_CHECK, error.vi, error.en)
    except (OSError, ValueError) as error:
        why = type(error).__name__
        return warn(
            _CHECK,
            f"Không xem được chứng chỉ của {settings.public_url} ({why}).",
            f"The certificate of {settings.public_url} cannot be looked at ({why}).",
        )
    return judged(shown, parts.hostname or "", datetime.now(UTC))


def judged(shown: Holder, host: str, now: datetime) -> Finding:
    """How `shown` stands at `now` for people who ask for `host`."""
    until = f"{shown.expires:%d/%m/%Y %H:%M} UTC"
    if shown.expires <= now:
        return fail(
            _CHECK,
            f"Chứng chỉ đã hết hạn ngày {until}. Thay ngay.",
            f"The certificate expired on {until}. Replace it now.",
        )
    if not any(_covers(name, host) for name in shown.names):
        names = ", ".join(shown.names) or "-"
        return fail(
            _CHECK,
            f"Chứng chỉ không dành cho {host}, mà cho: {names}.",
            f"The certificate is not for {host}, but for: {names}.",
        )
    if shown.expires - now < SOON:
        return warn(
            _CHECK,
            f"Chứng chỉ sắp hết hạn: {until}. Gia hạn.",
            f"The certificate expires soon: {until}. Renew it.",
        )
    return ok(_CHECK, f"Chứng chỉ còn hạn đến {until}.", f"The certificate is good to {until}.")


def _covers(name: str, host: str) -> bool:
    """RFC 6125 §6.4.3: a star is one label, the first."""
    if name.startswith("*."):
        return host.partition(".")[2].casefold() == name[2:].casefold()
    return host.casefold() == name.casefold()


async def _shown(host: str, port: int) -> Holder:
    """What a server there shows, believed or not. Raises OSError, ValueError."""
    pem = await asyncio.to_thread(ssl.get_server_certificate, (host, port), timeout=ANSWER_S)
    return tls.read(pem.encode())
