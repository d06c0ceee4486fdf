"""Rulings on the one stream a subscriber sees."""

from hypothesis import given
from hypothesis import strategies as st

from media import codecs
from media.forward import Forwarder
from media.rtp import Packet
from media.segment import Clock, Incoming, Outgoing, Source, incoming, rewrite
from tests.media.packets import opus, padding, vp8

LOW, HIGH = Source(1, "vp8", 90000, None), Source(2, "vp8", 90000, None)
SOUND = Source(1, "opus", 48000, None)
NTP = 1 << 32


def read(packet: Packet, number: int) -> Incoming:
    return incoming("vp8" if packet.payload_type == 96 else "opus", packet, number)


def forwarder(target: int = 1, first: int = 100) -> Forwarder:
    made = Forwarder(first)
    made.target = target
    return made


def numbers(out: Outgoing | None) -> tuple[int, int]:
    """(picture id, TL0PICIDX) of what goes out."""
    assert out is not None
    descriptor = codecs.vp8_descriptor(out.payload, 0, len(out.payload))
    assert descriptor is not None
    return codecs.read_vp8(out.payload, descriptor)


def test_video_begins_with_a_key_frame() -> None:
    one = forwarder()
    assert one.take(LOW, read(vp8(7, 0), 7), 0.0) is None
    out = one.take(LOW, read(vp8(8, 3000, key=True), 8), 0.03)
    assert out is not None
    assert (out.seq, out.timestamp) == (100, 3000)


def test_sound_begins_at_once() -> None:
    out = forwarder().take(SOUND, read(opus(7, 960), 7), 0.0)
    assert out == Outgoing(100, 960, b"sound")


def test_a_loss_stays_a_gap_and_the_late_packet_fills_it() -> None:
    one = forwarder()
    seqs = []
    for seq in (7, 9, 8):
        out = one.take(SOUND, read(opus(seq, 0), seq), 0.0)
        assert out is not None
        seqs.append(out.seq)
    assert seqs == [100, 102, 101]


def test_padding_is_left_out_without_a_gap() -> None:
    one = forwarder()
    one.take(LOW, read(vp8(7, 0, key=True), 7), 0.0)
    assert one.take(LOW, read(padding(8, 0), 8), 0.0) is None
    assert one.take(LOW, read(padding(9, 0), 9), 0.0) is None
    out = one.take(LOW, read(vp8(10, 3000), 10), 0.0)
    assert out is not None
    assert out.seq == 101


def test_what_was_lost_before_padding_still_fits_its_gap() -> None:
    one = forwarder()
    one.take(LOW, read(vp8(7, 0, key=True), 7), 0.0)
    assert one.take(LOW, read(padding(9, 0), 9), 0.0) is None  # 8 is late
    later = one.take(LOW, read(vp8(10, 6000), 10), 0.0)
    late = one.take(LOW, read(vp8(8, 3000), 8), 0.0)
    assert later is not None
    assert late is not None
    assert (late.seq, later.seq) == (101, 102)


def test_late_padding_fills_the_gap_it_left() -> None:
    one = forwarder()
    one.take(LOW, read(vp8(7, 0, key=True), 7), 0.0)
    one.take(LOW, read(vp8(9, 3000), 9), 0.0)
    out = one.take(LOW, read(padding(8, 0), 8), 0.0)
    assert out is not None
    assert (out.seq, out.payload) == (101, b"")


def switch(low: Clock | None, high: Clock | None, now: float = 1.0) -> Outgoing | None:
    """Low has sent one frame at RTP time 90 000; a key frame of high comes."""
    one = forwarder()
    one.take(LOW._replace(clock=low), read(vp8(7, 90_000, key=True, picture=5, tl0=3), 7), 0.0)
    one.target = 2
    source = HIGH._replace(clock=high)
    return one.take(
        source, read(vp8(5000, 500_000, key=True, picture=900, tl0=77, ssrc=2), 5000), now
    )


def test_a_switch_goes_on_in_one_stream_aligned_by_sender_reports() -> None:
    out = switch(Clock(10 * NTP, 90_000, 0.0), Clock(11 * NTP, 500_000, 0.0))
    assert out is not None
    assert (out.seq, out.timestamp) == (101, 180_000)  # one second later
    assert numbers(out) == (6, 4)


def test_a_switch_waits_for_sender_reports() -> None:
    assert switch(Clock(10 * NTP, 90_000, 0.0), None) is None


def test_a_switch_without_sender_reports_goes_on_by_the_clock_at_last() -> None:
    one = forwarder()
    one.take(LOW, read(vp8(7, 90_000, key=True), 7), 0.0)
    one.target = 2
    high = vp8(50, 0, key=True, ssrc=2)
    assert one.take(HIGH, read(high, 50), 1.0) is None
    out = one.take(HIGH, read(high, 50), 4.0)
    assert out is not None
    assert out.timestamp == 90_000 + 4 * 90_000


def test_only_a_key_frame_of_the_target_switches() -> None:
    one = forwarder()
    one.take(LOW, read(vp8(7, 0, key=True), 7), 0.0)
    one.target = 2
    assert one.take(HIGH, read(vp8(50, 0, ssrc=2), 50), 0.0) is None
    still = one.take(LOW, read(vp8(8, 3000), 8), 0.0)
    assert still is not None
    assert still.seq == 101


def test_the_same_frame_of_another_layer_does_not_repeat_its_time() -> None:
    clock = Clock(10 * NTP, 90_000, 0.0)
    out = switch(clock, Clock(10 * NTP, 500_000, 0.0))
    assert out is not None
    assert out.timestamp == 90_001


def test_the_old_layer_is_not_heard_after_the_switch() -> None:
    one = forwarder()
    clock = Clock(10 * NTP, 0, 0.0)
    one.take(LOW._replace(clock=clock), read(vp8(7, 0, key=True), 7), 0.0)
    one.target = 2
    one.take(HIGH._replace(clock=clock), read(vp8(50, 9000, key=True, ssrc=2), 50), 0.0)
    assert one.take(LOW, read(vp8(8, 3000), 8), 0.0) is None


def test_after_a_pause_numbers_close_up_and_time_goes_on() -> None:
    one = forwarder()
    one.take(LOW, read(vp8(7, 0, key=True, picture=10), 7), 0.0)
    one.pause()
    assert one.take(LOW, read(vp8(20, 90_000, picture=30), 20), 1.0) is None
    out = one.take(LOW, read(vp8(30, 180_000, key=True, picture=40), 30), 2.0)
    assert out is not None
    assert (out.seq, out.timestamp, numbers(out)[0]) == (101, 180_000, 11)


def test_a_packet_of_the_pause_that_comes_late_stays_out() -> None:
    one = forwarder()
    one.take(SOUND, read(opus(7, 0), 7), 0.0)
    one.pause()
    one.take(SOUND, read(opus(20, 0), 20), 1.0)
    assert one.take(SOUND, read(opus(15, 0), 15), 1.0) is None


def test_a_missing_packet_is_found_by_its_outgoing_number() -> None:
    one = forwarder(first=65535)
    one.take(LOW, read(vp8(7, 0, key=True), 7), 0.0)
    one.take(LOW, read(padding(8, 0), 8), 0.0)
    one.take(LOW, read(vp8(9, 0), 9), 0.0)
    assert (found := one.origin(0)) is not None
    assert found[1] == 9
    assert (found := one.origin(65535)) is not None
    assert found[1] == 7
    assert one.origin(1) is None  # never sent


def test_what_is_sent_again_is_what_was_sent() -> None:
    one = forwarder()
    clock = Clock(10 * NTP, 0, 0.0)
    one.take(LOW._replace(clock=clock), read(vp8(7, 0, key=True, picture=3), 7), 0.0)
    one.target = 2
    packet = vp8(50, 9000, key=True, picture=70, ssrc=2)
    out = one.take(HIGH._replace(clock=clock), read(packet, 50), 0.0)
    assert out is not None
    found = one.origin(out.seq)
    assert found is not None
    segment, number = found
    assert rewrite(read(packet, number), segment) == out


@given(st.lists(st.tuples(st.integers(0, 60), st.sampled_from("kdpx")), max_size=80))
def test_outgoing_numbers_are_never_used_for_two_packets(events: list[tuple[int, str]]) -> None:
    """Whatever order packets come in, with padding, pauses and repeats left out."""
    one = forwarder()
    made = {
        "k": lambda n: vp8(n, n, key=True),
        "d": lambda n: vp8(n, n),
        "p": lambda n: padding(n, n),
    }
    seen: set[int] = set()
    came: set[int] = set()
    for number, kind in events:
        if kind == "x":
            one.pause()
            continue
        if number in came:
            continue  # SRTP's replay window drops repeats
        came.add(number)
        packet: Packet = made[kind](number)
        out = one.take(LOW, read(packet, number), 0.0)
        if out is not None:
            assert out.seq not in seen
            seen.add(out.seq)
