"""A real nginx with a configuration of deploy/, on free ports of this machine."""

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.needs import missing
from tests.orphans import ended_with_us
from tests.waiting import until_open

DEPLOY = Path(__file__).resolve().parents[1] / "deploy"
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
    include {folder}/{name};
}}
"""


def changed(text: str, changes: Mapping[str, str]) -> str:
    """`text` with every one of `changes` made in it; each must have something to change."""
    for there, here in changes.items():
        assert there in text, there
        text = text.replace(there, here)
    return text


@contextmanager
def nginx(folder: Path, name: str, text: str, port: int) -> Iterator[None]:
    """Runs with the configuration `text`, kept in `folder` as `name`, once `port` answers."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if program is None:
        missing("nginx", "`apt-get install nginx`")
    (folder / name).write_text(text)
    (folder / "nginx.conf").write_text(_AROUND.format(folder=folder, name=name))
    here = ("-p", str(folder), "-c", str(folder / "nginx.conf"))
    process = subprocess.Popen((*ended_with_us("TERM"), program, *here))
    try:
        until_open(port, process)
        yield
    finally:
        process.terminate()
        process.wait(10)
