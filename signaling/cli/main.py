"""The command `phientoa`: each subcommand in a module of its own, loaded only when called.

A module of COMMANDS offers `command`, a function that typer can read. `verify` must work where
only `cryptography` is installed beside typer, so nothing else may be imported on its way.
"""

import importlib
import sys

import typer

COMMANDS = {
    "init": "signaling.cli.init",
    "serve": "signaling.cli.serve",
    "import": "signaling.cli.importing",
    "notices": "signaling.cli.notices",
    "demo": "signaling.cli.demo",
    "rehearse": "signaling.cli.rehearse",
    "export": "signaling.cli.export",
    "verify": "signaling.cli.verify",
    "render": "signaling.cli.render",
    "doctor": "signaling.cli.doctor",
}


def build(arguments: list[str]) -> typer.Typer:
    """The application with the command that `arguments` name, or with all of them for help."""
    app = typer.Typer(
        name="phientoa",
        help="Phiên tòa trực tuyến · online court hearings.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    app.callback()(_root)
    wanted = [name for name in COMMANDS if name in arguments[:1]] or list(COMMANDS)
    for name in wanted:
        app.command(name)(importlib.import_module(COMMANDS[name]).command)
    return app


def _root() -> None:
    """Online court hearings. Start with `phientoa serve`."""


def run() -> None:
    """Entry point of the distribution."""
    build(sys.argv[1:])()
