"""A run of one target: libFuzzer's options, what it says at its end, what it found."""

import importlib.util
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fuzzing.corpus import folder
from fuzzing.table import TARGETS

MEMORY = 512
"""Megabytes a target's process may hold, atheris and Python included: more is a finding."""
SLOW = 5
"""Seconds one case may take: more is a finding."""
_PATIENCE = 60  # seconds beyond those asked for: start, minimisation of a finding
_CASES = re.compile(r"^stat::number_of_executed_units:\s*(\d+)", re.MULTILINE)
_PEAK = re.compile(r"^stat::peak_rss_mb:\s*(\d+)", re.MULTILINE)
_SLOWEST = re.compile(r"^stat::slowest_unit_time_sec:\s*(\d+)", re.MULTILINE)


@dataclass(frozen=True)
class Outcome:
    """`peak_mb`: memory of the process. `found`: files that bring the findings back."""

    target: str
    cases: int
    seconds: float
    peak_mb: int
    slowest_s: int
    found: list[str]


def available() -> bool:
    """Whether atheris is there."""
    return importlib.util.find_spec("atheris") is not None


def run(target: str, *, seconds: int, cases: int, seed: int, findings: Path) -> Outcome:
    """`seconds` or `cases`, whichever is less; 0: no limit of that kind. New inputs are kept
    for this run only. Raises RuntimeError when the engine did not end as libFuzzer does."""
    findings.mkdir(parents=True, exist_ok=True)
    before = set(findings.iterdir())
    limits = [f"-max_total_time={seconds}", f"-runs={cases or -1}", f"-seed={seed}"]
    wanted = [*limits, f"-artifact_prefix={findings}/{target}-"]
    began = time.monotonic()
    said = _engine(target, wanted, seconds + _PATIENCE if seconds else None)
    found = sorted(path.name for path in set(findings.iterdir()) - before)
    if _CASES.search(said) is None and not found:
        raise RuntimeError(said[-4000:])
    if found:
        print(said[-4000:], file=sys.stderr)
    took = round(time.monotonic() - began, 1)
    return Outcome(
        target,
        _number(_CASES, said),
        took,
        _number(_PEAK, said),
        _number(_SLOWEST, said),
        found,
    )


def _engine(target: str, wanted: Sequence[str], patience: float | None) -> str:
    """What it said on its errors."""
    options = [
        f"-max_len={TARGETS[target].longest}",
        f"-rss_limit_mb={MEMORY}",
        f"-timeout={SLOW}",
        "-print_final_stats=1",
        "-close_fd_mask=1",
    ]
    command = [sys.executable, "-m", "fuzzing.engine", target, *wanted, *options]
    with tempfile.TemporaryDirectory(prefix="phientoa-fuzz-") as fresh:
        done = subprocess.run(
            [*command, fresh, str(folder(target))],
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            check=False,
            timeout=patience,
        )
    return done.stderr


def _number(pattern: re.Pattern[str], said: str) -> int:
    match = pattern.search(said)
    return 0 if match is None else int(match[1])
