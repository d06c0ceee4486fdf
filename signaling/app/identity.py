"""Who an installation proves to be over TLS, and by which names it is reached."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from media.addresses import advertised

EVERYWHERE = "0.0.0.0"  # noqa: S104 - with TLS an installation is for other machines too

AUTHORITY_PATH = "/authority.crt"
"""Where devices fetch the certificate of an authority of our own."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Files in PEM: the certificate with whatever leads to its root, and the private key.

    authority: the folder of an authority of our own that makes both; else None. names: what
    the certificate is for, the one that addresses are made of first.
    """

    certificate: Path
    key: Path
    names: tuple[str, ...]
    authority: Path | None = None


class HalfAnIdentity(ValueError):
    """A certificate without a key, a key without a certificate, or an authority beside them."""


class UnusableCertificate(ValueError):
    """Certificate and key cannot be served with. `vi`, `en`: why."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"{vi} · {en}")
        self.vi, self.en = vi, en


def identity(data_dir: Path, environ: Mapping[str, str]) -> Identity | None:
    """What `environ` asks for; None: no TLS of our own.

    Raises HalfAnIdentity, UnusableCertificate.
    """
    certificate, key = environ.get("PHIENTOA_CERT", ""), environ.get("PHIENTOA_KEY", "")
    own = environ.get("PHIENTOA_LOCAL_AUTHORITY", "") not in ("", "0", "off")
    if bool(certificate) != bool(key) or (own and certificate):
        raise HalfAnIdentity(
            "Cần cả --cert và --key, hoặc chỉ --local-authority."
            " · Both --cert and --key are needed, or --local-authority alone."
        )
    if own:
        folder = data_dir / "authority"
        names = _own_names(environ)
        return Identity(folder / "server.crt", folder / "server.key", names, folder)
    if certificate:
        from signaling.app.tls import holder  # noqa: PLC0415 - only who has TLS loads it

        file = Path(certificate).resolve()
        return Identity(file, Path(key).resolve(), holder(file).names)
    return None


def primary(names: tuple[str, ...], host: str) -> str:
    """The name that addresses are made of, as it stands in them."""
    name = next((one for one in names if "*" not in one), host)
    try:
        return f"[{name}]" if ipaddress.ip_address(name).version == 6 else name
    except ValueError:
        return name


def _own_names(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Those given, the public address's, and this machine's own addresses."""
    given = [one.strip() for one in environ.get("PHIENTOA_NAMES", "").split(",")]
    public = urlsplit(environ.get("PHIENTOA_PUBLIC_URL", "")).hostname or ""
    here = advertised(environ.get("PHIENTOA_HOST") or EVERYWHERE)
    return tuple(dict.fromkeys(one for one in (public, *given, *here, "localhost") if one))
