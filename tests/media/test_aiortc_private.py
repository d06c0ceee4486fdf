"""The contract with aiortc and pylibsrtp: what broke when they moved.

Each ruling names one private name that media/aiortc_private.py stands on.
"""

import inspect
from importlib.metadata import version

import pylibsrtp
from aioice import ice as aioice_ice
from aiortc import (
    RTCCertificate,
    RTCDtlsTransport,
    RTCIceGatherer,
    RTCIceTransport,
    RTCSctpTransport,
)
from aiortc import rtcdtlstransport as dtls


class NoIce:
    role = "controlled"


def transport() -> RTCDtlsTransport:
    return RTCDtlsTransport(NoIce(), [RTCCertificate.generateCertificate()])  # type: ignore[arg-type]


def test_the_versions_are_those_it_was_written_for() -> None:
    assert version("aiortc") == "1.16.0"
    assert version("pylibsrtp") == "1.0.0"


def test_the_role_is_set_by_set_role() -> None:
    made = transport()
    made._set_role("server")
    assert made._role == "server"


def test_the_keys_are_in_rx_srtp_and_tx_srtp() -> None:
    made = transport()
    assert made._rx_srtp is None
    assert made._tx_srtp is None
    source = inspect.getsource(dtls.RTCDtlsTransport._setup_srtp)
    assert "self._rx_srtp = Session(" in source
    assert "self._tx_srtp = Session(" in source


def test_of_its_transport_it_uses_recv_send_and_role_only() -> None:
    source = inspect.getsource(dtls.RTCDtlsTransport)
    used = {
        word.split("(")[0].split(")")[0].split(":")[0].strip()
        for word in (part.split()[0] for part in source.split("self.transport.")[1:])
    }
    assert {name.rstrip(",") for name in used} == {"_recv", "_send", "role"}


def test_states_are_the_words_we_compare_with() -> None:
    assert transport().state == "new"
    assert {state.name for state in dtls.State} >= {"CONNECTED", "CLOSED", "FAILED"}


def test_srtp_repeats_and_windows_are_allowed_for_retransmission() -> None:
    source = inspect.getsource(dtls.RTCDtlsTransport._setup_srtp)
    assert source.count("allow_repeat_tx = True") == 2
    assert source.count("window_size = 1024") == 2


def test_aes_gcm_is_there() -> None:
    names = [profile.openssl_profile for profile in dtls.SRTP_PROFILES]
    assert b"SRTP_AEAD_AES_128_GCM" in names


def test_sctp_is_started_by_the_other_side() -> None:
    parameters = inspect.signature(RTCSctpTransport.start).parameters
    assert list(parameters) == ["self", "remoteCaps", "remotePort"]
    assert inspect.signature(RTCSctpTransport.__init__).parameters["port"].default == 5000


def test_a_session_protects_bytes_up_to_the_size_we_send() -> None:
    policy = pylibsrtp.Policy(
        key=bytes(28),
        ssrc_type=pylibsrtp.Policy.SSRC_ANY_OUTBOUND,
        srtp_profile=pylibsrtp.Policy.SRTP_PROFILE_AEAD_AES_128_GCM,
    )
    session = pylibsrtp.Session(policy)
    packet = b"\x80\x60" + bytes(10) + bytes(1300)
    assert len(session.protect(packet)) == len(packet) + 16


async def test_a_clients_connection_has_the_names_its_tap_needs() -> None:
    gatherer = RTCIceGatherer(iceServers=[])
    await gatherer.gather()
    connection = RTCIceTransport(gatherer)._connection
    assert connection is gatherer._connection
    assert connection.ice_controlling is False
    assert connection._remote_candidates == []
    assert len(connection._protocols) == len(connection._local_candidates)
    assert all(callable(one.datagram_received) for one in connection._protocols)
    assert list(inspect.signature(connection.get_component_candidates).parameters)[:2] == [
        "component",
        "addresses",
    ]
    await connection.close()


def test_consent_is_checked_by_module_constants_read_each_time() -> None:
    source = inspect.getsource(aioice_ice.Connection.query_consent)
    assert "CONSENT_INTERVAL" in source
    assert "CONSENT_FAILURES" in source


def test_rtcp_is_protected_and_sent_by_send_rtp() -> None:
    source = inspect.getsource(RTCDtlsTransport._send_rtp)
    assert "protect_rtcp(data)" in source
    assert "ConnectionError" in source
