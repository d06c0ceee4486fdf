"""What the hearing socket refuses or closes with, in words."""

from collections.abc import Mapping

from hearing.refusal import Words

REFUSALS: Mapping[str, Words] = {
    "frame.malformed": Words(
        422, "Khung tin không đúng mẫu.", "The frame does not follow the protocol."
    ),
    "frame.oversized": Words(
        413, "Khung tin lớn hơn {limit} byte.", "The frame is larger than {limit} bytes."
    ),
    "frame.duplicate": Words(
        409, "Khung tin số {n} đã nhận rồi.", "Frame {n} was received before."
    ),
    "frame.out_of_order": Words(
        409,
        "Khung tin số {n} đến trước số {expected}.",
        "Frame {n} came where {expected} was expected.",
    ),
    "frame.too_many": Words(
        429, "Gửi quá nhiều khung tin, xin chậm lại.", "Too many frames; slow down."
    ),
    "command.id_taken": Words(
        409,
        "Mã lệnh này người khác đã dùng.",
        "This command id was used by somebody else.",
    ),
    "media.not_now": Words(
        409,
        "Thiết bị này hiện không ở trong phòng nào của phiên tòa.",
        "This device has no place in any of the hearing's rooms now.",
    ),
    "socket.origin": Words(
        403,
        "Trang này không được phép kết nối tới phiên tòa.",
        "This page may not connect to the hearing.",
    ),
    "socket.no_seat": Words(
        401,
        "Không có phiên đăng nhập cho chỗ này; hãy mở lại liên kết mời.",
        "No session for this seat; open your join link again.",
    ),
    "socket.after": Words(
        422, "Tham số «after» phải là số không âm.", "'after' must be a number from 0."
    ),
    "socket.too_many": Words(
        429,
        "Chỗ này đã mở ở quá nhiều nơi; nơi cũ nhất bị ngắt.",
        "This seat is open in too many places; the oldest was closed.",
    ),
    "seat.revoked": Words(
        403,
        "Chỗ của bạn trong phiên tòa đã bị thu hồi.",
        "Your seat in this hearing has been revoked.",
    ),
    "seat.transferred": Words(
        403,
        "Chỗ của bạn đã được mở trên một thiết bị khác.",
        "Your seat was taken up on another device.",
    ),
    "transfer.unavailable": Words(
        503,
        "Máy chủ này không cấp được mã chuyển thiết bị.",
        "This server cannot issue transfer codes.",
    ),
    "seat.session_ended": Words(
        401,
        "Phiên đăng nhập cho chỗ này đã kết thúc.",
        "The session of this seat has ended.",
    ),
    "server.stopping": Words(
        503,
        "Máy chủ đang khởi động lại, xin chờ giây lát.",
        "The server is restarting; connect again in a moment.",
    ),
    "court.busy": Words(
        503,
        "Phiên tòa đang nhận quá nhiều lệnh, xin gửi lại.",
        "The hearing takes too many commands at once; send it again.",
    ),
    "court.unavailable": Words(
        503,
        "Máy chủ tạm thời không ghi được sổ phiên tòa, xin gửi lại.",
        "The hearing's ledger cannot be written at the moment; send it again.",
    ),
    "court.ledger_broken": Words(
        500,
        "Sổ phiên tòa bị thay đổi từ bên ngoài; không tiếp tục được.",
        "The hearing's ledger has been altered from outside; it cannot go on.",
    ),
    "webhook.unsigned": Words(
        401, "Thông báo không có chữ ký đúng.", "The notice is not properly signed."
    ),
    "webhook.oversized": Words(413, "Thông báo quá lớn.", "The notice is too large."),
}
"""By code; signaling/refusals.py merges all catalogues."""
