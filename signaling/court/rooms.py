"""The relay's rooms through LiveKit's public server API (embedded relay and livekit-server)."""

import asyncio
from collections.abc import Awaitable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import aiohttp
from livekit.api import LiveKitAPI, ServerError
from livekit.protocol.models import ParticipantInfo, ParticipantPermission, TrackSource
from livekit.protocol.room import (
    CreateRoomRequest,
    DeleteRoomRequest,
    ListParticipantsRequest,
    ListRoomsRequest,
    RoomParticipantIdentity,
    UpdateParticipantRequest,
)

from signaling.court.desired import SOURCES, Grant, Participant
from signaling.court.media_access import MediaAccess
from signaling.court.ports import RelayUnreachable

_TIMEOUT_S = 3.0
_EMPTY_S = 600  # a courtroom stays while people are away; the reconciler ends it
_T = TypeVar("_T")

_SOURCE: Mapping[str, TrackSource] = {
    "camera": TrackSource.CAMERA,
    "microphone": TrackSource.MICROPHONE,
    "screen_share": TrackSource.SCREEN_SHARE,
    "screen_share_audio": TrackSource.SCREEN_SHARE_AUDIO,
}
_NAME = {value: name for name, value in _SOURCE.items()}


class LiveKitRooms:
    """`Rooms` by livekit-api. Every call ends within 3 s."""

    def __init__(self, access: MediaAccess) -> None:
        self._access = access
        self._client: LiveKitAPI | None = None

    async def names(self) -> frozenset[str]:
        """All rooms that exist."""
        answer = await self._asked(self._api.room.list_rooms(ListRoomsRequest()))
        return frozenset(room.name for room in answer.rooms) if answer else frozenset()

    async def participants(self, room: str) -> tuple[Participant, ...]:
        """Who is in `room`.

        The node of a cluster that had it may have died: it is then made again, which leads it
        to another, and asked about in the next round.
        """
        request = ListParticipantsRequest(room=room)
        try:
            answer = await self._asked(self._api.room.list_participants(request))
        except RelayUnreachable:
            await self.create(room)
            raise
        return tuple(_participant(info) for info in answer.participants) if answer else ()

    async def create(self, room: str) -> None:
        """Make `room`."""
        request = CreateRoomRequest(
            name=room, empty_timeout=_EMPTY_S, departure_timeout=_EMPTY_S
        )
        await self._asked(self._api.room.create_room(request))

    async def delete(self, room: str) -> None:
        """End `room`."""
        await self._asked(self._api.room.delete_room(DeleteRoomRequest(room=room)))

    async def remove(self, room: str, identity: str) -> None:
        """Put a participant out."""
        request = RoomParticipantIdentity(room=room, identity=identity)
        await self._asked(self._api.room.remove_participant(request))

    async def grant(self, room: str, identity: str, grant: Grant) -> None:
        """Set what a participant may do."""
        request = UpdateParticipantRequest(
            room=room, identity=identity, permission=_permission(grant)
        )
        await self._asked(self._api.room.update_participant(request))

    async def close(self) -> None:
        """Let go of the connections."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    @property
    def _api(self) -> LiveKitAPI:
        if self._client is None:  # made inside the running loop, as aiohttp asks
            self._client = LiveKitAPI(
                self._access.url, self._access.key, self._access.secret, failover=False
            )
        return self._client

    async def _asked(self, call: Awaitable[_T]) -> _T | None:
        """The answer; None for "no such room or participant". Raises RelayUnreachable."""
        try:
            async with asyncio.timeout(_TIMEOUT_S):
                return await call
        except ServerError as error:
            if error.code == "not_found":
                return None
            raise RelayUnreachable(error.code) from error
        except (aiohttp.ClientError, OSError) as error:  # OSError: TimeoutError too
            raise RelayUnreachable(type(error).__name__) from error


def _participant(info: ParticipantInfo) -> Participant:
    allowed = info.permission
    named = frozenset(
        _NAME[source] for source in allowed.can_publish_sources if source in _NAME
    )
    # LiveKit: no sources listed means all of them.
    sources = (named or SOURCES) if allowed.can_publish else frozenset[str]()
    return Participant(
        identity=info.identity,
        grant=Grant(publish=allowed.can_publish, sources=sources, hidden=allowed.hidden),
        joined_at=_joined_at(info),
    )


def _joined_at(info: ParticipantInfo) -> datetime:
    """To the millisecond; of a relay that tells whole seconds, the last it can have been."""
    ms = info.joined_at_ms or info.joined_at * 1000 + 999
    return datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=ms)


def _permission(grant: Grant) -> ParticipantPermission:
    return ParticipantPermission(
        can_subscribe=True,
        can_publish=grant.publish,
        can_publish_data=False,
        can_publish_sources=sorted(_SOURCE[source] for source in grant.sources),
        hidden=grant.hidden,
        can_update_metadata=False,
    )
