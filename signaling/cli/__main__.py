"""`python -m signaling.cli`: the command for processes that start each other."""

from signaling.cli.main import run

if __name__ == "__main__":
    run()
