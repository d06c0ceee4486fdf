"""The outcome of a rehearsal: what was found, and what of it does not hold. Pure."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from signaling.rehearsal import verdict
from signaling.rehearsal.failure import RehearsalFailed
from signaling.rehearsal.plan import Plan
from signaling.rehearsal.verdict import Gap, Recorded, Shares, matrix


@dataclass(slots=True)
class Outcome:
    """What was found. Whatever was not found out stays absent or false, and does not hold.

    told: the last words of each party's process, for whoever looks for a cause.
    """

    plan: Plan
    hearing: str | None = None
    joined_ms: list[float | None] = field(default_factory=list)
    seen: Shares = field(default_factory=dict)
    heard: Shares = field(default_factory=dict)
    told: dict[str, tuple[str, ...]] = field(default_factory=dict)
    bundle: Path | None = None
    trust: Path | None = None
    verified: bool = False
    findings: tuple[str, ...] = ()
    recorded: dict[str, Recorded] = field(default_factory=dict)
    gaps: tuple[Gap, ...] = ()
    failures: list[RehearsalFailed] = field(default_factory=list)

    def wrong(self) -> list[RehearsalFailed]:
        """Everything that went wrong or does not hold; empty: the rehearsal was one."""
        return [*self.failures, *self._unjoined(), *self._apart(), *self._unrecorded()]

    def as_json(self) -> dict[str, object]:
        """The one object `phientoa rehearse --json` prints."""
        wrong = self.wrong()
        return {
            "ok": not wrong,
            "hearing": self.hearing,
            "joined_ms": self.joined_ms,
            "sees": matrix(self.seen),
            "hears": matrix(self.heard),
            "bundle": None if self.bundle is None else str(self.bundle),
            "trust": None if self.trust is None else str(self.trust),
            "verified": self.verified,
            "recorded": {key: asdict(each) for key, each in self.recorded.items()},
            "gaps": [
                {"from": gap.start, "to": gap.end, "reason": gap.reason} for gap in self.gaps
            ],
            "failed": [{"vi": each.vi, "en": each.en} for each in wrong],
        }

    def _unjoined(self) -> Iterator[RehearsalFailed]:
        keys = (party.key for party in self.plan.parties)
        joined = (*self.joined_ms, *[None] * len(self.plan.parties))
        for key, ms in zip(keys, joined, strict=False):
            if ms is None:
                yield RehearsalFailed(
                    f"{key} không thấy hình nào.", f"{key} decoded no picture."
                )

    def _apart(self) -> Iterator[RehearsalFailed]:
        keys = [party.key for party in self.plan.parties]
        for vi, en, shares in (("thấy", "see", self.seen), ("nghe", "hear", self.heard)):
            for viewer in keys:
                row = matrix(shares).get(viewer, {})
                others = [key for key in keys if key != viewer and not row.get(key, False)]
                if others:
                    who = ", ".join(f"{key}{_parts(shares, viewer, key)}" for key in others)
                    yield RehearsalFailed(
                        f"{viewer} không {vi}: {who}", f"{viewer} does not {en}: {who}"
                    )

    def _unrecorded(self) -> Iterator[RehearsalFailed]:
        if not self.verified:
            why = ", ".join(self.findings) or "-"
            yield RehearsalFailed(f"Hồ sơ không xác minh được: {why}", f"Not verified: {why}")
        for party in self.plan.parties:
            held = self.recorded.get(party.key, Recorded())
            if not held.whole(self.plan.seconds):
                yield RehearsalFailed(
                    f"Bản ghi của {party.key} không đủ.",
                    f"The record of {party.key} is not whole.",
                )
        if not verdict.gaps_as_ordered(self.gaps, self.plan.recess_s):
            yield RehearsalFailed(
                "Khoảng trống trong bản ghi không phải là lần tạm nghỉ đã có.",
                "The gaps of the record are not the one recess that was ordered.",
            )


def _parts(shares: Shares, viewer: str, other: str) -> str:
    """How much was decoded in each window, ` (3/60, 58/60)`."""
    windows = shares.get(viewer, {}).get(other, ())
    return f" ({', '.join(map(str, windows))})" if windows else ""
