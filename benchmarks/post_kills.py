"""Whether senders that are killed lose a notice or tell anybody two things.

`--database` names an empty PostgreSQL or SQLite database; the schema is made in it. `--senders`
processes send to a real SMTP server and are killed with SIGKILL: half of them at a random step
of a session (greeted, addressed, handed over, accepted but not told so), half at a random
moment of its work. Each is replaced at once, until `--kills` died or all is sent. Invitations
are due at once, reminders while the senders die. Prints one JSON object:

notices, mails: how many there were, were handed in. repeats: mails of a notice that had
been handed in before, byte for byte the same. lost: notices without mail. differing: notices of
which two mails differ. dead_links: mails whose personal link opens nothing.
"""

import argparse
import asyncio
import json
import os
import random
import re
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from benchmarks.post_sender import PUBLIC
from hearing.roles import Role
from scheduler import directory
from scheduler.booking import book
from scheduler.contact import contact
from scheduler.database import open_engine, reading
from scheduler.entries import CaseType, PointKind
from scheduler.outbox.entering import Invited, Outbox
from scheduler.plan import DeviceKind, DeviceWish, Plan, SeatWish
from scheduler.slot import Slot
from scheduler.source import Source, digest
from scheduler.tables import JoinLinkRow, NoticeRow
from signaling.migrations import migrate
from tests.mail import Envelope, MailServer, Session, mail_server, parsed, text_of

LAST_WORD_S = 300.0
"""How long the last senders may take for what the killed ones left."""


@dataclass
class Senders:
    """The processes, and who of them is to die at the next step of a session."""

    command: list[str]
    dice: random.Random
    left: int
    running: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)
    at_work: set[int] = field(default_factory=set)

    def start(self) -> None:
        """One more."""
        process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL)  # logs
        self.running[process.pid] = process

    def kill(self, pid: int) -> None:
        """Kill one and start another in its place."""
        self.at_work.discard(pid)
        if self.left == 0 or pid not in self.running:
            return
        process = self.running.pop(pid)
        self.left -= 1
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.start()

    async def at_a_step(self, _step: str, session: Session, _envelope: Envelope) -> str | None:
        """Kill who is speaking, now and then, before the server answers."""
        pid = int(str(session.host_name).rpartition("-")[2] or 0)
        self.at_work.add(pid)
        if self.left and self.dice.random() < 0.1:
            self.kill(pid)
        return None

    async def at_random(self) -> None:
        """Kill, at any moment, somebody who is at work (not one who only starts)."""
        while self.left:
            await asyncio.sleep(self.dice.uniform(0.05, 1))
            if known := sorted(self.at_work & set(self.running)):
                self.kill(self.dice.choice(known))

    def stop(self) -> None:
        """All of them."""
        for process in self.running.values():
            process.kill()
            process.wait()


async def prepare(engine: AsyncEngine, hearings: int) -> None:
    """Hearings of one counsel each, in three days: a reminder of each is due in seconds."""
    source = Source(datetime.now(UTC), os.urandom)
    async with engine.begin() as connection:
        court = (await directory.add_court(connection, source, "Tòa án", "UTC")).id
        case = await directory.add_case(
            connection, source, court=court, number="1", type=CaseType.CIVIL, title="Vụ án"
        )
        for number in range(hearings):
            room = await directory.add_point(
                connection,
                source,
                court=court,
                name=f"Phòng {number}",
                kind=PointKind.CENTRAL,
                capacity=1,
            )
            counsel = await directory.add_person(
                connection,
                source,
                court=court,
                name=f"Luật sư {number}",
                reached=contact(f"counsel{number}@example.vn", None, None),
            )
            start = source.now + timedelta(days=3, seconds=2 + number / 4)
            plan = Plan(
                court=court,
                case=case.id,
                title=None,
                slot=Slot(start, start + timedelta(hours=1)),
                points=(room.id,),
                devices=(DeviceWish("own", DeviceKind.PERSONAL, None),),
                seats=(SeatWish(counsel.id, Role.DEFENCE_COUNSEL, "own"),),
            )
            booked = await book(connection, source, plan)
            seat = booked.seats[0]
            outbox = Outbox(connection, source, booked.line.id, ("mail",))
            await outbox.invite([Invited(counsel.id, seat.id, seat.role.value)], plan.sittings)


async def measure(
    url: str, *, hearings: int, kills: int, senders: int, seed: int
) -> dict[str, int]:
    """Send, kill, count."""
    await migrate(url)
    engine = open_engine(url)
    await prepare(engine, hearings)
    async with (
        mail_server() as server,
        _killing(url, server, kills, senders, seed) as processes,
    ):
        async with asyncio.timeout(LAST_WORD_S + 2 * kills):
            while await _waiting(engine, hearings):  # noqa: ASYNC110 - others write
                await asyncio.sleep(0.2)
    report = await _count(engine, server)
    await engine.dispose()
    return {**report, "kills": kills - processes.left}


@asynccontextmanager
async def _killing(
    url: str, server: MailServer, kills: int, senders: int, seed: int
) -> AsyncIterator[Senders]:
    command = [sys.executable, "-m", "benchmarks.post_sender", url, server.url]
    processes = Senders(command, random.Random(seed), kills)
    server.say = processes.at_a_step
    for _ in range(senders):
        processes.start()
    killing = asyncio.create_task(processes.at_random())
    try:
        yield processes
    finally:
        killing.cancel()
        processes.stop()


async def _waiting(engine: AsyncEngine, hearings: int) -> bool:
    """Whether something is still to be sent: an invitation and the first reminder each."""
    async with reading(engine) as connection:
        sent = await connection.scalar(
            select(func.count()).select_from(NoticeRow).where(NoticeRow.state == "sent")
        )
        dead = await connection.scalar(
            select(func.count()).select_from(NoticeRow).where(NoticeRow.state == "dead")
        )
    assert not dead
    return (sent or 0) < 2 * hearings


async def _count(engine: AsyncEngine, server: MailServer) -> dict[str, int]:
    mails: defaultdict[str, list[bytes]] = defaultdict(list)
    for raw in server.raw:
        mails[str(parsed(raw)["Message-ID"])].append(raw)
    async with reading(engine) as connection:
        sent = set(
            await connection.scalars(
                select(NoticeRow.message_id).where(NoticeRow.state == "sent")
            )
        )
        links = set(await connection.scalars(select(JoinLinkRow.digest)))
    return {
        "notices": len(sent),
        "mails": len(server.raw),
        "repeats": len(server.raw) - len(mails),
        "lost": len(sent - set(mails)),
        "differing": sum(len(set(copies)) > 1 for copies in mails.values())
        + len(set(mails) - sent),
        "dead_links": sum(not _opens(copies[0], links) for copies in mails.values()),
    }


def _opens(raw: bytes, links: set[bytes]) -> bool:
    found = re.search(rf"{PUBLIC}/join#(\S+)", text_of(parsed(raw)))
    return found is not None and digest(found[1]) in links


def main() -> None:
    """Measure and print; exit 1 if anything was lost, differs, or opens nothing."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--database", required=True, help="URL of an empty database")
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--hearings", type=int, default=400)
    options.add_argument("--senders", type=int, default=3)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--json", action="store_true", help="on one line")
    asked = options.parse_args()
    report = asyncio.run(
        measure(
            asked.database,
            hearings=asked.hearings,
            kills=asked.kills,
            senders=asked.senders,
            seed=asked.seed,
        )
    )
    print(json.dumps(report, indent=None if asked.json else 2))
    sys.exit(1 if report["lost"] or report["differing"] or report["dead_links"] else 0)


if __name__ == "__main__":
    main()
