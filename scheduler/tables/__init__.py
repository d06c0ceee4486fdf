"""Booking's tables. The overlap guard itself is in the migrations: each engine has its own."""

from scheduler.tables.checks import CheckRow
from scheduler.tables.deadlines import DeadlineRow
from scheduler.tables.directory import CaseRow, CourtRow, PersonRow, PointRow
from scheduler.tables.hearings import (
    AbsenceRow,
    BookingRow,
    DeviceRow,
    HearingPointRow,
    HearingRow,
    SeatRow,
    SittingRow,
)
from scheduler.tables.links import (
    JoinLinkRow,
    RemoteOrderRow,
    RemoteOrderSeatRow,
    SeatSessionRow,
    SeatTransferRow,
)
from scheduler.tables.lists import ListRow
from scheduler.tables.notices import NoticeRow
from scheduler.tables.once import OnceRow
from scheduler.tables.webhooks import DeliveryRow, WebhookRow

__all__ = [
    "AbsenceRow",
    "BookingRow",
    "CaseRow",
    "CheckRow",
    "CourtRow",
    "DeadlineRow",
    "DeliveryRow",
    "DeviceRow",
    "HearingPointRow",
    "HearingRow",
    "JoinLinkRow",
    "ListRow",
    "NoticeRow",
    "OnceRow",
    "PersonRow",
    "PointRow",
    "RemoteOrderRow",
    "RemoteOrderSeatRow",
    "SeatRow",
    "SeatSessionRow",
    "SeatTransferRow",
    "SittingRow",
    "WebhookRow",
]
