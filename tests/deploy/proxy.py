"""A real nginx with the configuration of deploy/, on free ports, before an installation."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.needs import missing
from tests.waiting import until_open

CONFIGURATION = Path(__file__).resolve().parents[2] / "deploy/nginx/phientoa.conf"
_AROUND = """\
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/phientoa.conf;
}}
"""


@contextmanager
def proxy(
    folder: Path, ports: tuple[int, int], hearing: int, relay: int, tls: tuple[Path, Path]
) -> Iterator[None]:
    """ports: of http and https. tls: certificate and key."""
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if nginx is None:
        missing("nginx", "`apt-get install nginx`")
    changes = {
        "listen 80;": f"listen 127.0.0.1:{ports[0]};",
        "listen 443 ssl;": f"listen 127.0.0.1:{ports[1]} ssl;",
        "hearing.example": "localhost",
        "127.0.0.1:8080": f"127.0.0.1:{hearing}",
        "127.0.0.1:8081": f"127.0.0.1:{relay}",
        "/etc/phientoa/tls/fullchain.pem": str(tls[0]),
        "/etc/phientoa/tls/privkey.pem": str(tls[1]),
        "/var/log/nginx": str(folder),
    }
    text = CONFIGURATION.read_text()
    for there, here in changes.items():
        assert there in text
        text = text.replace(there, here)
    (folder / "phientoa.conf").write_text(text)
    (folder / "nginx.conf").write_text(_AROUND.format(folder=folder))
    process = subprocess.Popen((nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")))
    try:
        until_open(ports[1], process)
        yield
    finally:
        process.terminate()
        process.wait(10)
