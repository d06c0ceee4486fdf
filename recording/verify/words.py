"""Every sentence the verifier can say: weight, Vietnamese, English. Codes never change."""

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple


class Severity(Enum):
    """What a finding means for the verdict."""

    FAIL = "fail"  # something contradicts: exit 1
    UNFINISHED = "unfinished"  # nothing contradicts, but it is not a whole record: exit 2
    WARNING = "warning"  # a person should know; the record stands
    INFO = "info"


class Sentence(NamedTuple):
    """Both sentences may hold `{names}` of facts."""

    severity: Severity
    vi: str
    en: str


def _of(severity: Severity, *rows: tuple[str, str, str]) -> dict[str, Sentence]:
    return {code: Sentence(severity, vi, en) for code, vi, en in rows}


SENTENCES: Mapping[str, Sentence] = {
    **_of(
        Severity.FAIL,
        # the bundle and its files
        ("file.changed", "Tệp đã bị thay đổi.", "The file was changed."),
        ("file.missing", "Thiếu tệp đã được kê khai.", "A listed file is missing."),
        ("file.added", "Có tệp không được kê khai.", "There is a file that nobody listed."),
        (
            "file.odd",
            "Không phải tệp thường (liên kết, thiết bị…).",
            "It is not a plain file (a link, a device…).",
        ),
        (
            "manifest.removed",
            "Bản kê đã bị xóa nhưng chữ ký của nó còn đó.",
            "The manifest was removed, its signature is still there.",
        ),
        (
            "manifest.changed",
            "Bản kê không khớp với chữ ký của nó.",
            "The manifest is not the one that was signed.",
        ),
        (
            "manifest.malformed",
            "Bản kê sai định dạng: {why}.",
            "The manifest is not well formed: {why}.",
        ),
        (
            "manifest.disagrees",
            "Bản kê nói khác với nội dung: {what}.",
            "The manifest says otherwise than the content: {what}.",
        ),
        (
            "signature.missing",
            "Chữ ký của bản kê đã bị xóa.",
            "The manifest's signature was removed.",
        ),
        (
            "signature.damaged",
            "Tệp chữ ký của bản kê bị hỏng: {why}.",
            "The manifest's signature file is damaged: {why}.",
        ),
        (
            "signature.false",
            "Chữ ký của bản kê không đúng.",
            "The manifest's signature is false.",
        ),
        # certificates and trust
        (
            "certificate.damaged",
            "Chứng thư bị hỏng hoặc thiếu: {why}.",
            "The certificate is damaged or missing: {why}.",
        ),
        (
            "certificate.false",
            "Chứng thư không do khóa gốc ghi trong đó ký.",
            "The certificate was not signed by the root it names.",
        ),
        (
            "certificate.use",
            "Chứng thư cấp cho việc khác: {what}.",
            "The certificate is for something else: {what}.",
        ),
        (
            "certificate.expired",
            "Đã ký ngoài thời hạn của chứng thư ({at}).",
            "Something was signed outside the certificate's time ({at}).",
        ),
        (
            "certificate.revoked",
            "Khóa đã bị thu hồi.",
            "The key has been revoked.",
        ),
        (
            "certificate.issuer",
            "Các chứng thư do những khóa gốc khác nhau cấp.",
            "The certificates come from different roots.",
        ),
        (
            "trust.other",
            "Khóa gốc không phải là khóa của tệp tin cậy: người khác đã ký hồ sơ này.",
            "The root is not the trust file's: somebody else signed this record.",
        ),
        (
            "trust.malformed",
            "Tệp tin cậy không đọc được: {why}.",
            "The trust file cannot be read: {why}.",
        ),
        # the journal's chain
        (
            "part.missing",
            "Thiếu phần {part} của bản ghi.",
            "Part {part} of the record is missing.",
        ),
        (
            "part.start",
            "Phần ghi không bắt đầu như phải có: {why}.",
            "The part does not begin as it must: {why}.",
        ),
        (
            "part.previous",
            "Phần ghi không nối tiếp phần trước ({what}).",
            "The part does not continue the one before it ({what}).",
        ),
        (
            "part.after_close",
            "Có phần ghi sau khi bản ghi đã đóng.",
            "There is a part after the record was closed.",
        ),
        (
            "journal.damaged",
            "Không đọc được khối ghi: {why}.",
            "A block cannot be read: {why}.",
        ),
        (
            "block.signature",
            "Chữ ký của khối {block} không đúng.",
            "The signature of block {block} is false.",
        ),
        (
            "block.chain",
            "Chuỗi băm đứt tại khối {block}.",
            "The hash chain breaks at block {block}.",
        ),
        (
            "block.order",
            "Gặp khối {block}, lẽ ra là khối {expected}.",
            "Block {block} stands where block {expected} should.",
        ),
        (
            "block.foreign",
            "Khối {block} thuộc bản ghi khác.",
            "Block {block} belongs to another record.",
        ),
        (
            "block.after_end",
            "Khối {block} đứng sau điểm kết thúc.",
            "Block {block} comes after the end.",
        ),
        (
            "block.shard",
            "Âm thanh hoặc hình ảnh (luồng {track}) ở khối {block} không còn như khi "
            "niêm phong. Mỗi khối là khoảng một giây.",
            "Sound or picture (track {track}) in block {block} is not what was sealed. A block "
            "is about a second.",
        ),
        (
            "block.count",
            "Số gói của luồng {track} trong khối {block} khác với số đã ký.",
            "The packets of track {track} in block {block} are not as many as was sealed.",
        ),
        (
            "event.malformed",
            "Sự kiện trong khối {block} sai định dạng: {why}.",
            "An event in block {block} is not well formed: {why}.",
        ),
        (
            "track.undeclared",
            "Luồng {track} không được khai báo (khối {block}).",
            "Track {track} was never declared (block {block}).",
        ),
        (
            "track.ssrc",
            "Luồng {track} đổi nguồn gói mà không khai báo (khối {block}).",
            "Track {track} changed its source of packets undeclared (block {block}).",
        ),
        # time
        (
            "clock.stepped",
            "Đồng hồ bị chỉnh {seconds} giây tại khối {block}.",
            "The clock was stepped by {seconds} s at block {block}.",
        ),
        (
            "clock.ledger",
            "Khối {block} mang giờ sớm hơn {seconds} giây so với dòng nhật ký mà nó dẫn.",
            "Block {block} is dated {seconds} s before the ledger row that it cites.",
        ),
        (
            "time.gap",
            "Trống {seconds} giây không khai báo trước khối {block}.",
            "{seconds} s are missing before block {block}, undeclared.",
        ),
        (
            "pause.media",
            "Có âm thanh hoặc hình ảnh trong lúc tạm dừng (khối {block}).",
            "There is sound or picture within a pause (block {block}).",
        ),
        (
            "pause.state",
            "Trạng thái tạm dừng của khối {block} không khớp với các sự kiện.",
            "Whether block {block} lies in a pause is not what the events say.",
        ),
        # the ledger
        (
            "ledger.broken",
            "Nhật ký phiên tòa bị đứt: {why}.",
            "The hearing's ledger is broken: {why}.",
        ),
        (
            "ledger.foreign",
            "Nhật ký là của phiên tòa khác (dòng {row}).",
            "The ledger is another hearing's (row {row}).",
        ),
        (
            "ledger.head",
            "Khối {block} dẫn dòng {row} của nhật ký với hàm băm khác, hoặc dòng đó không còn.",
            "Block {block} cites ledger row {row} with another hash, or that row is gone.",
        ),
        (
            "ledger.block",
            "Dòng {row} của nhật ký ghi nhận khối {block} khác với bản ghi.",
            "Ledger row {row} noted another block {block} than the record has.",
        ),
        (
            "order.unfounded",
            "Bản ghi có «{event}» tại khối {block} mà nhật ký không có lệnh (dòng {row}).",
            "The record has '{event}' at block {block}, the ledger no such order (row {row}).",
        ),
        (
            "order.unobeyed",
            "Nhật ký đổi sang «{state}» (dòng {row}) mà bản ghi không có «{event}».",
            "The ledger went to '{state}' (row {row}), the record has no '{event}'.",
        ),
        (
            "verifier.failed",
            "Không kiểm tra được đến cùng: {why}.",
            "The check could not be carried through: {why}.",
        ),
    ),
    **_of(
        Severity.UNFINISHED,
        ("bundle.absent", "Không có thư mục này.", "There is no such directory."),
        ("bundle.no_directory", "Đây không phải là thư mục.", "This is not a directory."),
        (
            "manifest.missing",
            "Không có bản kê: đây không phải (hoặc chưa phải) là hồ sơ đã xuất.",
            "There is no manifest: this is not, or not yet, an exported bundle.",
        ),
        (
            "manifest.unreadable",
            "Không đọc được bản kê lẫn chữ ký của nó.",
            "Neither the manifest nor its signature can be read.",
        ),
        (
            "format.newer",
            "Hồ sơ thuộc phiên bản mới hơn trình kiểm tra này.",
            "The bundle is of a later version than this verifier.",
        ),
        (
            "record.open",
            "Bản ghi chưa đóng.",
            "The record has not been closed.",
        ),
        (
            "record.empty",
            "Hồ sơ không có phần ghi nào.",
            "There is no part of a record in it.",
        ),
        (
            "journal.torn",
            "Khối cuối dở dang: sự cố chưa được khắc phục.",
            "The last block is unfinished: a crash not yet recovered from.",
        ),
        ("file.unreadable", "Không đọc được tệp: {why}.", "The file cannot be read: {why}."),
        ("trust.absent", "Không có tệp tin cậy này.", "There is no such trust file."),
    ),
    **_of(
        Severity.WARNING,
        (
            "order.late",
            "Bản ghi thực hiện «{event}» chậm {seconds} giây so với nhật ký (dòng {row}).",
            "The record obeyed '{event}' {seconds} s after the ledger (row {row}).",
        ),
        (
            "order.excused",
            "Nhật ký đổi sang «{state}» (dòng {row}) mà bản ghi không theo; "
            "nhật ký đã ghi nhận máy ghi không trả lời.",
            "The ledger went to '{state}' (row {row}) and the record did not follow; "
            "the ledger says that the recorder did not answer.",
        ),
        (
            "not_recorded",
            "Phiên tòa diễn ra {seconds} giây mà không có bản ghi.",
            "The hearing was in session for {seconds} s without a record.",
        ),
    ),
    **_of(
        Severity.INFO,
        (
            "track.lost",
            "Luồng {track}: mất {lost} trên {sent} gói trên đường truyền.",
            "Track {track}: {lost} of {sent} packets were lost on the network.",
        ),
        (
            "track.sources",
            "Luồng {track} có {count} nguồn gói (đã khai báo).",
            "Track {track} has {count} sources of packets (declared).",
        ),
        (
            "event.unknown",
            "Sự kiện loại lạ «{kind}» được giữ nguyên.",
            "An event of a kind unknown here, '{kind}', was left alone.",
        ),
        (
            "more",
            "… và {count} phát hiện nữa loại «{code}».",
            "… and {count} more findings of '{code}'.",
        ),
    ),
}
"""code → weight and words."""

VERDICTS: Mapping[int, tuple[str, str, str]] = {
    0: (
        "whole",
        "NGUYÊN VẸN: hồ sơ đầy đủ, không bị chạm đến; tệp tin cậy chứng minh nguồn gốc.",
        "WHOLE: complete and untouched, its origin proved by the trust file.",
    ),
    1: (
        "tampered",
        "BỊ CAN THIỆP: có điều mâu thuẫn với hàm băm, chữ ký, chuỗi hoặc lệnh.",
        "TAMPERED: something contradicts a hash, a signature, the chain or an order.",
    ),
    2: (
        "unfinished",
        "CHƯA HOÀN TẤT: không phải hồ sơ, hoặc hồ sơ chưa đóng; không thấy gì mâu thuẫn.",
        "NOT FINISHED: no bundle, or one not closed; nothing in it contradicts.",
    ),
    3: (
        "origin_unchecked",
        "CHƯA RÕ NGUỒN GỐC: hồ sơ đầy đủ và nhất quán, nhưng không có tệp tin cậy "
        "(--trust) nên người ngoài có thể đã ký lại.",
        "ORIGIN UNCHECKED: whole and consistent, but without a trust file (--trust) "
        "an outsider could have signed it anew.",
    ),
}
"""exit code → name, Vietnamese, English."""
