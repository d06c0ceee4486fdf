"""When a party saw and heard another, and when a record is whole."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from signaling.rehearsal import verdict
from signaling.rehearsal.failure import RehearsalFailed
from signaling.rehearsal.messages import Observed
from signaling.rehearsal.outcome import Outcome
from signaling.rehearsal.plan import plan
from signaling.rehearsal.probe import Content
from signaling.rehearsal.verdict import Gap, Recorded, Share, Shares, Window

PLAN = plan(2, 8)
JUDGE, CLERK = PLAN.parties
DEVICES = {"presiding_judge": "dev_j", "clerk": "dev_c"}
BEFORE, AFTER = Window(10.0, 14.0), Window(17.0, 21.0)


def half_seconds(
    window: Window, colour: tuple[int, int, int], tone: float, device: str = "dev_c"
) -> list[Observed]:
    """What a party reports twice a second who decodes six frames and five tenths each time."""
    return [
        Observed(
            at=window.start + n / 2, device=device, colours=(colour,) * 6, tones=(tone,) * 5
        )
        for n in range(1, 9)
    ]


GOOD = [
    *half_seconds(BEFORE, CLERK.sign.colour, CLERK.sign.tone_hz),
    *half_seconds(AFTER, CLERK.sign.colour, CLERK.sign.tone_hz),
]


SILENT_AND_BLACK = [
    *half_seconds(BEFORE, (0, 0, 0), 0.0),
    *half_seconds(AFTER, CLERK.sign.colour, CLERK.sign.tone_hz),
]
JUDGES = (JUDGE.sign.colour, JUDGE.sign.tone_hz)


@pytest.mark.parametrize(
    ("observed", "seen", "heard"),
    [
        pytest.param(GOOD, True, True, id="all the time"),
        pytest.param(GOOD[:8], False, False, id="only before the recess"),
        pytest.param([], False, False, id="never"),
        pytest.param(
            [each.model_copy(update={"device": "dev_x"}) for each in GOOD],
            False,
            False,
            id="from another device",
        ),
        pytest.param(
            half_seconds(BEFORE, JUDGE.sign.colour, JUDGE.sign.tone_hz) + GOOD[8:],
            False,
            False,
            id="somebody else's sign before the recess",
        ),
        pytest.param(
            half_seconds(BEFORE, CLERK.sign.colour, 0.0) + GOOD[8:], True, False, id="silent"
        ),
        pytest.param(
            half_seconds(BEFORE, (0, 0, 0), CLERK.sign.tone_hz) + GOOD[8:],
            False,
            True,
            id="black",
        ),
        pytest.param(GOOD[:3] + GOOD[8:], False, False, id="only in the first moments"),
        pytest.param(GOOD[:5] + SILENT_AND_BLACK[5:], True, True, id="half of the time"),
        pytest.param(GOOD + half_seconds(BEFORE, *JUDGES)[:4], False, False, id="mixed up"),
    ],
)
def test_to_see_and_hear_takes_both_halves_of_the_session(
    observed: list[Observed], seen: bool, heard: bool
) -> None:
    """A row a way of missing somebody."""
    for shares, holds in ((verdict.seen, seen), (verdict.heard, heard)):
        found = shares(PLAN, DEVICES, {"presiding_judge": observed}, [BEFORE, AFTER])
        assert verdict.matrix(found) == {
            "presiding_judge": {"clerk": holds},
            "clerk": {"presiding_judge": False},
        }


def test_nobody_sees_anybody_where_there_was_no_session() -> None:
    """No window, no sight."""
    shares = verdict.seen(PLAN, DEVICES, {"presiding_judge": GOOD}, [])
    assert not verdict.matrix(shares)["presiding_judge"]["clerk"]


@pytest.mark.parametrize(
    ("gaps", "as_ordered"),
    [
        ([Gap(4.0, 7.0, "recess")], True),
        ([Gap(4.0, 10.9, "recess")], True),
        ([], False),
        ([Gap(4.0, 7.0, "suspended")], False),
        ([Gap(4.0, 4.5, "recess")], False),
        ([Gap(4.0, 12.0, "recess")], False),
        ([Gap(4.0, 7.0, "recess"), Gap(8.0, 9.0, "lost")], False),
    ],
)
def test_the_only_gap_is_the_recess(gaps: list[Gap], as_ordered: bool) -> None:
    """About as long as ordered."""
    assert verdict.gaps_as_ordered(gaps, 3.0) is as_ordered


def test_what_is_recorded_is_found_by_device_and_sign() -> None:
    """The clerk's track holds the judge's colour: not found."""
    contents = [
        Content("dev_j", "microphone", 7.9, tones=(JUDGE.sign.tone_hz,) * 79),
        Content("dev_j", "camera", 7.8, colours=(JUDGE.sign.colour,) * 90),
        Content("dev_c", "microphone", 8.0, tones=(CLERK.sign.tone_hz,) * 80),
        Content("dev_c", "camera", 8.0, colours=(JUDGE.sign.colour,) * 90),
    ]
    assert verdict.recorded(PLAN, DEVICES, contents) == {
        "presiding_judge": Recorded(7.9, 7.8, tone_found=True, colour_found=True),
        "clerk": Recorded(8.0, 8.0, tone_found=True, colour_found=False),
    }


ENOUGH = Share(right=30, strange=0, decoded=40, sent=60.0)
LITTLE = Share(right=2, strange=1, decoded=5, sent=60.0)


def outcome() -> Outcome:
    """One in which everything holds."""
    whole = Recorded(8.0, 8.0, tone_found=True, colour_found=True)
    return Outcome(
        PLAN,
        hearing="hrg_1",
        joined_ms=[800.0, 600.0],
        seen={"presiding_judge": {"clerk": (ENOUGH,)}, "clerk": {"presiding_judge": (ENOUGH,)}},
        heard={
            "presiding_judge": {"clerk": (ENOUGH,)},
            "clerk": {"presiding_judge": (ENOUGH,)},
        },
        bundle=Path("/records/hrg_1"),
        trust=Path("/records/hrg_1.trust.json"),
        verified=True,
        recorded={"presiding_judge": whole, "clerk": whole},
        gaps=(Gap(4.0, 7.0, "recess"),),
    )


def test_a_rehearsal_in_which_all_holds_is_ok() -> None:
    """And is told in the agreed words."""
    assert outcome().as_json() == {
        "ok": True,
        "hearing": "hrg_1",
        "joined_ms": [800.0, 600.0],
        "sees": {"presiding_judge": {"clerk": True}, "clerk": {"presiding_judge": True}},
        "hears": {"presiding_judge": {"clerk": True}, "clerk": {"presiding_judge": True}},
        "bundle": "/records/hrg_1",
        "trust": "/records/hrg_1.trust.json",
        "verified": True,
        "recorded": {
            key: {"audio_s": 8.0, "video_s": 8.0, "tone_found": True, "colour_found": True}
            for key in ("presiding_judge", "clerk")
        },
        "gaps": [{"from": 4.0, "to": 7.0, "reason": "recess"}],
        "failed": [],
    }


@pytest.mark.parametrize(
    "missing",
    [
        {"joined_ms": [800.0, None]},
        {"joined_ms": [800.0]},
        {"seen": {"presiding_judge": {"clerk": ()}, "clerk": {"presiding_judge": (ENOUGH,)}}},
        {
            "heard": {
                "presiding_judge": {"clerk": (ENOUGH,)},
                "clerk": {"presiding_judge": (LITTLE,)},
            }
        },
        {"seen": {}},
        {"heard": {}},
        {"verified": False},
        {"recorded": {}},
        {"recorded": {"presiding_judge": Recorded(8.0, 5.9, True, True)}},
        {"gaps": ()},
        {"failures": [RehearsalFailed("hỏng", "broken")]},
    ],
)
def test_a_rehearsal_of_which_anything_is_missing_is_not(missing: dict[str, Any]) -> None:
    """Each for a reason of its own."""
    wrong = replace(outcome(), **missing)
    assert wrong.as_json()["ok"] is False
    assert wrong.wrong()


def test_who_did_not_see_somebody_is_told_with_how_much_they_saw() -> None:
    """In each window: pictures with the other's sign, of those sent, and those without it."""
    seen: Shares = {
        "presiding_judge": {"clerk": (ENOUGH, LITTLE)},
        "clerk": {"presiding_judge": (ENOUGH,)},
    }
    wrong = replace(outcome(), seen=seen).wrong()
    assert [one.en for one in wrong] == [
        "presiding_judge does not see: clerk (30/60 +10, 2/60 +3)"
    ]
