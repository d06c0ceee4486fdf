"""Rulings on logs: no token in them."""

import logging

import pytest

from signaling.rtc.server.scrubbing import Scrubber, scrub

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJkZXYifQ.c2lnbmF0dXJl"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (f"GET /rtc/v1?access_token={JWT}&join_request=QUJD HTTP/1.1", "GET /rtc/v1?"),
        (f"Authorization: Bearer {JWT}", "Authorization: Bearer "),
        (f"what is {JWT}?", "what is "),
        ("GET /rtc/v1?access_token=anything", "access_token=<redacted>"),
        ("room opened", "room opened"),
    ],
)
def test_tokens_are_taken_out(written: str, kept: str) -> None:
    assert JWT not in scrub(written)
    assert "QUJD" not in scrub(written)
    assert kept in scrub(written)


def test_arguments_of_a_record_are_scrubbed_too() -> None:
    record = logging.LogRecord("x", logging.INFO, "", 0, "from %s", (f"Bearer {JWT}",), None)
    assert Scrubber().filter(record)
    assert record.getMessage() == "from Bearer <redacted>"
