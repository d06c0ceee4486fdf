"""Rulings on nonsense, by the thousand: only the documented refusal, and bounded state."""

import asyncio
from contextlib import suppress

import pytest
from google.protobuf.message import DecodeError
from hypothesis import given, settings
from hypothesis import strategies as st
from livekit.protocol.models import DataPacket
from livekit.protocol.rtc import SignalRequest

from hearing.refusal import Refusal
from signaling.rtc.server import join, tokens
from tests.signaling.rtc.server.fakes import CAMERA, KEYS, House

(ONEOF,) = SignalRequest.DESCRIPTOR.oneofs
NUMBERS = [field.number for field in ONEOF.fields]


def varint(value: int) -> bytes:
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def field(number: int, content: bytes) -> bytes:
    """A length-delimited field of protobuf's wire format."""
    return varint(number << 3 | 2) + varint(len(content)) + content


def number(field_number: int, value: int) -> bytes:
    """A varint field."""
    return varint(field_number << 3) + varint(value)


fields = st.recursive(
    st.binary(max_size=40),
    lambda inner: st.lists(
        st.builds(field, st.integers(1, 20), inner)
        | st.builds(number, st.integers(1, 20), st.integers(0, 9)),
        max_size=6,
    ).map(b"".join),
    max_leaves=12,
)
signals = st.builds(field, st.sampled_from(NUMBERS), fields)


@given(st.lists(signals, max_size=20))
@settings(max_examples=150, deadline=None)
def test_no_message_breaks_a_session_or_reaches_another(raws: list[bytes]) -> None:
    async def scene() -> None:
        house = House()
        judge, bad = house.enters("dev_judge"), house.enters("dev_bad")
        sid = judge.publish("c", CAMERA)
        judge.inbox()
        for raw in raws:
            try:
                bad.say(SignalRequest.FromString(raw))
            except (DecodeError, Refusal):
                continue
        house.later(0.25)
        assert not judge.session.who.gone
        assert list(judge.session.who.publications) == [sid]
        assert len(bad.session.who.pending) <= bad.session.limits.tracks
        await house.rooms.stop()

    asyncio.run(scene())


@given(st.lists(st.binary(max_size=60) | fields, max_size=20))
@settings(max_examples=150, deadline=None)
def test_no_data_packet_breaks_or_names_another_sender(raws: list[bytes]) -> None:
    async def scene() -> None:
        house = House()
        judge, bad = house.enters("dev_judge"), house.enters("dev_bad")
        for raw in raws:
            bad.peer.events.data("_reliable", raw)
        for _label, payload in judge.peer.received:
            assert DataPacket.FromString(payload).participant_identity == "dev_bad"
        await house.rooms.stop()

    asyncio.run(scene())


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda raw: raw.decode("latin-1")))
@settings(max_examples=500, deadline=None)
def test_no_token_and_no_join_request_is_more_than_refused(text: str) -> None:
    with pytest.raises(Refusal, match=r"rtc\.token"):
        tokens.verify(text, KEYS, 0.0)
    with suppress(Refusal):
        join.decode(text, 1000)
