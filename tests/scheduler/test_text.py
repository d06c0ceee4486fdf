"""Rulings on what people type."""

import unicodedata

import pytest

from hearing.refusal import Refusal
from scheduler.text import clean


def test_two_spellings_of_a_vietnamese_name_are_one() -> None:
    """Combining marks become the composed letters."""
    apart = unicodedata.normalize("NFD", "Nguyễn Thị Hòa")
    assert clean("name", apart) == "Nguyễn Thị Hòa"


def test_spaces_are_single_and_inside() -> None:
    """A name is not told apart by its spaces."""
    assert clean("name", "  Trần   Văn\u00a0Bình ") == "Trần Văn Bình"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("", "text.empty"),
        ("   ", "text.empty"),
        ("\u200d", "text.empty"),
        ("a\x00b", "text.control"),
        ("a\nb", "text.control"),
        ("a\u202eb", "text.control"),
        ("a\u200bb", "text.control"),
        ("a\ud800b", "text.control"),
        ("a\uffffb", "text.control"),
        ("a" * 201, "text.too_long"),
        ("a" * 100_000, "text.too_long"),
    ],
)
def test_what_cannot_be_a_name_is_refused(value: str, code: str) -> None:
    """Each with its own code, and the field it stands in."""
    with pytest.raises(Refusal) as refused:
        clean("name", value)
    assert (refused.value.code, refused.value.facts["field"]) == (code, "name")


def test_the_limit_counts_composed_letters() -> None:
    """200 letters are 200 letters, however they were typed."""
    assert len(clean("name", unicodedata.normalize("NFD", "ễ" * 200))) == 200
