"""Rulings on tokens for trying the relay. Those of the hearing's rooms: test_rooms.py."""

import jwt

from hearing.ids import HearingId
from signaling.court.desired import hearing_of
from signaling.court.media_access import MediaAccess

HEARING = HearingId("hrg_0123456789abcdef")


def test_a_room_for_trying_is_no_room_of_the_hearing() -> None:
    """Whoever tries hears nobody, and the hearing knows nothing of it."""
    access = MediaAccess("ws://relay", "wss://relay.example", "key", "s" * 40)
    claims = jwt.decode(
        access.try_token(HEARING, "lnk_1"), "s" * 40, algorithms=["HS256"], issuer="key"
    )
    video = claims["video"]
    assert claims["sub"] == "lnk_1"
    assert video["room"] == f"{HEARING}.try-lnk_1"
    assert hearing_of(video["room"]) is None
    assert video["canPublish"] is True
    assert video["canSubscribe"] is False
