"""Which cases may not be heard online at all. Pure; the policy says since when."""

from collections.abc import Collection
from datetime import date

from hearing.refusal import Refusal
from scheduler.entries import Flag
from scheduler.policy import Policy

EXCLUDED: tuple[Flag, ...] = (Flag.STATE_SECRET, Flag.NATIONAL_SECURITY, Flag.WAR_CRIMES)
"""NQ 33/2021/QH15 art. 1 (V): state secrets; Penal Code ch. XIII and XXVI."""


def must_be_eligible(policy: Policy, flags: Collection[Flag], day: date) -> None:
    """Raise Refusal `eligibility.excluded` for a case that law keeps in the courtroom."""
    rule = policy.on(day, "eligibility.exclude")
    excluded = next((flag for flag in EXCLUDED if flag in flags), None)
    if rule is not None and rule.effect == "block" and excluded is not None:
        raise Refusal("eligibility.excluded", flag=excluded.value)
