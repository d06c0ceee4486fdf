"""Rulings on peers with real encryption between them: what one sends, the others receive."""

from collections.abc import AsyncIterator

import pytest

from hearing.refusal import Refusal
from media import feedback, opening, rtcp, rtp
from media.published import Published
from tests.media.client import MID, RID, VIDEO_EXTENSIONS, receiving, sending, until
from tests.media.hall import AUDIO_SSRC, VIDEO_SSRC, Hall, Seat, still_heard
from tests.media.offers import section


@pytest.fixture
async def hall() -> AsyncIterator[Hall]:
    opened = await Hall.open()
    yield opened
    await opened.close()


async def both(hall: Hall) -> tuple[Seat, Seat, Published, Published]:
    """A publisher and a subscriber who receives its sound and video."""
    speaker, listener = await hall.seat(), await hall.seat()
    sound, camera = await speaker.publish()
    await until(lambda: len(speaker.heard.tracks) == 2)
    await listener.receive(sound, camera)
    await until(lambda: listener.heard.connected_times and speaker.heard.connected_times)
    return speaker, listener, sound, camera


def nacks(seat: Seat) -> set[int]:
    reports = [r for r in seat.client.reports if isinstance(r, rtcp.Nack)]
    return {seq for report in reports for seq in report.missing}


def keys_asked(seat: Seat) -> int:
    return sum(isinstance(r, rtcp.KeyFrameRequest) for r in seat.client.reports)


async def test_sound_and_video_reach_the_other_side(hall: Hall) -> None:
    speaker, listener, sound, camera = await both(hall)
    assert (sound.mime, camera.mime) == ("audio/opus", "video/VP8")
    speaker.speak(50)
    speaker.show(30, key=True)
    await until(lambda: len(listener.seen("audio")) == 50 and len(listener.seen("video")) == 30)
    heard = listener.seen("audio")
    assert [(p.seq - heard[0].seq) & 0xFFFF for p in heard] == list(range(50))
    assert {p.payload for p in heard} == {b"sound"}
    assert rtp.extensions(heard[0]) == {MID: b"0", 1: bytes([20])}


async def test_the_answer_says_whose_track_is_where(hall: Hall) -> None:
    _, listener, sound, camera = await both(hall)
    assert listener.answer is not None
    assert listener.answer.mid_to_track_id == {"0": sound.sid, "1": camera.sid}
    assert f"a=msid:PA_x|{camera.sid} {camera.sid}" in listener.answer.sdp


async def test_video_waits_for_a_key_frame_and_asks_for_it(hall: Hall) -> None:
    speaker, listener, _, _ = await both(hall)
    speaker.show(3)
    await until(lambda: keys_asked(speaker))
    speaker.show(2, key=True)
    await until(lambda: len(listener.seen("video")) == 2)


async def test_a_key_frame_asked_for_before_the_keys_are_there_is_the_first_thing_sent(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "FRESH", 60.0)  # however long the handshake takes here
    speaker, listener = await hall.seat(), await hall.seat()
    _, camera = await speaker.publish()
    await until(lambda: speaker.heard.connected_times and len(speaker.heard.tracks) == 2)
    speaker.show(1)
    await until(lambda: speaker.peer.totals()["received"])
    listener.peer.subscribe(camera)
    listener.offer(receiving("0", "audio"), receiving("1", "video"))
    await until(lambda: keys_asked(speaker))
    speaker.show(3, key=True)
    await until(lambda: speaker.peer.totals()["received"] == 4)
    await listener.client.connect()
    await until(lambda: len(listener.seen("video")) == 3)
    seqs = [p.seq for p in listener.seen("video")]
    assert [(seq - seqs[0]) & 0xFFFF for seq in seqs] == [0, 1, 2]
    speaker.show(1)
    await until(lambda: len(listener.seen("video")) == 4)


async def test_a_subscribers_picture_loss_reaches_the_publisher(hall: Hall) -> None:
    speaker, listener, _, _ = await both(hall)
    speaker.show(2, key=True)
    await until(lambda: listener.seen("video"))
    before = keys_asked(speaker)
    listener.client.rtcp(feedback.pli(1, listener.seen("video")[0].ssrc))
    await until(lambda: keys_asked(speaker) > before)


@pytest.mark.parametrize("kind", ["audio", "video"])
async def test_a_lost_packet_is_sent_again_to_who_asks(hall: Hall, kind: str) -> None:
    speaker, listener, _, _ = await both(hall)
    listener.client.lose = {111: 4, 96: 4}
    speaker.speak(10)
    speaker.show(10, key=True)
    await until(lambda: len(listener.seen("audio")) == len(listener.seen("video")) == 9)
    missing = listener.client.lost[0 if kind == "audio" else 1]
    ssrc = listener.seen(kind)[0].ssrc
    listener.client.rtcp(feedback.nack(1, ssrc, [missing]))
    await until(lambda: len(listener.seen(kind)) == 10)
    again, before = listener.seen(kind)[-1], listener.seen(kind)[3]
    assert (again.seq, again.seq - 1 & 0xFFFF) == (missing, before.seq)
    assert again.timestamp - before.timestamp == (960 if kind == "audio" else 3000)


async def test_the_publisher_is_asked_for_what_did_not_arrive(hall: Hall) -> None:
    speaker, _, _, _ = await both(hall)
    speaker.speak(5)
    speaker.speak(5, skip=2)
    lost = {(65500 + n) & 0xFFFF for n in (6, 7)}
    await until(lambda: nacks(speaker) == lost)


async def test_sender_reports_count_what_was_sent_and_keep_the_publishers_time(
    hall: Hall,
) -> None:
    speaker, listener, _, _ = await both(hall)
    speaker.speak(20)
    report = rtcp.SenderReport(AUDIO_SSRC, 5 << 32, 777_000, 20, 100)
    speaker.client.rtcp(feedback.sender_report(report))

    def complete() -> bool:
        ssrc = listener.seen("audio")[0].ssrc if listener.seen("audio") else 0
        return any(
            isinstance(r, rtcp.SenderReport) and r.ssrc == ssrc and r.packets == 20
            for r in listener.client.reports
        )

    await until(complete)
    told = next(r for r in listener.client.reports if isinstance(r, rtcp.SenderReport))
    seconds = (told.ntp - report.ntp) / (1 << 32)
    assert abs(told.timestamp - report.timestamp - seconds * 48000) <= 1


async def test_the_publisher_is_told_what_arrived(hall: Hall) -> None:
    speaker, _, _, _ = await both(hall)
    speaker.speak(20)

    def told() -> list[rtcp.Block]:
        reports = [r for r in speaker.client.reports if isinstance(r, rtcp.ReceiverReport)]
        return [b for r in reports for b in r.blocks if b.ssrc == AUDIO_SSRC]

    await until(told)
    assert told()[-1].lost == 0


async def test_a_closed_floor_is_heard_by_nobody_at_once(hall: Hall) -> None:
    speaker, listener, sound, _ = await both(hall)
    speaker.speak(5)
    await until(lambda: len(listener.seen("audio")) == 5)
    sound.gate(True)
    speaker.speak(5)
    speaker.show(1, key=True)  # a later packet on the same path: the sound has been there
    await until(lambda: listener.seen("video"))
    assert len(listener.seen("audio")) == 5
    sound.gate(False)
    speaker.speak(5)
    await until(lambda: len(listener.seen("audio")) == 10)
    seqs = [p.seq for p in listener.seen("audio")]
    assert [(s - seqs[0]) & 0xFFFF for s in seqs] == list(range(10))


async def test_what_was_said_while_the_floor_was_closed_cannot_be_had_later(
    hall: Hall,
) -> None:
    speaker, listener, sound, _ = await both(hall)
    speaker.speak(2)
    await until(lambda: len(listener.seen("audio")) == 2)
    last = listener.seen("audio")[-1]
    sound.gate(True)
    speaker.speak(3)
    speaker.show(1, key=True)
    await until(lambda: listener.seen("video"))
    sound.gate(False)
    following = [(last.seq + n) & 0xFFFF for n in range(1, 9)]
    listener.client.rtcp(feedback.nack(1, last.ssrc, following))
    speaker.speak(1)
    await until(lambda: len(listener.seen("audio")) == 3)
    assert listener.seen("audio")[-1].timestamp - last.timestamp == 4 * 960


async def test_after_unmuting_video_begins_with_a_key_frame(hall: Hall) -> None:
    speaker, listener, _, camera = await both(hall)
    speaker.show(3, key=True)
    await until(lambda: len(listener.seen("video")) == 3)
    camera.mute(True)
    camera.mute(False)
    speaker.show(3)
    before = keys_asked(speaker)
    await until(lambda: keys_asked(speaker) > before)
    speaker.show(1, key=True)
    await until(lambda: len(listener.seen("video")) == 4)


async def test_somebody_speaking_is_known_by_its_level(hall: Hall) -> None:
    speaker, _, sound, _ = await both(hall)
    speaker.speak(40, level=10)
    await until(lambda: sound.audio_level(speaker.peer.last_heard))
    sound.mute(True)
    assert sound.audio_level(speaker.peer.last_heard) is None


async def test_a_track_disabled_by_who_shows_it_is_not_sent(hall: Hall) -> None:
    speaker, listener, _, camera = await both(hall)
    speaker.show(2, key=True)
    await until(lambda: len(listener.seen("video")) == 2)
    listener.peer.setting(camera.sid, disabled=True, quality=2)
    assert camera.wanted_quality() == -1
    speaker.show(2)
    speaker.speak(1)
    await until(lambda: listener.seen("audio"))
    assert len(listener.seen("video")) == 2


async def test_a_withdrawn_track_leaves_its_subscribers(hall: Hall) -> None:
    speaker, listener, sound, camera = await both(hall)
    speaker.offer(
        sending("0", "audio", "mic", f"a=ssrc:{AUDIO_SSRC} cname:x"),
        section("1", "video", "a=inactive", *VIDEO_EXTENSIONS),
    )
    await until(lambda: speaker.heard.withdrawn == [camera] and listener.heard.asked)
    answer = listener.offer(receiving("0", "audio"), receiving("1", "video"))
    assert answer.mid_to_track_id == {"0": sound.sid}


async def test_a_released_section_is_answered_inactive_once_before_it_serves_again(
    hall: Hall,
) -> None:
    _, listener, _, camera = await both(hall)
    listener.peer.unsubscribe(camera.sid)
    listener.peer.subscribe(camera)
    sections = (receiving("0", "audio"), receiving("1", "video"))
    assert "1" not in listener.offer(*sections).mid_to_track_id
    assert listener.offer(*sections).mid_to_track_id["1"] == camera.sid


async def test_sections_that_are_missing_are_asked_for_once(hall: Hall) -> None:
    speaker, listener = await hall.seat(), await hall.seat()
    sound, camera = await speaker.publish()
    await listener.receive()
    listener.peer.subscribe(sound)
    listener.peer.subscribe(camera)
    more = Published("TR_w", "video", cid="w", stream="PA_x", source="screen_share")
    more.codec = "vp8"
    listener.peer.subscribe(more)
    await until(lambda: listener.heard.asked == [(0, 1)])
    answer = listener.offer(
        receiving("0", "audio"), receiving("1", "video"), receiving("2", "video")
    )
    assert set(answer.mid_to_track_id) == {"0", "1", "2"}
    assert listener.heard.asked == [(0, 1)]


async def test_firefox_is_sent_nothing_on_a_section_before_it_knows_it(hall: Hall) -> None:
    def offered() -> None:
        text = listener.client.offer(receiving("0", "audio"), receiving("1", "video"))
        text = text.replace("o=- ", "o=mozilla...THIS_IS_SDPARTA-99.0 ", 1)
        listener.client.accept(listener.peer.offer(text).sdp)

    speaker, listener = await hall.seat(), await hall.seat()
    sound, camera = await speaker.publish()
    listener.peer.subscribe(sound)
    offered()
    await listener.client.connect()
    await until(lambda: listener.heard.connected_times and speaker.heard.connected_times)
    listener.peer.subscribe(camera)
    offered()
    await until(lambda: listener.heard.asked[-1:] == [(0, 0)])
    speaker.show(5, key=True)
    await still_heard(speaker, listener)
    assert not listener.seen("video")
    offered()  # as asked: the answer before is known now
    speaker.show(5, key=True)
    await until(lambda: listener.seen("video"))


async def test_an_announcement_may_come_after_the_offer(hall: Hall) -> None:
    speaker = await hall.seat()
    speaker.offer(sending("0", "audio", "mic", f"a=ssrc:{AUDIO_SSRC} cname:x"))
    sound = Published("TR_a", "audio", cid="mic", stream="PA_x", source="microphone")
    speaker.peer.announce("mic", sound)
    await until(lambda: speaker.heard.tracks == [sound])
    assert sound.mid == "0"


async def test_a_track_sent_again_is_known_although_the_browser_renames_it(hall: Hall) -> None:
    speaker, _, sound, _ = await both(hall)
    given_up = section("0", "audio", "a=inactive")
    camera = sending("1", "video", "cam", "a=ssrc:2222 cname:x")
    speaker.peer.unpublish(sound.sid)
    speaker.offer(given_up, camera)
    again = Published("TR_b", "audio", cid="mic", stream="PA_x", source="microphone")
    speaker.peer.announce("mic", again)
    speaker.offer(given_up, camera, sending("2", "audio", "made-up", "a=ssrc:3333 cname:x"))
    await until(lambda: speaker.heard.tracks[-1] is again)
    assert again.mid == "2"


async def test_a_renamed_track_does_not_take_anothers_place(hall: Hall) -> None:
    speaker = await hall.seat()
    for cid, sid in (("mic", "TR_a"), ("tab", "TR_b")):
        track = Published(sid, "audio", cid=cid, stream="PA_x", source="microphone")
        speaker.peer.announce(cid, track)
    speaker.offer(
        sending("0", "audio", "tab", "a=ssrc:1 cname:x"),
        sending("1", "audio", "made-up", "a=ssrc:2 cname:x"),
    )
    await until(lambda: len(speaker.heard.tracks) == 2)
    assert {t.sid: t.mid for t in speaker.heard.tracks} == {"TR_b": "0", "TR_a": "1"}


async def test_more_tracks_than_allowed_are_refused(hall: Hall) -> None:
    seat = await hall.seat()

    def announce(n: int) -> None:
        track = Published(f"TR_{n}", "audio", cid=str(n), stream="P", source="microphone")
        seat.peer.announce(str(n), track)

    for n in range(hall.limits.published):
        announce(n)
    with pytest.raises(Refusal) as caught:
        announce(hall.limits.published)
    assert caught.value.code == "rtc.tracks.too_many"


def layer_packet(seq: int, rid: bytes, ssrc: int, *, key: bool) -> bytes:
    block = rtp.extension_block([(MID, b"0"), (RID, rid)])
    return rtp.build(
        96, seq, seq * 3000, ssrc, b"\x10" + bytes([not key]) + rid, extension=block
    )


async def test_a_simulcast_layer_is_chosen_by_what_is_shown(hall: Hall) -> None:
    speaker, listener = await hall.seat(), await hall.seat()
    camera = Published("TR_v", "video", cid="cam", stream="PA_x", source="camera")
    speaker.peer.announce("cam", camera)
    rids = ("a=rid:q send", "a=rid:f send", "a=simulcast:send q;f")
    speaker.offer(sending("0", "video", "cam", *rids))
    await speaker.client.connect()
    await until(lambda: speaker.heard.tracks == [camera])
    await listener.receive(camera)
    listener.peer.setting(camera.sid, disabled=False, quality=0)
    await until(lambda: listener.heard.connected_times)
    seq = 0

    def shown(rid: bytes) -> bool:
        nonlocal seq
        for ssrc, name in ((5, b"q"), (6, b"f")):
            report = rtcp.SenderReport(ssrc, 1 << 32, 0, 1, 1)
            speaker.client.rtcp(feedback.sender_report(report))
            speaker.client.rtp(layer_packet(seq, name, ssrc, key=True))
        seq += 1
        return any(p.payload.endswith(rid) for p in listener.seen("video"))

    await until(lambda: shown(b"q"))
    assert camera.wanted_quality() == 0
    listener.peer.setting(camera.sid, disabled=False, quality=2)
    await until(lambda: shown(b"f"))
    assert len({p.ssrc for p in listener.seen("video")}) == 1


async def test_packets_of_unknown_sources_grow_no_table(hall: Hall) -> None:
    speaker, _, sound, camera = await both(hall)
    for ssrc in range(10_000, 10_500):
        block = rtp.extension_block([(MID, b"1")])
        speaker.client.rtp(rtp.build(96, 1, 1, ssrc, b"\x10\x00x", extension=block))
    speaker.speak(1)
    await until(lambda: sound.layers[""].reception.packets)
    assert len(camera.layers) == 1
    assert VIDEO_SSRC  # the camera's own source was announced in the offer
