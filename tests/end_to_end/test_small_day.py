"""A small court's day from the demo's start to the check of the record.

Looked at is only what no other test shows: a full courtroom, and what leads into it.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from signaling.rehearsal.signs import SIGNS, Sign
from tests.end_to_end import day_in_court, day_lobby, day_record
from tests.end_to_end.fake_devices import FakeDevice
from tests.end_to_end.small_day import small_day

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(1200)]


def test_seven_tabs_of_one_browser_and_a_points_screen_hold_a_whole_hearing(
    playwright: Playwright,
    chromium: Path,
    device_of: Callable[[Sign], FakeDevice],
    tmp_path: Path,
) -> None:
    with small_day(playwright, chromium, device_of(SIGNS[7]), tmp_path) as day:
        day_lobby.everybody_arrives(day)
        day_in_court.the_judge_opens_the_room(day)
        day_in_court.the_clerk_checks_identities(day)
        day_in_court.the_clerk_admits(day)
        day_in_court.the_session_is_recorded(day)
        day_in_court.somebody_is_muted(day)
        day_in_court.somebody_is_sent_back_and_admitted_again(day)
        day_in_court.the_point_calls_for_help(day)
        day_in_court.nothing_is_recorded_in_a_recess(day)
        day_in_court.counsel_moves_to_another_device(day)
        day_in_court.the_judge_closes(day)
        day_record.the_clerk_signs_in_and_finds_the_record(day, tmp_path)
