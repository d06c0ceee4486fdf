"""Rulings on offers: real ones are read, too much and nonsense is refused by its code."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearing.refusal import Refusal
from media import description, sdp
from media.limits import Limits
from tests.media import offers
from tests.media.offers import offer, section

LIMITS = Limits()


def test_chromiums_first_offer_is_read() -> None:
    read = sdp.parse(offers.recorded(offers.CHROMIUM_FIRST), LIMITS)
    kinds = [s.kind for s in read.sections]
    assert kinds == ["audio"] * 3 + ["video"] * 3 + ["application"]
    assert all(s.receives and not s.sends for s in read.sections[:6])
    assert read.ufrag
    assert read.fingerprints[0][0] == "sha-256"
    assert read.sections[3].codecs[96].name == "vp8"
    assert "nack pli" in read.sections[3].codecs[96].feedback


def test_a_simulcast_camera_is_read_with_its_layers() -> None:
    read = sdp.parse(offers.recorded(offers.CHROMIUM_PUBLISHING), LIMITS)
    camera = next(s for s in read.sections if s.kind == "video" and s.sends)
    assert camera.rids == ["q", "h", "f"]
    assert description.RID in camera.extensions
    assert camera.track


def test_a_python_microphone_is_read_with_its_source() -> None:
    read = sdp.parse(offers.recorded(offers.PYTHON_PUBLISHING), LIMITS)
    microphone = next(s for s in read.sections if s.kind == "audio" and s.sends)
    assert len(microphone.ssrcs) == 1
    assert microphone.codecs[111].rate == 48000


def test_a_section_waiting_for_its_bundle_is_not_rejected() -> None:
    read = sdp.parse(
        offer([section("0"), section("1", "audio", "a=bundle-only", port=0)]), LIMITS
    )
    assert [s.rejected for s in read.sections] == [False, False]
    read = sdp.parse(offer([section("0"), section("1", port=0)]), LIMITS)
    assert [s.rejected for s in read.sections] == [False, True]


def test_a_repair_source_is_known_as_such() -> None:
    lines = ("a=ssrc-group:FID 5 6", "a=ssrc:5 cname:x", "a=ssrc:6 cname:x")
    (video,) = sdp.parse(offer([section("0", "video", *lines)]), LIMITS).sections
    assert (video.ssrcs, video.repairs) == ([5, 6], {6})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "rtc.sdp.malformed"),
        ("nonsense", "rtc.sdp.malformed"),
        (offer([]), "rtc.sdp.malformed"),
        (offer([section("0")], head="v=0\r\n"), "rtc.sdp.malformed"),
        (offer([section("0"), section("0")]), "rtc.sdp.malformed"),
        (offer([section("")]), "rtc.sdp.malformed"),
        (offer([section("0", "audio", "a=mid:" + "x" * 99)]), "rtc.sdp.malformed"),
        (offer(["m=audio x y\r\n"]), "rtc.sdp.malformed"),
        (offer(["m=audio 9 P 1\r\na=mid:0\r\n"]), "rtc.sdp.malformed"),
        (offer(["m=text 9 P 1\r\na=mid:0\r\n"]), "rtc.sdp.unsupported"),
        (offer([section("0", "audio", "a=setup:passive")]), "rtc.sdp.unsupported"),
        (offer([section("0", "audio", "a=rtpmap:900 x/1")]), "rtc.sdp.malformed"),
        (offer([section("0", "audio", f"a=rtpmap:9 x/{10**400}")]), "rtc.sdp.malformed"),
        (offer([section("0", "audio", f"a=sctp-port:{1 << 16}")]), "rtc.sdp.malformed"),
        (offer([section("0", "audio", "a=max-message-size:-1")]), "rtc.sdp.malformed"),
        (offer([section("0", "audio", "a=extmap:0 urn:x")]), "rtc.sdp.malformed"),
        (offer([section("0", "audio", "a=ssrc:-1 cname:x")]), "rtc.sdp.malformed"),
        ("v=0\r\n" * 60_000, "rtc.sdp.too_large"),
        (offer(section(str(n)) for n in range(161)), "rtc.sdp.too_large"),
        (
            offer([section("0", "audio", *(f"a=extmap:{n} urn:{n}" for n in range(16, 50)))]),
            "rtc.sdp.too_large",
        ),
        (
            offer([section("0", "audio", *(f"a=ssrc:{n} cname:x" for n in range(1, 50)))]),
            "rtc.sdp.too_large",
        ),
        (
            offer([section("0", "video", *(f"a=rid:{r} send" for r in "abcd"))]),
            "rtc.sdp.too_large",
        ),
    ],
)
def test_a_bad_offer_is_refused_by_its_code(text: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        sdp.parse(text, LIMITS)
    assert caught.value.code == code


def test_a_refusal_does_not_repeat_what_the_client_wrote() -> None:
    with pytest.raises(Refusal) as caught:
        sdp.parse(offer([section("0", "audio", "a=ssrc:secret")]), LIMITS)
    assert "secret" not in str(caught.value.facts)


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(text: str) -> None:
    for candidate in (text, offer([section("0")]) + text):
        with contextlib.suppress(Refusal):
            sdp.parse(candidate, LIMITS)
