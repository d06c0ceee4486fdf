"""Rulings on the process that makes a list: it says what it finds, and ends unwanted."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from scheduler.listing.problem import Problem
from scheduler.listing.wire import listing_read, problem_read, problem_told
from tests.scheduler.listing.week import case, problem


def _said(asked: Problem, environment: dict[str, str] | None = None) -> list[dict[str, Any]]:
    """Every line of a process that is given a job and nobody to wait for it."""
    job = json.dumps({"problem": problem_told(asked), "seconds": 60}) + "\n"
    done = subprocess.run(
        [sys.executable, "-m", "scheduler.listing.process"],
        input=job,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        env={**os.environ, **(environment or {})},
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_problem_is_the_same_on_the_other_side() -> None:
    """Through JSON, whose keys are text."""
    asked = problem(case("a", windows=((30, 60),), needs=("counsel",)), case("b"))
    assert problem_read(json.loads(json.dumps(problem_told(asked)))) == asked


def test_the_first_list_is_said_even_if_nobody_waits() -> None:
    """Its input has ended before it began."""
    lines = _said(problem(*(case(str(number), 5 + number % 9) for number in range(80))))
    assert list(lines[-1]) == ["done", "unplaced"]
    assert listing_read(lines[-1]["done"]).placed


def test_without_the_extra_it_says_so(tmp_path: Path) -> None:
    """A code, no traceback."""
    without = "import sys\nsys.modules['ortools'] = None\n"
    (tmp_path / "sitecustomize.py").write_text(without)
    lines = _said(problem(case("a")), {"PYTHONPATH": str(tmp_path)})
    assert lines == [{"refused": "listing.no_solver"}]
