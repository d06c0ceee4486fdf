"""The record of a rehearsal: its bundle fetched, verified offline, rendered and decoded."""

import asyncio
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import BaseModel, Field, ValidationError

from recording.render import render
from signaling.rehearsal.booking import Registry
from signaling.rehearsal.failure import RehearsalFailed
from signaling.rehearsal.probe import Content, probe
from signaling.rehearsal.verdict import Gap

CLOSED_S = 20.0
_ASK_AGAIN_S = 0.2


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle and the trust file beside it."""

    path: Path
    trust: Path


@dataclass(frozen=True, slots=True)
class Verified:
    """What `phientoa verify` said."""

    ok: bool
    gaps: tuple[Gap, ...] = ()
    findings: tuple[str, ...] = ()


class _Gap(BaseModel):
    start: float = Field(alias="from")
    end: float = Field(alias="to")
    reason: str


class _Finding(BaseModel):
    code: str


class _Report(BaseModel):
    ok: bool
    gaps: list[_Gap] = []
    findings: list[_Finding] = []


async def closed(registry: Registry, hearing: str) -> None:
    """Wait until the recorder has closed the record. Raises RehearsalFailed."""
    state = ""
    try:
        async with asyncio.timeout(CLOSED_S):
            while (state := await registry.recording_state(hearing)) != "closed":  # noqa: ASYNC110
                await asyncio.sleep(_ASK_AGAIN_S)  # REST tells no event of it
    except TimeoutError as error:
        raise RehearsalFailed(
            f"Bản ghi chưa được đóng (trạng thái: {state}).",
            f"The record was not closed (its state: {state}).",
        ) from error


async def export(hearing: str, to: Path, data_dir: Path) -> Bundle:
    """The bundle from the data of an installation on this machine. Raises RehearsalFailed."""
    bundle = to / hearing
    code, _out, errors = await _phientoa(
        "export", hearing, str(bundle), "--data-dir", str(data_dir)
    )
    if code != 0:
        raise RehearsalFailed(
            f"Không trích xuất được hồ sơ: {errors}", f"The bundle was not exported: {errors}"
        )
    return Bundle(bundle, _trust_beside(bundle))


async def download(registry: Registry, hearing: str, to: Path) -> Bundle:
    """The bundle from an installation elsewhere. Raises RehearsalFailed."""
    bundle = to / hearing
    archive = to / f".{hearing}.tar"
    try:
        await registry.download(hearing, archive, _trust_beside(bundle))
        await asyncio.to_thread(_unpack, archive, bundle)
    finally:
        archive.unlink(missing_ok=True)
    return Bundle(bundle, _trust_beside(bundle))


async def verify(bundle: Bundle) -> Verified:
    """Ask `phientoa verify` in a process of its own, as anybody would, offline."""
    code, out, _errors = await _phientoa(
        "verify", str(bundle.path), "--trust", str(bundle.trust), "--json"
    )
    try:
        report = _Report.model_validate_json(out)
    except ValidationError:
        return Verified(False, findings=(f"verify ended with {code} and no report",))
    gaps = tuple(Gap(each.start, each.end, each.reason) for each in report.gaps)
    findings = tuple(dict.fromkeys(each.code for each in report.findings))
    return Verified(report.ok and code == 0, gaps, findings)


async def contents(bundle: Bundle) -> list[Content]:
    """What a rendering of the bundle shows and sounds like."""
    return await asyncio.to_thread(_contents, bundle.path)


def _contents(bundle: Path) -> list[Content]:
    with TemporaryDirectory(prefix="phientoa-rehearsal-") as folder:
        film = Path(folder) / "record.mkv"
        render(bundle, film)
        return probe(film)


def _trust_beside(bundle: Path) -> Path:
    return bundle.with_name(f"{bundle.name}.trust.json")


def _unpack(archive: Path, bundle: Path) -> None:
    """The archive's one folder becomes `bundle`; the "data" filter lets nothing out of it."""
    with TemporaryDirectory(prefix=".unpacking-", dir=bundle.parent) as folder:
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        manifest = next(Path(folder).rglob("manifest.json"), None)
        if manifest is None:
            raise RehearsalFailed(
                "Tệp tải về không phải là hồ sơ.", "What was sent is not a bundle."
            )
        manifest.parent.rename(bundle)


async def _phientoa(*arguments: str) -> tuple[int | None, bytes, str]:
    """(exit code, stdout, the last words of stderr) of one of our own commands."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "signaling.cli", *arguments),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, errors = await process.communicate()
    return process.returncode, out, errors.decode(errors="replace").strip()[-500:]
