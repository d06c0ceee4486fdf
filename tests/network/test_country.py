"""Rulings on the namespaces themselves: ways, walls, and that nothing is left of them."""

import signal
import subprocess
import sys
import time

import pytest

from tests.network.country import COURT, COURT6, Country, country, left_over
from tests.network.way import Way

_ANSWER = """
import socket, sys
family = socket.AF_INET6 if ":" in sys.argv[1] else socket.AF_INET
with socket.socket(family, socket.SOCK_DGRAM) as sock:
    sock.bind((sys.argv[1], int(sys.argv[2])))
    print("ready", flush=True)
    while True:
        data, source = sock.recvfrom(100)
        sock.sendto(data, source)
"""
_ASK = """
import socket, sys
family = socket.AF_INET6 if ":" in sys.argv[1] else socket.AF_INET
with socket.socket(family, socket.SOCK_DGRAM) as sock:
    sock.settimeout(float(sys.argv[3]))
    sock.sendto(b"there?", (sys.argv[1], int(sys.argv[2])))
    try:
        sock.recv(100)
    except TimeoutError:
        sys.exit(1)
"""
_HELD = """
import sys, time
from tests.network.country import country
with country("a"):
    print("ready", flush=True)
    time.sleep(600)
"""


def answers(made: Country, name: str, address: str, port: int, patience: float) -> bool:
    """Whether a packet from there to the court is answered in time."""
    asked = (sys.executable, "-c", _ASK, address, str(port), str(patience))
    return subprocess.run(made.within(name, *asked), check=False).returncode == 0


@pytest.mark.usefixtures("namespaces")
def test_ways_are_cut_and_forbidden_for_one_device_alone() -> None:
    with country("a", "b") as made:
        servers = []
        for address, port in ((COURT, 443), (COURT6, 443), (COURT, 444)):
            serve = made.within("court", sys.executable, "-c", _ANSWER, address, str(port))
            server = subprocess.Popen(serve, stdout=subprocess.PIPE, text=True)
            assert server.stdout is not None
            assert server.stdout.readline() == "ready\n"
            servers.append(server)
        assert answers(made, "a", COURT, 444, 20)
        assert answers(made, "a", COURT6, 443, 20)
        made.impair("a", up=Way(cut=True))
        assert not answers(made, "a", COURT, 443, 0.3)
        made.impair("a")
        made.only("a", "ipproto udp dport 443")
        assert answers(made, "a", COURT, 443, 20)
        assert not answers(made, "a", COURT, 444, 0.3)
        assert answers(made, "b", COURT, 444, 20)
        for server in servers:
            server.kill()
            server.communicate()
    assert not [name for name in left_over() if name.startswith(made.prefix)]


@pytest.mark.usefixtures("namespaces")
def test_nothing_is_left_of_a_process_that_was_killed() -> None:
    """Not even by SIGKILL: a guard takes the namespaces and all in them down."""
    command = (sys.executable, "-c", _HELD)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "ready\n"
        prefix = f"phientoa-{holder.pid}"
        assert [name for name in left_over() if name.startswith(prefix)]
        holder.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 60
    while any(name.startswith(prefix) for name in left_over()):
        assert time.monotonic() < deadline, "they are left over"
        time.sleep(0.05)
