"""Debian's Janus with its VideoRoom plugin, driven by its HTTP interface."""

import asyncio
import json
import secrets
import shutil
import subprocess
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from benchmarks.forwarding.caller import Caller
from benchmarks.forwarding.engine import Missing, end, launch, until_answers
from signaling.app.ports import unused

_PLUGIN = "janus.plugin.videoroom"
_ROOM = 1234
_ALIVE = 20.0  # seconds; a session that says nothing ends after 60


class Janus:
    """A running Janus with one room; see Engine."""

    def __init__(self, server: "subprocess.Popen[bytes]", url: str) -> None:
        self.process = server.pid
        self._url = url
        self._feed = 0
        self._handles: list[_Handle] = []
        self._alive = asyncio.create_task(self._keep_alive())

    async def create(self) -> None:
        """The room: no bound on bitrate, so that nothing is held back."""
        handle = await _Handle.attached(self._url)
        self._handles.append(handle)
        await handle.ask(
            {
                "request": "create",
                "room": _ROOM,
                "publishers": 2,
                "bitrate": 0,
                "videocodec": "vp8",
            }
        )

    async def join(self, caller: Caller) -> None:
        """As Engine.join."""
        handle = await _Handle.attached(self._url)
        self._handles.append(handle)
        if caller.publishes:
            await self._publish(handle, caller)
        else:
            await self._subscribe(handle, caller)
        await caller.connect()

    async def _publish(self, handle: "_Handle", caller: Caller) -> None:
        joined = await handle.ask({"request": "join", "ptype": "publisher", "room": _ROOM})
        self._feed = joined["plugindata"]["data"]["id"]
        offer = {"type": "offer", "sdp": caller.description()}
        answer = await handle.ask({"request": "publish"}, offer)
        caller.accept(answer["jsep"]["sdp"])

    async def _subscribe(self, handle: "_Handle", caller: Caller) -> None:
        caller.controlled = True
        streams = [{"feed": self._feed}]
        offered = await handle.ask(
            {"request": "join", "ptype": "subscriber", "room": _ROOM, "streams": streams}
        )
        sdp = offered["jsep"]["sdp"]
        caller.accept(sdp)
        mid = next(line[6:] for line in sdp.splitlines() if line.startswith("a=mid:"))
        media = next(line for line in sdp.splitlines() if line.startswith("m=video"))
        answer = {"type": "answer", "sdp": caller.description(mid, int(media.split()[3]))}
        await handle.ask({"request": "start"}, answer)

    async def _keep_alive(self) -> None:
        while True:
            await asyncio.sleep(_ALIVE)
            for handle in self._handles:
                await handle.keep_alive()

    async def leave(self) -> None:
        """Says nothing more."""
        self._alive.cancel()
        await asyncio.gather(self._alive, return_exceptions=True)


class _Handle:
    """One plugin handle in a session of its own."""

    def __init__(self, url: str) -> None:
        self._session = url
        self._handle = ""

    @classmethod
    async def attached(cls, url: str) -> "_Handle":
        """A fresh one."""
        made = cls(url)
        session = await made._post(url, {"janus": "create"})
        made._session = f"{url}/{session['data']['id']}"
        handle = await made._post(made._session, {"janus": "attach", "plugin": _PLUGIN})
        made._handle = f"{made._session}/{handle['data']['id']}"
        return made

    async def ask(
        self, body: dict[str, object], jsep: dict[str, str] | None = None
    ) -> dict[str, Any]:
        """A request to the plugin and what it answers. Raises Missing for an error."""
        message: dict[str, object] = {"janus": "message", "body": body}
        if jsep is not None:
            message["jsep"] = jsep
        said = await self._post(self._handle, message)
        while said["janus"] not in ("success", "event"):
            said = await asyncio.to_thread(_get, self._session)
        data = said.get("plugindata", {}).get("data", {})
        if "error" in data:
            raise Missing(f"janus: {data['error']}")
        return said

    async def keep_alive(self) -> None:
        """The session goes on."""
        await self._post(self._session, {"janus": "keepalive"})

    async def _post(self, url: str, message: dict[str, object]) -> dict[str, Any]:
        body = json.dumps({**message, "transaction": secrets.token_hex(6)}).encode()
        request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
        return await asyncio.to_thread(_answer, request)


def _get(url: str) -> dict[str, Any]:
    return _answer(urllib.request.Request(url))


def _answer(request: urllib.request.Request) -> dict[str, Any]:
    with urllib.request.urlopen(request, timeout=40) as response:
        found: dict[str, Any] = json.load(response)
        return found


def installed() -> tuple[str, Path]:
    """Debian's program and the folder of its plugins. Raises Missing."""
    program = shutil.which("janus")
    libraries = sorted(Path("/usr/lib").glob("*/janus"))
    if program is None or not libraries:
        raise Missing("janus is not installed (Debian: apt-get install janus)")
    return program, libraries[0]


@asynccontextmanager
async def janus(folder: Path, ip: str, *, event_loops: int) -> AsyncIterator[Janus]:
    """Debian's defaults; `event_loops` > 0 makes handles share so many threads.
    Raises Missing."""
    program, libraries = installed()
    port = unused()
    configured = _configured(folder / f"janus-{event_loops}", libraries, port, event_loops)
    log = configured / "log"
    server = launch([program, "-F", str(configured)], log)
    try:
        await until_answers(("127.0.0.1", port), server)
        running = Janus(server, f"http://127.0.0.1:{port}/janus")
        try:
            await running.create()
            yield running
        finally:
            await running.leave()
    finally:
        end(server)


def _configured(folder: Path, libraries: Path, port: int, event_loops: int) -> Path:
    """Its configuration folder: only what is used is loaded, all else as Debian has it."""
    folder.mkdir(parents=True)
    loops = f"event_loops = {event_loops}" if event_loops else ""
    (folder / "janus.jcfg").write_text(
        f'general: {{\n plugins_folder = "{libraries}/plugins"\n'
        f' transports_folder = "{libraries}/transports"\n'
        f' events_folder = "{libraries}/events"\n loggers_folder = "{libraries}/loggers"\n'
        f" debug_level = 4\n {loops}\n}}\n"
        f"plugins: {{ disable = {_others(libraries / 'plugins', 'videoroom')} }}\n"
        f"transports: {{ disable = {_others(libraries / 'transports', 'http')} }}\n"
    )
    (folder / "janus.transport.http.jcfg").write_text(
        f'general: {{ json = "compact"  base_path = "/janus"  http = true  port = {port}\n'
        ' ip = "127.0.0.1"  https = false }\nadmin: { admin_http = false }\n'
    )
    (folder / f"{_PLUGIN}.jcfg").write_text("general: { }\n")
    return folder


def _others(folder: Path, but: str) -> str:
    return (
        '"' + ",".join(p.name for p in sorted(folder.glob("*.so")) if but not in p.name) + '"'
    )
