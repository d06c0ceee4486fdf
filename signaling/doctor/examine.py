"""A whole examination of one installation, whether it runs or not."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from signaling.app.settings import Settings, load
from signaling.doctor import machine, parts
from signaling.doctor.certificate import certificate
from signaling.doctor.finding import Check, Finding, Patient
from signaling.doctor.hot_path import hot_path
from signaling.doctor.mail import mail
from signaling.doctor.templates import templates
from signaling.doctor.turn import turn
from signaling.doctor.workers import workers

CHECKS: tuple[Check, ...] = (
    machine.ports,
    machine.clock,
    machine.disk,
    parts.database,
    parts.relay,
    workers,
    hot_path,
    parts.recorder,
    parts.alarms,
    parts.address,
    turn,
    mail,
    templates,
    certificate,
)


async def examine(data_dir: Path, port: int) -> list[Finding]:
    """Every check's finding. Makes and changes nothing in `data_dir`.

    Raises ValueError for settings that cannot be."""
    fresh = not (data_dir / "secrets").is_dir()
    settings = _as_at_first_start(data_dir, port) if fresh else load(data_dir, port)
    running = await parts.health(settings.inside.url)
    patient = Patient(settings, running, fresh)
    return [await check(patient) for check in CHECKS]


def _as_at_first_start(data_dir: Path, port: int) -> Settings:
    """The settings of an installation not yet made; its secrets are never used."""
    with TemporaryDirectory(prefix="phientoa-doctor-") as folder:
        return replace(load(Path(folder), port), data_dir=data_dir.resolve())
