"""Booking's tables. The overlap guard itself is in the migrations: each engine has its own."""

from scheduler.tables.directory import CaseRow, CourtRow, PersonRow, PointRow
from scheduler.tables.hearings import (
    BookingRow,
    DeviceRow,
    HearingPointRow,
    HearingRow,
    SeatRow,
)
from scheduler.tables.links import JoinLinkRow, SeatSessionRow, SeatTransferRow

__all__ = [
    "BookingRow",
    "CaseRow",
    "CourtRow",
    "DeviceRow",
    "HearingPointRow",
    "HearingRow",
    "JoinLinkRow",
    "PersonRow",
    "PointRow",
    "SeatRow",
    "SeatSessionRow",
    "SeatTransferRow",
]
