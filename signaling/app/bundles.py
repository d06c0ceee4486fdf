"""Bundles over REST: exported to a scratch folder, packed as tar, streamed and gone."""

import asyncio
import json
import shutil
import tarfile
import tempfile
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from hearing.ids import HearingId
from hearing.refusal import Refusal
from recording import keys
from recording.export import export
from signaling.app.settings import Settings
from signaling.court.service import Court

_CHUNK = 256 * 1024
_SCRATCH = "export-"


class Bundles:
    """The export of a hearing's record, and the trust file, for the API."""

    def __init__(self, settings: Settings, court: Court) -> None:
        self._settings = settings
        self._court = court
        self._data_dir = settings.data_dir

    def sweep(self) -> None:
        """Remove what a server that was killed while it packed has left. Blocking."""
        for left in self._data_dir.glob(f"{_SCRATCH}*"):
            shutil.rmtree(left, ignore_errors=True)

    async def stream(self, hearing: str) -> AsyncIterator[bytes]:
        """The bundle as a tar stream of one folder. Raises Refusal before the first byte."""
        bodies = [entry.body for entry in await self._court.entries(HearingId(hearing))]
        return _chunks(await asyncio.to_thread(self._packed, hearing, bodies))

    async def trust(self) -> Mapping[str, object]:
        """What bundles are verified with."""
        told: Mapping[str, object] = json.loads(
            await asyncio.to_thread(keys.trust_file, self._settings.keys_dir)
        )
        return told

    def _packed(self, hearing: str, bodies: list[str]) -> BinaryIO:
        """The tar, open and already without a name: it is gone once it is closed, read to
        its end or not."""
        try:
            with tempfile.TemporaryDirectory(prefix=_SCRATCH, dir=self._data_dir) as name:
                return self._pack(hearing, bodies, Path(name))
        except OSError as error:
            raise Refusal("export.failed", why=error.strerror or str(error.errno)) from error

    def _pack(self, hearing: str, bodies: list[str], scratch: Path) -> BinaryIO:
        export(
            hearing,
            scratch / hearing,
            recordings_dir=self._settings.recordings_dir,
            keys_dir=self._settings.keys_dir,
            ledger_bodies=bodies,
            now=datetime.now(UTC),
        )
        tar = scratch / "bundle.tar"
        with tarfile.open(tar, "w") as out:
            out.add(scratch / hearing, arcname=hearing, filter=_of_nobody)
        return tar.open("rb")


def _of_nobody(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Without the server's own users and groups."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


async def _chunks(tar: BinaryIO) -> AsyncIterator[bytes]:
    with tar:
        while chunk := await asyncio.to_thread(tar.read, _CHUNK):
            yield chunk
