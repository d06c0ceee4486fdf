"""What the verifier found, and what follows from it."""

from collections import Counter
from dataclasses import asdict, dataclass, field

from recording.certificate import moment_text
from recording.journal.clock import moment
from recording.verify.words import SENTENCES, VERDICTS, Severity

LISTED_PER_CODE = 20  # a damaged file can break ten thousand blocks; twenty tell it
TEXT_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. where: file, offset or second; both sentences are ready to show."""

    severity: Severity
    code: str
    vi: str
    en: str
    where: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch without record and who ordered it. start, end: µs since 1970 UTC.

    reason: "recess", "suspended", "restart", "room_lost", "stall", "not_recorded"…
    row: of the ledger, which ordered it; 0 if nobody did. note: the judge's own words.
    """

    start: int
    end: int
    reason: str
    by: str
    row: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class TrackFigures:
    """One track of one part. sent, heard: packets between its first and last sender report."""

    part: int
    track: int
    device: str
    role: str
    source: str
    kind: str
    codec: str
    packets: int
    lost: int
    bytes: int
    sent: int | None
    heard: int | None


@dataclass
class Report:
    """Collects findings; `exit` is what `phientoa verify` returns. first, last: µs, wall."""

    findings: list[Finding] = field(default_factory=list)
    hearing: str = ""
    parts: int = 0
    blocks: int = 0
    first: int = 0
    last: int = 0
    tracks: list[TrackFigures] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    trusted: bool = False
    _counts: Counter[str] = field(default_factory=Counter)

    def add(self, code: str, where: str = "", **facts: object) -> None:
        """A finding, in words for people."""
        self._counts[code] += 1
        if self._counts[code] <= LISTED_PER_CODE:
            self.findings.append(_finding(code, where, facts))

    def finish(self) -> None:
        """Says how many findings were too many to list."""
        for code, count in sorted(self._counts.items()):
            if count > LISTED_PER_CODE:
                facts = {"count": count - LISTED_PER_CODE, "code": code}
                self.findings.append(_finding("more", "", facts))

    @property
    def exit(self) -> int:
        """0 whole and trusted, 1 tampered, 2 not finished, 3 origin unchecked."""
        found = {finding.severity for finding in self.findings}
        if Severity.FAIL in found:
            return 1
        if Severity.UNFINISHED in found:
            return 2
        return 0 if self.trusted else 3

    def to_json(self) -> dict[str, object]:
        """The report as `phientoa verify --json` prints it; seconds from the record's start."""
        return {
            "ok": self.exit == 0,
            "exit": self.exit,
            "verdict": VERDICTS[self.exit][0],
            "findings": [
                {**asdict(one), "severity": one.severity.value} for one in self.findings
            ],
            "hearing": self.hearing,
            "parts": self.parts,
            "blocks": self.blocks,
            "seconds": self.seconds(self.last),
            "tracks": [asdict(one) for one in self.tracks],
            "gaps": [self._gap_json(gap) for gap in self.gaps],
        }

    def seconds(self, wall: int) -> float:
        """Seconds from the start of the record."""
        return round((wall - self.first) / 1e6, 3)

    def _gap_json(self, gap: Gap) -> dict[str, object]:
        return {
            "from": self.seconds(gap.start),
            "to": self.seconds(gap.end),
            "from_utc": moment_text(moment(gap.start)),
            "to_utc": moment_text(moment(gap.end)),
            "reason": gap.reason,
            "by": gap.by,
            "note": gap.note,
        }


class Place:
    """Says findings about the place being read; `where` moves on with the reading."""

    __slots__ = ("_report", "where")

    def __init__(self, report: Report, where: str = "") -> None:
        self._report = report
        self.where = where

    def say(self, code: str, **facts: object) -> None:
        """A finding here."""
        self._report.add(code, self.where, **facts)


def printable(text: str) -> str:
    """Text from a file nobody vouches for, safe for a terminal: no controls, not endless."""
    shown = "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in text)
    return shown if len(shown) <= TEXT_LIMIT else shown[:TEXT_LIMIT] + "…"


def _finding(code: str, where: str, facts: dict[str, object]) -> Finding:
    sentence = SENTENCES[code]
    plain = {name: printable(str(value)) for name, value in facts.items()}
    return Finding(
        sentence.severity,
        code,
        sentence.vi.format(**plain),
        sentence.en.format(**plain),
        printable(where),
    )
