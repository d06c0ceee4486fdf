"""The tap on a client's transport: whose packets count, and as a sign of life of whom."""

from types import SimpleNamespace

import pytest
from aiortc import RTCDtlsTransport, RTCIceGatherer, RTCIceTransport

from media import aiortc_private

RELAY, STRANGER = ("192.0.2.1", 7882), ("198.51.100.9", 40000)
DTLS, MEDIA, CHECK = b"\x16\xfe\xfd" + bytes(40), b"\x80" + bytes(40), b"\x01\x01" + bytes(18)


class Tapped:
    """A tapped transport with one socket of cardboard."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.heard = 0
        self.passed: list[bytes] = []
        self.decrypted: list[bytes] = []
        self.socket = SimpleNamespace(
            datagram_received=lambda data, _: self.passed.append(data)
        )
        ice = RTCIceTransport(RTCIceGatherer(iceServers=[]))
        relay = SimpleNamespace(host=RELAY[0], port=RELAY[1])
        monkeypatch.setattr(ice._connection, "_protocols", [self.socket])
        monkeypatch.setattr(ice._connection, "_remote_candidates", [relay])
        monkeypatch.setattr(
            aiortc_private, "_decrypt", lambda _dtls, data, **_: self.decrypted.append(data)
        )
        dtls = RTCDtlsTransport.__new__(RTCDtlsTransport)
        aiortc_private.tap(dtls, ice, lambda _: None, lambda _: None, self._heard)

    def _heard(self) -> None:
        self.heard += 1


async def test_all_that_the_relay_sends_is_a_sign_of_its_life(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An answer to a check as much as media: a quiet courtroom is no lost relay."""
    tapped = Tapped(monkeypatch)
    for packet in (DTLS, MEDIA, CHECK):
        tapped.socket.datagram_received(packet, RELAY)
    assert tapped.heard == 3
    assert tapped.decrypted == [MEDIA]
    assert tapped.passed == [DTLS, CHECK]


async def test_nothing_that_a_stranger_sends_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or it could keep a dead relay alive. Its checks go on, to be judged by their keys."""
    tapped = Tapped(monkeypatch)
    for packet in (DTLS, MEDIA, CHECK, b""):
        tapped.socket.datagram_received(packet, STRANGER)
    assert tapped.heard == 0
    assert tapped.decrypted == []
    assert tapped.passed == [CHECK, b""]
