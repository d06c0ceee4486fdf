"""A real nginx with the front door's configuration, on free ports, before an installation."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.nginx import DEPLOY, changed, nginx

CONFIGURATION = DEPLOY / "nginx/phientoa.conf"


@contextmanager
def proxy(
    folder: Path, ports: tuple[int, int], hearing: int, relay: int, tls: tuple[Path, Path]
) -> Iterator[None]:
    """ports: of http and https. tls: certificate and key."""
    here = {
        "listen 80;": f"listen 127.0.0.1:{ports[0]};",
        "listen 443 ssl;": f"listen 127.0.0.1:{ports[1]} ssl;",
        "hearing.example": "localhost",
        "127.0.0.1:8080": f"127.0.0.1:{hearing}",
        "127.0.0.1:8081": f"127.0.0.1:{relay}",
        "/etc/phientoa/tls/fullchain.pem": str(tls[0]),
        "/etc/phientoa/tls/privkey.pem": str(tls[1]),
        "/var/log/nginx": str(folder),
    }
    text = changed(CONFIGURATION.read_text(), here)
    with nginx(folder, "phientoa.conf", text, ports[1]):
        yield
