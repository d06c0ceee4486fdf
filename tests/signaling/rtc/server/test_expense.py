"""Rulings on the price of messages."""

from livekit.protocol.rtc import AddTrackRequest, MuteTrackRequest, SignalRequest

from signaling.rtc.server.expense import units
from tests.signaling.rtc.server.fakes import House, settled


async def test_what_is_told_to_everybody_costs_more_in_a_full_room() -> None:
    house = House()
    session = house.enters("dev_0").session
    mute = SignalRequest(mute=MuteTrackRequest(sid="TR_x", muted=True))
    alone = units(session, mute)
    for number in range(1, 40):
        house.enters(f"dev_{number}")
    assert units(session, mute) >= alone + 9
    assert units(session, SignalRequest(ping=1)) == 1.0
    await house.rooms.stop()
    await settled()


async def test_a_track_costs_what_everybody_must_do_about_it() -> None:
    house = House()
    session = house.enters("dev_0").session
    assert units(session, SignalRequest(add_track=AddTrackRequest(cid="c"))) >= 10
    await house.rooms.stop()
    await settled()
