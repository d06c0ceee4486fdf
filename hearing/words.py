"""The hearing's states and commands in Vietnamese and English, and refusals put into words."""

from collections.abc import Mapping

from hearing.refusal import Words
from hearing.roles import NAMES as ROLE_NAMES

STATUS_NAMES: Mapping[str, tuple[str, str]] = {
    "draft": ("dự thảo", "draft"),
    "scheduled": ("đã lên lịch", "scheduled"),
    "open": ("đang đón người tham gia", "open for arrival"),
    "in_session": ("đang xét xử", "in session"),
    "recess": ("tạm nghỉ", "in recess"),
    "suspended": ("tạm ngừng", "suspended"),
    "closed": ("đã kết thúc", "closed"),
    "adjourned": ("đã hoãn", "adjourned"),
    "cancelled": ("đã hủy", "cancelled"),
    "moved_in_person": ("chuyển sang trực tiếp", "moved to a courtroom"),
}

COMMAND_NAMES: Mapping[str, tuple[str, str]] = {
    "schedule": ("lên lịch", "schedule"),
    "reschedule": ("dời lịch", "move"),
    "replan": ("thay người, điểm cầu", "change who comes"),
    "name_successor": ("nêu phiên tòa kế tiếp", "name the hearing that follows"),
    "open_hearing": ("mở phòng xử án", "open the hearing"),
    "start_session": ("khai mạc", "start the session"),
    "recess": ("cho tạm nghỉ", "recess"),
    "resume": ("tiếp tục phiên tòa", "resume"),
    "suspend": ("tạm ngừng phiên tòa", "suspend"),
    "adjourn": ("hoãn phiên tòa", "adjourn"),
    "cancel": ("hủy phiên tòa", "cancel"),
    "move_in_person": ("chuyển sang xét xử trực tiếp", "move to a courtroom"),
    "close_hearing": ("kết thúc phiên tòa", "close the hearing"),
    "hold_floor": ("tạm ngắt lời", "hold the floor"),
    "give_floor": ("cho phát biểu", "give the floor"),
    "seat_person": ("xếp chỗ", "seat a person"),
    "revoke_seat": ("thu hồi chỗ", "revoke a seat"),
    "call_to_reception": ("mời vào phòng tiếp đón", "call to reception"),
    "end_reception": ("kết thúc tiếp đón", "end the reception"),
    "admit": ("cho vào phòng xử án", "admit"),
    "admit_point": ("cho cả điểm cầu vào phòng xử án", "admit a point"),
    "return_to_lobby": ("đưa về phòng chờ", "return to the lobby"),
    "report_check": ("báo kết quả kiểm tra thiết bị", "report a device check"),
    "report_companion": ("báo thiết bị đi kèm", "report a companion device"),
    "issue_transfer": ("cấp mã chuyển thiết bị", "issue a transfer code"),
    "call_staff": ("gọi cán bộ", "call for staff"),
    "answer_call": ("nhận lời gọi", "answer a call"),
    "end_share": ("dừng chiếu màn hình", "end a shared screen"),
    "allow_share": ("cho chiếu màn hình", "allow a shared screen"),
    "seat_transferred": ("báo chuyển thiết bị", "report a transfer"),
    "notice_served": ("báo đã tống đạt", "report a notice served"),
    "notice_failed": ("báo không tống đạt được", "report a notice not served"),
    "notice_confirmed": ("báo đã xác nhận", "report a receipt confirmed"),
    "device_arrived": ("báo thiết bị vào", "report an arrival"),
    "device_left": ("báo thiết bị rời", "report a departure"),
    "recorder_reported": ("báo việc ghi", "report the recording"),
}

_ACTOR_NAMES = {
    **{role.value: names for role, names in ROLE_NAMES.items()},
    "staff": ("cán bộ tòa án ngoài phiên tòa", "staff outside the hearing"),
    "system": ("hệ thống", "the system"),
}

_NAMED: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "state": STATUS_NAMES,
    "command": COMMAND_NAMES,
    "role": _ACTOR_NAMES,
}
"""Facts that are codes, and their names."""


class _Facts(dict[str, str | int]):
    """Facts by name; a missing one shows as «?» and never fails the answer."""

    def __missing__(self, name: str) -> str:
        return "?"


def say(words: Words, facts: Mapping[str, str | int]) -> tuple[str, str]:
    """(Vietnamese, English): `words` with `facts` put in, codes by their names."""
    return (
        words.vi.format_map(_in_language(facts, 0)),
        words.en.format_map(_in_language(facts, 1)),
    )


def _in_language(facts: Mapping[str, str | int], language: int) -> _Facts:
    return _Facts({key: _name(key, value, language) for key, value in facts.items()})


def _name(key: str, value: str | int, language: int) -> str | int:
    names = _NAMED.get(key, {}).get(str(value))
    return names[language] if names else value
