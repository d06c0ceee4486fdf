"""Settings: from the environment and the data directory; secrets made at the first start."""

import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

QUALITIES = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class Settings:
    """What every process of one installation agrees on.

    port: the hearing server's TCP port. The embedded relay listens on `relay_port` (TCP for
    signalling, UDP for media). `livekit_url` is used inside, `livekit_public_url` by browsers.
    `staff_key` closes staff's second factors in the database; with `second_factor` every
    account must have one. `recording_quality`: the best layer the record takes of a camera.
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

    @property
    def recordings_dir(self) -> Path:
        """Where the recorder keeps journals: one folder a hearing, one below it a part."""
        return self.data_dir / "recordings"

    @property
    def keys_dir(self) -> Path:
        """The installation's root and exporter keys (files of mode 0600)."""
        return self.data_dir / "keys"


def load(data_dir: Path, port: int, environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings for `data_dir`, made if missing. With LIVEKIT_URL set, that engine is used."""
    data_dir = data_dir.resolve()
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)  # records and names lie here
    private = data_dir / "secrets"
    private.mkdir(exist_ok=True, mode=0o700)
    host = environ.get("PHIENTOA_HOST", "127.0.0.1")
    relay_port = int(environ.get("PHIENTOA_RELAY_PORT", port + 1))
    external = environ.get("LIVEKIT_URL", "")
    inside = external or f"ws://{host}:{relay_port}"
    return Settings(
        data_dir=data_dir,
        host=host,
        port=port,
        relay_port=relay_port,
        database_url=environ.get("PHIENTOA_DATABASE_URL")
        or f"sqlite+aiosqlite:///{data_dir / 'phientoa.db'}",
        public_url=environ.get("PHIENTOA_PUBLIC_URL", f"http://{host}:{port}"),
        livekit_url=inside,
        livekit_public_url=environ.get("LIVEKIT_PUBLIC_URL", inside),
        livekit_api_key=environ.get("LIVEKIT_API_KEY") or _secret(private / "api-key", "PT"),
        livekit_api_secret=environ.get("LIVEKIT_API_SECRET") or _secret(private / "api-secret"),
        embedded=not external,
        webhook_url=environ.get(
            "PHIENTOA_WEBHOOK_URL", f"http://{host}:{port}/internal/webhooks/livekit"
        ),
        admin_token=_secret(private / "admin-token"),
        recorder_token=_secret(private / "recorder-token"),
        staff_key=_secret(private / "staff-key"),
        second_factor=environ.get("PHIENTOA_SECOND_FACTOR", "required") != "off",
        recording_quality=_one_of(environ, "PHIENTOA_RECORDING_QUALITY", QUALITIES),
    )


def _one_of(environ: Mapping[str, str], name: str, allowed: Sequence[str]) -> str:
    """The setting `name`, by default the first of `allowed`. Raises ValueError."""
    value = environ.get(name) or allowed[0]
    if value not in allowed:
        raise ValueError(f"{name}: {' | '.join(allowed)}, not {value!r}")
    return value


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
