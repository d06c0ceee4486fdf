"""Outages of a hearing in session, each as long as it takes to heal, and how long that was.

Several people with unmodified clients (`Steadfast`) sit in a courtroom that is recorded. Every
function ends when all is as before; times are seconds. Raises TimeoutError if it does not heal.
"""

import asyncio
import io
import tarfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import permutations
from pathlib import Path

import httpx

from hearing.ids import HearingId
from hearing.roles import Role
from recording.journal import parts
from recording.verify import Report, verify
from signaling.court.desired import courtroom
from signaling.rehearsal.signs import SIGNS
from tests.end_to_end.booking import Hearing, Registrar
from tests.end_to_end.machine import Machine
from tests.end_to_end.steadfast import Steadfast, staying
from tests.waiting import until

ROLES = (Role.PRESIDING_JUDGE, Role.DEFENCE_COUNSEL, Role.ACCUSED)
HEALED_S = 60.0
"""No outage may take longer, however busy the machine; what is promised is measured apart."""


@dataclass(slots=True)
class Sitting:
    """A hearing in session."""

    machine: Machine
    hearing: Hearing
    people: dict[Role, Steadfast]

    @property
    def judge(self) -> Steadfast:
        """Who leads it."""
        return self.people[Role.PRESIDING_JUDGE]

    def pairs(self) -> list[tuple[Steadfast, Steadfast, str]]:
        """Everybody who sees, whom they see, and that one's device."""
        return [
            (self.people[viewer], self.people[seen], self.hearing.devices[seen])
            for viewer, seen in permutations(self.people, 2)
        ]

    def flows(self, since: float) -> bool:
        """Whether everybody sees everybody since `since`, in the rooms they are in now."""
        return all(
            viewer.sees({device}, max([since, *viewer.joined[-1:], *seen.joined[-1:]]))
            for viewer, seen, device in self.pairs()
        )

    def on_record(self) -> bool:
        """Whether everybody was told that it is recorded."""
        return all(one.recording == "recording" for one in self.people.values())

    def workers(self) -> int:
        """How many media workers the relay has; 0 where it is one process."""
        started = {line["name"] for line in self.machine.told("part_started")}
        return sum(name.startswith("relay-") for name in started)

    def worker(self) -> str:
        """The part that everybody's media is at, where the relay has several workers."""
        return f"relay-{self.machine.told('participant connected')[-1]['worker']}"

    async def close(self) -> Report:
        """The judge closes the hearing; what the verifier says of its bundle."""
        assert await self.judge.command("close_hearing") is None
        await until(lambda: self.judge.recording == "closed", HEALED_S)
        return await self.verified()

    async def verified(self) -> Report:
        """The verifier's report on a fresh bundle, with the installation's trust file."""
        headers = {"Authorization": f"Bearer {self.machine.at.token}"}
        base = f"{self.machine.at.url}/api/v1"
        async with httpx.AsyncClient(base_url=base, headers=headers, timeout=60) as api:
            tar = (await api.get(f"/hearings/{self.hearing.id}/bundle")).raise_for_status()
            known = (await api.get("/trust")).raise_for_status()
        return await asyncio.to_thread(self._unpacked, tar.content, known.content)

    def _unpacked(self, tar: bytes, known: bytes) -> Report:
        to = self.machine.data_dir.parent / f"bundle-{time.monotonic_ns()}"
        with tarfile.open(fileobj=io.BytesIO(tar)) as packed:
            packed.extractall(to, filter="data")
        (to / "trust.json").write_bytes(known)
        return verify(to / self.hearing.id, to / "trust.json")

    def parts(self) -> int:
        """How many parts the record has."""
        return len(parts(self.machine.data_dir / "recordings" / self.hearing.id))


@asynccontextmanager
async def in_session(
    machine: Machine, roles: Sequence[Role] = ROLES, *, patient: bool = False
) -> AsyncIterator[Sitting]:
    """A hearing whose people all see each other, on record. patient: see `Steadfast`."""
    hearing = await asyncio.to_thread(_booked, machine, roles)
    people = {
        role: Steadfast(machine.at.url, hearing.links[role], sign, patient=patient)
        for role, sign in zip(roles, SIGNS, strict=False)
    }
    sitting = Sitting(machine, hearing, people)
    async with staying(*people.values()):
        await until(lambda: all(one.welcomed for one in people.values()), HEALED_S)
        assert await sitting.judge.command("open_hearing") is None
        await until(lambda: sitting.flows(0), HEALED_S)
        assert await sitting.judge.command("start_session") is None
        await until(sitting.on_record, HEALED_S)
        yield sitting


def _booked(machine: Machine, roles: Sequence[Role]) -> Hearing:
    registrar = Registrar(machine.at)
    try:
        return registrar.book(roles)
    finally:
        registrar.close()


async def relay_killed(sitting: Sitting) -> list[float]:
    """From the kill to the first picture, of everybody at everybody else's."""
    times = await relay_comes_back(sitting)
    await until(sitting.on_record, HEALED_S)
    return times


async def worker_killed(sitting: Sitting) -> list[float]:
    """The same, of the media worker that has the courtroom, which is at another then."""
    before = sitting.worker()
    times = await relay_comes_back(sitting, before)
    await until(lambda: sitting.on_record() and sitting.worker() != before, HEALED_S)
    return times


async def relay_comes_back(sitting: Sitting, worker: str = "") -> list[float]:
    """The same, whether it is recorded then or not. worker: the part that is killed alone."""
    killed = time.monotonic()
    if worker:
        sitting.machine.kill(worker)
    else:
        sitting.machine.kill_relay(courtroom(HearingId(sitting.hearing.id)))
    await until(
        lambda: (
            all(one.joined[-1] > killed for one in sitting.people.values())
            and sitting.flows(killed)
        ),
        HEALED_S,
    )
    return [
        next(at for at in viewer.pictures[device] if at > max(viewer.joined[-1], killed))
        - killed
        for viewer, _, device in sitting.pairs()
    ]


@dataclass(frozen=True, slots=True)
class Untouched:
    """What a hearing server's death did. back: from the kill to each one's socket.

    still: the longest wait for a picture; lost: packets missing at receivers; rejoined: how
    often somebody left their room.
    """

    back: list[float]
    still: float
    lost: int
    rejoined: int


async def hearing_server_killed(sitting: Sitting) -> Untouched:
    """Sockets come back; media must not notice."""
    people = list(sitting.people.values())
    lost = sum([await one.lost_packets() for one in people])
    joined = sum(len(one.joined) for one in people)
    killed = time.monotonic()
    sitting.machine.kill("hearing")
    await until(lambda: all(one.welcomed[-1] > killed for one in people), HEALED_S)
    assert await sitting.judge.command("hold_floor", device=_another(sitting)) is None
    assert await sitting.judge.command("give_floor", device=_another(sitting)) is None
    ends = [viewer.gap(device, killed) for viewer, _, device in sitting.pairs()]
    return Untouched(
        back=[one.welcomed[-1] - killed for one in people],
        still=max(end - start for start, end in ends),
        lost=sum([await one.lost_packets() for one in people]) - lost,
        rejoined=sum(len(one.joined) for one in people) - joined,
    )


def _another(sitting: Sitting) -> str:
    return sitting.hearing.devices[Role.ACCUSED]


@dataclass(frozen=True, slots=True)
class Missing:
    """What a recorder's death cost. outage: from the kill until another one records."""

    outage: float
    killed_at: float  # seconds since 1970 UTC


async def recorder_killed(sitting: Sitting) -> Missing:
    """Another recorder goes on in a new part, and everybody is told."""
    part = sitting.parts()
    killed_at, killed = time.time(), time.monotonic()
    sitting.machine.kill("recorder")
    await until(lambda: sitting.judge.part >= part and sitting.on_record(), HEALED_S)
    begun = sitting.machine.told("recorder.began")[-1]
    outage = datetime.fromisoformat(begun["timestamp"]).timestamp() - killed_at
    assert time.monotonic() - killed >= outage
    return Missing(outage, killed_at)


async def power_cut(sitting: Sitting) -> float:
    """From the start of the machine until everybody is back, seen and on record. A cluster
    stands elsewhere and has power: nobody leaves its room."""
    elsewhere = sitting.machine.engine.cluster is not None
    await sitting.machine.cut_power()
    part = sitting.parts()
    started = time.monotonic()
    await sitting.machine.start()
    people = sitting.people.values()
    await until(
        lambda: (
            all(one.welcomed[-1] > started for one in people)
            and (elsewhere or all(one.joined[-1] > started for one in people))
            and sitting.flows(started)
        ),
        HEALED_S,
    )
    reseated = time.monotonic() - started
    await until(lambda: sitting.judge.part >= part and sitting.on_record(), HEALED_S)
    return reseated


def reasons(report: Report) -> list[str]:
    """Why there are gaps, sorted; but for those of a recorder that the machine held up."""
    return sorted(gap.reason for gap in report.gaps if gap.reason != "stall")


def scratch(folder: Path) -> Machine:
    """A machine with its data below `folder`."""
    return Machine(folder / "data")
