"""Debian's Firefox ESR for tests, headless, driven over WebDriver BiDi and nothing else.

Source: w3.org/TR/webdriver-bidi. Pages have the few methods of Playwright's that tests use.
"""

import asyncio
import itertools
import json
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from websockets.asyncio.client import ClientConnection, connect

START_S = 90.0  # a first start on a busy machine
PREFERENCES: dict[str, bool | int | str] = {
    "app.update.auto": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "media.autoplay.block-webaudio": False,
    "media.autoplay.default": 0,
    "media.cubeb.force_mock_context": True,  # sound without a sound card
    "media.gmp-manager.updateEnabled": False,  # no codec is fetched from anywhere
    "media.peerconnection.ice.loopback": True,
    "media.peerconnection.ice.obfuscate_host_addresses": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.proxy.type": 0,
    "remote.active-protocols": 1,  # WebDriver BiDi
    "toolkit.telemetry.enabled": False,
}
_LISTENS = re.compile(rb"WebDriver BiDi listening on (ws://\S+)")


class FirefoxMissing(Exception):
    """There is no Firefox here."""


def binary() -> str:
    """The browser's path. Raises FirefoxMissing."""
    found = shutil.which("firefox-esr") or shutil.which("firefox")
    if found is None:
        raise FirefoxMissing("`apt-get install firefox-esr`")
    return found


class Session:
    """One WebDriver BiDi session: commands, and answers by their ids."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._ids = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[dict[str, object]]] = {}
        self._reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for raw in self._socket:
            message = json.loads(raw)
            waiting = self._waiting.pop(message.get("id", 0), None)
            if waiting is not None and not waiting.done():
                waiting.set_result(message)

    async def call(self, method: str, **params: object) -> dict[str, object]:
        """One command's result. Raises RuntimeError with what the browser says."""
        number = next(self._ids)
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        await self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        message = await asyncio.wait_for(answer, START_S)
        if message["type"] != "success":
            raise RuntimeError(f"{method}: {message.get('error')}: {message.get('message')}")
        result = message["result"]
        assert isinstance(result, dict)
        return result

    async def close(self) -> None:
        """Let go of the socket."""
        self._reader.cancel()
        await self._socket.close()


class Page:
    """One tab."""

    def __init__(self, session: Session, context: object) -> None:
        self._session, self._context = session, context

    async def goto(self, url: str) -> None:
        """Open an address."""
        await self._session.call(
            "browsingContext.navigate", context=self._context, url=url, wait="complete"
        )

    async def add_script_tag(self, path: Path) -> None:
        """Run a script's text in the page."""
        text = await asyncio.to_thread(path.read_text)
        await self._run(text + "\n;undefined")

    async def evaluate(self, expression: str, *arguments: object) -> object:
        """The value of an expression, or of calling it with the argument; promises awaited."""
        given = ", ".join(json.dumps(one) for one in arguments)
        called = f"({expression})({given})" if arguments else expression
        text = await self._run(f"(async () => JSON.stringify(await ({called})))()")
        return None if text is None else json.loads(text)

    async def wait_for_function(self, expression: str, within: float = 60.0) -> None:
        """Return once the expression is true. Raises TimeoutError."""
        async with asyncio.timeout(within):
            while not await self.evaluate(f"Boolean({expression})"):
                await asyncio.sleep(0.1)

    async def _run(self, expression: str) -> str | None:
        answer = await self._session.call(
            "script.evaluate",
            expression=expression,
            target={"context": self._context},
            awaitPromise=True,
        )
        if answer["type"] != "success":
            raise RuntimeError(json.dumps(answer.get("exceptionDetails"))[:2000])
        result = answer["result"]
        assert isinstance(result, dict)
        value = result.get("value")
        return value if isinstance(value, str) else None


class Firefox:
    """A running browser."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def new_page(self) -> Page:
        """A new tab, in a window of its own: hidden tabs draw slowly."""
        made = await self._session.call("browsingContext.create", type="window")
        return Page(self._session, made["context"])


@asynccontextmanager
async def running(profile: Path) -> AsyncIterator[Firefox]:
    """A browser with an empty profile, ended at the end. Raises FirefoxMissing."""
    await asyncio.to_thread(_prepare, profile)
    process = await asyncio.create_subprocess_exec(
        *(binary(), "--headless", "--no-remote", "--profile", str(profile)),
        *("--remote-debugging-port", "0"),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr is not None
    drain: asyncio.Task[None] | None = None
    try:
        url = await asyncio.wait_for(_listening(process.stderr), START_S)
        drain = asyncio.create_task(_drained(process.stderr))
        session = Session(await connect(f"{url}/session", max_size=None))
        await session.call("session.new", capabilities={})
        yield Firefox(session)
        await session.close()
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        if drain is not None:
            await drain


def _prepare(profile: Path) -> None:
    profile.mkdir(parents=True)
    lines = (f'user_pref("{name}", {json.dumps(v)});' for name, v in PREFERENCES.items())
    (profile / "user.js").write_text("\n".join(lines))


async def _listening(errors: asyncio.StreamReader) -> str:
    async for line in errors:
        if found := _LISTENS.search(line):
            return found[1].decode()
    raise RuntimeError("Firefox ended by itself")


async def _drained(errors: asyncio.StreamReader) -> None:
    async for _line in errors:
        pass
