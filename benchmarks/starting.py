"""Measure the start of the command line, compared with a minimal Typer program."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Comparison, Program, Target, race

ROUNDS = 15
HELLO = Path(__file__).parent / "peers" / "hello.py"
TARGET = Target(kind="at most", bound=1.3)


def compare(workplace: Path) -> Iterator[Comparison]:
    for arguments, peers in (("--version", ()), ("--help", ("--help",))):
        # -m for both, so that neither has its own launcher.
        ours = _program("forge", workplace, "-m", "fastapi_forge", arguments)
        peer = _program("Typer", workplace, str(HELLO), *peers)
        times, memory = race([ours, peer], ROUNDS)
        what = f"`forge {arguments}` and a Typer hello-world"
        yield Comparison(
            what=what, unit="s", ours=times[0], peer=times[1], target=TARGET
        )
        yield Comparison(
            what=f"{what}: peak memory", unit="MiB", ours=memory[0], peer=memory[1]
        )


def _program(name: str, directory: Path, *arguments: str) -> Program:
    return Program(
        name=name,
        command=(sys.executable, *arguments),
        directory=directory,
        environment=dict(os.environ),
    )
