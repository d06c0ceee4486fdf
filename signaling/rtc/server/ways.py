"""Which way a client's media take to the relay: any, TCP, or round by TURN over TLS.

A client is told at each join and resume; the way is kept for whoever joins anew as the same
person, as livekit-server keeps it (pkg/service/roommanager.go, iceConfigCache).
"""

from collections.abc import Sequence

from livekit.protocol.models import ClientConfigSetting, ClientConfiguration
from livekit.protocol.rtc import CandidateProtocol, ICEServer

from hearing.refusal import Refusal
from signaling.rtc.server.participant import Participant
from signaling.rtc.server.session import Session
from signaling.rtc.server.turn import Turn, credentials

MOST = 128  # people of a room whose way is kept
ANY, TCP, TLS = CandidateProtocol.UDP, CandidateProtocol.TCP, CandidateProtocol.TLS
_KINDS = {ANY: "", TCP: "tcp", TLS: ""}


def switch(session: Session, way: CandidateProtocol) -> None:
    """From its next ICE restart or join on, a client goes this way and no other.

    Raises Refusal("rtc.unimplemented") where there is no such way.
    """
    if way not in _KINDS or (way == TLS and not over_tls(session.turn)):
        raise Refusal("rtc.unimplemented")
    _lead(session.who, way)
    kept = session.room.ways
    kept.pop(session.who.identity, None)
    while len(kept) >= MOST:
        del kept[next(iter(kept))]
    kept[session.who.identity] = way
    session.who.peer.restart()


def keep(session: Session) -> None:
    """Someone joined: the way of whoever was there as the same person before is its own."""
    way = session.room.ways.get(session.who.identity)
    if way is not None:
        _lead(session.who, way)


def _lead(who: Participant, way: CandidateProtocol) -> None:
    if not who.peer.only(_KINDS[way]):
        raise Refusal("rtc.unimplemented")
    who.way = way


def configuration(who: Participant) -> ClientConfiguration:
    """A lost signal connection may be resumed; whether nothing but TURN is to be used."""
    forced = ClientConfigSetting.ENABLED if who.way == TLS else ClientConfigSetting.UNSET
    return ClientConfiguration(
        resume_connection=ClientConfigSetting.ENABLED, force_relay=forced
    )


def servers(turn: Turn | None, who: Participant, now: float) -> Sequence[ICEServer]:
    """The TURN servers a client may use, with credentials good for minutes. now: wall."""
    if turn is None:
        return ()
    name, password = credentials(turn.secret, who.sid, now)
    urls = over_tls(turn) if who.way == TLS else turn.urls
    return (ICEServer(urls=urls, username=name, credential=password),)


def over_tls(turn: Turn | None) -> Sequence[str]:
    """The addresses of TURN over TLS."""
    return [] if turn is None else [url for url in turn.urls if url.startswith("turns:")]
