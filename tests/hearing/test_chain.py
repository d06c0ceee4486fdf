import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearing.chain import GENESIS, ChainBroken, canonical, link, walk


def a_ledger(length: int) -> list[str]:
    bodies: list[str] = []
    previous = GENESIS
    for seq in range(1, length + 1):
        bodies.append(canonical({"seq": seq, "prev": previous.hex(), "said": f"điều {seq}"}))
        previous = link(bodies[-1])
    return bodies


def test_a_ledger_that_continues_itself_is_walked_to_its_end() -> None:
    bodies = a_ledger(5)
    assert [seq for seq, _ in walk(bodies)] == [1, 2, 3, 4, 5]
    assert walk(bodies)[-1][1] == link(bodies[-1])
    assert walk([]) == []


@given(st.data())
def test_any_edited_character_is_found_or_leaves_only_the_last_row_in_doubt(
    data: st.DataObject,
) -> None:
    bodies = a_ledger(4)
    row = data.draw(st.integers(0, 3))
    at = data.draw(st.integers(0, len(bodies[row]) - 1))
    other = data.draw(st.characters(codec="utf-8").filter(lambda c: c != bodies[row][at]))
    head = walk(bodies)[-1][1]
    bodies[row] = bodies[row][:at] + other + bodies[row][at + 1 :]
    try:
        found = walk(bodies)
    except ChainBroken:
        return
    assert row == 3  # nothing follows the last row; its hash is what others signed
    assert found[-1][1] != head


@pytest.mark.parametrize("row", range(3))
def test_a_removed_row_is_found(row: int) -> None:
    bodies = a_ledger(4)
    del bodies[row]
    with pytest.raises(ChainBroken) as broken:
        walk(bodies)
    assert broken.value.line == row + 1


def test_two_rows_changing_places_are_found() -> None:
    first, second, third = a_ledger(3)
    with pytest.raises(ChainBroken):
        walk([first, third, second])


@pytest.mark.parametrize("body", ["", "{", "[]", "1", '{ "seq":1}', '{"seq":1,"prev":""}'])
def test_what_is_not_a_row_is_refused(body: str) -> None:
    with pytest.raises(ChainBroken):
        walk([body])


def test_equal_values_have_equal_bytes_and_keep_vietnamese() -> None:
    value = {"b": 1, "a": "Thẩm phán"}
    assert canonical(value) == '{"a":"Thẩm phán","b":1}'
    assert canonical(json.loads(canonical(value))) == canonical(value)
