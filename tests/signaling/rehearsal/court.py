"""A court of cardboard: links, a socket and media tokens, no rules and no record."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import uvicorn
from fastapi import FastAPI, Response, WebSocket, WebSocketDisconnect
from livekit.api import AccessToken, VideoGrants

from signaling.app.ports import unused
from signaling.rehearsal.booking import Booked
from signaling.rehearsal.plan import Plan
from tests.livekit import LiveKit


@dataclass(slots=True)
class CardboardCourt:
    """Says yes to every command but those in `refuses`."""

    engine: LiveKit
    refuses: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    sockets: dict[str, WebSocket] = field(default_factory=dict)
    opened: bool = False

    def booked(self, plan: Plan) -> Booked:
        """Everybody's device and link token are the key itself."""
        keys = {party.key: party.key for party in plan.parties}
        return Booked("hrg_cardboard", keys, keys)

    def app(self) -> FastAPI:
        """Its two ways in."""
        app = FastAPI()

        @app.post("/api/v1/links/redeem")
        async def redeem(body: dict[str, str], response: Response) -> dict[str, str]:
            key = body["token"]
            path = f"/api/v1/seats/{key}"
            response.set_cookie("pt-seat", "crumb", path=path)
            return {"seat": key, "socket": f"{path}/socket"}

        @app.websocket("/api/v1/seats/{key}/socket")
        async def socket(key: str, websocket: WebSocket) -> None:
            assert websocket.cookies["pt-seat"] == "crumb"
            await websocket.accept()
            self.sockets[key] = websocket
            if self.opened:
                await self._media(key)
            with suppress(WebSocketDisconnect):
                while True:
                    await self._obey(websocket, json.loads(await websocket.receive_text()))

        return app

    async def _obey(self, websocket: WebSocket, frame: dict[str, object]) -> None:
        command = frame["command"]
        assert isinstance(command, dict)
        kind = str(command["type"])
        self.asked.append(kind)
        if kind in self.refuses:
            no = {"type": "refused", "command": frame["id"], "n": frame["n"]}
            await websocket.send_json({**no, "code": self.refuses[kind], "vi": "", "en": ""})
            return
        if kind == "open_hearing":
            self.opened = True
            for key in self.sockets:
                await self._media(key)
        await websocket.send_json({"type": "accepted", "command": frame["id"], "seq": 1})

    async def _media(self, key: str) -> None:
        grant = VideoGrants(room_join=True, room="hrg_cardboard.courtroom")
        token = AccessToken(self.engine.api_key, self.engine.api_secret)
        await self.sockets[key].send_json(
            {
                "type": "media",
                "room": "hrg_cardboard.courtroom",
                "url": self.engine.url,
                "token": token.with_identity(key).with_grants(grant).to_jwt(),
                "identity": key,
            }
        )


@asynccontextmanager
async def served(court: CardboardCourt) -> AsyncIterator[str]:
    """The court's address while it is served."""
    port = unused()
    config = uvicorn.Config(
        court.app(), port=port, log_level="warning", ws="websockets-sansio", lifespan="off"
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    try:
        async with asyncio.timeout(30):
            while not server.started:
                await asyncio.sleep(0.01)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await serving
