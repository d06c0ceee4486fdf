"""Rulings on media without parts of the hot path: the same packets, at another price."""

import subprocess
import sys

import pytest

from media import abilities, aiortc_private
from tests.media.client import until
from tests.media.hall import Hall


@pytest.mark.parametrize("direct", [True, False])
@pytest.mark.parametrize("segments", [True, False])
async def test_sound_and_pictures_arrive_by_each_choice(
    monkeypatch: pytest.MonkeyPatch, direct: bool, segments: bool
) -> None:
    monkeypatch.setattr(abilities, "segments", lambda: segments)
    monkeypatch.setattr(aiortc_private, "DIRECT", direct and aiortc_private.DIRECT)
    hall = await Hall.open()
    try:
        speaker, listener = await hall.seat(), await hall.seat()
        sound, camera = await speaker.publish()
        await until(lambda: len(speaker.heard.tracks) == 2, 60)
        await listener.receive(sound, camera)
        await until(lambda: listener.heard.connected_times, 60)
        speaker.show(1, key=True)
        await until(lambda: listener.seen("video"), 60)
        speaker.show(20)
        speaker.speak(5)
        await until(lambda: len(listener.seen("video")) == 21, 60)
        await until(lambda: len(listener.seen("audio")) == 5, 60)
        seqs = [packet.seq for packet in listener.seen("video")]
        assert [(seq - seqs[0]) & 0xFFFF for seq in seqs] == list(range(21))
        assert {packet.payload[2:] for packet in listener.seen("video")} == {b"frame"}
        assert hall.port.counts["unsegmented"] == 0
    finally:
        await hall.close()


def test_another_system_is_not_even_tried() -> None:
    assert not abilities.segments("darwin")


def test_what_the_kernel_refuses_is_not_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(abilities, "UDP_SEGMENT", 9999)  # no kernel's: it refuses or ignores it
    assert not abilities.segments()


_WITHOUT_BINDING = """
import sys, types
import pylibsrtp
sys.modules["pylibsrtp._binding"] = types.ModuleType("pylibsrtp._binding")
from media import abilities, aiortc_private
print(abilities.found().direct, len(aiortc_private.OUT) > aiortc_private.ROOM)
"""


def test_another_binding_is_noticed_at_start() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT_BINDING], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "True"]
