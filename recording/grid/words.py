"""What the film says in words: why there is no record, why a tile has no picture. vi and en."""

import math
from collections.abc import Mapping
from datetime import datetime

from recording.grid.course import Silence, Stretch

GAPS: Mapping[str, tuple[str, str]] = {
    "recess": ("Phiên tòa tạm nghỉ", "The hearing was in recess"),
    "suspended": ("Phiên tòa tạm ngừng", "The hearing was suspended"),
    "restart": ("Máy ghi khởi động lại", "The recorder started again"),
    "crash": ("Máy ghi ngừng đột ngột", "The recorder stopped without a word"),
    "room_lost": ("Máy ghi mất kết nối với phòng xử án", "The recorder lost the courtroom"),
    "stall": ("Máy ghi bị nghẽn", "The recorder was held up"),
    "not_recorded": ("Phiên tòa diễn ra mà không được ghi", "In session, and not recorded"),
    "disk": ("Ổ đĩa không ghi được", "The disk could not be written"),
}
"""Reasons as the verifier names them."""

OTHER = ("Không có bản ghi", "There is no record")
NO_PICTURE = ("Không có hình", "No picture")
AWAY = ("Không kết nối", "Not connected")
SHARED = ("Màn hình chia sẻ", "Shared screen")
DAMAGED = "BẢN GHI CÓ MÂU THUẪN, xem kết quả kiểm tra · THE RECORD CONTRADICTS ITSELF"


def card(
    stretch: Stretch, silence: Silence, orderer: str, start: datetime, end: datetime
) -> list[tuple[str, str]]:
    """The lines of a gap's card, each with its style. start, end: the court's time."""
    vi, en = GAPS.get(silence.reason, OTHER)
    length = spoken(stretch.end - stretch.start)
    lines = [
        ("large", f"{vi} – không có bản ghi"),
        ("middle", f"{en} – no record"),
        ("middle", f"{start:%H:%M:%S} – {end:%H:%M:%S}  ({length})"),
    ]
    if orderer:
        lines.append(("small", f"Theo lệnh · ordered by: {orderer}"))
    if silence.note and silence.note not in GAPS:
        lines.append(("small", f"«{silence.note}»"))
    elif silence.reason not in GAPS:
        lines.append(("small", silence.reason))
    if stretch.shortened:
        seconds = round(stretch.lasting)
        lines.append(
            ("small", f"Rút gọn còn {seconds} giây trong phim · shown for {seconds} s")
        )
    return lines


def spoken(seconds: float) -> str:
    """A length as h:mm:ss."""
    whole = abs(round(seconds))
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def spoken_down(seconds: float) -> str:
    """A running time as h:mm:ss, in whole seconds that have passed."""
    return spoken(math.floor(abs(seconds)))
