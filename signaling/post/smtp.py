"""Mail handed to the court's own mail server (SMTP, RFC 5321)."""

import asyncio
import ssl
from contextlib import suppress

import aiosmtplib
from aiosmtplib import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from signaling.post.delivery import Accepted, Deferred, Outcome, Rejected, Unreachable
from signaling.post.mail_server import MailServer

STEP_S = 15.0  # for each step of a session
PERMANENT = 500  # RFC 5321 §4.2.1
TOO_LARGE = 552  # RFC 1870 §6.1


async def client(server: MailServer, name: str | None = None) -> aiosmtplib.SMTP:
    """A session to be opened. name: what it calls itself, if not as the machine does.

    Raises OSError where the authority's certificates cannot be read.
    """
    context = None if server.tls == "off" else await asyncio.to_thread(_trusted, server)
    starting = {"from_start": False, "required": True, "if_offered": None, "off": False}
    return aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_tls=server.tls == "from_start",
        start_tls=starting[server.tls],
        tls_context=context,
        local_hostname=name,
        timeout=STEP_S,
    )


def _trusted(server: MailServer) -> ssl.SSLContext:
    """Whom we believe to be the server. Reads files."""
    context = ssl.create_default_context()
    if server.authority is not None:
        context.load_verify_locations(server.authority)
    return context


class Smtp:
    """One session at a time, kept open while there is mail. sender: the envelope's."""

    def __init__(self, server: MailServer, sender: str, name: str | None = None) -> None:
        self._server = server
        self._sender = sender
        self._name = name
        self._open: aiosmtplib.SMTP | None = None

    async def deliver(self, address: str, message: bytes) -> Outcome:
        """Hand one mail to the server."""
        try:
            session = await self._session()
        except (SMTPException, OSError, ValueError) as error:
            await self.rest()
            return Unreachable(_said(error))
        try:
            _, answer = await session.sendmail(self._sender, [address], message)
        except (SMTPException, OSError, ValueError) as error:
            await self.rest()  # whatever state it is in: the next one begins anew
            return _outcome(error)
        except BaseException:  # cut short: the answer to come is not that of the next mail
            session.close()
            self._open = None
            raise
        return Accepted(f"250 {answer}")

    async def rest(self) -> None:
        """Say goodbye."""
        session, self._open = self._open, None
        if session is not None and session.is_connected:
            with suppress(SMTPException, OSError):
                await session.quit()

    async def _session(self) -> aiosmtplib.SMTP:
        if self._open is None or not self._open.is_connected:
            fresh = await client(self._server, self._name)
            await fresh.connect()
            self._open = fresh
        return self._open


def _outcome(error: Exception) -> Outcome:
    """What a refused attempt means for the message."""
    if isinstance(error, SMTPRecipientsRefused):
        refused = error.recipients[0]
        return _by_code(refused.code, f"{refused.code} {refused.message}")
    if isinstance(error, SMTPSenderRefused) and error.code == TOO_LARGE:
        return Rejected(_said(error))
    if isinstance(error, SMTPSenderRefused | SMTPAuthenticationError):
        return Unreachable(_said(error))  # our own doing, not this message's
    if isinstance(error, SMTPResponseException):
        return _by_code(error.code, _said(error))
    return Deferred(_said(error))


def _by_code(code: int, said: str) -> Outcome:
    return Rejected(said) if code >= PERMANENT else Deferred(said)


def _said(error: Exception) -> str:
    if isinstance(error, SMTPResponseException):
        return f"{error.code} {error.message}"
    return type(error).__name__
