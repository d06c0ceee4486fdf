"""Settings of what leaves the house: the mail server, the sender's address, other channels."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hearing.refusal import Refusal
from scheduler.contact import contact
from signaling.post.mail_server import MailServer, mail_server


@dataclass(frozen=True, slots=True)
class Sending:
    """mail: where notices are handed in, from `sender`. phone: an Apprise URL with {phone}."""

    mail: MailServer | None = None
    sender: str = ""
    phone: str = field(default="", repr=False)


def sending(environ: Mapping[str, str]) -> Sending:
    """As the environment has it. Raises ValueError."""
    url, sender = environ.get("PHIENTOA_SMTP_URL", ""), environ.get("PHIENTOA_MAIL_FROM", "")
    phone = environ.get("PHIENTOA_PHONE_URL", "")
    if not url:
        return Sending(None, sender, phone)
    try:
        server = mail_server(url)
        address = contact(sender, None, None).email
    except (Refusal, ValueError) as error:
        raise ValueError(f"PHIENTOA_SMTP_URL, PHIENTOA_MAIL_FROM: {error}") from error
    if address is None:
        raise ValueError("PHIENTOA_MAIL_FROM: the address that notices come from is missing")
    return Sending(server, address, phone)
