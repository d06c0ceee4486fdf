"""Rulings on hostile bytes: every input ever kept, and each of them damaged many times."""

import random
import time
import tracemalloc

import pytest

from fuzzing.corpus import damaged, kept
from fuzzing.table import TARGETS

SECONDS = 0.25
"""How long each target's inputs are damaged anew; the first round of them is always done."""
MEGABYTES = 16
"""What one case may hold at once: the relay reads at most 256 KiB of any message."""


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_what_was_kept_breaks_nothing(name: str) -> None:
    inputs = list(kept(name))
    assert inputs, f"no corpus of {name}"
    for _file, data in inputs:
        TARGETS[name].run(data)


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_what_was_kept_and_damaged_breaks_nothing(name: str) -> None:
    inputs = [data for _file, data in kept(name)]
    dice = random.Random(name)
    until = time.monotonic() + SECONDS
    rounds = 0
    while rounds == 0 or time.monotonic() < until:
        for data in inputs:
            for harmed in damaged(data, 1, dice):
                TARGETS[name].run(harmed[: TARGETS[name].longest])
        rounds += 1


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_no_case_holds_much_memory(name: str) -> None:
    inputs = [data for _file, data in kept(name)]
    TARGETS[name].run(inputs[0])  # what is made once is not a case's
    tracemalloc.start()
    try:
        for data in inputs:
            tracemalloc.reset_peak()
            before, _ = tracemalloc.get_traced_memory()
            TARGETS[name].run(data)
            _, peak = tracemalloc.get_traced_memory()
            assert peak - before < MEGABYTES << 20
    finally:
        tracemalloc.stop()
