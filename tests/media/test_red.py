"""Rulings on redundant sound: passed through, renumbered, or only what is new."""

from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media import feedback, red, rtp
from media.published import Published
from tests.media.client import AUDIO_EXTENSIONS, LEVEL, MID, receiving, until
from tests.media.hall import AUDIO_SSRC, Hall, Seat
from tests.media.offers import section

RED = 63


def redundant(old: bytes, new: bytes, kind: int = 111) -> bytes:
    """As Chromium sends it: the packet of 20 ms before, then this one."""
    head = (0x80 | kind) << 24 | 960 << 10 | len(old)
    return head.to_bytes(4) + bytes([kind]) + old + new


def with_red(mid: str, direction: str, *lines: str) -> str:
    made = section(
        mid, "audio", direction, *AUDIO_EXTENSIONS, f"a=rtpmap:{RED} red/48000/2",
        f"a=fmtp:{RED} 111/111", *lines,
    )  # fmt: skip
    return made.replace("SAVPF 111", f"SAVPF 111 {RED}")


@pytest.fixture
async def hall() -> AsyncIterator[Hall]:
    opened = await Hall.open()
    yield opened
    await opened.close()


async def speaking(hall: Hall, *, wanted: bool = True) -> tuple[Seat, Published]:
    """A microphone whose browser can send RED."""
    speaker = await hall.seat()
    sound = Published("TR_a", "audio", cid="mic", stream="PA_x", source="microphone")
    sound.redundant = wanted
    speaker.peer.announce("mic", sound)
    lines = (f"a=ssrc:{AUDIO_SSRC} cname:x", "a=msid:- mic")
    speaker.offer(with_red("0", "a=sendonly", *lines))
    await speaker.client.connect()
    await until(lambda: speaker.heard.tracks)
    return speaker, sound


def says(speaker: Seat, payload: bytes, seq: int = 7) -> None:
    block = rtp.extension_block([(MID, b"0"), (LEVEL, bytes([20]))])
    speaker.client.rtp(rtp.build(RED, seq, seq * 960, AUDIO_SSRC, payload, extension=block))


async def listening(hall: Hall, sound: Published, audio: str) -> Seat:
    listener = await hall.seat()
    listener.peer.subscribe(sound)
    listener.offer(audio)
    await listener.client.connect()
    await until(lambda: listener.heard.connected_times)
    return listener


async def test_a_client_that_can_is_asked_for_red_first(hall: Hall) -> None:
    speaker, _ = await speaking(hall)
    assert speaker.answer is not None
    assert f"m=audio 9 UDP/TLS/RTP/SAVPF {RED} 111\r\n" in speaker.answer.sdp
    assert f"a=fmtp:{RED} 111/111" in speaker.answer.sdp


async def test_a_client_that_will_not_is_not_asked(hall: Hall) -> None:
    """Encrypted sound, for one, is never redundant."""
    speaker, _ = await speaking(hall, wanted=False)
    assert speaker.answer is not None
    assert "red/48000" not in speaker.answer.sdp


async def test_who_takes_red_gets_it_as_it_came(hall: Hall) -> None:
    speaker, sound = await speaking(hall)
    listener = await listening(hall, sound, with_red("0", "a=recvonly"))
    says(speaker, redundant(b"before", b"now"))
    await until(lambda: listener.client.packets)
    (heard,) = listener.client.packets
    assert (heard.payload_type, heard.payload) == (RED, redundant(b"before", b"now"))
    listener.client.rtcp(feedback.nack(1, heard.ssrc, [heard.seq]))
    await until(lambda: listener.peer.stats()["received"]["TR_a"]["repeated"])  # type: ignore[index]


async def test_who_does_not_gets_what_is_new(hall: Hall) -> None:
    """The recorder: what is recorded is what was said, once."""
    speaker, sound = await speaking(hall)
    listener = await listening(hall, sound, receiving("0", "audio"))
    says(speaker, redundant(b"before", b"now"))
    await until(lambda: listener.client.packets)
    (heard,) = listener.client.packets
    assert (heard.payload_type, heard.payload) == (111, b"now")


def test_blocks_take_the_subscribers_numbers() -> None:
    assert red.renamed(redundant(b"a", b"b"), 109) == redundant(b"a", b"b", 109)
    assert red.renamed(redundant(b"a", b"b"), 111) == redundant(b"a", b"b")


@pytest.mark.parametrize("garbage", [b"", b"\xef", redundant(b"long", b"")[:-1], b"\xef" * 9])
def test_garbage_is_nothing_new(garbage: bytes) -> None:
    assert red.primary(garbage) == b""
    assert red.renamed(garbage, 5) == garbage


@given(st.binary(max_size=40))
def test_anything_is_read_without_harm(payload: bytes) -> None:
    assert len(red.primary(payload)) <= len(payload)
    assert len(red.renamed(payload, 9)) == len(payload)
