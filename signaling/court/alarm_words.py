"""What people are warned of, in words. (Beside `alarms`, which says when.)"""

from collections.abc import Mapping

from hearing.refusal import Words

ALARMS: Mapping[str, Words] = {
    "alarm.not_recorded": Words(
        503,
        "Phiên tòa KHÔNG được ghi âm, ghi hình lúc này.",
        "The hearing is NOT being recorded at the moment.",
    ),
    "alarm.ledger_unwritable": Words(
        503,
        "Máy chủ không ghi được sổ phiên tòa (đĩa đầy hoặc hỏng): nghe và nhìn vẫn tiếp tục,"
        " nhưng chưa thực hiện được lệnh nào.",
        "The server cannot write the hearing's ledger (disk full or broken): sound and picture"
        " go on, but no command can be carried out.",
    ),
    "alarm.recorder_missing": Words(
        503,
        "Không có máy ghi nào kết nối.",
        "No recorder is connected.",
    ),
    "alarm.disk_full": Words(
        507,
        "Đĩa lưu bản ghi đã đầy hoặc không ghi được. Giải phóng dung lượng ngay.",
        "The disk of the record is full or cannot be written. Make room now.",
    ),
    "alarm.disk_low": Words(
        507,
        "Đĩa lưu bản ghi chỉ còn trống {percent} %.",
        "Only {percent} % of the record's disk is free.",
    ),
    "alarm.notices_dead": Words(
        503,
        "{count} văn bản tống đạt bị từ chối hẳn: xem hồ sơ tống đạt của phiên tòa.",
        "{count} notices were refused for good: see the hearings' records of service.",
    ),
    "alarm.notices_late": Words(
        503,
        "{count} văn bản chưa gửi được sau nhiều lần thử: kiểm tra máy chủ thư.",
        "{count} notices could not be sent yet after several attempts: check the mail server.",
    ),
    "alarm.part_down": Words(
        503,
        "Tiến trình {name} đang ngừng; hệ thống đang khởi động lại.",
        "The process {name} is down; it is being started again.",
    ),
    "alarm.part_restarted": Words(
        503,
        "Tiến trình {name} vừa bị ngừng và đã được khởi động lại (lần thứ {times}).",
        "The process {name} died and was started again (restart {times}).",
    ),
}
"""By code; codes never change once published. The number is HTTP's, for completeness."""
