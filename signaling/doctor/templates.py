"""Courts' own templates of papers: whether each can be filled in and printed."""

import asyncio

from scheduler.notices.sample import faults
from signaling.doctor.finding import Finding, Patient, ok, warn

MOST_NAMED = 5


async def templates(patient: Patient) -> Finding:
    """Try each; a faulty one keeps its notices from being sent."""
    folder = patient.settings.templates_dir
    if not folder.is_dir():
        return ok(
            "templates",
            "Văn bản theo mẫu có sẵn (đổi mẫu: phientoa notices templates).",
            "Papers are made from the templates shipped (to change them: "
            "phientoa notices templates).",
        )
    wrong = await asyncio.to_thread(faults, folder)
    if not wrong:
        return ok(
            "templates",
            "Các mẫu văn bản của Tòa án dùng được.",
            "The court's own templates can be used.",
        )
    named = ", ".join(wrong[:MOST_NAMED]) + (", …" if wrong[MOST_NAMED:] else "")
    return warn(
        "templates",
        f"Mẫu không dùng được, văn bản theo mẫu ấy không gửi được: {named}. "
        "Sửa hoặc xóa các tệp này (docs/notices.md).",
        f"Templates that cannot be used, whose papers cannot be sent: {named}. "
        "Mend or remove these files (docs/notices.md).",
    )
