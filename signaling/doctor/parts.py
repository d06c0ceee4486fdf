"""The installation's parts: database, relay, recorder, the address people use."""

import ipaddress
import ssl
from urllib.parse import urlsplit

import httpx
from livekit.api import ListRoomsRequest, LiveKitAPI, TwirpError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from scheduler.database import open_engine
from signaling.app.authority import Authority
from signaling.doctor.finding import Finding, Patient, fail, ok, warn

ANSWER_S = 5.0
_PAST = frozenset({"alarm.part_restarted", "alarm.disk_low"})
"""Alarms of an installation that works."""


async def health(url: str, trust: ssl.SSLContext | bool = True) -> bool:
    """Whether a hearing server of ours answers at `url`."""
    try:
        async with httpx.AsyncClient(timeout=ANSWER_S, verify=trust) as client:
            answer = await client.get(f"{url}/api/v1/health")
        return answer.is_success and answer.json().get("ok") is True
    except (httpx.HTTPError, httpx.InvalidURL, ValueError):
        return False


async def alarms(patient: Patient) -> Finding:
    """What the running installation itself complains of."""
    if not patient.running:
        return _not_running("supervision")
    url = f"{patient.settings.inside.url}/api/v1/health"
    try:
        async with httpx.AsyncClient(timeout=ANSWER_S) as client:
            said = (await client.get(url)).json().get("alarms", [])
    except (httpx.HTTPError, ValueError):
        return _not_running("supervision")
    if not said:
        return ok("supervision", "Mọi tiến trình chạy liên tục.", "Every process runs on.")
    vi, en = (" ".join(alarm[language] for alarm in said) for language in ("vi", "en"))
    past = all(alarm["code"] in _PAST for alarm in said)
    return (warn if past else fail)("supervision", vi, en)


async def database(patient: Patient) -> Finding:
    """The ledger's home."""
    url = patient.settings.database_url
    name = url.partition("+")[0]
    if patient.fresh and name == "sqlite":
        return ok(
            "database",
            "SQLite, sẽ được tạo khi khởi động lần đầu.",
            "SQLite, made at the first start.",
        )
    engine = open_engine(url)
    try:
        async with engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
    except (SQLAlchemyError, OSError) as error:
        why = type(error).__name__
        return fail(
            "database",
            f"{name} không trả lời ({why}). Kiểm tra PHIENTOA_DATABASE_URL và máy chủ.",
            f"{name} does not answer ({why}). Check PHIENTOA_DATABASE_URL and the server.",
        )
    finally:
        await engine.dispose()
    return ok("database", f"{name} trả lời.", f"{name} answers.")


async def relay(patient: Patient) -> Finding:
    """The media engine takes our key."""
    settings = patient.settings
    engine = "embedded" if settings.embedded else "LiveKit"
    if settings.embedded and not patient.running:
        return _not_running("relay")
    url = settings.livekit_url.replace("ws", "http", 1)
    try:
        async with LiveKitAPI(
            url, settings.livekit_api_key, settings.livekit_api_secret
        ) as api:
            await api.room.list_rooms(ListRoomsRequest())
    except TwirpError as error:
        return fail(
            "relay",
            f"Máy chủ phương tiện từ chối ({error.code}). Kiểm tra LIVEKIT_API_KEY và SECRET.",
            f"The relay refuses ({error.code}). Check LIVEKIT_API_KEY and LIVEKIT_API_SECRET.",
        )
    except (OSError, TimeoutError, ValueError) as error:
        why = type(error).__name__
        return fail(
            "relay",
            f"Máy chủ phương tiện không trả lời ({why}). Kiểm tra LIVEKIT_URL hoặc nhật ký.",
            f"The relay does not answer ({why}). Check LIVEKIT_URL, or the relay's log.",
        )
    return ok("relay", f"Máy chủ phương tiện trả lời ({engine}).", f"It answers ({engine}).")


async def recorder(patient: Patient) -> Finding:
    """A recorder is connected to the hearing server."""
    if not patient.running:
        return _not_running("recorder")
    settings = patient.settings
    try:
        async with httpx.AsyncClient(timeout=ANSWER_S) as client:
            answer = await client.get(f"{settings.inside.url}/internal/recorder/ready")
        connected = answer.is_success
    except httpx.HTTPError:
        connected = False
    if connected:
        return ok("recorder", "Máy ghi đã kết nối.", "A recorder is connected.")
    return fail(
        "recorder",
        "Không có máy ghi nào kết nối. Chạy `phientoa serve recorder` và xem nhật ký.",
        "No recorder is connected. Run `phientoa serve recorder` and read its log.",
    )


async def address(patient: Patient) -> Finding:
    """What people's browsers are sent to."""
    url = patient.settings.public_url
    parts = urlsplit(url)
    host = parts.hostname or ""
    if is_loopback(host):
        return ok(
            "address",
            f"{url} chỉ dùng được trên máy này. Đặt PHIENTOA_PUBLIC_URL là địa chỉ https.",
            f"{url} works on this machine only. Set PHIENTOA_PUBLIC_URL to an https address.",
        )
    if parts.scheme != "https":
        return warn(
            "address",
            f"{url} không phải https: trình duyệt sẽ không cho dùng camera và micrô.",
            f"{url} is not https: browsers will not allow camera and microphone.",
        )
    if not patient.running:
        return _not_running("address")
    if not await health(url, _trusted(patient)):
        return fail(
            "address",
            f"{url} không dẫn đến hệ thống này. Kiểm tra DNS, chứng chỉ và proxy.",
            f"{url} does not lead to this installation. Check DNS, certificate and proxy.",
        )
    return ok("address", f"{url} dẫn đến hệ thống này.", f"{url} leads here.")


def _trusted(patient: Patient) -> ssl.SSLContext | bool:
    """What devices trust that were told to trust an authority of our own."""
    own = patient.settings.identity
    if own is None or own.authority is None:
        return True
    return ssl.create_default_context(cafile=Authority(own.authority).certificate)


def is_loopback(host: str) -> bool:
    """Whether `host` names this machine to itself only."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _not_running(check: str) -> Finding:
    return warn(
        check,
        "Chưa kiểm tra được: hệ thống không chạy (`phientoa serve`).",
        "Cannot be checked: nothing is running here (`phientoa serve`).",
    )
