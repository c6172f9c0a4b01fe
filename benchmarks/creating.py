"""How long the whole of `forge new` takes when all packages were downloaded before."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.measuring import Comparison, Program, Target, empty, race
from tests.support.environments import uv
from tests.support.generated import NAME
from tests.support.processes import clean_environment

ROUNDS = 7
TARGETS = {"uv": Target(kind="at most", bound=4), "pip": None}


def compare(workplace: Path) -> Iterator[Comparison]:
    target = workplace / "made"
    empty(target)
    for manager, bound in TARGETS.items():
        programs = [_program(target, manager)]
        times, _ = race(programs, ROUNDS, clean_up=partial(empty, target))
        yield Comparison(
            what=f"`forge new --yes` with {manager}, packages downloaded before",
            unit="s",
            ours=times[0],
            target=bound,
        )


def _program(target: Path, manager: str) -> Program:
    variables = clean_environment()
    path = os.pathsep.join([str(Path(uv()).parent), variables["PATH"]])
    arguments = ("--yes", "--output", str(target), "--package-manager", manager)
    return Program(
        name=manager,
        command=(sys.executable, "-m", "fastapi_forge", "new", NAME, *arguments),
        directory=target.parent,
        environment=variables | {"PATH": path},
    )
