"""The nursery: a process that has every part's code loaded, and forks a part when asked.

To load Python's libraries takes seconds, to fork a moment: so a part that died is back while
the hearing hardly noticed, and all parts share the memory of the code. It runs no threads and
no event loop. `python -m signaling.app.nursery FD ROOM`: FD is a socket to the supervisor; ROOM
is room for the parts' command lines.

From the supervisor, one JSON datagram a part with its standard input as file descriptor:
`{"argv", "environ", "load": [modules]}`; without `argv` it only loads. To it: `{"born": pid}`
in the order of the requests, `{"died": pid, "code"}`.
"""

import ctypes
import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import sys
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Never

_LARGEST = 65_536
_ARGUMENTS = slice(45, 47)  # arg_start, arg_end: fields 48, 49 of /proc/PID/stat, see proc(5)
_SHELL_SIGNAL = 128


def main() -> None:
    """Serve the supervisor until it is gone."""
    supervisor = socket.socket(fileno=int(sys.argv[1]))
    woken, wake = os.pipe()
    for end in (woken, wake):
        os.set_blocking(end, False)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        ready, _, _ = select.select([supervisor.fileno(), woken], [], [])
        if woken in ready:
            os.read(woken, _LARGEST)
        _bury(supervisor)
        if supervisor.fileno() in ready and not _serve(supervisor):
            return


def _serve(supervisor: socket.socket) -> bool:
    """One request; False when the supervisor is gone."""
    asked, files, _, _ = socket.recv_fds(supervisor, _LARGEST, 1)
    if not asked:
        return False
    request: dict[str, Any] = json.loads(asked)
    for module in request["load"]:
        importlib.import_module(module)
    if "argv" not in request:
        return True
    gc.freeze()  # what is loaded is looked at no more, so its pages stay shared
    pid = os.fork()
    if pid == 0:
        supervisor.detach()
        _become(request["argv"], request["environ"], files[0])
    os.close(files[0])
    supervisor.send(json.dumps({"born": pid}).encode())
    return True


def _bury(supervisor: socket.socket) -> None:
    """Tell of every child that died."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        code = os.waitstatus_to_exitcode(status)
        supervisor.send(json.dumps({"died": pid, "code": code}).encode())


def _become(argv: Sequence[str], environ: Mapping[str, str], stdin: int) -> Never:
    """This child is the part from here on; never returns to the nursery's own code."""
    code = _SHELL_SIGNAL
    try:
        _own_process(argv, environ, stdin)
        code = _run(argv)
    except BaseException:  # the process's outer edge: what a fresh interpreter would print
        traceback.print_exc()
        code = 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _own_process(argv: Sequence[str], environ: Mapping[str, str], stdin: int) -> None:
    """Session, signals, files, name and settings of its own."""
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.setsid()
    os.dup2(stdin, 0)
    os.dup2(2, 1)
    os.closerange(3, max(stdin, 64) + 1)
    os.environ.update(environ)
    call_oneself(argv)
    gc.enable()


def _run(argv: Sequence[str]) -> int:
    """`PYTHON -m MODULE …` as the interpreter would."""
    module, sys.argv = argv[2], [argv[0], *argv[3:]]
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def call_oneself(argv: Sequence[str]) -> None:
    """Be listed (ps, pgrep) under this command line, as far as there is room. Linux."""
    fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
    start, end = (int(field) for field in fields[_ARGUMENTS])
    line = b"".join(word.encode() + b"\0" for word in argv)
    ctypes.memmove(start, line[: end - start - 1].ljust(end - start, b"\0"), end - start)


if __name__ == "__main__":
    main()
