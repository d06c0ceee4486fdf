"""The court's mail server: whether notices can be handed in."""

from aiosmtplib import SMTPException

from signaling.doctor.finding import Finding, Patient, fail, ok, warn
from signaling.post.smtp import client


async def mail(patient: Patient) -> Finding:
    """Connect, greet, sign in; nothing is sent."""
    server, sender = patient.settings.sending.mail, patient.settings.sending.sender
    if server is None:
        return warn(
            "mail",
            "Chưa có máy chủ thư: giấy triệu tập và thông báo chờ gửi. "
            "Đặt PHIENTOA_SMTP_URL và PHIENTOA_MAIL_FROM.",
            "There is no mail server: summonses and notices wait. "
            "Set PHIENTOA_SMTP_URL and PHIENTOA_MAIL_FROM.",
        )
    try:
        session = await client(server)
        await session.connect()
        await session.quit()
    except (SMTPException, OSError, ValueError) as error:
        why = type(error).__name__
        return fail(
            "mail",
            f"Máy chủ thư {server.host}:{server.port} không nhận ({why}). "
            "Kiểm tra PHIENTOA_SMTP_URL.",
            f"The mail server {server.host}:{server.port} does not take mail ({why}). "
            "Check PHIENTOA_SMTP_URL.",
        )
    return ok(
        "mail",
        f"Máy chủ thư {server.host}:{server.port} nhận thư từ {sender}.",
        f"{server.host}:{server.port} takes mail from {sender}.",
    )
