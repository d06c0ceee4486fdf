"""Notices to try things with."""

from datetime import UTC, datetime, timedelta

from hearing.roles import Role
from scheduler.entries import CaseType, Instance
from scheduler.notices.notice import Facts, Language, Notice, Occasion, Recipient, Sender
from scheduler.slot import Slot

MORNING = Slot(datetime(2026, 12, 1, 1, tzinfo=UTC), datetime(2026, 12, 1, 4, tzinfo=UTC))
NEXT_DAY = Slot(MORNING.start + timedelta(days=1), MORNING.end + timedelta(days=1))
LONGER = Slot(MORNING.start + timedelta(days=2), MORNING.end + timedelta(days=2, hours=4))
WRITTEN = datetime(2026, 11, 10, 2, 30, tzinfo=UTC)
COURT = "Tòa án nhân dân khu vực 1 – Lâm Đồng"


def facts(*sittings: Slot) -> Facts:
    """A criminal case in two languages' letters."""
    return Facts(
        hearing="hrg_0123456789abcdef",
        case_number="12/2026/HSST",
        case_title="Trộm cắp tài sản; bị cáo Đặng Văn Ngữ",
        case_type=CaseType.CRIMINAL,
        instance=Instance.FIRST,
        sittings=sittings or (MORNING,),
        courtroom="Phòng xử án số 1",
        judge="Nguyễn Thị Hòa",
    )


def notice(
    occasion: Occasion = Occasion.LISTED,
    role: Role = Role.WITNESS,
    language: Language = "vi",
    *sittings: Slot,
    sequence: int = 0,
    point: str | None = None,
    name: str = "Trần Thị Thủy Nguyễn",
    zone: str = "Asia/Ho_Chi_Minh",
) -> Notice:
    """A notice to a witness who has a device of her own, unless said otherwise."""
    return Notice(
        id="ntc_0123456789abcdef",
        occasion=occasion,
        sender=Sender(COURT, zone, "toaan.kv1@lamdong.example"),
        recipient=Recipient(name, "thuy@mail.example", role, language, point),
        facts=facts(*sittings),
        sequence=sequence,
        issued_at=WRITTEN,
        link="https://court.example/join#Zm9vYmFy",
        receipt="https://court.example/receipt#cmVjZWlwdA",
    )
