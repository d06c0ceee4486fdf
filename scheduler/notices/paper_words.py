"""What stands on a paper around its text: motto, signature, whom copies go to, by language."""

from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.notices.notice import Language

HEADS = ("Giấy triệu tập", "Giấy mời", "Thông báo")
"""What a paper is, before what it is for."""


@dataclass(frozen=True, slots=True)
class PaperWords:
    """A paper's frame."""

    motto: tuple[str, ...]
    number: str
    signed: str
    office: str
    copies: str
    addressees: tuple[str, ...]
    made: str


PAPER_WORDS: Mapping[Language, PaperWords] = {
    "vi": PaperWords(
        motto=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc"),
        number="Mã văn bản",
        signed="THẨM PHÁN",
        office="Chủ tọa phiên tòa",
        copies="Nơi nhận:",
        addressees=("- Như kính gửi;", "- Lưu hồ sơ vụ án."),
        made="Văn bản điện tử do hệ thống phiên tòa trực tuyến của Tòa án lập. "
        "Đường dẫn cá nhân để vào phiên tòa được gửi riêng, không ghi trong văn bản này.",
    ),
    "en": PaperWords(
        motto=("SOCIALIST REPUBLIC OF VIET NAM", "Independence – Freedom – Happiness"),
        number="Paper",
        signed="JUDGE",
        office="Presiding",
        copies="Copies:",
        addressees=("- as addressed;", "- the case file."),
        made="Made by the court's online hearing system. Translation: the Vietnamese paper is "
        "the court's. The personal link into the hearing is sent apart and is not in this "
        "paper.",
    ),
}
