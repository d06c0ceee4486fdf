"""Rulings on RTCP, with aiortc's reader and writer as the oracle."""

from aiortc import rtp as oracle
from hypothesis import given
from hypothesis import strategies as st

from media import feedback, rtcp
from media.rtcp import Block, KeyFrameRequest, Nack, Remb, SenderReport


def test_a_sender_report_is_read_back_and_by_others() -> None:
    report = SenderReport(7, 0x1122334455667788, 90000, 12, 3400)
    data = feedback.sender_report(report)
    assert rtcp.parse(data) == [report]
    (other,) = oracle.RtcpPacket.parse(data)
    assert isinstance(other, oracle.RtcpSrPacket)
    assert other.sender_info.ntp_timestamp == 0x1122334455667788
    assert (other.ssrc, other.sender_info.packet_count) == (7, 12)


def test_receiver_reports_are_read_back_and_by_others() -> None:
    blocks = [Block(1, 25, -3, 70000, 12, 99, 65536), Block(2, 0, 5, 1, 2, 3, 4)]
    data = feedback.receiver_report(9, blocks)
    (read,) = rtcp.parse(data)
    assert isinstance(read, rtcp.ReceiverReport)
    assert list(read.blocks) == blocks
    (other,) = oracle.RtcpPacket.parse(data)
    assert isinstance(other, oracle.RtcpRrPacket)
    assert [r.packets_lost for r in other.reports] == [-3, 5]


def test_a_nack_names_every_missing_packet_across_the_wrap() -> None:
    missing = (65530, 65531, 65534, 0, 10, 11, 40)
    data = feedback.nack(1, 2, missing)
    assert rtcp.parse(data) == [Nack(2, missing)]
    (other,) = oracle.RtcpPacket.parse(data)
    assert isinstance(other, oracle.RtcpRtpfbPacket)
    assert tuple(seq & 0xFFFF for seq in other.lost) == missing


def test_a_picture_loss_and_a_full_intra_request_both_ask_for_a_key_frame() -> None:
    assert rtcp.parse(feedback.pli(1, 5)) == [KeyFrameRequest(5)]
    fir = bytes.fromhex("84ce0004 00000001 00000000 00000005 01000000".replace(" ", ""))
    assert rtcp.parse(fir) == [KeyFrameRequest(5)]


def test_an_estimate_is_read() -> None:
    fci = oracle.pack_remb_fci(1_234_567, [3, 4])
    packet = oracle.RtcpPsfbPacket(fmt=15, ssrc=1, media_ssrc=0, fci=fci)
    (read,) = rtcp.parse(bytes(packet))
    assert isinstance(read, Remb)
    assert read.ssrcs == (3, 4)
    assert abs(read.bits - 1_234_567) < 1_234_567 / 1000


def test_a_compound_packet_gives_all_its_reports() -> None:
    data = feedback.receiver_report(1, []) + feedback.pli(1, 2) + feedback.nack(1, 3, [4])
    kinds = [type(report).__name__ for report in rtcp.parse(data)]
    assert kinds == ["ReceiverReport", "KeyFrameRequest", "Nack"]


def test_what_follows_a_broken_length_is_not_read() -> None:
    broken = b"\x80\xc9\xff\xff" + bytes(4)
    assert rtcp.parse(feedback.pli(1, 2) + broken) == [KeyFrameRequest(2)]


def test_rtcp_is_told_from_rtp_by_its_second_byte() -> None:
    assert rtcp.is_rtcp(b"\x80\xc8")
    assert not rtcp.is_rtcp(b"\x80\x60")
    assert not rtcp.is_rtcp(b"\x80")


@given(st.binary(max_size=120), st.sampled_from([200, 201, 203, 205, 206]), st.integers(0, 31))
def test_garbage_never_raises(body: bytes, kind: int, count: int) -> None:
    body += bytes(-len(body) % 4)
    data = bytes([0x80 | count, kind]) + (len(body) // 4).to_bytes(2) + body
    rtcp.parse(data)
    rtcp.parse(body)
