"""Rulings on what each office may do: the whole table, written down a second time."""

import pytest

from signaling.accounts.rights import EVERYWHERE, NAMES, Office, Post, Right, courts_where, may

MATRIX = """
                  found look_up enter_data read book command invite record enter accounts audit check attest
administrator     x     x       x          x    .    .       .      .      .     x        x     x     .
registrar         .     x       x          x    x    .       x      .      .     .        .     x     x
clerk             .     x       x          x    .    x       x      x      x     .        .     x     x
presiding_judge   .     x       .          x    .    x       .      x      x     .        .     .     x
judge             .     x       .          x    .    .       .      x      x     .        .     .     x
assessor          .     x       .          x    .    .       .      .      x     .        .     .     .
technical_officer .     x       .          x    .    .       .      .      x     .        .     x     .
"""  # noqa: E501 - a table


def _cells() -> list[tuple[Office, Right, bool]]:
    head, *rows = [line.split() for line in MATRIX.strip().splitlines()]
    return [
        (Office(row[0]), Right(right), mark == "x")
        for row in rows
        for right, mark in zip(head, row[1:], strict=True)
    ]


@pytest.mark.parametrize(("office", "right", "allowed"), _cells())
def test_the_table_of_rights(office: Office, right: Right, allowed: bool) -> None:
    """At one's own court, at no other, and not for the whole installation."""
    posts = [Post(office, "crt_1")]
    assert may(posts, right, "crt_1") == allowed
    assert not may(posts, right, "crt_2")
    assert not may(posts, right, None)


def test_the_table_is_whole() -> None:
    """Every office and every right; every office has a name."""
    cells = _cells()
    assert {(office, right) for office, right, _ in cells} == {
        (office, right) for office in Office for right in Right
    }
    assert set(NAMES) == set(Office)


def test_rights_add_up_over_offices() -> None:
    """A clerk here and a listing officer there is each where they are it."""
    posts = [Post(Office.CLERK, "crt_1"), Post(Office.REGISTRAR, "crt_2")]
    assert courts_where(posts, Right.BOOK) == frozenset({"crt_2"})
    assert courts_where(posts, Right.READ) == frozenset({"crt_1", "crt_2"})
    assert courts_where(posts, Right.AUDIT) == frozenset()
    everywhere = [*posts, Post(Office.ADMINISTRATOR, None)]
    assert courts_where(everywhere, Right.AUDIT) is EVERYWHERE
    assert courts_where(everywhere, Right.RECORD) == frozenset({"crt_1"})
