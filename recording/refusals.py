"""What the record refuses, in the words of both languages."""

from collections.abc import Mapping

from hearing.refusal import Words

REFUSALS: Mapping[str, Words] = {
    "export.no_data_dir": Words(
        404,
        "Không có thư mục dữ liệu «{path}».",
        "There is no data directory '{path}'.",
    ),
    "export.no_database": Words(
        503,
        "Không đọc được nhật ký phiên tòa từ cơ sở dữ liệu: {why}.",
        "The hearing's ledger cannot be read from the database: {why}.",
    ),
    "export.unknown_hearing": Words(
        404,
        "Không có phiên tòa «{hearing}».",
        "There is no hearing '{hearing}'.",
    ),
    "export.not_recorded": Words(
        409,
        "Phiên tòa «{hearing}» không có bản ghi.",
        "The hearing '{hearing}' has no record.",
    ),
    "export.no_root": Words(
        409,
        "Chưa có khóa gốc: hệ thống này chưa từng ghi phiên tòa nào.",
        "There is no root key: this installation has recorded nothing yet.",
    ),
    "export.destination_exists": Words(
        409,
        "«{path}» đã có và không trống; hồ sơ không bao giờ bị ghi đè.",
        "'{path}' exists and is not empty; a bundle is never overwritten.",
    ),
    "export.trust_exists": Words(
        409,
        "«{path}» đã có và chứa khóa gốc khác; hãy chuyển nó đi trước.",
        "'{path}' exists and names another root; move it away first.",
    ),
    "export.failed": Words(
        507,
        "Không ghi được hồ sơ: {why}.",
        "The bundle could not be written: {why}.",
    ),
    "render.encoder": Words(
        500,
        "Không dựng được phim: {why}.",
        "The film could not be encoded: {why}.",
    ),
    "render.unreadable": Words(
        409,
        "Không đọc được bản ghi để dựng phim: {why}.",
        "The record cannot be read for rendering: {why}.",
    ),
    "render.failed": Words(
        507,
        "Không ghi được bản dựng: {why}.",
        "The copy could not be written: {why}.",
    ),
    "render.cancelled": Words(
        409, "Việc dựng phim đã bị dừng.", "The rendering was cancelled."
    ),
    "render.interrupted": Words(
        409,
        "Máy chủ ngừng giữa lúc dựng phim; hãy dựng lại.",
        "The server stopped while rendering; start it again.",
    ),
    "render.unknown": Words(404, "Không có bản dựng này.", "There is no such rendering."),
    "render.not_ready": Words(
        409,
        "Bản dựng chưa có tệp (trạng thái: {state}).",
        "The rendering has no file (state: {state}).",
    ),
    "render.too_many": Words(
        429,
        "Đã có {limit} bản dựng đang chờ; hãy đợi.",
        "{limit} renderings are waiting already; wait for them.",
    ),
}
