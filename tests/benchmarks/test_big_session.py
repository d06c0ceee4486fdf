"""Rulings on the page about big sessions: it says what was measured."""

import pytest

from benchmarks.big_session import Asked, compare
from benchmarks.capacity import document


@pytest.mark.timeout(180)
async def test_watchers_of_all_speakers_are_measured_and_told() -> None:
    report = await compare(Asked(watchers=800, steps=[2], seconds=0.4))
    embedded = report["embedded"]
    assert isinstance(embedded, dict)
    (step,) = embedded["measured"]
    assert step["delivered"] > 0.9
    text = document(report)
    assert f"| embedded relay | 2 | 8 | {step['core_share']:.1%} |" in text
    assert f"| embedded relay | {embedded['watchers_one_core_carries']} |" in text
