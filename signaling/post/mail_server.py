"""Where a court's mail is handed in, as a setting names it. Pure."""

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

Tls = Literal["from_start", "required", "if_offered", "off"]
_STARTTLS: dict[str, Tls] = {"required": "required", "auto": "if_offered", "off": "off"}
_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in. authority: a file of certificates to trust as well."""

    host: str
    port: int
    tls: Tls
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    authority: str | None = None


def mail_server(url: str) -> MailServer:
    """From `smtp://USER:PASSWORD@HOST:PORT?starttls=required|auto|off` or `smtps://…`.

    By default STARTTLS is required: a password and people's names do not travel in the open.
    Raises ValueError.
    """
    parts = urlsplit(url)
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    tls = "from_start" if parts.scheme == "smtps" else asked.pop("starttls", "required")
    authority = asked.pop("authority", None)
    known = tls == "from_start" or tls in _STARTTLS
    if parts.scheme not in _PORTS or not parts.hostname or asked or not known:
        raise ValueError(
            "smtp://USER:PASSWORD@HOST:PORT?starttls=required|auto|off, or smtps://…"
        )
    return MailServer(
        parts.hostname,
        parts.port or _PORTS[parts.scheme],
        _STARTTLS.get(tls, "from_start"),
        unquote(parts.username) if parts.username else None,
        unquote(parts.password) if parts.password else None,
        authority,
    )
