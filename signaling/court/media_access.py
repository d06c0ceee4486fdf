"""Access to the relay: where it is, and tokens that say no more than a place in one room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import jwt
from livekit.api import AccessToken, TokenVerifier, VideoGrants

from hearing.ids import DeviceId, HearingId
from hearing.state import Room
from signaling.court.desired import RECORDER, Grant, courtroom, name_of

TOKEN_LIFE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Claim:
    """Who a media token speaks for, and in which room of the relay."""

    room: str
    identity: str


@dataclass(frozen=True, slots=True)
class MediaAccess:
    """url: the relay for this server and the recorder; public_url: for browsers."""

    url: str
    public_url: str
    key: str
    secret: str = field(repr=False)

    def token(
        self,
        hearing: HearingId,
        device: DeviceId,
        grant: Grant,
        room: Room = "courtroom",
        attributes: Mapping[str, str] | None = None,
    ) -> str:
        """A token for `device` in that one room of the hearing, good for joining in 10 minutes.

        What it may publish follows the floor; the reconciler changes it after joining.
        """
        return self._signed(
            device,
            VideoGrants(
                room_join=True,
                room=name_of(hearing, room),
                can_publish=grant.publish,
                can_publish_sources=sorted(grant.sources),
                can_subscribe=True,
                can_publish_data=False,
                can_update_own_metadata=False,
                hidden=grant.hidden,
            ),
            attributes,
        )

    def recorder_token(self, hearing: HearingId) -> str:
        """A token for the recorder: hidden, hears and sees, says nothing. There is none
        for the reception: what is said there is not of the record."""
        return self._signed(
            RECORDER,
            VideoGrants(
                room_join=True,
                room=courtroom(hearing),
                can_publish=False,
                can_subscribe=True,
                can_publish_data=False,
                can_update_own_metadata=False,
                hidden=True,
                recorder=True,
            ),
        )

    def try_token(self, hearing: HearingId, name: str) -> str:
        """A token for a room of `name` alone, in which a device tries its way to the relay.

        No device of the hearing, and no room of it (`desired.hearing_of` knows none such).
        """
        return self._signed(
            name,
            VideoGrants(
                room_join=True,
                room=self.try_room(hearing, name),
                can_publish=True,
                can_subscribe=False,
                can_publish_data=False,
                can_update_own_metadata=False,
            ),
        )

    @staticmethod
    def try_room(hearing: HearingId, name: str) -> str:
        """The name at the relay of the room in which `name` tries its way there."""
        return f"{hearing}.try-{name}"

    def claim(self, token: str) -> Claim | None:
        """What a token of ours says; None for any other, and for one that is over."""
        try:
            claims = TokenVerifier(self.key, self.secret).verify(token)
        except (jwt.InvalidTokenError, ValueError, TypeError):
            return None
        grants = claims.video
        if grants is None or not grants.room_join:
            return None
        return Claim(str(grants.room), str(claims.identity))

    def _signed(
        self, identity: str, grants: VideoGrants, attributes: Mapping[str, str] | None = None
    ) -> str:
        token = AccessToken(self.key, self.secret).with_identity(identity).with_grants(grants)
        if attributes:
            token = token.with_attributes(dict(attributes))
        return token.with_ttl(TOKEN_LIFE).to_jwt()
