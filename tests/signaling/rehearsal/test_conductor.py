"""A rehearsal's course, held with real LiveKit clients in a court of cardboard."""

import pytest

from signaling.rehearsal import verdict
from signaling.rehearsal.company import company
from signaling.rehearsal.conductor import Conductor
from signaling.rehearsal.failure import RehearsalFailed
from signaling.rehearsal.host import Installation
from signaling.rehearsal.plan import plan
from tests.livekit import LiveKit
from tests.signaling.rehearsal.court import CardboardCourt, served

pytestmark = [pytest.mark.livekit, pytest.mark.slow]


def quietly(vi: str, en: str) -> None:
    """Progress that nobody reads."""


async def test_three_parties_see_and_hear_each_other_before_and_after_the_recess(
    livekit: LiveKit,
) -> None:
    """Judged from what each of them decodes."""
    court, rehearsal = CardboardCourt(livekit), plan(3, 6)
    booked = court.booked(rehearsal)
    async with served(court) as url, company([p.key for p in rehearsal.parties]) as together:
        conductor = Conductor(rehearsal, booked, Installation(url, "", None), together, quietly)
        await conductor.hold()
        observed = {key: member.observed for key, member in together.members.items()}
        joined = [member.joined_ms for member in together.members.values()]
    assert court.asked == ["open_hearing", "start_session", "recess", "resume", "close_hearing"]
    assert conductor.course.troubles == []
    windows = conductor.course.windows
    matrices = [
        verdict.matrix(shares(rehearsal, booked.device_of, observed, windows))
        for shares in (verdict.seen, verdict.heard)
    ]
    assert all(all(row.values()) for matrix in matrices for row in matrix.values()), matrices
    assert all(ms is not None and 0 < ms < 30_000 for ms in joined)


async def test_a_refused_command_ends_the_rehearsal_and_says_why(livekit: LiveKit) -> None:
    """With the refusal's code, and no process is left."""
    court = CardboardCourt(livekit, refuses={"start_session": "hearing.state"})
    rehearsal = plan(2, 4)
    async with served(court) as url, company([p.key for p in rehearsal.parties]) as together:
        at = Installation(url, "", None)
        conductor = Conductor(rehearsal, court.booked(rehearsal), at, together, quietly)
        with pytest.raises(RehearsalFailed, match=r"start_session was refused: hearing\.state"):
            await conductor.hold()
    assert all(member.process.returncode == 0 for member in together.members.values())
