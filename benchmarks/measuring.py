"""Measure alternately, so that all contenders meet the same conditions."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Literal, TypeAlias

MEBIBYTE = 1024  # in KiB on Linux
_STOPWATCH = Path(__file__).with_name("stopwatch.py")

Measure: TypeAlias = Callable[[], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The results of one contender, by round."""

    name: str
    values: tuple[float, ...]

    @property
    def median(self) -> float:
        return median(self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A limit for the ratio to the peer, or for the value itself without a peer."""

    kind: Literal["at most", "at least"]
    bound: float

    def is_met(self, value: float) -> bool:
        return value <= self.bound if self.kind == "at most" else value >= self.bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    what: str
    unit: str
    ours: Series
    peer: Series | None = None
    target: Target | None = None

    @property
    def ratio(self) -> float | None:
        return self.ours.median / self.peer.median if self.peer else None


def compiling(environment: Mapping[str, str]) -> dict[str, str]:
    """Measure with compiled Python files, as users have them.

    pip compiles what it installs, a checkout is compiled by its first run.
    """
    unusual = {"PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"}
    return {key: value for key, value in environment.items() if key not in unusual}


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A command to measure from start to end."""

    name: str
    command: tuple[str, ...]
    directory: Path
    environment: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    seconds: float
    mebibytes: float


def take_turns(measures: Mapping[str, Measure], rounds: int) -> list[Series]:
    """Measure each once per round, every second round in reverse order."""
    values: dict[str, list[float]] = {name: [] for name in measures}
    for number in range(rounds):
        order = list(measures.items())
        for name, measure in order if number % 2 == 0 else reversed(order):
            values[name].append(measure())
    return [
        Series(name=name, values=tuple(numbers)) for name, numbers in values.items()
    ]


def race(
    programs: Sequence[Program], rounds: int, clean_up: Callable[[], None] | None = None
) -> tuple[list[Series], list[Series]]:
    """Return the seconds and the peak memory of each, after a run to fill caches."""
    memory: dict[str, list[float]] = {program.name: [] for program in programs}

    def seconds(program: Program) -> float:
        done = run_to_end(program)
        memory[program.name].append(done.mebibytes)
        if clean_up:
            clean_up()
        return done.seconds

    for program in programs:
        seconds(program)
        memory[program.name].clear()
    times = take_turns(
        {program.name: partial(seconds, program) for program in programs}, rounds
    )
    return times, [
        Series(name=name, values=tuple(numbers)) for name, numbers in memory.items()
    ]


def empty(directory: Path) -> None:
    """Measure it again."""
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir()


def run_to_end(program: Program) -> Run:
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(_STOPWATCH), *program.command],
        cwd=program.directory,
        env=program.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, kibibytes, code = done.stdout.split()
    if code != "0":
        raise RuntimeError(f"{shlex.join(program.command)} -> {code}")
    return Run(seconds=float(seconds), mebibytes=int(kibibytes) / MEBIBYTE)
