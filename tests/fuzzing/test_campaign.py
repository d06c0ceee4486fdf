"""Rulings on the fuzzing itself: it runs, it counts, it finds, and says what it found."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from fuzzing import campaign

needs_atheris = pytest.mark.skipif(
    not campaign.available(), reason="atheris has no wheel for this machine"
)


@needs_atheris
def test_the_script_runs_so_many_cases_and_says_so(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "fuzzing", "--target", "stun", "--cases", "2000", "--json",
         "--findings", str(tmp_path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["holds"]
    assert told["cases"] >= 2000
    assert told["found"] == []
    assert 0 < told["targets"]["stun"]["peak_mb"] < campaign.MEMORY


@needs_atheris
def test_what_raises_is_found_and_its_input_kept(tmp_path: Path) -> None:
    """A parser with a hole, put in the place of a real one."""
    broken = (
        "import sys, types, fuzzing.engine\n"
        "def run(data):\n"
        "    if data[:1] == b'B': raise IndexError('a hole')\n"
        "hole = sys.modules['fuzzing.targets.stun'] = types.ModuleType('stun')\n"
        "hole.run = run\n"
        "fuzzing.engine.main(sys.argv[1:])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", broken, "stun", "-runs=100000", "-seed=1",
         f"-artifact_prefix={tmp_path}/"],
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    (kept,) = tmp_path.iterdir()
    assert kept.read_bytes()[:1] == b"B"
