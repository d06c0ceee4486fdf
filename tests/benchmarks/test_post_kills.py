"""Ruling on senders that die: nothing is lost, and nobody is told two things."""

import pytest

from benchmarks.post_kills import measure


@pytest.mark.postgres
@pytest.mark.slow
@pytest.mark.timeout(420)
async def test_three_senders_that_are_killed_lose_and_double_nothing(postgres_url: str) -> None:
    """In the midst of sessions and anywhere else. A repeat is the very same mail."""
    report = await measure(postgres_url, hearings=5, kills=4, senders=3, seed=7)
    assert report["notices"] == 10
    assert report["lost"] == report["differing"] == report["dead_links"] == 0
    assert report["mails"] == 10 + report["repeats"]
    assert report["repeats"] <= report["kills"]
