"""Interrupt `forge new --yes --json` at one step.

A step changes files or starts a process; with LINES it is the first execution of a line
of forge. This is a program, because it forks, which requires a single thread. Its
arguments, as JSON, are those of `Walk`; it prints one line of JSON per run.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import fastapi_forge.project.creation  # noqa: F401 - loaded once for all runs
from fastapi_forge import __main__
from fastapi_forge.cli import app  # noqa: F401
from fastapi_forge.template import source

FORGE = os.path.dirname(__main__.__file__)
CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod"}
STARTS = {"subprocess.Popen", "os.posix_spawn"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    template: str
    root: str
    name: str
    number: int
    lines: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The result of a run; `steps` is the total if nothing interrupted it."""

    step: int
    code: int
    steps: int
    stdout: str
    place: list[str]
    temporary: list[str]


class Steps:
    """Count the steps of this process, and send it the signal at one of them."""

    def __init__(self, walk: Walk, at: int) -> None:
        self._walk = walk
        self._at = at
        self._seen: set[tuple[str, int]] = set()
        self.taken = 0

    def watch(self) -> None:
        sys.addaudithook(self._audit)
        if self._walk.lines:
            sys.settrace(self._trace)

    def _take(self) -> None:
        self.taken += 1
        if self.taken == self._at:
            os.kill(os.getpid(), self._walk.number)

    def _audit(self, event: str, details: tuple[Any, ...]) -> None:
        writes = event == "open" and bool(details[2] & WRITING)
        if writes or event in CHANGES | STARTS:
            self._take()

    def _trace(self, frame: FrameType, _: str, __: object) -> Any:  # noqa: ANN401 - its own type
        line = (frame.f_code.co_filename, frame.f_lineno)
        if not line[0].startswith(FORGE):
            return None
        if line not in self._seen:
            self._seen.add(line)
            self._take()
        return self._trace


def walk(way: Walk) -> Iterator[Run]:
    """Run undisturbed, then once for each step; after SIGKILL once more."""
    undisturbed = _run(way, 0)
    yield undisturbed
    for step in range(1, undisturbed.steps + 1):
        yield _run(way, step)
        if way.number == signal.SIGKILL:
            yield _run(way, 0, anew=False)


def _run(way: Walk, step: int, *, anew: bool = True) -> Run:
    root = Path(way.root)
    place, temporary, record = root / "myapi", root / "temporary", root / "record"
    if anew:
        shutil.rmtree(root, ignore_errors=True)
    for directory in (place, temporary, record):
        directory.mkdir(parents=True, exist_ok=True)
    child = os.fork()
    if not child:
        os.chdir(place)
        os.environ["TMPDIR"] = str(temporary)
        _forge(way, record, Steps(way, step))
    _, status = os.waitpid(child, 0)
    return Run(
        step=step,
        code=os.waitstatus_to_exitcode(status),
        steps=0 if step else int((record / "steps").read_text()),
        stdout=(record / "stdout").read_text(),
        place=_files(place),
        temporary=_files(temporary),
    )


def _forge(way: Walk, record: Path, steps: Steps) -> None:
    for descriptor, name in ((1, "stdout"), (2, "stderr")):
        with (record / name).open("w") as stream:
            os.dup2(stream.fileno(), descriptor)
    sys.argv = ["forge", "new", way.name, "--yes", "--json"]
    code = 0
    steps.watch()
    try:
        __main__.main()
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        sys.settrace(None)
        (record / "steps").write_text(str(steps.taken))
        os._exit(code)


def _files(directory: Path) -> list[str]:
    paths = sorted(path.relative_to(directory) for path in directory.rglob("*"))
    return [path.as_posix() for path in paths if ".git" not in path.parts]


def main(way: Walk) -> None:
    template = Path(way.template)
    vars(source)["builtin_template"] = lambda: template
    runs: Iterable[Run] = walk(way)
    for run in runs:
        sys.stdout.write(json.dumps(asdict(run)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Walk(**json.loads(sys.argv[1])))
