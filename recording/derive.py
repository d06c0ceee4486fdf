"""Makes a derived copy of a hearing's record: export, check, render, sign; or only checks it.

Works on an export of its own in a scratch folder, which is gone afterwards: the primary is
only read, and a copy made before stays until the new one is whole.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hearing.refusal import Refusal
from recording import derived, grid, keys
from recording import render as tracks
from recording.bundle import MANIFEST, read_manifest
from recording.canonical import Malformed
from recording.derive_job import FORMS
from recording.export import Exported, export
from recording.grid import EncoderFailed, Progress
from recording.journal.disk import make_durable
from recording.verify import Report, verify

_EXPORT = 0.05  # of the whole


@dataclass(frozen=True, slots=True)
class Record:
    """Which record, and where its installation keeps it. bodies: the ledger's rows, all."""

    hearing: str
    recordings_dir: Path
    keys_dir: Path
    bodies: Sequence[str]


@dataclass(frozen=True, slots=True)
class Derived:
    """A copy, its note, what the verifier said of the record, and the copy's length."""

    file: Path
    note: Path
    report: Report
    seconds: float


def derive(record: Record, form: str, out: Path, progress: Progress) -> Derived:
    """Write the copy `out` and its note beside it, both or neither.

    form: of FORMS. progress: 0 to 1; what it raises ends the work (grid.Cancelled). Blocking.
    Raises Refusal (export.…, render.…). A file of that name is replaced when all is made.
    """
    try:
        with _exported(record, out.parent) as made:
            return _derive(record, form, out, made, progress)
    except EncoderFailed as error:
        raise Refusal("render.encoder", why=str(error)) from error
    except Malformed as error:
        raise Refusal("render.unreadable", why=str(error)) from error
    except OSError as error:
        raise Refusal("render.failed", why=error.strerror or type(error).__name__) from error


def inspect(record: Record, scratch: Path) -> Report:
    """Export afresh and verify with this installation's own trust file. Raises Refusal."""
    try:
        with _exported(record, scratch) as made:
            return verify(made.bundle, made.trust)
    except OSError as error:
        raise Refusal("export.failed", why=error.strerror or type(error).__name__) from error


@contextmanager
def _exported(record: Record, within: Path) -> Iterator[Exported]:
    scratch = Path(tempfile.mkdtemp(prefix=".derive-", dir=within))
    try:
        yield export(
            record.hearing,
            scratch / "bundle",
            recordings_dir=record.recordings_dir,
            keys_dir=record.keys_dir,
            ledger_bodies=record.bodies,
            now=datetime.now(UTC),
        )
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _derive(
    record: Record, form: str, out: Path, made: Exported, progress: Progress
) -> Derived:
    progress(_EXPORT / 2)
    report = verify(made.bundle, made.trust)
    progress(_EXPORT)
    fresh = made.bundle.parent / f"copy{FORMS[form]}"

    def told(share: float) -> None:
        progress(_EXPORT + share * (1 - _EXPORT) * 0.99)

    seconds = _MAKERS[form](made.bundle, fresh, report, told)
    now = datetime.now(UTC)
    manifest = read_manifest((made.bundle / MANIFEST).read_bytes())
    exporter = keys.exporter(record.keys_dir, hearing=record.hearing, now=now)
    note = derived.sign(fresh, form, manifest, report.exit, exporter=exporter, now=now)
    beside = derived.note_path(out)
    fresh_note = derived.note_path(fresh)
    fresh_note.write_bytes(note)
    fresh_note.replace(beside)
    fresh.replace(out)
    make_durable(out.parent)
    progress(1.0)
    return Derived(out, beside, report, seconds)


def _grid(bundle: Path, out: Path, report: Report, progress: Progress) -> float:
    return grid.render(bundle, out, report, progress).seconds


def _tracks(bundle: Path, out: Path, report: Report, progress: Progress) -> float:
    return tracks.render(bundle, out, progress).seconds


_MAKERS: dict[str, Callable[[Path, Path, Report, Progress], float]] = {
    "grid": _grid,
    "tracks": _tracks,
}
