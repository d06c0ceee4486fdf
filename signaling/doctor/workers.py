"""How many processes carry media, and by which ports."""

import httpx

from signaling.app.ports import of_worker
from signaling.app.settings import Settings
from signaling.doctor.finding import Finding, Patient, ok, warn
from signaling.rtc.server.front_key import PATH, key

ANSWER_S = 5.0
_CHECK = "workers"


async def workers(patient: Patient) -> Finding:
    """As many as were asked for, where the relay is ours."""
    settings = patient.settings
    wanted = settings.relay_workers
    if not settings.embedded:
        return ok(_CHECK, "Việc của máy chủ LiveKit.", "The LiveKit server's own affair.")
    where = ports(settings)
    if wanted == 1 or not patient.running:
        return ok(
            _CHECK,
            f"Số tiến trình truyền hình: {wanted} ({where}).",
            f"Processes that carry media: {wanted} ({where}).",
        )
    there = await alive(settings)
    vi = f"{there} trong {wanted} tiến trình truyền hình đang chạy ({where})."
    en = f"{there} of {wanted} media workers are running ({where})."
    if there == wanted:
        return ok(_CHECK, vi, en)
    return warn(
        _CHECK,
        f"{vi} Xem nhật ký; nếu vừa đổi PHIENTOA_RELAY_WORKERS thì khởi động lại.",
        f"{en} Read the log; if PHIENTOA_RELAY_WORKERS was changed, start again.",
    )


def ports(settings: Settings) -> str:
    """What must be open for people's media: `UDP 8081, UDP 8082, TCP 8084, TCP 8085`."""
    every = [port for udp in settings.media_ports for port in of_worker(settings, udp)]
    return ", ".join(sorted(map(str, every), key=lambda name: name.startswith("TCP")))


async def alive(settings: Settings) -> int:
    """How many workers the front has; 0 where there is none."""
    headers = {"authorization": f"Bearer {key(settings.livekit_api_secret)}"}
    try:
        async with httpx.AsyncClient(timeout=ANSWER_S, trust_env=False) as client:
            answer = await client.get(settings.inside.relay_url + PATH, headers=headers)
        return len(answer.json()["workers"]) if answer.is_success else 0
    except (httpx.HTTPError, ValueError, KeyError):
        return 0
