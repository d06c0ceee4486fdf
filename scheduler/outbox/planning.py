"""When reminders of a hearing are due. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.policy import Policy
from scheduler.slot import Slot

REMINDERS = ("reminder.days_before", "reminder.day_before", "reminder.hour_before")
"""The policy's rules; one that is not in force reminds nobody."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """Due at `due_at`, of the sitting that starts at `about`; useless once it has."""

    due_at: datetime
    about: datetime


def reminders(policy: Policy, sittings: Sequence[Slot], now: datetime) -> Iterator[Reminder]:
    """Those still ahead, sitting by sitting.

    None while the sitting before has not ended: who sits there needs no reminder of the next.
    """
    leads = [policy.minutes(now, key) for key in REMINDERS]
    before = now
    for sitting in sorted(sittings, key=lambda one: one.start):
        for lead in leads:
            due = sitting.start - lead
            if lead > timedelta() and due > before:
                yield Reminder(due, sitting.start)
        before = max(before, sitting.end)
