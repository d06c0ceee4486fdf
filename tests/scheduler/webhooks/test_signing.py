"""Rulings on signatures and repetitions: what a receiver can rely on."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from scheduler.webhooks.retries import DELAYS, Answer, Fate, judged
from scheduler.webhooks.signing import fresh_secret, signed

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_a_delivery_is_signed_as_standard_webhooks_has_it() -> None:
    """HMAC-SHA256 over id, time and body, with the key that `whsec_` precedes."""
    secret = fresh_secret(lambda count: bytes(range(count)))
    body = '{"type":"hearing.status","data":{"số":"1/2026"}}'.encode()
    headers = signed(secret, "dlv_1", AT, body)
    key = base64.b64decode(secret.split("_", 1)[1])
    told = f"dlv_1.{int(AT.timestamp())}.".encode() + body
    expected = base64.b64encode(hmac.new(key, told, hashlib.sha256).digest()).decode()
    assert headers == {
        "webhook-id": "dlv_1",
        "webhook-timestamp": "1772442000",
        "webhook-signature": f"v1,{expected}",
    }


def test_the_published_example_of_the_scheme_has_the_signature_it_says() -> None:
    """The vector that the scheme's own libraries are tested with."""
    headers = signed(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        datetime.fromtimestamp(1614265330, UTC),
        b'{"test": 2432232314}',
    )
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_check_that_the_documentation_gives_knows_our_signature_and_no_other() -> None:
    """As a court's own programmers copy it."""
    page = (Path(__file__).resolve().parents[3] / "docs/api.md").read_text(encoding="utf-8")
    given: dict[str, Any] = {}
    exec(page.partition("```python")[2].partition("```")[0], given)
    secret, body = fresh_secret(lambda count: bytes(range(count))), b'{"type": "webhook.ping"}'
    headers = signed(secret, "dlv_1", datetime.now(UTC), body)
    assert given["is_genuine"](secret, headers, body)
    assert not given["is_genuine"](secret, headers, body + b" ")
    assert not given["is_genuine"](secret, signed(secret, "dlv_1", AT, body), body)


def test_what_arrives_is_over_and_what_does_not_is_tried_for_days() -> None:
    """Later and later; then somebody must look."""
    assert judged(Answer(204), 1) == (Fate.DELIVERED, None)
    for answer in (Answer(500), Answer(404), Answer(302), Answer(None, "ConnectError")):
        assert judged(answer, 1) == (Fate.WAITING, timedelta(seconds=5))
        assert judged(answer, len(DELAYS) + 1) == (Fate.GIVEN_UP, None)
    assert list(DELAYS) == sorted(DELAYS)
    assert sum(DELAYS, timedelta()) > timedelta(days=2)


def test_a_receiver_says_when_to_come_again_or_never() -> None:
    """Retry-After within reason; 410 ends it."""
    assert judged(Answer(410), 1) == (Fate.GONE, None)
    assert judged(Answer(503, wish=timedelta(minutes=3)), 1)[1] == timedelta(minutes=3)
    assert judged(Answer(503, wish=timedelta(days=30)), 1)[1] == timedelta(hours=24)
