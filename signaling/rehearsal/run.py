"""A whole rehearsal: an installation, a booking, a hearing held, its record examined."""

import secrets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog

from signaling.rehearsal import record, verdict
from signaling.rehearsal.booking import Booked, Registry
from signaling.rehearsal.company import Company, company
from signaling.rehearsal.conductor import Conductor, Course, Tell
from signaling.rehearsal.failure import RehearsalFailed
from signaling.rehearsal.host import Installation, hosted
from signaling.rehearsal.outcome import Outcome
from signaling.rehearsal.plan import Plan

log = structlog.get_logger()


@asynccontextmanager
async def own_installation(data_dir: Path | None) -> AsyncIterator[Installation]:
    """One of the rehearsal's own; its data goes with it unless `data_dir` is given."""
    async with AsyncExitStack() as stack:
        if data_dir is None:
            folder = stack.enter_context(TemporaryDirectory(prefix="phientoa-rehearsal-"))
            data_dir = Path(folder)
        yield await stack.enter_async_context(hosted(data_dir))


@dataclass(slots=True)
class Rehearsal:
    """One rehearsal at an installation; its bundle goes below `to`."""

    plan: Plan
    at: Installation
    to: Path
    tell: Tell
    outcome: Outcome = field(init=False)

    def __post_init__(self) -> None:
        self.outcome = Outcome(self.plan)

    async def hold(self) -> Outcome:
        """From the booking to the record's examination. Failures are in the outcome."""
        try:
            async with Registry(self.at.url, self.at.token) as registry:
                booked = await self._book(registry)
                await self._attend(booked)
                await self._examine(booked, registry)
        except RehearsalFailed as failure:
            self.outcome.failures.append(failure)
        except Exception as error:
            log.exception("rehearsal.broken", hearing=self.outcome.hearing)
            why = type(error).__name__
            self.outcome.failures.append(
                RehearsalFailed(f"Lỗi không lường trước: {why}.", f"Unforeseen error: {why}.")
            )
        if self.outcome.wrong():
            for party, lines in self.outcome.told.items():
                log.warning("rehearsal.party_told", party=party, last=lines)
            seen, heard = map(verdict.told, (self.outcome.seen, self.outcome.heard))
            log.warning("rehearsal.decoded", seen=seen, heard=heard)
        return self.outcome

    async def _book(self, registry: Registry) -> Booked:
        now = datetime.now(UTC)
        mark = f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
        booked = await registry.book(self.plan, mark, now)
        self.outcome.hearing = booked.hearing
        self.tell(f"Đã lên lịch phiên {booked.hearing}", f"Booked: {booked.hearing}")
        return booked

    async def _attend(self, booked: Booked) -> None:
        async with company([party.key for party in self.plan.parties]) as together:
            conductor = Conductor(self.plan, booked, self.at, together, self.tell)
            try:
                await conductor.hold()
            finally:
                self._judge(booked, together, conductor.course)

    def _judge(self, booked: Booked, together: Company, course: Course) -> None:
        outcome, members = self.outcome, together.members
        observed = {key: member.observed for key, member in members.items()}
        outcome.failures += course.troubles
        outcome.joined_ms = [member.joined_ms for member in members.values()]
        devices, windows = booked.device_of, course.windows
        outcome.seen = verdict.seen(self.plan, devices, observed, windows)
        outcome.heard = verdict.heard(self.plan, devices, observed, windows)
        outcome.told = {key: tuple(member.words) for key, member in members.items()}
        for key, member in members.items():
            outcome.failures += [
                RehearsalFailed(f"{key} gặp trục trặc: {why}", f"{key} had trouble: {why}")
                for why in member.troubles
            ]

    async def _examine(self, booked: Booked, registry: Registry) -> None:
        outcome, at = self.outcome, self.at
        self.tell("Đang kiểm tra bản ghi", "Examining the record")
        await record.closed(registry, booked.hearing)
        if at.data_dir is None:
            bundle = await record.download(registry, booked.hearing, self.to)
        else:
            bundle = await record.export(booked.hearing, self.to, at.data_dir)
        outcome.bundle, outcome.trust = bundle.path, bundle.trust
        verified = await record.verify(bundle)
        outcome.verified, outcome.gaps = verified.ok, verified.gaps
        outcome.findings = verified.findings
        contents = await record.contents(bundle)
        outcome.recorded = verdict.recorded(self.plan, booked.device_of, contents)
