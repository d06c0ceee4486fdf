"""What a whole hearing writes to its logs: ids, and nothing about people."""

import io
from collections.abc import Iterator

import pytest
import structlog

from hearing.commands import CloseHearing, Recess, Resume
from hearing.state import Status
from tests.hearing.cast import ACCUSED, HEARING, JUDGE
from tests.signaling.court.party import party, serving
from tests.signaling.court.world import World, until


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """All that is logged, as the product logs it."""
    out = io.StringIO()
    structlog.configure(
        processors=[structlog.processors.format_exc_info, structlog.processors.JSONRenderer()],
        logger_factory=structlog.PrintLoggerFactory(out),
    )
    yield out
    structlog.reset_defaults()


async def test_the_logs_of_a_hearing_hold_no_name_no_reason_no_token_and_no_cookie(
    written: io.StringIO, world: World
) -> None:
    await world.bring_to(Status.OPEN)
    world.recorder.broken = True
    async with serving(world.court) as server, party(server, JUDGE) as judge:
        token = (await judge.hear_a("media"))["token"]
        async with party(server, ACCUSED) as accused:
            await judge.command("start-01", "start_session")
            await accused.command("accused-1", "recess", reason="bí mật")
            await judge.say_raw('{"n": 3, "reason": "bí mật"}')
            await world.do(Recess(reason="bí mật"))
            await world.do(Resume())
            await judge.command("revoke-01", "revoke_seat", seat=ACCUSED.seat, reason="bí mật")
            await accused.closed_with()
        world.relay.down = True
        await world.do(CloseHearing())
        await until(lambda: "closed" in written.getvalue())
    logs = written.getvalue()
    assert HEARING in logs
    assert "recorder_failed" in logs
    for secret in (
        "Nguyễn",
        "Nguy\\u1ec5n",
        "bí mật",
        "b\\u00ed",
        token,
        f"pt-seat={JUDGE.seat}",
    ):
        assert secret not in logs
