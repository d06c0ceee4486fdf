"""An offer: read, answered section by section, and offered again."""

from fuzzing.targets.documented import documented
from fuzzing.targets.stage import Stage
from hearing.refusal import Refusal
from media import answer, sdp
from media.answer import Reply, Transport
from media.description import Section
from media.limits import Limits

_LIMITS = Limits()
_TRANSPORT = Transport("abcd", "a password of 24 letters", "AA:BB", ("candidate:1",))
_DOCUMENTED = ("rtc.sdp.malformed", "rtc.sdp.too_large", "rtc.sdp.unsupported")


def run(data: bytes) -> None:
    """As media.peer takes it, by a participant that publishes and by one that receives."""
    text = data.decode(errors="replace")
    try:
        offer = sdp.parse(text, _LIMITS)
    except Refusal as refusal:
        documented(refusal, *_DOCUMENTED)
        return
    assert all(0 < c.rate <= 1_000_000 for s in offer.sections for c in s.codecs.values())
    assert all(0 < section.sctp_port < 1 << 16 for section in offer.sections)
    stage = Stage()
    for _ in range(2):
        stage.subscribing.offered(offer.sections)
        replies = [_reply(stage, section) for section in offer.sections]
        written = answer.write(1, 1, replies, _TRANSPORT)
        stage.subscribing.ask(released=False)
        _rule(written, len(text), len(offer.sections))
    stage.rule()


def _reply(stage: Stage, section: Section) -> Reply:
    """As media.peer.Peer does it."""
    idle = section.rejected or section.kind == "application"
    if section.sends and not idle:
        return stage.publishing.section(section)
    stage.publishing.absent(section.mid)
    return (
        stage.subscribing.section(section) if section.receives and not idle else Reply(section)
    )


def _rule(written: str, offered: int, sections: int) -> None:
    """An answer is made of lines of ours, and not much longer than what it answers."""
    for line in written.splitlines():
        assert line[1:2] == "=", "a client's text broke a line"
    assert len(written) <= 2 * offered + 1_500 * (sections + 1)
