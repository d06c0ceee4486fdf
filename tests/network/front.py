"""The court's door as deploy/ has it: a real nginx that shares 443 with a real coturn."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from signaling.app.authority import ensure
from tests.needs import missing
from tests.network.country import COURT, Country
from tests.nginx import DEPLOY, changed

NAME, TURN_NAME = "hearing.example", "turn.hearing.example"
TURN_SECRET = "shared with the turn server"
TURN_URL = f"turns:{TURN_NAME}:443?transport=tcp"
_STREAMS = Path("/usr/lib/nginx/modules/ngx_stream_module.so")
_WHERE = "/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin"
_AROUND = """\
load_module {streams};
user root;
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ }}
include {folder}/phientoa-443.conf;
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/phientoa.conf;
}}
"""


def needed(name: str, package: str) -> str:
    """The program's path; skips the test without it."""
    program = shutil.which(name, path=_WHERE)
    if program is None:
        missing(name, f"`apt-get install {package}`")
    return program


def configured(folder: Path, names: tuple[str, ...] = (NAME, TURN_NAME)) -> None:
    """Both files of nginx and coturn's, changed as their comments say, and a certificate."""
    own = ensure(folder / "authority", names, datetime.now(UTC))
    here: Mapping[str, str] = {
        "/etc/phientoa/tls/fullchain.pem": str(own.leaf),
        "/etc/phientoa/tls/privkey.pem": str(own.leaf_key),
    }
    pages = (DEPLOY / "nginx/phientoa.conf").read_text()
    shared = {
        "    listen 443 ssl;\n": "",
        "#listen 127.0.0.1:8443": "listen 127.0.0.1:8443",
        "#set_real_ip_from": "set_real_ip_from",
        "#real_ip_header": "real_ip_header",
        "/var/log/nginx": str(folder),
        **here,
    }
    (folder / "phientoa.conf").write_text(changed(pages, shared))
    doors = (DEPLOY / "nginx/phientoa-443.conf").read_text()
    inside = {"/run/phientoa-turn.sock": str(folder / "turn.sock")}
    (folder / "phientoa-443.conf").write_text(changed(doors, inside))
    text = _AROUND.format(folder=folder, streams=_STREAMS)
    (folder / "nginx.conf").write_text(text)
    turn = (DEPLOY / "coturn/turnserver.conf").read_text()
    secret = {"auth-secret=\n": f"auth-secret={TURN_SECRET}\n", "203.0.113.10": COURT, **here}
    (folder / "turnserver.conf").write_text(changed(turn, secret))


@contextmanager
def front(country: Country, folder: Path) -> Iterator[None]:
    """nginx, coturn and a desk that lets everybody in, in the court's namespace."""
    if not _STREAMS.exists():
        missing("nginx's streams", "`apt-get install libnginx-mod-stream`")
    configured(folder)
    nginx = (needed("nginx", "nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf"))
    coturn = (
        *(needed("turnserver", "coturn"), "-c", str(folder / "turnserver.conf")),
        *(f"--pidfile={folder / 'coturn.pid'}", f"--userdb={folder / 'coturn.db'}"),
        *("--log-file=stdout", "--simple-log", "--verbose"),
    )
    desk = (sys.executable, "-m", "tests.network.desk")
    with ExitStack() as stack:
        for name, command in (("nginx", nginx), ("coturn", coturn), ("desk", desk)):
            log = stack.enter_context((folder / f"{name}.out").open("wb"))
            stack.callback(_end, country.start("court", *command, log=log))
        for port in (443, 8443, 5349, 8080):
            _open(country, port)
        yield


def _open(country: Country, port: int) -> None:
    """Returns once somebody listens there. Raises TimeoutError."""
    asked = f"import socket; socket.create_connection(('127.0.0.1', {port})).close()"
    deadline = time.monotonic() + 60
    while subprocess.run(
        country.within("court", sys.executable, "-c", asked), check=False, capture_output=True
    ).returncode:
        if time.monotonic() > deadline:
            raise TimeoutError(f"nobody listens on {port}")
        time.sleep(0.05)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()
