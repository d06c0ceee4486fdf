"""One instance's sender of notices as a process of its own, to be killed at any moment."""

import asyncio
import os
import sys
from datetime import UTC, datetime, timedelta

from scheduler.database import open_engine
from signaling.post.envelope import Envelope
from signaling.post.mail_server import mail_server
from signaling.post.making import Maker
from signaling.post.sender import Post, Rules
from signaling.post.smtp import Smtp
from signaling.post.ticking import Ticking

SENDER = "court@court.example"
PUBLIC = "https://hearings.example"
KEY = "the installation's key"
LEASE = timedelta(seconds=10)  # short, so that what the killed held is soon taken over
TICK_S = 0.2


async def send(database: str, mail: str) -> None:
    """Send what is due, tick by tick, until killed; it calls itself by its process's number."""
    engine = open_engine(database)
    name = f"sender-{os.getpid()}"
    post = Post(
        engine,
        Maker(Envelope(KEY), PUBLIC),
        {"mail": Smtp(mail_server(mail), SENDER, name)},
        Rules(SENDER, LEASE),
        lambda: datetime.now(UTC),
        os.urandom,
    )
    Ticking(post.run, TICK_S).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(send(sys.argv[1], sys.argv[2]))
