"""Whose picture is kept longest on a narrow way, without knowing who anybody is.

Whoever gives out tokens says it by a participant attribute, KEPT; the relay adds who speaks.
"""

from media.congestion.allocate import KEPT, Importance
from signaling.rtc.server.participant import Participant
from signaling.rtc.server.publication import Publication

HELD = 10.0  # seconds: who spoke keeps the picture through a pause for breath
_SCREENS = frozenset({"screen_share"})


def of(who: Participant, publication: Publication, now: float) -> Importance:
    """Of one video, at `now`."""
    if publication.media.source in _SCREENS:
        return Importance.SCREEN
    kept = bool((who.claims.attributes or {}).get(KEPT))
    return Importance.KEY if kept or now - who.spoke_at < HELD else Importance.OTHER


def weigh(who: Participant, *, speaking: bool, now: float) -> None:
    """Sets it for all videos of `who`."""
    if speaking:
        who.spoke_at = now
    for publication in who.publications.values():
        publication.media.importance = of(who, publication, now)
