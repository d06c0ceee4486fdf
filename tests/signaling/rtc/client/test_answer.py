"""Answers of both engines, and of none."""

import pytest

from signaling.rtc.client.answer import Answer, BadAnswer, parse

EMBEDDED = """v=0
o=- 1 1 IN IP4 0.0.0.0
s=-
t=0 0
a=ice-lite
a=group:BUNDLE 0 1 2
m=application 7 UDP/DTLS/SCTP webrtc-datachannel
c=IN IP4 192.0.2.2
a=mid:0
a=ice-ufrag:abcd
a=ice-pwd:secretsecretsecretsecret
a=fingerprint:sha-256 AA:BB:CC
a=setup:passive
a=sctp-port:5001
a=max-message-size:1000
a=candidate:1 1 udp 2130706431 192.0.2.2 7 typ host
a=end-of-candidates
m=audio 7 UDP/TLS/RTP/SAVPF 111
a=mid:1
a=extmap:1 urn:ietf:params:rtp-hdrext:sdes:mid
a=sendonly
a=msid:PA_x|TR_y TR_y
a=ssrc:1234 cname:PA_x
m=video 7 UDP/TLS/RTP/SAVPF 96
a=mid:2
a=inactive
a=ssrc:99 cname:PA_x
"""


def test_the_transport_is_read() -> None:
    transport = parse(EMBEDDED).transport
    assert (transport.ufrag, transport.password) == ("abcd", "secretsecretsecretsecret")
    assert transport.lite
    assert transport.passive
    assert transport.candidates_end
    assert transport.fingerprint == ("sha-256", "AA:BB:CC")
    assert transport.candidates == ("1 1 udp 2130706431 192.0.2.2 7 typ host",)
    assert (transport.sctp_port, transport.max_message_size) == (5001, 1000)


def test_only_sections_that_send_name_streams() -> None:
    answer = parse(EMBEDDED)
    assert answer.ssrcs == {1234: "1"}
    assert answer.mid_extension == 1


def test_a_relay_that_wants_to_be_the_client_of_dtls_may() -> None:
    assert not parse(EMBEDDED.replace("setup:passive", "setup:active")).transport.passive


def test_crlf_reads_like_lf() -> None:
    assert parse(EMBEDDED.replace("\n", "\r\n")) == parse(EMBEDDED)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a=ice-ufrag:abcd", ""),
        ("a=ice-pwd:secretsecretsecretsecret", ""),
        ("a=fingerprint:sha-256 AA:BB:CC", ""),
        ("a=fingerprint:sha-256 AA:BB:CC", "a=fingerprint:sha-256"),
        ("a=ssrc:1234", "a=ssrc:twelve"),
        ("a=ssrc:1234", "a=ssrc:-1"),
        ("sctp-port:5001", "sctp-port:²"),
        ("extmap:1 ", "extmap:one "),
    ],
)
def test_an_answer_without_what_is_needed_is_none(before: str, after: str) -> None:
    assert isinstance(parse(EMBEDDED), Answer)
    with pytest.raises(BadAnswer):
        parse(EMBEDDED.replace(before, after))


def test_nothing_is_no_answer() -> None:
    with pytest.raises(BadAnswer):
        parse("")
