"""Settings: from the environment and the data directory; secrets made at the first start."""

import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

from signaling.app.identity import EVERYWHERE, Identity, identity, primary
from signaling.app.sending import Sending, sending
from signaling.rtc.server.turn import Turn

QUALITIES = ("high", "medium", "low")
LOOPBACK = "127.0.0.1"
DEFAULT_WORKERS, MOST_WORKERS = 4, 16
"""Of the embedded relay: the most that are started unasked, and at all."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What every process of one installation agrees on.

    port: the hearing server's TCP port. The embedded relay listens on `relay_port` (TCP for
    signalling, UDP for media). `livekit_url` is used inside, `livekit_public_url` by browsers.
    `staff_key` closes staff's second factors in the database; with `second_factor` every
    account must have one. `recording_quality`: the best layer the record takes of a camera.
    identity: with which both ports speak TLS; the installation's own parts then meet at two
    more, of this machine alone and without TLS. trusted_proxies: who is believed about the
    address of whoever asks. media_host: where UDP is bound, if not at `host` (behind a proxy
    TCP is not for others, media is). media_addresses: where clients send media; if empty, as
    this machine knows itself. media_tcp_port: where media comes by TCP, if it may.
    hearing_url: where a recorder finds the hearing server. turn: where clients of the
    embedded relay find a TURN server. notice_key: closes finished messages in the database
    until they are sent. webhook_networks: our own that webhooks may reach.
    relay_workers: over how many processes the embedded relay spreads its rooms; each has ports
    of its own for media, from `relay_port` and `media_tcp_port` on.
    """

    data_dir: Path
    host: str
    port: int
    relay_port: int
    database_url: str
    public_url: str
    livekit_url: str
    livekit_public_url: str
    livekit_api_key: str
    livekit_api_secret: str
    embedded: bool
    webhook_url: str
    admin_token: str
    recorder_token: str
    staff_key: str
    second_factor: bool
    recording_quality: str = "high"
    identity: Identity | None = None
    trusted_proxies: tuple[str, ...] = ()
    webhook_networks: tuple[str, ...] = ()
    media_host: str = ""
    media_addresses: tuple[str, ...] = ()
    media_tcp_port: int | None = None
    hearing_url: str = ""
    turn: Turn | None = None
    metrics: tuple[str, int] | None = None  # where the embedded relay's are read
    simulation: bool = False  # the embedded relay plays failures for any client
    relay_workers: int = 1
    notice_key: str = field(default="", repr=False)
    sending: Sending = field(default_factory=Sending)

    @property
    def notices_from(self) -> str:
        """The address that notices come from, also where nothing is sent yet."""
        return self.sending.sender or f"noreply@{urlsplit(self.public_url).hostname}"

    @property
    def recordings_dir(self) -> Path:
        """Where the recorder keeps journals: one folder a hearing, one below it a part."""
        return self.data_dir / "recordings"

    @property
    def keys_dir(self) -> Path:
        """The installation's root and exporter keys (files of mode 0600)."""
        return self.data_dir / "keys"

    @property
    def templates_dir(self) -> Path:
        """Where courts put their own templates of papers, if they have any."""
        return self.data_dir / "templates"

    @property
    def media_ports(self) -> range:
        """The embedded relay's UDP ports, one a worker."""
        return range(self.relay_port, self.relay_port + self.relay_workers)

    def tcp_of(self, udp_port: int) -> int | None:
        """Where the worker with this UDP port takes media by TCP, if it may."""
        first = self.media_tcp_port
        return None if first is None else first + udp_port - self.relay_port

    @property
    def inside(self) -> "Inside":
        """Where the installation's own parts meet."""
        return _inside(self.host, self.port, self.relay_port, self.identity)


@dataclass(frozen=True, slots=True)
class Inside:
    """An installation's own ways, never with TLS: they do not leave the machine then."""

    host: str
    port: int
    relay_port: int

    @property
    def url(self) -> str:
        """The hearing server."""
        return f"http://{self.host}:{self.port}"

    @property
    def relay_url(self) -> str:
        """The embedded relay."""
        return f"http://{self.host}:{self.relay_port}"


def _inside(host: str, port: int, relay_port: int, identity: Identity | None) -> Inside:
    if identity is None:
        return Inside(host, port, relay_port)
    return Inside(LOOPBACK, port + 2, relay_port + 2)


def load(data_dir: Path, port: int, environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings for `data_dir`, made if missing. With LIVEKIT_URL set, that engine is used.

    Raises OSError, ValueError (HalfAnIdentity, UnusableCertificate, a port that is none).
    """
    data_dir = data_dir.resolve()
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)  # records and names lie here
    private = data_dir / "secrets"
    private.mkdir(exist_ok=True, mode=0o700)
    own = identity(data_dir, environ)
    host = environ.get("PHIENTOA_HOST") or (LOOPBACK if own is None else EVERYWHERE)
    relay_port = int(environ.get("PHIENTOA_RELAY_PORT", port + 1))
    inside = _inside(host, port, relay_port, own)
    external = environ.get("LIVEKIT_URL", "")
    relay = external or inside.relay_url.replace("http", "ws", 1)
    secure, name = ("", host) if own is None else ("s", primary(own.names, host))
    outside = external or f"ws{secure}://{name}:{relay_port}"
    return Settings(
        data_dir=data_dir,
        host=host,
        port=port,
        relay_port=relay_port,
        database_url=environ.get("PHIENTOA_DATABASE_URL")
        or f"sqlite+aiosqlite:///{data_dir / 'phientoa.db'}",
        public_url=environ.get("PHIENTOA_PUBLIC_URL") or f"http{secure}://{name}:{port}",
        livekit_url=relay,
        livekit_public_url=environ.get("LIVEKIT_PUBLIC_URL") or outside,
        livekit_api_key=environ.get("LIVEKIT_API_KEY") or _secret(private / "api-key", "PT"),
        livekit_api_secret=environ.get("LIVEKIT_API_SECRET") or _secret(private / "api-secret"),
        embedded=not external,
        webhook_url=environ.get(
            "PHIENTOA_WEBHOOK_URL", f"{inside.url}/internal/webhooks/livekit"
        ),
        admin_token=_secret(private / "admin-token"),
        recorder_token=_secret(private / "recorder-token"),
        staff_key=_secret(private / "staff-key"),
        second_factor=environ.get("PHIENTOA_SECOND_FACTOR", "required") != "off",
        recording_quality=_one_of(environ, "PHIENTOA_RECORDING_QUALITY", QUALITIES),
        identity=own,
        trusted_proxies=_listed(environ.get("PHIENTOA_TRUSTED_PROXIES", "")),
        webhook_networks=_networks(environ.get("PHIENTOA_WEBHOOK_NETWORKS", "")),
        media_host=environ.get("PHIENTOA_MEDIA_HOST") or host,
        media_addresses=_listed(environ.get("PHIENTOA_MEDIA_ADDRESSES", "")),
        media_tcp_port=_media_tcp(environ, relay_port),
        hearing_url=environ.get("PHIENTOA_HEARING_URL") or inside.url,
        turn=_turn(environ),
        metrics=_address(environ, "PHIENTOA_METRICS"),
        simulation=environ.get("PHIENTOA_SIMULATION", "off") == "on",
        relay_workers=_workers(environ, relay_port),
        notice_key=_secret(private / "notice-key"),
        sending=sending(environ),
    )


def _media_tcp(environ: Mapping[str, str], relay_port: int) -> int | None:
    """After the two ports of an installation and their inner ones. Raises ValueError."""
    asked = environ.get("PHIENTOA_MEDIA_TCP_PORT", "")
    return None if asked == "off" else int(asked or relay_port + 3)


def _workers(environ: Mapping[str, str], relay_port: int) -> int:
    """By default one for each two cores, and never many. Raises ValueError."""
    name = "PHIENTOA_RELAY_WORKERS"
    asked = environ.get(name, "")
    most = min(MOST_WORKERS, 65_536 - relay_port)
    if not asked:
        return max(1, min(usable_cores() // 2, DEFAULT_WORKERS, most))
    if not (asked.isascii() and asked.isdecimal() and 1 <= int(asked) <= most):
        raise ValueError(f"{name}: a number from 1 to {most}, not {asked!r}")
    return int(asked)


def usable_cores() -> int:
    """The cores that this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _turn(environ: Mapping[str, str]) -> Turn | None:
    """Raises ValueError for half of it, or an address that is none."""
    urls = _listed(environ.get("PHIENTOA_TURN_URLS", ""))
    secret = environ.get("PHIENTOA_TURN_SECRET", "")
    if bool(urls) != bool(secret):
        raise ValueError("PHIENTOA_TURN_URLS and PHIENTOA_TURN_SECRET: both or neither")
    for url in urls:
        if not url.startswith(("turn:", "turns:")):
            raise ValueError(f"PHIENTOA_TURN_URLS: turn:… or turns:…, not {url!r}")
    return Turn(urls, secret) if urls else None


def _address(environ: Mapping[str, str], name: str) -> tuple[str, int] | None:
    """`HOST:PORT`, or nothing. Raises ValueError."""
    text = environ.get(name, "")
    host, _, port = text.rpartition(":")
    if text and not (host and port.isdigit() and 0 < int(port) < 65536):
        raise ValueError(f"{name}: HOST:PORT, not {text!r}")
    return (host.strip("[]"), int(port)) if text else None


def _one_of(environ: Mapping[str, str], name: str, allowed: Sequence[str]) -> str:
    """The setting `name`, by default the first of `allowed`. Raises ValueError."""
    value = environ.get(name) or allowed[0]
    if value not in allowed:
        raise ValueError(f"{name}: {' | '.join(allowed)}, not {value!r}")
    return value


def _listed(text: str) -> tuple[str, ...]:
    """What stands between commas."""
    return tuple(one.strip() for one in text.split(",") if one.strip())


def _networks(text: str) -> tuple[str, ...]:
    """Raises ValueError for what is none."""
    return tuple(str(ip_network(one, strict=False)) for one in _listed(text))


def _secret(file: Path, prefix: str = "") -> str:
    """The secret kept in `file`; made once, so that two starting processes agree."""
    if not file.exists():
        fresh = file.with_name(f".{file.name}.{os.getpid()}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as out:
            out.write(prefix + secrets.token_urlsafe(32))
        try:
            os.link(fresh, file)  # fails if another process was first: its secret counts
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return file.read_text()
