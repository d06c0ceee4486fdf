"""A real mail server (aiosmtpd) on a port of its own, and what it was handed."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from queue import Queue
from threading import Thread

from aiosmtpd.smtp import SMTP, Envelope, Session

__all__ = [
    "Envelope",
    "MailServer",
    "Session",
    "mail_server",
    "mail_server_beside",
    "parsed",
    "text_of",
]

Say = Callable[[str, Session, Envelope], Awaitable[str | None]]
"""Asked before each answer, by step (EHLO, RCPT, DATA); an answer of its own, or None."""


async def agreeable(_step: str, _session: Session, _envelope: Envelope) -> str | None:
    """Take everything."""
    return None


@dataclass
class MailServer:
    """What it was handed, mail by mail, as bytes. `say` may be changed at any time."""

    say: Say = agreeable
    port: int = 0
    raw: list[bytes] = field(default_factory=list)
    addressed: list[str] = field(default_factory=list)
    sessions: list[SMTP] = field(default_factory=list)

    def cut(self) -> None:
        """Cut the newest session's line."""
        transport = self.sessions[-1].transport
        assert isinstance(transport, asyncio.WriteTransport)
        transport.abort()

    @property
    def url(self) -> str:
        """As a setting names it."""
        return f"smtp://127.0.0.1:{self.port}?starttls=off"

    @property
    def mails(self) -> list[EmailMessage]:
        """Every mail, in order."""
        return [parsed(one) for one in self.raw]

    def ids(self) -> Counter[str]:
        """How often each Message-ID came."""
        return Counter(str(mail["Message-ID"]) for mail in self.mails)

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, host: str, said: list[str]
    ) -> list[str]:
        """Somebody comes."""
        session.host_name = host
        await self.say("EHLO", session, envelope)
        return said

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, _: list[str]
    ) -> str:
        """An address."""
        envelope.rcpt_tos.append(address)
        return await self.say("RCPT", session, envelope) or "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """A mail: kept as soon as it is here whole, whatever becomes of the answer."""
        assert isinstance(envelope.content, bytes)
        refused = await self.say("DATA", session, envelope)
        if refused is not None and refused[0] in "45":
            return refused
        self.raw.append(envelope.content)
        self.addressed.append(envelope.rcpt_tos[0])
        return await self.say("KEPT", session, envelope) or f"250 OK kept {len(self.raw)}"


def parsed(raw: bytes) -> EmailMessage:
    """A mail as its reader sees it."""
    return message_from_bytes(raw, policy=policy.default)


def text_of(mail: EmailMessage) -> str:
    """Its plain text."""
    body = mail.get_body(("plain",))
    assert body is not None
    text: str = body.get_content()
    return text


@contextmanager
def mail_server_beside() -> Iterator[MailServer]:
    """In a thread of its own, for tests without a loop."""
    found: Queue[tuple[MailServer, asyncio.AbstractEventLoop, asyncio.Event]] = Queue()

    async def serve() -> None:
        async with mail_server() as server:
            done = asyncio.Event()
            found.put((server, asyncio.get_running_loop(), done))
            await done.wait()

    thread = Thread(target=asyncio.run, args=(serve(),), daemon=True)
    thread.start()
    server, loop, done = found.get(timeout=30)
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join(30)


@asynccontextmanager
async def mail_server(say: Say = agreeable) -> AsyncIterator[MailServer]:
    """In the running loop, until the end of the block."""
    server = MailServer(say)
    loop = asyncio.get_running_loop()

    def session() -> SMTP:
        server.sessions.append(SMTP(server, hostname="mail.example", loop=loop))
        return server.sessions[-1]

    listening = await loop.create_server(session, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        for one in server.sessions:
            if isinstance(one.transport, asyncio.WriteTransport):
                one.transport.abort()
        await listening.wait_closed()
        await asyncio.sleep(0)  # until the lines are closed, too
