"""What REST itself refuses, in both languages. (Beside `refusals`, which merges it.)"""

from collections.abc import Mapping

from hearing.refusal import Words

REFUSALS: Mapping[str, Words] = {
    "request.invalid": Words(
        422,
        "Yêu cầu không hợp lệ tại «{at}».",
        "The request is not valid at '{at}': {problem}.",
    ),
    "request.unreadable": Words(
        400, "Không đọc được yêu cầu.", "The request could not be read."
    ),
    "request.too_large": Words(
        413,
        "Yêu cầu lớn hơn {limit} byte.",
        "The request is larger than {limit} bytes.",
    ),
    "page.unknown": Words(
        422,
        "Không có mục {after} để xem tiếp sau nó.",
        "There is no entry {after} to go on after.",
    ),
    "request.changed": Words(
        412,
        "Nội dung đã bị thay đổi từ khi bạn xem. Xin tải lại.",
        "It has changed since you saw it. Load it again.",
    ),
    "once.key": Words(
        422,
        "Idempotency-Key phải có 8 đến 128 ký tự ASCII, không có dấu cách.",
        "An Idempotency-Key has 8 to 128 ASCII characters and no spaces.",
    ),
    "once.reused": Words(
        422,
        "Idempotency-Key này đã dùng cho một yêu cầu khác.",
        "This Idempotency-Key was used for another request.",
    ),
    "once.unfinished": Words(
        409,
        "Yêu cầu này đang được xử lý, hoặc đã bị gián đoạn. Xin xem kết quả trước khi gửi lại "
        "với khóa khác.",
        "This request is being done, or was cut off. Look before sending it again with "
        "another key.",
    ),
    "path.unknown": Words(404, "Không có địa chỉ này.", "There is nothing at this address."),
    "path.method": Words(
        405,
        "Địa chỉ này không dùng phương thức như vậy.",
        "This address does not take that method.",
    ),
    "http.refused": Words(400, "Yêu cầu bị từ chối.", "The request was refused."),
    "staff.token": Words(
        401,
        "Cần đăng nhập, hoặc cần mã truy cập của hệ thống (Authorization: Bearer …).",
        "Sign in; or send the installation's token (Authorization: Bearer …).",
    ),
    "seat.session": Words(
        401,
        "Trình duyệt này không giữ chỗ đó, hoặc phiên đã kết thúc. Xin hỏi thư ký phiên tòa.",
        "This browser does not hold that seat, or its session ended. Ask the clerk.",
    ),
    "relay.unavailable": Words(
        404,
        "Máy chủ này không cho thử đường truyền.",
        "This server lets nobody try the way to the relay.",
    ),
    "link.too_many": Words(
        429,
        "Quá nhiều liên kết sai từ địa chỉ này. Xin đợi {seconds} giây.",
        "Too many wrong links from this address. Wait {seconds} seconds.",
    ),
    "public.too_many": Words(
        429,
        "Quá nhiều lượt tra cứu từ địa chỉ này. Xin đợi {seconds} giây.",
        "Too many questions from this address. Wait {seconds} seconds.",
    ),
    "record.unavailable": Words(
        404,
        "Máy chủ này không cung cấp hồ sơ ghi âm, ghi hình.",
        "This server does not offer the record.",
    ),
    "server.unavailable": Words(
        503,
        "Cơ sở dữ liệu tạm thời không trả lời, xin thử lại sau giây lát.",
        "The database does not answer at the moment; try again shortly.",
    ),
    "server.error": Words(
        500,
        "Máy chủ gặp lỗi. Mã tra cứu: {incident}.",
        "The server failed. Reference: {incident}.",
    ),
}
"""By code; codes never change once published."""
