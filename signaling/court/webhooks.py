"""The relay's webhooks: signed notices that something changed in a room."""

import structlog
from fastapi import Request
from livekit.api import TokenVerifier, WebhookReceiver

from hearing.ids import HearingId
from hearing.refusal import Refusal
from signaling.court.desired import hearing_of
from signaling.court.media_access import MediaAccess

_log = structlog.get_logger()
MAX_BODY = 1 << 20


class Webhooks:
    """Checks a notice's signature and says which hearing it is about."""

    def __init__(self, access: MediaAccess) -> None:
        self._receiver = WebhookReceiver(TokenVerifier(access.key, access.secret))

    def hearing(self, body: str, authorization: str) -> HearingId | None:
        """The hearing whose courtroom changed. Raises Refusal webhook.unsigned."""
        try:
            notice = self._receiver.receive(body, authorization)
        except Exception as error:  # the library raises bare Exception among others
            _log.warning("webhook.unsigned", error=type(error).__name__)
            raise Refusal("webhook.unsigned") from error
        return hearing_of(notice.room.name)


async def body_of(request: Request) -> str:
    """The request's text, at most 1 MiB. Raises Refusal webhook.oversized, unsigned."""
    parts = bytearray()
    async for part in request.stream():
        parts += part
        if len(parts) > MAX_BODY:
            raise Refusal("webhook.oversized")
    try:
        return parts.decode()
    except UnicodeDecodeError as error:
        raise Refusal("webhook.unsigned") from error
