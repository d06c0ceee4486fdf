"""An attacker: `python -m benchmarks.foes NAME URL KEY SECRET`, ended by its parent."""

import asyncio
import resource
import sys

from benchmarks import foes_inside, foes_outside
from benchmarks.foes_inside import Scene
from tests.orphans import end_with_parent

ATTACKS = {**foes_inside.ATTACKS, **foes_outside.ATTACKS}


def main() -> None:
    """Attacks until its standard input closes."""
    end_with_parent()
    name, url, key, secret = sys.argv[1:]
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    asyncio.run(_attack(Scene(url, key, secret, print_begun), name))


def print_begun() -> None:
    """Says that the attack has begun."""
    print("begun", flush=True)


async def _attack(scene: Scene, name: str) -> None:
    await ATTACKS[name](scene)


if __name__ == "__main__":
    main()
