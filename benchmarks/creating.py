"""Measure `forge new` with all packages downloaded before."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.measuring import (
    Comparison,
    Program,
    Target,
    compiling,
    empty,
    race,
)
from fastapi_forge.verify.environments import uv
from tests.support.generated import NAME
from tests.support.processes import clean_environment

# pip has no target, because it is slow.
ROUNDS = {"uv": 7, "pip": 3}
TARGETS = {"uv": Target(kind="at most", bound=4)}


def compare(workplace: Path) -> Iterator[Comparison]:
    target = workplace / "made"
    empty(target)
    for manager, rounds in ROUNDS.items():
        programs = [_program(target, manager)]
        times, _ = race(programs, rounds, clean_up=partial(empty, target))
        yield Comparison(
            what=f"`forge new --yes` with {manager}, packages downloaded before",
            unit="s",
            ours=times[0],
            target=TARGETS.get(manager),
        )


def _program(target: Path, manager: str) -> Program:
    variables = compiling(clean_environment())
    path = os.pathsep.join([str(Path(uv()).parent), variables["PATH"]])
    arguments = ("--yes", "--output", str(target), "--package-manager", manager)
    return Program(
        name=manager,
        command=(sys.executable, "-m", "fastapi_forge", "new", NAME, *arguments),
        directory=target.parent,
        environment=variables | {"PATH": path},
    )
