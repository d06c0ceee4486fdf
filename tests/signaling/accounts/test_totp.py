"""Rulings on one-time codes."""

from datetime import UTC, datetime, timedelta

import pytest

from signaling.accounts import totp
from signaling.accounts.seal import NONCE_BYTES, Seal

RFC = totp.secret(b"12345678901234567890")


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_codes_are_those_of_rfc_6238(seconds: int, code: str) -> None:
    """Appendix B, SHA-1, the last six digits."""
    now = datetime.fromtimestamp(seconds, UTC)
    assert totp.step_of(RFC, code, now) == seconds // totp.STEP_S
    assert totp.step_of(RFC, f" {code[:3]} {code[3:]}", now) is not None


@pytest.mark.parametrize(
    ("late", "fits"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)]
)
def test_a_clock_may_differ_by_one_step(late: int, fits: bool) -> None:
    """RFC 6238 §5.2."""
    now = datetime.fromtimestamp(1111111109, UTC)
    assert (totp.step_of(RFC, "081804", now + timedelta(seconds=late)) is not None) == fits


@pytest.mark.parametrize("code", ["", "0", "08180", "0818044", "٠٨١٨٠٤", "\ud800", "08180x"])
def test_what_is_no_code_fits_nothing(code: str) -> None:
    """Whatever its letters."""
    assert totp.step_of(RFC, code, datetime.fromtimestamp(1111111109, UTC)) is None


def test_a_sealed_secret_opens_for_its_owner_in_its_installation_only() -> None:
    """A row copied to another account, or the database taken elsewhere, tells nothing."""
    closed = Seal("ours").close("secret", "stf_1", bytes(NONCE_BYTES))
    assert b"secret" not in closed
    assert Seal("ours").open(closed, "stf_1") == "secret"
    assert Seal("ours").open(closed, "stf_2") is None
    assert Seal("theirs").open(closed, "stf_1") is None
    assert Seal("ours").open(closed[:-1] + b"\0", "stf_1") is None
    assert Seal("ours").open(b"", "stf_1") is None
