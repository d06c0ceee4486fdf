"""The relay of benchmarks.relay_forwarding, in a process and on a core of its own."""

import asyncio
import gc
import os
import time
from multiprocessing.connection import Connection

from media.limits import Limits
from media.peer import Peer, generate_certificate
from media.port import MediaPort
from media.published import Published

LIMITS = Limits(media_bits=10_000_000_000)


class Silent:
    """An owner that only remembers that the track is there."""

    def __init__(self) -> None:
        self.there = asyncio.Event()

    def connected(self) -> None: ...

    def lost(self, reason: str) -> None: ...

    def published(self, track: Published) -> None:
        self.there.set()

    def unpublished(self, track: Published) -> None: ...

    def data(self, label: str, payload: bytes) -> None: ...

    def renegotiate(self, audio: int, video: int) -> None: ...


def first(*, relay: bool) -> bool:
    """A core for the relay, the others for the load; before what else the machine does, where
    the user may ask for that."""
    cores = set(range(os.cpu_count() or 1))
    if len(cores) > 1:
        os.sched_setaffinity(0, {0} if relay else cores - {0})
    try:
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
    except PermissionError:
        return False
    return True


def serve(control: Connection) -> None:
    """Answers ("offer", n, sdp), ("cpu",) and ("stop",) until the last."""
    first(relay=True)
    asyncio.run(_serve(control))


async def _serve(control: Connection) -> None:
    port = await MediaPort.open("127.0.0.1", 0, ("127.0.0.1",))
    owner, certificate = Silent(), generate_certificate()
    track = Published("TR_v", "video", cid="cam", stream="PA_x", source="camera")
    stopped = asyncio.Event()
    peers: list[Peer] = []

    def answer(number: int, text: str) -> str:
        peer = Peer(port, owner, LIMITS, certificate=certificate)
        peers.append(peer)
        if number == 0:
            peer.announce("cam", track)
        else:
            peer.subscribe(track)
        return peer.offer(text).sdp

    def asked() -> None:
        match control.recv():
            case ("offer", int(number), str(text)):
                control.send(answer(number, text))
            case ("cpu",):
                control.send(time.process_time())
            case _:
                stopped.set()

    asyncio.get_running_loop().add_reader(control.fileno(), asked)
    gc.freeze()
    await stopped.wait()
    for peer in peers:
        await peer.close()
    port.close()
