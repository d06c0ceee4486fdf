"""Rulings on the demo: which hearing is kept, and what is remembered of an earlier start."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from signaling.app.demo import kept, stage
from signaling.app.demo.kept import Kept

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "ended", "still"),
    [
        ("scheduled", timedelta(hours=-1), True),
        ("scheduled", timedelta(), False),
        ("in_session", timedelta(hours=1), True),
        ("recess", timedelta(hours=12), False),
        ("closed", timedelta(hours=-1), False),
        ("cancelled", timedelta(hours=-1), False),
    ],
)
def test_a_hearing_is_booked_again_only_when_there_is_none_to_hold(
    state: str, ended: timedelta, still: bool
) -> None:
    told = {"state": state, "ends_at": (NOW - ended).isoformat()}
    assert stage.to_be_held(told, NOW) is still


def test_what_an_earlier_start_kept_is_the_owners_alone(tmp_path: Path) -> None:
    known = Kept(hearing="hrg_x", staff={"clerk": "a"})
    kept.write(tmp_path, known)
    assert kept.read(tmp_path) == known
    assert stat.S_IMODE((tmp_path / kept.NAME).stat().st_mode) == 0o600


def test_what_cannot_be_read_is_made_again(tmp_path: Path) -> None:
    assert kept.read(tmp_path) == Kept()
    (tmp_path / kept.NAME).write_text("{")
    assert kept.read(tmp_path) == Kept()


def test_passwords_differ_and_are_long_enough() -> None:
    made = {stage.password() for _ in range(50)}
    assert len(made) == 50
    assert all(len(one) == 14 for one in made)
