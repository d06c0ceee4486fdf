"""A room of the relay with fake media: an honest participant and a hostile one."""

import asyncio
import atexit
from collections.abc import Callable

from tests.signaling.rtc.server.fakes import CAMERA, Device, House

_LOOP = asyncio.new_event_loop()
"""One for all cases: a new one for each would cost more than the case."""
atexit.register(_LOOP.close)


def sitting(scene: Callable[[House, Device, Device], None]) -> None:
    """Plays `scene` with (house, judge, hostile one); then the judge must be unharmed."""
    _LOOP.run_until_complete(_sitting(scene))


async def _sitting(scene: Callable[[House, Device, Device], None]) -> None:
    house = House()
    judge, bad = house.enters("dev_judge"), house.enters("dev_bad")
    sid = judge.publish("c", CAMERA)
    judge.inbox()
    scene(house, judge, bad)
    house.later(0.25)
    assert not judge.session.who.gone
    assert not judge.outbox.closed
    assert list(judge.session.who.publications) == [sid]
    assert len(bad.session.who.pending) <= bad.session.limits.tracks
    await house.rooms.stop()
