"""Bundles over REST: exported to a scratch folder, streamed as tar, and gone again."""

import asyncio
import json
import shutil
import tarfile
import tempfile
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from hearing.ids import HearingId
from recording import keys
from recording.export import export
from signaling.app.settings import Settings
from signaling.court.service import Court

_CHUNK = 256 * 1024


class Bundles:
    """The export of a hearing's record, and the trust file, for the API."""

    def __init__(self, settings: Settings, court: Court) -> None:
        self._settings = settings
        self._court = court

    async def stream(self, hearing: str) -> AsyncIterator[bytes]:
        """The bundle as a tar stream of one folder. Raises Refusal before the first byte."""
        bodies = [entry.body for entry in await self._court.entries(HearingId(hearing))]
        scratch = Path(tempfile.mkdtemp(prefix="export-", dir=self._settings.data_dir))
        try:
            tar = await asyncio.to_thread(self._packed, hearing, bodies, scratch)
        except BaseException:
            shutil.rmtree(scratch, ignore_errors=True)
            raise
        return _chunks(tar, scratch)

    async def trust(self) -> Mapping[str, object]:
        """What bundles are verified with."""
        told: Mapping[str, object] = json.loads(
            await asyncio.to_thread(keys.trust_file, self._settings.keys_dir)
        )
        return told

    def _packed(self, hearing: str, bodies: list[str], scratch: Path) -> Path:
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
            out.add(scratch / hearing, arcname=hearing)
        return tar


async def _chunks(tar: Path, scratch: Path) -> AsyncIterator[bytes]:
    """The file's bytes; afterwards, or when the reader went away, the scratch folder goes."""
    try:
        with tar.open("rb") as file:
            while chunk := await asyncio.to_thread(file.read, _CHUNK):
                yield chunk
    finally:
        await asyncio.to_thread(shutil.rmtree, scratch, True)
