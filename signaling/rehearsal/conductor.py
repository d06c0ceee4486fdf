"""The course of a rehearsal: who does what when, each step awaited and none slept through."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from signaling.rehearsal.booking import Booked
from signaling.rehearsal.company import Company
from signaling.rehearsal.failure import RehearsalFailed
from signaling.rehearsal.host import Installation
from signaling.rehearsal.messages import Ask, Join, Part
from signaling.rehearsal.plan import Plan
from signaling.rehearsal.verdict import Window

READY_S = 60.0
ENTER_S = 20.0
JOIN_S = 30.0
COMMAND_S = 15.0

Tell = Callable[[str, str], None]
"""Progress for people, in Vietnamese and in English."""


@dataclass(slots=True)
class Course:
    """What happened: when the hearing was in session, and what went wrong on the way."""

    windows: list[Window] = field(default_factory=list)
    troubles: list[RehearsalFailed] = field(default_factory=list)


class Conductor:
    """Leads a company through a booked hearing."""

    def __init__(
        self, plan: Plan, booked: Booked, at: Installation, company: Company, tell: Tell
    ) -> None:
        self._plan = plan
        self._booked = booked
        self._at = at
        self._company = company
        self._tell = tell
        self._judge = plan.parties[0].key
        self.course = Course()

    async def hold(self) -> None:
        """Open, session, recess, session, close. Raises RehearsalFailed where it stops."""
        await self.gather()
        await self.command("start_session")
        await self._session()
        await self.command("recess")
        self._tell("Tạm nghỉ", "Recess")
        await self._company.linger(self._plan.recess_s)
        await self.command("resume")
        await self._session()
        self._company.leaving = True  # closing shows everybody out
        await self.command("close_hearing")
        self._tell("Phiên tòa kết thúc", "The hearing is closed")

    async def _prepare(self) -> None:
        camera = self._plan.camera
        for party in self._plan.parties:
            part = Part(
                url=self._at.url,
                token=self._booked.token_of[party.key],
                tone_hz=party.sign.tone_hz,
                colour=party.sign.colour,
                width=camera.width,
                height=camera.height,
                fps=camera.fps,
                kbits=camera.kbits,
                restless=camera.restless,
            )
            await self._company.tell(party.key, part)
        members = self._company.members.values()
        await self._company.until(
            lambda: all(each.ready for each in members),
            READY_S,
            "mọi tiến trình sẵn sàng",
            "every party's process is ready",
        )

    async def gather(self) -> None:
        """The judge opens the hearing, then people come one after the other."""
        await self._prepare()
        judge, *others = (party.key for party in self._plan.parties)
        await self._enter(judge)
        await self.command("open_hearing")
        await self._note_unless(
            lambda: self._company.members[judge].sends,
            f"{judge} gửi hình và tiếng",
            f"{judge} sends picture and sound",
        )
        for key in others:
            await self._enter(key)
            await self._first_picture(key)
        await self._note_unless(
            self._all_there, "mọi người thấy và nghe nhau", "everybody sees and hears everybody"
        )

    async def _enter(self, key: str) -> None:
        await self._company.tell(key, Join())
        await self._company.until(
            lambda: self._company.members[key].entered,
            ENTER_S,
            f"{key} vào phiên tòa bằng liên kết",
            f"{key} enters by its link",
        )

    async def _first_picture(self, key: str) -> None:
        await self._note_unless(
            lambda: self._company.members[key].joined_ms is not None,
            f"{key} thấy hình của người khác",
            f"{key} decodes somebody's picture",
        )
        self._tell(f"{key} đã vào phòng xử án", f"{key} is in the courtroom")

    def _all_there(self) -> bool:
        devices = self._booked.device_of
        return all(
            {device for other, device in devices.items() if other != key}
            <= (member.seen & member.heard)
            for key, member in self._company.members.items()
        )

    async def _note_unless(self, holds: Callable[[], bool], vi: str, en: str) -> None:
        """Wait for it; where it does not come, note it and go on: the rest still tells much."""
        try:
            await self._company.until(holds, JOIN_S, vi, en)
        except RehearsalFailed as trouble:
            self.course.troubles.append(trouble)
            self._tell(trouble.vi, trouble.en)

    async def _session(self) -> None:
        half = self._plan.seconds / 2
        self._tell(f"Đang xét xử: {half:g} giây", f"In session: {half:g} s")
        start = time.monotonic()
        await self._company.linger(half)
        self.course.windows.append(Window(start, time.monotonic()))

    async def command(self, kind: str, **more: str) -> None:
        """The presiding judge's command through the hearing socket, done or refused."""
        command = secrets.token_hex(8)
        answers = self._company.members[self._judge].answers
        await self._company.tell(self._judge, Ask(id=command, command={"type": kind, **more}))
        await self._company.until(
            lambda: command in answers, COMMAND_S, f"lệnh {kind}", f"the command {kind}"
        )
        if (code := answers[command]) is not None:
            raise RehearsalFailed(
                f"Lệnh {kind} bị từ chối: {code}", f"The command {kind} was refused: {code}"
            )
