"""Whether a rehearsal was one: who saw and heard whom, what is in the record. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from signaling.rehearsal.messages import Observed
from signaling.rehearsal.plan import Party, Plan
from signaling.rehearsal.probe import Content
from signaling.rehearsal.signs import Sign, by_colour, by_tone

LAG_S = 1.0
"""From a window's beginning on, what is decoded may still be from before it."""
PRESENT = 0.3
"""Share of what was sent that must have been decoded: a shared machine may drop much."""
STRANGE = 0.1
"""Share of what was decoded that may bear another's sign (silence and black bear none)."""
RECORDED = 0.75
"""Share of the session that the record must hold of each party."""
TONES_A_SECOND = 10.0

RESUMED_S = 4.0
"""How much longer than ordered a recess may be: until the recorder holds the first picture."""

Matrix = dict[str, dict[str, bool]]
Shares = dict[str, dict[str, tuple["Share", ...]]]
"""By viewer, by party: what was decoded of it in each window."""
Observations = Mapping[str, Sequence[Observed]]
"""What each party, by key, reported."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch in session, in seconds of the machine's clock."""

    start: float
    end: float

    @property
    def judged_s(self) -> float:
        """Its length without the lag."""
        return max(0.0, self.end - self.start - LAG_S)

    def holds(self, at: float) -> bool:
        """Whether an observation made at `at` is of this window."""
        return self.start + LAG_S < at <= self.end


@dataclass(frozen=True, slots=True)
class Gap:
    """A declared gap of the record, in seconds from its start."""

    start: float
    end: float
    reason: str


@dataclass(frozen=True, slots=True)
class Share:
    """What was decoded of one party: pieces with its sign, with another's, all; of `sent`."""

    right: int
    strange: int
    decoded: int
    sent: float

    @property
    def enough(self) -> bool:
        """To say that it was this party, and was there throughout."""
        there = self.right > 0 and self.right >= PRESENT * self.sent
        return there and self.strange <= STRANGE * self.decoded

    def __str__(self) -> str:
        """`12/60`, and how many bore another's sign or none."""
        others = self.decoded - self.right
        return f"{self.right}/{self.sent:.0f}" + (f" +{others}" if others else "")


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the rendered record holds of one party."""

    audio_s: float = 0.0
    video_s: float = 0.0
    tone_found: bool = False
    colour_found: bool = False

    def whole(self, seconds: float) -> bool:
        """Both signs found and long enough for `seconds` in session."""
        enough = min(self.audio_s, self.video_s) >= RECORDED * seconds
        return enough and self.tone_found and self.colour_found


def seen(
    plan: Plan, device_of: Mapping[str, str], observed: Observations, windows: Sequence[Window]
) -> Shares:
    """For each party and each other: how much of the other's colour was decoded?"""

    def share(sign: Sign, of_them: Iterable[Observed], window: Window) -> Share:
        whose = [by_colour(colour) for each in of_them for colour in each.colours]
        return _share(whose, sign, plan.camera.fps * window.judged_s)

    return _shares(plan, device_of, observed, windows, share)


def heard(
    plan: Plan, device_of: Mapping[str, str], observed: Observations, windows: Sequence[Window]
) -> Shares:
    """For each party and each other: how much of the other's tone was decoded?"""

    def share(sign: Sign, of_them: Iterable[Observed], window: Window) -> Share:
        whose = [by_tone(tone) for each in of_them for tone in each.tones]
        return _share(whose, sign, TONES_A_SECOND * window.judged_s)

    return _shares(plan, device_of, observed, windows, share)


def matrix(shares: Shares) -> Matrix:
    """For each party and each other: was enough decoded in every window?"""
    return {
        viewer: {
            other: bool(windows) and all(one.enough for one in windows)
            for other, windows in row.items()
        }
        for viewer, row in shares.items()
    }


def told(shares: Shares) -> dict[str, dict[str, str]]:
    """The same for people who look for a cause: `12/60 +3, 58/60` by viewer and party."""
    return {
        viewer: {other: ", ".join(map(str, windows)) for other, windows in row.items()}
        for viewer, row in shares.items()
    }


def recorded(
    plan: Plan, device_of: Mapping[str, str], contents: Sequence[Content]
) -> dict[str, Recorded]:
    """What the rendered record holds of each party."""

    def of(party: Party) -> Recorded:
        theirs = [each for each in contents if each.device == device_of[party.key]]
        tones = [by_tone(tone) for each in theirs for tone in each.tones]
        colours = [by_colour(colour) for each in theirs for colour in each.colours]
        return Recorded(
            audio_s=round(sum(each.seconds for each in theirs if each.tones), 2),
            video_s=round(sum(each.seconds for each in theirs if each.colours), 2),
            tone_found=_share(tones, party.sign, len(tones)).enough,
            colour_found=_share(colours, party.sign, len(colours)).enough,
        )

    return {party.key: of(party) for party in plan.parties}


def gaps_as_ordered(gaps: Sequence[Gap], recess_s: float) -> bool:
    """Whether the record declares the recess, and nothing else, as a gap."""
    if len(gaps) != 1 or gaps[0].reason != "recess":
        return False
    return 0.5 * recess_s <= gaps[0].end - gaps[0].start <= recess_s + RESUMED_S


def _share(whose: Sequence[Sign | None], sign: Sign, sent: float) -> Share:
    right = sum(each == sign for each in whose)
    strange = sum(each is not None and each != sign for each in whose)
    return Share(right, strange, len(whose), sent)


def _shares(
    plan: Plan,
    device_of: Mapping[str, str],
    observed: Observations,
    windows: Sequence[Window],
    share: Callable[[Sign, Iterable[Observed], Window], Share],
) -> Shares:
    def of(viewer: str, party: Party) -> tuple[Share, ...]:
        device = device_of[party.key]
        of_them = [each for each in observed.get(viewer, ()) if each.device == device]
        return tuple(
            share(party.sign, (each for each in of_them if window.holds(each.at)), window)
            for window in windows
        )

    return {
        viewer.key: {
            party.key: of(viewer.key, party) for party in plan.parties if party != viewer
        }
        for viewer in plan.parties
    }
