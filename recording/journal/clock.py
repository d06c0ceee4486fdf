"""Moments as the journal counts them: whole microseconds. Pure."""

from datetime import UTC, datetime, timedelta

SECOND = 1_000_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def moment(wall: int) -> datetime:
    """The aware moment of `wall` µs since 1970 UTC."""
    return EPOCH + timedelta(microseconds=wall)


def wall_of(when: datetime) -> int:
    """µs since 1970 UTC of an aware moment."""
    return (when - EPOCH) // timedelta(microseconds=1)
