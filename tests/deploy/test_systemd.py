"""Rulings on the units: systemd reads them without a complaint, and little is open to them."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.needs import missing

UNITS = sorted((Path(__file__).resolve().parents[2] / "deploy/systemd").glob("*.service"))
INSTALLED = "/opt/phientoa/bin/phientoa"
MOST_EXPOSED = 2.0  # of 10, as systemd reckons


@pytest.fixture(scope="module")
def analyze() -> str:
    found = shutil.which("systemd-analyze")
    if found is None:
        missing("systemd-analyze", "systemd is not on this machine")
    return found


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The units with the command where it is on this machine."""
    folder = tmp_path_factory.mktemp("units")
    command = str(Path(sys.executable).parent / "phientoa")
    for unit in UNITS:
        text = unit.read_text()
        assert INSTALLED in text
        (folder / unit.name).write_text(text.replace(INSTALLED, command))
    return [folder / unit.name for unit in UNITS]


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    return said


def test_there_is_a_unit_for_each_part() -> None:
    assert [unit.stem for unit in UNITS] == [
        "phientoa-hearing",
        "phientoa-recorder",
        "phientoa-relay",
    ]


def test_systemd_has_nothing_to_complain_of(analyze: str, here: list[Path]) -> None:
    said = _run(analyze, "verify", *map(str, here))
    assert not [line for line in said.splitlines() if "phientoa" in line]


def test_a_part_that_dies_is_started_again_for_ever() -> None:
    for unit in UNITS:
        lines = unit.read_text().splitlines()
        assert {"Restart=always", "StartLimitIntervalSec=0", "NoNewPrivileges=yes"} <= set(
            lines
        )


def test_little_is_open_to_them(analyze: str, here: list[Path]) -> None:
    for unit in here:
        limit = f"--threshold={int(MOST_EXPOSED * 10)}"
        _run(analyze, "security", "--offline=yes", limit, str(unit))
