"""A court whose people have addresses, one sender, and a real mail server."""

import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from scheduler.database import open_engine, reading
from scheduler.tables import NoticeRow
from signaling.court.service import Court
from signaling.post.envelope import Envelope
from signaling.post.mail_server import mail_server
from signaling.post.making import Maker
from signaling.post.sender import Post, Rules
from signaling.post.smtp import Smtp
from tests.mail import MailServer, text_of
from tests.signaling.api.world import PUBLIC, Api, Json

SENDER = "court@court.example"
KEY = "a key of these tests"


def post(
    engine: AsyncEngine, api: Api, url: str, court: Court | None = None, **rules: Any
) -> Post:
    """A sender on its own connections. court: has the ledgers."""
    return Post(
        engine,
        Maker(Envelope(KEY), PUBLIC),
        {"mail": Smtp(mail_server(url), SENDER)},
        Rules(SENDER, **rules),
        lambda: api.now,
        os.urandom,
        court,
    )


@dataclass
class Posted:
    """The court, its sender, the mail server."""

    api: Api
    court: Court
    server: MailServer
    engine: AsyncEngine
    post: Post

    async def later(self, **span: float) -> None:
        """Let time pass, then send what is due."""
        self.api.now += timedelta(**span)
        await self.post.run()

    async def rows(self, **where: Any) -> list[Any]:
        """Notices as kept."""
        async with reading(self.engine) as connection:
            query = select(NoticeRow.__table__).order_by(NoticeRow.number)
            return list(await connection.execute(query.filter_by(**where)))

    async def states(self, occasion: str) -> list[str]:
        """What became of the notices of one occasion."""
        return sorted([row.state for row in await self.rows(occasion=occasion)])

    async def far(self, hearing: Json) -> Json:
        """The hearing moved to five days later."""
        return await self.api.made(
            f"/hearings/{hearing['id']}/move",
            {
                "starts_at": "2026-03-07T16:00:00+07:00",
                "ends_at": "2026-03-07T17:00:00+07:00",
                "reason": "Bị cáo ốm",
            },
        )

    def links(self, number: int) -> list[str]:
        """The personal links in a mail."""
        found = re.findall(rf"{PUBLIC}/join#\S+", text_of(self.server.mails[number]))
        return list(dict.fromkeys(found))  # in both languages

    def receipt(self, number: int) -> str:
        """The secret with which the mail's receipt is confirmed."""
        found = re.search(rf"{PUBLIC}/receipt#(\S+)", text_of(self.server.mails[number]))
        assert found is not None
        return found[1]


def calendar(mail: EmailMessage) -> bytes:
    """The calendar entry that a mail carries."""
    for part in mail.iter_attachments():
        if part.get_content_type() == "text/calendar":
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            return content
    raise AssertionError("no calendar")


@asynccontextmanager
async def reachable(
    api: Api, court: Court, server: MailServer, url: str
) -> AsyncIterator[Posted]:
    """Counsel has an address and English; the judge has none."""
    counsel = {
        "court": api.directory["court"],
        "name": "Đỗ Thị Én",
        "email": "en@counsel.example",
        "language": "en",
    }
    api.directory["counsel"] = (await api.made("/people", counsel))["id"]
    engine = open_engine(url)
    try:
        yield Posted(api, court, server, engine, post(engine, api, server.url, court))
    finally:
        await engine.dispose()
