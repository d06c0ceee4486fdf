"""Every refusal's words: the packages' catalogues merged, and a refusal put into them."""

from collections.abc import Mapping
from dataclasses import dataclass

from hearing.refusal import REFUSALS as HEARING
from hearing.refusal import Refusal, Words
from hearing.words import say
from recording.refusals import REFUSALS as RECORD
from scheduler.refusals import REFUSALS as BOOKING
from signaling.accounts.refusals import REFUSALS as ACCOUNTS
from signaling.court.alarm_words import ALARMS
from signaling.court.refusals import REFUSALS as COURT
from signaling.http_refusals import REFUSALS as HTTP

CATALOGUES: tuple[Mapping[str, Words], ...] = (
    HEARING,
    BOOKING,
    RECORD,
    COURT,
    ALARMS,
    ACCOUNTS,
    HTTP,
)
"""All but the relay's, which knows nothing of courts: `signaling/rtc/server/refusals.py`."""

REFUSALS: Mapping[str, Words] = {
    code: words for catalogue in CATALOGUES for code, words in catalogue.items()
}
"""By code. A code means one thing in the whole product."""

_UNNAMED = Words(500, "Máy chủ gặp lỗi.", "The server failed.")
"""A code without words is our mistake, not the asker's."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A refusal as HTTP sends it. `status` is HTTP's."""

    status: int
    code: str
    vi: str
    en: str
    facts: Mapping[str, str | int]


def render(refusal: Refusal) -> Rendered:
    """`refusal` in both languages, its facts put into the sentences."""
    words = REFUSALS.get(refusal.code, _UNNAMED)
    vi, en = say(words, refusal.facts)
    return Rendered(words.status, refusal.code, vi, en, dict(refusal.facts))
