"""What accounts refuse, in both languages."""

from collections.abc import Mapping

from hearing.refusal import Words

_SIGN_IN: Mapping[str, Words] = {
    "staff.credentials": Words(
        401,
        "Tên đăng nhập hoặc mật khẩu không đúng.",
        "The user name or the password is not right.",
    ),
    "staff.code_needed": Words(
        401,
        "Cần mã 6 số trong ứng dụng xác thực của bạn.",
        "The 6-digit code of your authenticator app is needed.",
    ),
    "staff.code_wrong": Words(
        401,
        "Mã xác thực không đúng hoặc đã được dùng. Xin đợi mã kế tiếp.",
        "The code is not right, or was used already. Wait for the next one.",
    ),
    "staff.too_many": Words(
        429,
        "Đăng nhập sai quá nhiều lần. Xin đợi {seconds} giây.",
        "Too many failed sign-ins. Wait {seconds} seconds.",
    ),
    "staff.session": Words(
        401,
        "Phiên đăng nhập đã kết thúc. Xin đăng nhập lại.",
        "Your session has ended. Sign in again.",
    ),
    "staff.origin": Words(
        403,
        "Yêu cầu không đến từ trang của hệ thống này.",
        "The request does not come from a page of this system.",
    ),
    "staff.right": Words(
        403,
        "Tài khoản của bạn không có quyền «{right}» tại tòa án này.",
        "Your account does not have the right '{right}' at this court.",
    ),
    "password.short": Words(
        422,
        "Mật khẩu cần ít nhất {least} ký tự.",
        "A password needs at least {least} characters.",
    ),
    "password.long": Words(
        422,
        "Mật khẩu dài quá {most} ký tự.",
        "The password is longer than {most} characters.",
    ),
}

_ACCOUNTS: Mapping[str, Words] = {
    "staff.unknown": Words(404, "Không có tài khoản này.", "There is no such account."),
    "staff.user": Words(
        422,
        "Tên đăng nhập không được có khoảng trắng.",
        "A user name has no spaces.",
    ),
    "staff.user_taken": Words(
        409, "Tên đăng nhập này đã có người dùng.", "This user name is taken."
    ),
    "staff.person_taken": Words(
        409,
        "Người này đã thuộc về một tài khoản khác.",
        "That person belongs to another account.",
    ),
    "staff.post": Words(
        422,
        "Chức danh «{office}» phải thuộc một tòa án.",
        "The office '{office}' belongs to a court.",
    ),
    "staff.beyond": Words(
        403,
        "Bạn chỉ quản lý được tài khoản của tòa án mình.",
        "You manage accounts of your own court only.",
    ),
    "staff.self": Words(
        409,
        "Không thể tự thu hồi hoặc tự đổi chức danh của mình.",
        "You cannot revoke yourself or change your own offices.",
    ),
    "staff.no_seat": Words(
        403,
        "Bạn không có chỗ trong phiên tòa này.",
        "You have no seat in this hearing.",
    ),
}

REFUSALS: Mapping[str, Words] = {**_SIGN_IN, **_ACCOUNTS}
"""By code; signaling/refusals.py merges all catalogues."""
