"""What carries live media goes first, where the user may ask for that."""

import os
import subprocess
import sys

import pytest

from signaling.app import precedence

_ASK = (
    "import os; from signaling.app import precedence; before = os.nice(0);"
    "first = precedence.go_first(); print(int(first), before, os.nice(0))"
)


def test_a_process_goes_before_others_or_says_that_it_may_not() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _ASK], capture_output=True, text=True, check=True,
        start_new_session=True,
    )  # fmt: skip
    first, before, after = map(int, done.stdout.splitlines()[-1].split())
    assert after == (max(-20, before + precedence.STEPS) if first else before)


def test_who_may_not_ask_goes_on_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(steps: int) -> int:
        raise PermissionError(steps)

    monkeypatch.setattr(os, "nice", refused)
    assert not precedence.go_first()
