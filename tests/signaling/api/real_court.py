"""The court itself, without recorder and relay: its ledger and REST on one database."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from hearing.ids import HearingId
from scheduler.database import open_engine
from signaling.court.announcing import announce, keep_deadlines, together
from signaling.court.desired import Grant, Participant
from signaling.court.media_access import MediaAccess
from signaling.court.ports import RecordingWanted
from signaling.court.service import Court
from signaling.post.following import Following
from tests.scheduler.world import NOW, migrated
from tests.signaling.api.world import PUBLIC, Api, installation


class NoRecorder:
    """A recorder that obeys at once."""

    async def converge(self, want: RecordingWanted) -> bool:
        """Done."""
        return True

    def recording(self, hearing: HearingId) -> bool:
        """Always."""
        return True


@dataclass
class NoRelay:
    """A relay without participants."""

    rooms: set[str] = field(default_factory=set)

    async def names(self) -> frozenset[str]:
        """All rooms."""
        return frozenset(self.rooms)

    async def participants(self, room: str) -> tuple[Participant, ...]:
        """Nobody."""
        return ()

    async def create(self, room: str) -> None:
        """Make a room."""
        self.rooms.add(room)

    async def delete(self, room: str) -> None:
        """End a room."""
        self.rooms.discard(room)

    async def remove(self, room: str, identity: str) -> None:
        """Nobody is there."""

    async def grant(self, room: str, identity: str, grant: Grant) -> None:
        """Nobody is there."""

    async def close(self) -> None:
        """Nothing to close."""


@asynccontextmanager
async def with_court(url: str) -> AsyncIterator[tuple[Api, Court]]:
    async with migrated(url):
        engine = open_engine(url)
        media = MediaAccess("ws://relay", "ws://relay", "key", "secret" * 8)
        court = Court(
            engine,
            lambda: NOW,
            media,
            NoRecorder(),
            PUBLIC,
            rooms=NoRelay(),
            beside=together(keep_deadlines, announce, Following(os.urandom, ("mail",))),
        )
        await court.start()
        try:
            async with installation(url, court=court) as api:
                await api.fill()
                yield api, court
        finally:
            await court.stop()
            await engine.dispose()
