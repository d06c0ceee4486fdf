"""A refusal: a stable code and, for people, its sentence in Vietnamese and in English."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """What a refusal says. `status` is the HTTP status; both sentences may hold `{names}`."""

    status: int
    vi: str
    en: str


class Refusal(Exception):
    """Something asked for is not allowed or not possible. `code` never changes once published.

    `facts` fill the sentences of the catalogue (`Words`) and go to the caller as JSON: ids,
    times and numbers, never names or link secrets.
    """

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Mapping[str, str | int] = facts

    def members(self) -> Mapping[str, object]:
        """What a problem document says beside the facts, as JSON."""
        return {}


REFUSALS: Mapping[str, Words] = {
    "hearing.state": Words(
        409,
        "Phiên tòa đang ở trạng thái «{state}», không thể thực hiện «{command}».",
        "The hearing is in state '{state}'; '{command}' is not possible now.",
    ),
    "floor.presiding": Words(
        409,
        "Chủ tọa luôn được nói; không ai ngừng lời chủ tọa.",
        "The presiding judge may always be heard; nobody withholds that.",
    ),
    "hearing.role": Words(
        403,
        "Vai trò «{role}» không được thực hiện «{command}».",
        "The role '{role}' may not do '{command}'.",
    ),
    "hearing.unknown_seat": Words(
        404, "Không có chỗ này trong phiên tòa.", "The hearing has no such seat."
    ),
    "hearing.unknown_device": Words(
        404, "Không có thiết bị này trong phiên tòa.", "The hearing has no such device."
    ),
    "hearing.seat_revoked": Words(403, "Chỗ này đã bị thu hồi.", "This seat has been revoked."),
    "hearing.seat_taken": Words(
        409,
        "Chỗ hoặc thiết bị cá nhân này đã có người.",
        "This seat or personal device is taken.",
    ),
    "hearing.reason_missing": Words(422, "Cần nêu lý do.", "A reason must be given."),
    "hearing.text_too_long": Words(
        422, "Nội dung dài quá {limit} ký tự.", "The text is longer than {limit} characters."
    ),
    "hearing.plan_central": Words(
        422,
        "Phiên tòa cần đúng một điểm cầu trung tâm.",
        "A hearing needs exactly one central point.",
    ),
    "hearing.plan_components": Words(
        422,
        "Phiên tòa có nhiều nhất 3 điểm cầu thành phần.",
        "A hearing has at most 3 component points.",
    ),
    "hearing.plan_size": Words(
        422, "Phiên tòa có quá nhiều thiết bị hoặc chỗ.", "Too many devices or seats."
    ),
    "hearing.plan_duplicate": Words(
        422, "Một mã bị dùng hai lần trong kế hoạch.", "An id is used twice in the plan."
    ),
    "hearing.plan_point": Words(
        422,
        "Thiết bị của điểm cầu phải thuộc một điểm cầu của phiên tòa.",
        "A room or companion device must stand at one of the hearing's points.",
    ),
    "hearing.plan_device": Words(
        422,
        "Mỗi chỗ phải thuộc một thiết bị của phiên tòa.",
        "Every seat must be at one of the hearing's devices.",
    ),
    "hearing.plan_personal": Words(
        422,
        "Thiết bị cá nhân chỉ dành cho một người.",
        "A personal device is for one person.",
    ),
    "hearing.plan_times": Words(
        422,
        "Giờ bắt đầu phải trước giờ kết thúc.",
        "The hearing must start before it ends.",
    ),
    "hearing.unknown_point": Words(
        404, "Không có điểm cầu này trong phiên tòa.", "The hearing has no such point."
    ),
    "hearing.not_waiting": Words(
        409,
        "Thiết bị này không ở trong phòng chờ.",
        "This device is not waiting in the lobby.",
    ),
    "hearing.not_inside": Words(
        409,
        "Thiết bị này không ở trong phòng xử án.",
        "This device is not in the courtroom.",
    ),
    "hearing.not_in_reception": Words(
        409,
        "Thiết bị này không ở trong phòng tiếp đón.",
        "This device is not in the reception room.",
    ),
    "hearing.reception_taken": Words(
        409,
        "Phòng tiếp đón đang có người.",
        "The reception room is taken.",
    ),
    "hearing.reception_host": Words(
        409,
        "Chỉ tiếp đón được từ thiết bị riêng của mình đang ở trong phòng xử án.",
        "Reception needs a device of your own that is in the courtroom.",
    ),
    "hearing.bench": Words(
        409,
        "Thiết bị của hội đồng xét xử và thư ký không thể đưa về phòng chờ.",
        "A device of the bench or the clerk cannot be returned to the lobby.",
    ),
    "hearing.check_range": Words(
        422,
        "Kết quả kiểm tra vượt giới hạn ({most_ms} ms, {most_loss} phần nghìn).",
        "The check's figures are out of range ({most_ms} ms, {most_loss} of a thousand).",
    ),
    "hearing.check_soon": Words(
        429,
        "Vừa báo kết quả kiểm tra, xin chờ giây lát.",
        "Checked a moment ago; wait a little.",
    ),
    "hearing.companion_room": Words(
        409,
        "Thiết bị của điểm cầu không thể là thiết bị đi kèm.",
        "A point's own device cannot be a companion.",
    ),
    "hearing.unknown": Words(404, "Không có phiên tòa này.", "There is no such hearing."),
}
