"""The join request in the URL, read back as a relay reads it."""

import base64
import gzip
from urllib.parse import parse_qs, urlsplit

import pytest
from livekit.protocol import models, rtc

from signaling.app.settings import QUALITIES
from signaling.rtc.client import join


def read(url: str) -> rtc.JoinRequest:
    """The join request within `url`."""
    encoded = parse_qs(urlsplit(url).query)["join_request"][0]
    wrapped = rtc.WrappedJoinRequest.FromString(base64.urlsafe_b64decode(encoded))
    assert wrapped.compression == rtc.WrappedJoinRequest.Compression.GZIP
    return rtc.JoinRequest.FromString(gzip.decompress(wrapped.join_request))


def test_the_first_offer_is_inside() -> None:
    request = read(join.url("ws://relay", "v=0\r\n", 1))
    assert (request.publisher_offer.sdp, request.publisher_offer.id) == ("v=0\r\n", 1)


def test_nothing_is_paused_or_lowered_for_the_record() -> None:
    settings = read(join.url("ws://relay", "v=0\r\n", 1)).connection_settings
    assert settings.auto_subscribe
    assert not settings.adaptive_stream
    assert settings.HasField("subscriber_allow_pause")
    assert not settings.subscriber_allow_pause


@pytest.mark.parametrize(
    ("base", "begins"),
    [
        ("ws://relay:7880", "ws://relay:7880/rtc/v1?"),
        ("wss://relay/", "wss://relay/rtc/v1?"),
        ("http://relay", "ws://relay/rtc/v1?"),
        ("https://relay", "wss://relay/rtc/v1?"),
    ],
)
def test_any_spelling_of_the_engine_leads_to_its_socket(base: str, begins: str) -> None:
    assert join.url(base, "", 1).startswith(begins)


@pytest.mark.parametrize("quality", QUALITIES)
def test_pictures_are_wanted_in_the_layer_that_the_court_chose(quality: str) -> None:
    """Every choice the settings allow is one the relay is asked for."""
    setting = join.wanted(["TR_VC1"], quality).track_setting
    assert (list(setting.track_sids), setting.disabled) == (["TR_VC1"], False)
    assert setting.quality == models.VideoQuality.Value(quality.upper())
