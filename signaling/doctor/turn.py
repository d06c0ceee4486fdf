"""The TURN servers: whether clients get through them, and to nobody but the relay."""

import asyncio
import re
import ssl
import time
from dataclasses import dataclass

from media.addresses import advertised
from signaling.app.authority import Authority
from signaling.app.settings import Settings
from signaling.doctor.finding import Finding, Patient, fail, ok, warn
from signaling.doctor.turn_session import Refused, Session, server
from signaling.rtc.server.turn import credentials

FIXED = (4, 10, 0)
"""coturn's first version without CVE-2020-26262, CVE-2026-27624 and CVE-2026-40613."""
FORBIDDEN = (
    *("127.0.0.1", "0.0.0.0", "::1", "::ffff:127.0.0.1", "::ffff:0.0.0.0"),  # noqa: S104
    *("169.254.169.254", "fe80::1", "::ffff:169.254.169.254"),
    *("10.255.255.1", "172.31.255.1", "192.168.255.1", "100.127.255.1", "fd00::ffff"),
    *("::ffff:10.255.255.1", "198.51.100.77", "2001:db8::77"),
)
"""Loopback, link-local, private and others' addresses, IPv4 ones written as IPv6 too."""
_COTURN = re.compile(r"coturn-(\d+)\.(\d+)\.(\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Seen:
    """reached: of FORBIDDEN, those it lets through. shut: the relay's that it does not."""

    software: str
    reached: tuple[str, ...]
    shut: tuple[str, ...]


async def turn(patient: Patient) -> Finding:
    """A real session with every server named, by a name that ends in ten minutes."""
    settings = patient.settings
    if settings.turn is None or not settings.embedded:
        return _none(settings)
    found: list[Finding] = []
    for url in settings.turn.urls:
        try:
            seen = await asyncio.to_thread(look, settings, url)
        except (OSError, Refused, ValueError) as error:
            found.append(_closed(url, error))
        else:
            found.append(judged(url, seen))
    worst = ("fail", "warn", "ok")
    return min(found, key=lambda one: worst.index(one.state))


def look(settings: Settings, url: str) -> Seen:
    """Raises OSError, Refused, ValueError."""
    assert settings.turn is not None
    name, password = credentials(settings.turn.secret, "PA_doctor", time.time())
    relay = settings.media_addresses or advertised(settings.media_host)
    ours = [one for one in relay if ":" not in one and one != "127.0.0.1"] or list(relay[:1])
    with Session(server(url), name, password, _trust(settings)) as session:
        session.allocate()
        reached = tuple(one for one in FORBIDDEN if one not in relay and session.reaches(one))
        shut = tuple(one for one in ours if not session.reaches(one))
        return Seen(session.software, reached, shut)


def judged(url: str, seen: Seen) -> Finding:
    """What is to be said of a server that answers."""
    if seen.shut:
        where = ", ".join(seen.shut)
        return fail(
            "turn",
            f"{url} không cho đến máy chủ phương tiện ({where}). Thêm allowed-peer-ip.",
            f"{url} does not let clients reach the relay ({where}). Add it as allowed-peer-ip.",
        )
    if seen.reached:
        where = ", ".join(seen.reached)
        return warn(
            "turn",
            f"{url} cho người dùng đến {where}. Dùng deploy/coturn/turnserver.conf.",
            f"{url} lets clients reach {where}. Take over deploy/coturn/turnserver.conf.",
        )
    found = _COTURN.search(seen.software)
    if found is not None and tuple(map(int, found.groups())) < FIXED:
        fixed = ".".join(map(str, FIXED))
        return warn(
            "turn",
            f"{url} là {seen.software}: có lỗ hổng đã biết. Nâng lên coturn {fixed} trở lên.",
            f"{url} is {seen.software}, with known holes. Upgrade to coturn {fixed} or later.",
        )
    return ok(
        "turn",
        f"{url} chỉ cho đến máy chủ phương tiện ({seen.software or 'không rõ phiên bản'}).",
        f"{url} lets clients reach the relay alone ({seen.software or 'of unknown version'}).",
    )


def _closed(url: str, error: Exception) -> Finding:
    if isinstance(error, Refused) and error.code == 401:
        return fail(
            "turn",
            f"{url} từ chối tên của ta. Kiểm tra PHIENTOA_TURN_SECRET.",
            f"{url} refuses our names. Check PHIENTOA_TURN_SECRET, and the clocks.",
        )
    why = f"{type(error).__name__} {error}".strip()
    return fail(
        "turn",
        f"{url} không cấp đường ({why}). Kiểm tra PHIENTOA_TURN_URLS và máy chủ TURN.",
        f"{url} gives no way ({why}). Check PHIENTOA_TURN_URLS and the TURN server.",
    )


def _none(settings: Settings) -> Finding:
    if not settings.embedded:
        return ok("turn", "Do LiveKit lo.", "LiveKit sees to it.")
    tcp = settings.media_tcp_port
    return ok(
        "turn",
        f"Chưa có TURN. Mạng không có UDP dùng TCP {tcp or '(tắt)'}; "
        "mạng chỉ mở 443 thì không vào được.",
        f"None set. Networks without UDP use TCP {tcp or '(off)'}; "
        "those that let out 443 alone cannot join.",
    )


def _trust(settings: Settings) -> ssl.SSLContext:
    own = settings.identity
    if own is None or own.authority is None:
        return ssl.create_default_context()
    return ssl.create_default_context(cafile=Authority(own.authority).certificate)
