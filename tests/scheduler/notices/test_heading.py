"""Rulings on names and subjects in a mail's head, read by RFC 2047 alone."""

import re
from base64 import b64decode
from quopri import decodestring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.notices.message import build
from scheduler.notices.notice import Occasion
from tests.scheduler.notices.notices import notice

LONG = "Nguyễn Thị Hồng Nhung và Đặng Trần Côn (người đại diện theo pháp luật của Công ty A)"
WORDS = st.lists(
    st.sampled_from([*LONG.split(), "a", "–", '"x",', "=?utf-8?q?y?="]), min_size=1
)


def read(header: str) -> str:
    """Encoded words, without what stands between them."""
    joined = re.sub(r"\?=\s+(?==\?)", "?=", header.replace("\r\n", ""))
    assert all(len(one) <= 75 for one in re.findall(r"=\?\S+?\?=", joined))
    return re.sub(r"=\?utf-8\?([bq])\?(.*?)\?=", _word, joined)


def _word(found: re.Match[str]) -> str:
    if found[1] == "b":
        return b64decode(found[2]).decode()
    return decodestring(found[2].replace("_", " ")).decode()


def to(name: str) -> str:
    head = build(notice(Occasion.REMINDER, name=name)).as_bytes().partition(b"\r\n\r\n")[0]
    assert max(map(len, head.split(b"\r\n"))) <= 78
    found = re.search(r"^To: (.*?)(?=\r\n\S|\Z)", head.decode("ascii"), re.S | re.M)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("name", [LONG, "ễ" * 200, "=?utf-8?q?evil?=", "Án, Nguyễn <a@b.vn>"])
def test_a_name_is_read_as_it_is_written(name: str) -> None:
    assert read(to(name)) == f"{name} <thuy@mail.example>"


@settings(deadline=None, max_examples=60)
@given(WORDS)
def test_no_space_of_a_long_name_is_lost(words: list[str]) -> None:
    name = f"Ô {' '.join(words)}"[:200].strip()
    assert read(to(name)) == f"{name} <thuy@mail.example>"
