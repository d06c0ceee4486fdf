"""What the relay refuses and how it says so: code, HTTP status, Vietnamese, English."""

from collections.abc import Mapping

from fastapi import Response
from fastapi.responses import PlainTextResponse

from hearing.refusal import Refusal, Words
from media.refusals import REFUSALS as MEDIA

REFUSALS: Mapping[str, Words] = {
    **MEDIA,
    "rtc.token": Words(
        401,
        "Không được phép: mã truy cập phòng không hợp lệ hoặc đã hết hạn.",
        "Not allowed: the access token is invalid or has expired.",
    ),
    "rtc.grant": Words(
        401,
        "Không được phép: mã truy cập không cho quyền này.",
        "Not allowed: the access token does not grant this.",
    ),
    "rtc.join_request": Words(
        400,
        "Yêu cầu vào phòng không đọc được.",
        "The join request cannot be read.",
    ),
    "rtc.too_large": Words(
        400,
        "«{what}» vượt quá giới hạn {limit}.",
        "'{what}' exceeds the limit of {limit}.",
    ),
    "rtc.nonce": Words(400, "Nonce phải có 16 byte.", "A nonce has 16 bytes."),
    "rtc.missing": Words(400, "Thiếu «{what}».", "'{what}' is missing."),
    "rtc.full": Words(
        503,
        "Máy chủ truyền hình đã đủ {what} (tối đa {limit}).",
        "The relay is full: {what} (at most {limit}).",
    ),
    "rtc.no_room": Words(
        404,
        "Không được phép: phòng này không tồn tại.",
        # livekit-client takes these very words for "not allowed"
        "Not allowed: requested room does not exist.",
    ),
    "rtc.not_found": Words(404, "Không tìm thấy {what}.", "There is no such {what}."),
    "rtc.unimplemented": Words(
        501, "Chức năng này không được hỗ trợ.", "This is not implemented."
    ),
    "rtc.malformed": Words(400, "Nội dung không đọc được.", "The request cannot be read."),
    "rtc.bad_route": Words(404, "Không có đường dẫn này.", "There is no such route."),
    "rtc.version": Words(
        404,
        "Chỉ hỗ trợ giao thức /rtc/v1 (một kết nối).",
        "Only /rtc/v1 (a single peer connection) is spoken here.",
    ),
    "rtc.remote_unmute": Words(
        412,
        "Chỉ chính thiết bị mới được bật lại tiếng của nó.",
        "Only the device itself may unmute its track.",
    ),
    "rtc.closing": Words(503, "Máy chủ truyền hình đang dừng.", "The relay is shutting down."),
    **{
        f"rtc.rpc.{kind}": Words(
            status, "Thiết bị không làm được (mã {number}): {why}", "RpcError {number}: {why}"
        )
        for kind, status in (
            ("argument", 400),
            ("absent", 404),
            ("unimplemented", 501),
            ("timeout", 408),
            ("unavailable", 503),
            ("failed", 500),
        )
    },
}


def english(code: str, facts: Mapping[str, str | int]) -> str:
    """The sentence of a refusal for logs, Twirp errors and HTTP bodies."""
    return REFUSALS[code].en.format(**facts)


def answer(refusal: Refusal) -> Response:
    """The HTTP response of a refusal: its status and its English sentence.

    livekit-client shows the text; 401 and 403 mean "not allowed" to every client library.
    """
    words = REFUSALS[refusal.code]
    text = words.en.format(**refusal.facts)
    return PlainTextResponse(text, words.status, {"access-control-allow-origin": "*"})
