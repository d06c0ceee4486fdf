"""Who is speaking now, and which changes are worth telling."""

from collections.abc import Mapping

from livekit.protocol.models import SpeakerInfo

STEP = 0.05  # a change of loudness smaller than this is not told


def changes(before: Mapping[str, float], now: Mapping[str, float]) -> list[SpeakerInfo]:
    """From the speakers told last to those of now (participant sid → loudness 0..1)."""
    louder = [
        SpeakerInfo(sid=sid, level=level, active=True)
        for sid, level in now.items()
        if sid not in before or abs(level - before[sid]) >= STEP
    ]
    silent = [SpeakerInfo(sid=sid, level=0.0, active=False) for sid in before if sid not in now]
    return louder + silent
