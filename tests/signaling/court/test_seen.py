"""Rulings on whose picture the relay is told to keep for everybody."""

import pytest

from hearing.ids import DeviceId
from media.congestion.allocate import KEPT
from signaling.court.seen import attributes
from tests.hearing.cast import BENCH, DOCK, GALLERY_SCREEN, LAPTOP, a_hearing


@pytest.mark.parametrize(
    ("device", "must"),
    [(BENCH, True), (DOCK, True), (LAPTOP, False), (GALLERY_SCREEN, False)],
)
def test_judge_and_accused_must_be_seen_and_no_names_are_said(
    device: DeviceId, must: bool
) -> None:
    said = attributes(a_hearing(), device)
    assert said == ({KEPT: "always"} if must else {})
