"""How to take part, and what somebody in a role should know beforehand. A table of words."""

from collections.abc import Mapping

from hearing.roles import GALLERY, Role
from scheduler.notices.notice import Language, Recipient

_OWN_DEVICE: Mapping[Language, tuple[str, ...]] = {
    "vi": (
        "Dùng máy tính hoặc điện thoại có camera, micrô, tai nghe và mạng ổn định; "
        "mở đường dẫn bằng Chrome, Edge, Firefox hoặc Safari, "
        "không mở trong ứng dụng nhắn tin.",
        "Mở đường dẫn cá nhân trước ít nhất 30 phút để kiểm tra thiết bị; "
        "khi được hỏi, cho phép dùng camera và micrô.",
        "Ngồi một mình ở nơi yên tĩnh, đủ sáng; cắm sạc; tắt chuông và thông báo.",
        "Chuẩn bị giấy tờ tùy thân bản gốc để thư ký kiểm tra.",
        "Mất kết nối: mở lại đường dẫn trên cùng thiết bị, chỗ của Ông/Bà vẫn được giữ.",
    ),
    "en": (
        "Use a computer or phone with camera, microphone, headphones and a steady network; "
        "open the link in Chrome, Edge, Firefox or Safari, not inside a messaging app.",
        "Open your personal link at least 30 minutes before to try your device; "
        "when asked, allow camera and microphone.",
        "Sit alone in a quiet, well-lit place; plug in the charger; silence calls and alerts.",
        "Have your original identity papers at hand for the clerk.",
        "If the connection is lost, open the link again on the same device: your seat is kept.",
    ),
}
_AT_POINT: Mapping[Language, tuple[str, ...]] = {
    "vi": (
        "Có mặt tại {point} trước giờ mở phiên tòa ít nhất 30 phút.",
        "Mang theo văn bản này và giấy tờ tùy thân bản gốc.",
        "Camera và micrô của điểm cầu dùng chung; tắt âm thiết bị riêng. "
        "Cần giúp đỡ, hỏi cán bộ kỹ thuật của điểm cầu.",
    ),
    "en": (
        "Be at {point} at least 30 minutes before the hearing begins.",
        "Bring this paper and your original identity papers.",
        "The point's camera and microphone serve everybody there; silence your own devices. "
        "For help, ask the point's technical officer.",
    ),
}
_WATCHING: Mapping[Language, tuple[str, ...]] = {
    "vi": (
        "Mở đường dẫn cá nhân trước 15 phút; "
        "Ông/Bà theo dõi phiên tòa, không bật camera, micrô.",
        "Người theo dõi phải từ đủ 16 tuổi, trừ khi được Tòa án triệu tập.",
        "Khi phiên tòa xử kín, người theo dõi rời phiên tòa.",
    ),
    "en": (
        "Open your personal link 15 minutes before; you watch, without camera or microphone.",
        "Who watches must be 16 or over, unless summoned by the court.",
        "When the hearing is closed to the public, those who watch leave it.",
    ),
}
_EVERYBODY: Mapping[Language, tuple[str, ...]] = {
    "vi": (
        "Tòa án ghi âm, ghi hình toàn bộ phiên tòa. "
        "Không tự ghi âm, ghi hình, chụp ảnh khi chưa được phép.",
    ),
    "en": (
        "The court records the whole hearing. "
        "Do not record or take pictures yourself without permission.",
    ),
}
_SUMMONED: Mapping[Language, tuple[str, ...]] = {
    "vi": (
        "Vắng mặt không có lý do chính đáng thì Tòa án giải quyết theo quy định của pháp luật; "
        "nếu không thể có mặt, báo ngay cho Tòa án và nêu lý do.",
    ),
    "en": (
        "If you are absent without good reason the court proceeds as the law provides; "
        "if you cannot attend, tell the court at once, with the reason.",
    ),
}
_BY_ROLE: Mapping[Role, Mapping[Language, tuple[str, ...]]] = {
    Role.WITNESS: {
        "vi": (
            "Trước khi được gọi, người làm chứng không được nghe, xem diễn biến phiên tòa.",
            "Người làm chứng phải cam đoan khai đúng sự thật.",
        ),
        "en": (
            "Until called, a witness neither hears nor sees the hearing.",
            "A witness undertakes to tell the truth.",
        ),
    },
    Role.ACCUSED: {
        "vi": ("Bị cáo có quyền trao đổi riêng với người bào chữa trước và trong phiên tòa.",),
        "en": (
            "You have the right to speak with your counsel in confidence, before and during "
            "the hearing.",
        ),
    },
    Role.DEFENCE_COUNSEL: {
        "vi": (
            "Người bào chữa được trao đổi riêng với bị cáo; chuẩn bị thẻ luật sư "
            "và văn bản thông báo người bào chữa.",
        ),
        "en": (
            "You may speak with the accused in confidence; have your bar card and the notice "
            "of your appointment at hand.",
        ),
    },
    Role.CUSTODY_OFFICER: {
        "vi": ("Đưa bị cáo đến điểm cầu theo lệnh trích xuất, trước giờ mở phiên tòa.",),
        "en": (
            "Bring the accused to the point, as the transfer order says, before the start.",
        ),
    },
    Role.INTERPRETER: {
        "vi": ("Người phiên dịch phải cam đoan dịch đúng, đầy đủ; cần dùng tai nghe.",),
        "en": ("You undertake to interpret truly and fully; headphones are needed.",),
    },
    Role.EXPERT: {
        "vi": ("Chuẩn bị kết luận giám định để trình bày và trả lời câu hỏi.",),
        "en": ("Have your report at hand to present it and to answer questions.",),
    },
    Role.PRESS: {
        "vi": (
            "Ghi âm, ghi hình phải được chủ tọa cho phép; "
            "ghi hình người tham gia phải được cả người đó đồng ý.",
        ),
        "en": (
            "Sound and pictures need the presiding judge's permission; "
            "pictures of a person also need that person's consent.",
        ),
    },
}


def steps(recipient: Recipient, language: Language) -> tuple[str, ...]:
    """How `recipient` takes part, in `language`, step by step."""
    if recipient.point is not None:
        return tuple(one.replace("{point}", recipient.point) for one in _AT_POINT[language])
    if recipient.role in GALLERY:
        return _WATCHING[language]
    return _OWN_DEVICE[language]


def duties(role: Role, language: Language, *, summoned: bool) -> tuple[str, ...]:
    """What somebody in `role` should know beforehand."""
    own = _BY_ROLE.get(role, {}).get(language, ())
    return (*(_SUMMONED[language] if summoned else ()), *own, *_EVERYBODY[language])
