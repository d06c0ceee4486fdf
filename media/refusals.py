"""Why the media plane refuses an offer, in both languages."""

from collections.abc import Mapping

from hearing.refusal import Words

REFUSALS: Mapping[str, Words] = {
    "rtc.sdp.malformed": Words(
        400,
        "Mô tả phiên (SDP) không hợp lệ: {why}.",
        "The session description is invalid: {why}.",
    ),
    "rtc.sdp.too_large": Words(
        413,
        "Mô tả phiên (SDP) vượt quá giới hạn {limit} {what}.",
        "The session description exceeds the limit of {limit} {what}.",
    ),
    "rtc.sdp.unsupported": Words(
        400,
        "Mô tả phiên (SDP) yêu cầu điều máy chủ không hỗ trợ: {why}.",
        "The session description asks for what the relay does not support: {why}.",
    ),
    "rtc.tracks.too_many": Words(
        409,
        "Thiết bị phát quá nhiều luồng (tối đa {limit}).",
        "The device publishes too many tracks (at most {limit}).",
    ),
    "rtc.peer.closed": Words(410, "Kết nối đã đóng.", "The connection is closed."),
}
