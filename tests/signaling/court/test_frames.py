import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signaling.court.frames import BURST, RATE, FrameGate, FrameRefused
from signaling.court.protocol import MAX_FRAME


def ping(n: int, **more: object) -> str:
    return json.dumps({"n": n, "type": "ping", **more})


def code_of(gate: FrameGate, raw: str | bytes, now: float = 0.0) -> str:
    try:
        gate.read(raw, now)
    except FrameRefused as error:
        return error.refusal.code
    return "obeyed"


def test_frames_are_obeyed_in_their_order() -> None:
    gate = FrameGate(0.0)
    assert [gate.read(ping(n), 0.0).n for n in (1, 2, 3)] == [1, 2, 3]


def test_a_number_is_used_once_and_none_is_left_out() -> None:
    gate = FrameGate(0.0)
    said = [code_of(gate, ping(n)) for n in (1, 1, 3, 2, 3, 2, 4)]
    assert said == [
        "obeyed",
        "frame.duplicate",
        "frame.out_of_order",
        "obeyed",
        "obeyed",
        "frame.duplicate",
        "obeyed",
    ]


def test_a_malformed_frame_uses_its_number_up_and_an_unreadable_one_none() -> None:
    gate = FrameGate(0.0)
    assert code_of(gate, ping(1, extra=True)) == "frame.malformed"
    assert code_of(gate, "nonsense") == "frame.malformed"
    assert code_of(gate, ping(2)) == "obeyed"


@pytest.mark.parametrize(
    ("size", "said"), [(MAX_FRAME, "frame.malformed"), (MAX_FRAME + 1, "frame.oversized")]
)
def test_the_limit_counts_bytes_not_letters(size: int, said: str) -> None:
    padding = size - len(ping(1, x="").encode())
    letters = "ắ" * (padding // 3) + "a" * (padding % 3)
    frame = f'{{"n": 1, "type": "ping", "x": "{letters}"}}'
    assert len(frame.encode()) == size
    assert code_of(FrameGate(0.0), frame) == said


def test_twenty_a_second_are_obeyed_for_as_long_as_one_likes() -> None:
    gate = FrameGate(0.0)
    said = {code_of(gate, ping(n), n / RATE) for n in range(1, 2000)}
    assert said == {"obeyed"}


def test_more_are_refused_beyond_a_burst_and_obeyed_again_later() -> None:
    gate = FrameGate(0.0)
    burst = int(BURST)
    said = [code_of(gate, ping(n), 0.0) for n in range(1, burst + 11)]
    assert said == ["obeyed"] * burst + ["frame.too_many"] * 10
    assert code_of(gate, ping(burst + 11), 1.0) == "obeyed"


def test_a_refusal_names_the_command_it_is_about() -> None:
    gate = FrameGate(0.0)
    raw = json.dumps({"n": 1, "type": "command", "id": "12345678", "command": {"type": "fly"}})
    with pytest.raises(FrameRefused) as refused:
        gate.read(raw, 0.0)
    assert (refused.value.n, refused.value.command) == (1, "12345678")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
frames = st.fixed_dictionaries(
    {},
    optional={
        "n": st.integers(-2, 5) | json_values,
        "type": st.sampled_from(["command", "ping", "media_token"]) | json_values,
        "id": st.sampled_from(["12345678", "x"]) | json_values,
        "command": st.fixed_dictionaries(
            {"type": st.sampled_from(["recess", "hold_floor", "seat_person"]) | json_values},
            optional={"reason": json_values, "device": json_values, "role": json_values},
        )
        | json_values,
    },
)


@given(st.lists(frames.map(json.dumps) | st.text() | st.binary(), max_size=12))
def test_whatever_is_sent_is_obeyed_or_refused_with_a_code(sent: list[str | bytes]) -> None:
    gate = FrameGate(0.0)
    said = {code_of(gate, raw) for raw in sent}
    assert said <= {
        "obeyed",
        "frame.malformed",
        "frame.oversized",
        "frame.duplicate",
        "frame.out_of_order",
    }
