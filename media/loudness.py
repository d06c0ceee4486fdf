"""Who is speaking: loudness of one audio track from its packets' level extension. Pure."""

_SPEAKING = 40  # -dBov: quieter is not speech (RFC 6464: 0 loudest, 127 silence)
_SETTLE = 0.2  # weight of a new packet: about 100 ms of 20 ms packets
_STALE = 0.6  # seconds without a packet: nobody speaks


class Loudness:
    """Smoothed level of one track."""

    def __init__(self) -> None:
        self._level = 127.0
        self._at = float("-inf")

    def note(self, level: int, now: float) -> None:
        """One packet's level in -dBov (0..127)."""
        self._level += (level - self._level) * _SETTLE
        self._at = now

    def amplitude(self, now: float) -> float | None:
        """0..1 while somebody speaks, else None."""
        if now - self._at > _STALE or self._level > _SPEAKING:
            return None
        return float(10 ** (-self._level / 20))
