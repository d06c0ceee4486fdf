"""Rulings on what a run of the tests says of those that passed at the second try."""

import subprocess
import sys
from pathlib import Path

HOOK = "from tests.second_tries import tell as pytest_terminal_summary"
TESTS = """
from pathlib import Path

def test_only_the_second_time():
    been = Path("been")
    first = not been.exists()
    been.touch()
    print("heard at the first try")
    assert not first

def test_never():
    assert False
"""
ROOT = Path(__file__).parents[1]


def closing(folder: Path) -> str:
    """What pytest says of `TESTS`."""
    (folder / "hook.py").write_text(HOOK)
    (folder / "test_it.py").write_text(TESTS)
    (folder / "pytest.ini").write_text("[pytest]\n")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "--reruns",
            "1",
            "-p",
            "hook",
            "-p",
            "no:cacheprovider",
        ],
        cwd=folder,
        env={"PYTHONPATH": f"{folder}:{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


def test_a_first_failure_is_told_in_full_and_a_second_one_refuses(tmp_path: Path) -> None:
    said = closing(tmp_path)
    told = said.partition("TRIED AGAIN")[2]
    assert "test_only_the_second_time" in told
    assert "heard at the first try" in told
    assert "FAILED test_it.py::test_never" in told
    assert "FAILED test_it.py::test_only_the_second_time" not in told
    assert "1 failed, 1 passed, 2 rerun" in told
