"""What breaks in a party's process is seen: neither swallowed nor told with its tokens."""

import asyncio
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from livekit import rtc

from signaling.rehearsal import company as companies
from signaling.rehearsal.messages import Troubled
from signaling.rehearsal.observer import Observer
from tests.waiting import until

TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJ2aWRlbyI6e319.c2lnbmF0dXJlLW9mLWl0"
PARTY = f"""
import sys
print("relay said no to {TOKEN}", file=sys.stderr)
print({Troubled(why="TR_1 of dev_j: ValueError").model_dump_json()!r}, flush=True)
sys.stdin.readline()
"""


async def test_a_partys_last_words_and_troubles_are_kept_without_its_tokens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def start() -> asyncio.subprocess.Process:
        pipe = asyncio.subprocess.PIPE
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", PARTY), stdin=pipe, stdout=pipe, stderr=pipe
        )

    monkeypatch.setattr(companies, "_start", start)
    async with companies.company(["clerk"]) as together:
        clerk = together.members["clerk"]
        await until(lambda: bool(clerk.troubles and clerk.words))
    assert clerk.troubles == ["TR_1 of dev_j: ValueError"]
    assert list(clerk.words) == ["relay said no to …"]
    assert clerk.failed is None


async def test_what_cannot_be_decoded_or_had_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, BaseException | None]] = []
    observer = Observer(
        lambda _: None, lambda: None, lambda what, error: told.append((what, error))
    )
    broken = ValueError("no picture")

    class Stream:
        def __init__(self, *_: object, **__: object) -> None:
            raise broken

    monkeypatch.setattr(rtc, "VideoStream", Stream)
    heard: dict[str, Any] = {}
    observer.watch(SimpleNamespace(on=heard.__setitem__))  # type: ignore[arg-type]
    judge = SimpleNamespace(identity="dev_j")
    camera = SimpleNamespace(kind=rtc.TrackKind.KIND_VIDEO, sid="TR_1")
    heard["track_subscribed"](camera, None, judge)
    await until(lambda: bool(told))
    heard["track_subscription_failed"](judge, "TR_2", "no such track")
    assert told == [("TR_1 of dev_j", broken), ("TR_2 of dev_j: no such track", None)]
