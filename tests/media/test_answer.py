"""Rulings on answers: the pitfalls real clients taught."""

from media import answer, description, sdp
from media.answer import Reply, Transport
from media.limits import Limits
from tests.media import offers
from tests.media.offers import offer, section

TRANSPORT = Transport("uf", "pw", "AA:BB", ["candidate:1 1 udp 1 192.0.2.1 9 typ host"])


def sections_of(text: str) -> list[description.Section]:
    return sdp.parse(text, Limits()).sections


def parts(replies: list[Reply]) -> list[list[str]]:
    """The answer's head and sections as lines."""
    text = answer.write(1, 2, replies, TRANSPORT)
    assert text.endswith("\r\n")
    return [part.split("\r\n") for part in ("\r\n" + text).split("\r\nm=")]


def test_every_section_of_the_offer_is_answered_in_order() -> None:
    offered = sections_of(offers.recorded(offers.CHROMIUM_PUBLISHING))
    answered = parts([Reply(s) for s in offered])[1:]
    assert [f"a=mid:{s.mid}" in part for s, part in zip(offered, answered, strict=True)] == (
        [True] * len(offered)
    )


def test_all_sections_of_a_kind_answer_the_same_extensions() -> None:
    offered = sections_of(offers.recorded(offers.CHROMIUM_PUBLISHING))
    answered = parts([Reply(s) for s in offered])[1:]
    for kind in ("audio", "video"):
        maps = {
            tuple(line for line in part if line.startswith("a=extmap:"))
            for part in answered
            if part[0].startswith(kind)
        }
        assert len(maps) == 1
        assert maps.pop()


def test_opus_has_the_same_format_in_every_section_and_is_repaired() -> None:
    offered = sections_of(
        offer([section("0", "audio", "a=fmtp:111 stereo=1"), section("1", "audio")])
    )
    answered = parts([Reply(s) for s in offered])[1:]
    for part in answered:
        assert f"a=fmtp:111 {answer.OPUS_FORMAT}" in part
        assert "a=rtcp-fb:111 nack" in part


def test_the_relay_is_the_dtls_server_and_lite() -> None:
    head, first, second = parts([Reply(s) for s in sections_of(offer(map(section, "ab")))])
    assert "a=ice-lite" in head
    assert "a=group:BUNDLE a b" in head
    assert "a=setup:passive" in first
    assert "a=setup:passive" in second
    assert sum("candidate:" in line for line in first) == 1
    assert not any("candidate:" in line for line in second)


def test_a_rejected_section_stays_rejected_and_out_of_the_bundle() -> None:
    offered = sections_of(offer([section("a"), section("b", port=0)]))
    head, _, second = parts([Reply(s) for s in offered])
    assert "a=group:BUNDLE a" in head
    assert second[0].startswith("audio 0 ")


def test_simulcast_layers_are_accepted_for_receiving() -> None:
    offered = sections_of(offers.recorded(offers.CHROMIUM_PUBLISHING))
    camera = next(s for s in offered if s.rids)
    assert answer.publish_lines(camera)[-1] == "a=simulcast:recv q;h;f"


def test_no_repair_stream_and_no_red_are_taken() -> None:
    text = answer.write(
        1,
        1,
        [Reply(s) for s in sections_of(offers.recorded(offers.CHROMIUM_FIRST))],
        TRANSPORT,
    )
    assert "rtx" not in text
    assert "red/" not in text
    assert "ulpfec" not in text


def test_the_clients_first_codec_of_ours_is_taken() -> None:
    lines = ("a=rtpmap:102 H264/90000", "a=fmtp:102 packetization-mode=1")
    (video,) = sections_of(offer([section("0", "video", *lines)]))
    video.formats = ["45", "102", "96"]
    assert (chosen := answer.codec_for(video)) is not None
    assert chosen.name == "h264"
    assert (chosen := answer.codec_for(video, "vp8")) is not None
    assert chosen.payload_type == 96
    assert answer.codec_for(video, "av1") is None


def test_h264_goes_to_the_payload_type_of_its_profile() -> None:
    lines = (
        "a=rtpmap:102 H264/90000",
        "a=fmtp:102 packetization-mode=1;profile-level-id=42001f",
        "a=rtpmap:108 H264/90000",
        "a=fmtp:108 packetization-mode=1;profile-level-id=42e01f",
    )
    (video,) = sections_of(offer([section("0", "video", *lines)]))
    video.formats = ["102", "108"]
    like = "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e034"
    assert (chosen := answer.codec_for(video, "h264", like)) is not None
    assert chosen.payload_type == 108
