"""What is known of each rendering, on disk: a folder a rendering, survives restarts."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog

from hearing.refusal import Refusal
from recording.derive_job import FORMS
from recording.derived import note_path
from signaling.api.rendering import Rendering

SCRATCH = ".verify-"
"""How folders are called in which a record is checked."""
_ABOUT = "render.json"
log = structlog.get_logger()

_UNDONE = frozenset({"queued", "running"})


class Jobs:
    """All renderings of an installation, kept in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[str, Rendering] = {}

    def load(self, now: datetime) -> None:
        """Read what is there. What was not done when the server ended is interrupted."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:  # a full disk: the server serves, copies must wait
            log.error("renders_unwritable", errno=error.errno)  # noqa: TRY400
        for left in self.folder.glob(f"{SCRATCH}*"):
            shutil.rmtree(left, ignore_errors=True)
        for about in sorted(self.folder.glob(f"*/{_ABOUT}")):
            found = _read(about)
            if found is None:
                continue
            self._known[found.id] = found
            if found.state in _UNDONE:
                refusal = Refusal("render.interrupted")
                self.keep(replace(found, state="interrupted", finished_at=now, refusal=refusal))
                self.clear(found.id)

    def find(self, render: str) -> Rendering:
        """Raises Refusal `render.unknown`."""
        if render not in self._known:
            raise Refusal("render.unknown")
        return self._known[render]

    def all(self) -> Iterator[Rendering]:
        """The latest first."""
        yield from sorted(self._known.values(), key=lambda one: one.created_at, reverse=True)

    def waiting(self) -> int:
        """How many are not over."""
        return sum(one.state in _UNDONE for one in self._known.values())

    def enter(self, one: Rendering) -> None:
        """A new one. Raises OSError if it cannot be written down; then there is none."""
        self._write(one)
        self._known[one.id] = one

    def keep(self, one: Rendering) -> Rendering:
        """From now on this is known. Where the disk does not take it, a restart finds what
        was written last, and calls it interrupted if that was not over."""
        self._known[one.id] = one
        try:
            self._write(one)
        except OSError as error:
            log.error("render_not_kept", render=one.id, errno=error.errno)  # noqa: TRY400
        return one

    def _write(self, one: Rendering) -> None:
        folder = self.folder / one.id
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = folder / f".{_ABOUT}.{os.getpid()}"
        try:
            fresh.write_text(json.dumps(_to_json(one)))
            fresh.replace(folder / _ABOUT)
        except OSError:
            fresh.unlink(missing_ok=True)
            raise

    def moved(self, one: Rendering) -> None:
        """Progress: known, but not worth a write."""
        self._known[one.id] = one

    def copy(self, one: Rendering) -> Path:
        """Where its file is, or will be."""
        return self.folder / one.id / f"{one.hearing}{FORMS[one.kind]}"

    def clear(self, render: str) -> None:
        """Nothing but what is known of it stays on disk."""
        folder = self.folder / render
        for path in folder.iterdir() if folder.is_dir() else ():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name != _ABOUT:
                with suppress(OSError):
                    path.unlink()

    def files(self, render: str) -> tuple[Path, Path]:
        """(copy, note). Raises Refusal `render.not_ready`."""
        one = self.find(render)
        copy = self.copy(one)
        if one.state != "done" or not copy.exists():
            raise Refusal("render.not_ready", state=one.state)
        return copy, note_path(copy)


def _to_json(one: Rendering) -> dict[str, Any]:
    refusal = one.refusal
    return {
        "id": one.id,
        "hearing": one.hearing,
        "kind": one.kind,
        "state": one.state,
        "progress": one.progress,
        "created_at": one.created_at.isoformat(),
        "finished_at": one.finished_at.isoformat() if one.finished_at else None,
        "refusal": {"code": refusal.code, "facts": dict(refusal.facts)} if refusal else None,
    }


def _read(about: Path) -> Rendering | None:
    """None for what this version did not write."""
    try:
        said = json.loads(about.read_text())
        refusal = said["refusal"]
        return Rendering(
            id=about.parent.name,
            hearing=said["hearing"],
            kind=said["kind"],
            state=said["state"],
            progress=said["progress"],
            created_at=datetime.fromisoformat(said["created_at"]),
            finished_at=_moment(said["finished_at"]),
            refusal=Refusal(refusal["code"], **refusal["facts"]) if refusal else None,
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
