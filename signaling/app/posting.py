"""The outbox wired: what is written down beside commands, and what each instance sends."""

import os

from sqlalchemy.ext.asyncio import AsyncEngine

from scheduler.notices.templates import Templates
from signaling.api import utc_now
from signaling.app.settings import Settings
from signaling.court.service import Court
from signaling.post.channel import Channel
from signaling.post.delivery import Transport
from signaling.post.envelope import Envelope
from signaling.post.following import Following
from signaling.post.making import Maker
from signaling.post.sender import Post, Rules
from signaling.post.smtp import Smtp
from signaling.post.ticking import Ticking


def following(settings: Settings) -> Following:
    """Mail is always written down, for it may be set up later; text messages if they go out."""
    channels = ("mail", "phone") if settings.sending.phone else ("mail",)
    return Following(os.urandom, channels)


def ticking(settings: Settings, engine: AsyncEngine, court: Court) -> Ticking | None:
    """The sender's clock; None where nothing can be sent."""
    ways = transports(settings)
    if not ways:
        return None
    templates = Templates(settings.templates_dir)
    maker = Maker(Envelope(settings.notice_key), settings.public_url.rstrip("/"), templates)
    rules = Rules(settings.notices_from)
    post = Post(engine, maker, ways, rules, utc_now, os.urandom, court)
    return Ticking(post.run)


def transports(settings: Settings) -> dict[str, Transport]:
    """What is set up, by channel."""
    ways: dict[str, Transport] = {}
    asked = settings.sending
    if asked.mail is not None:
        ways["mail"] = Smtp(asked.mail, asked.sender)
    if asked.phone:
        ways["phone"] = Channel(asked.phone)
    return ways
