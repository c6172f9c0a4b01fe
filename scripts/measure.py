"""Measure the size of services as Markdown (`make measure`).

Sizes are counted in rendered files. The path of a request, the tests and their
processor time are those of a default service, in the environment that tests share.
"""

from __future__ import annotations

import re
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path

from fastapi_forge.rendering.tree import Tree
from scripts.sizes import Size, size_of
from tests.support.environments import Environment, environment_of
from tests.support.generated import forge_new
from tests.support.processes import run

COMBINATIONS = {
    "defaults": (),
    "sync": ("--access=sync",),
    "PostgreSQL, UUIDs": ("--database=postgresql", "--ids=uuid"),
    "MySQL, sync": ("--database=mysql", "--access=sync"),
    "no database": ("--database=none",),
    "API keys and cookies": ("--api-keys", "--cookie-login"),
    "basic": ("--auth=basic",),
    "clients' keys": ("--auth=api-key",),
    "OIDC": ("--auth=oidc",),
    "no authentication": ("--auth=none",),
    "no example": ("--no-example",),
    "minimal": ("--preset=minimal",),
}
# The backend of FastAPI's official full-stack template, counted alike (November 2026).
OFFICIAL = "| official template's backend | | 27 | 1597 | | | |"
AUTHOR = "author name:str:unique"
BOOK = "book title:str:max=200:unique author:ref price:decimal:digits=10:places=2:min=0"
TRACE = Path(__file__).with_name("passed_modules.py")
_PASSED = re.compile(r"^(\d+) passed", re.MULTILINE)


def main() -> int:
    for line in figures(quick="--quick" in sys.argv[1:]):
        print(line, flush=True)  # noqa: T201 - as make does
    return 0


def figures(*, quick: bool = False) -> Iterator[str]:
    """Yield lines of Markdown; `quick` runs nothing of a service."""
    yield "| service | files | modules | lines | statements | settings | test lines |"
    yield "|---|---|---|---|---|---|---|"
    with tempfile.TemporaryDirectory(prefix="forge-measure-") as directory:
        place = Path(directory)
        for number, (name, answers) in enumerate(COMBINATIONS.items()):
            yield _row(name, _size(place / str(number), *answers))
        yield OFFICIAL
        yield ""
        for line in _resource(place):
            yield f"- {line}"
        if not quick:
            for line in _running(place / "running"):
                yield f"- {line}"


def _size(place: Path, *answers: str) -> Size:
    place.mkdir()
    return size_of(Tree.read(forge_new(place, *answers)))


def _row(name: str, size: Size) -> str:
    return f"| {name} | {' | '.join(map(str, astuple(size)))} |"


def _resource(place: Path) -> Iterator[str]:
    """Return what one more resource adds, besides the one it refers to."""
    alone = _size(place / "author", f"--resource={AUTHOR}")
    both = _size(place / "book", f"--resource={AUTHOR}", f"--resource={BOOK}")
    lines = both.lines - alone.lines
    tests = both.test_lines - alone.test_lines
    yield f"one more resource (`{BOOK}`): {lines} lines of app, {tests} of tests"


def _running(place: Path) -> Iterator[str]:
    place.mkdir()
    project = forge_new(place)
    environment = environment_of(project, sys.executable)
    passed = _passed_modules(project, environment)
    changes = len(passed) - 1
    yield (
        f"`POST /tasks` passes {len(set(passed))} modules and switches between"
        f" them {changes} times: {', '.join(sorted(set(passed)))}"
    )
    started, busy = time.monotonic(), _processor_seconds()
    printed = run(
        *("python", "-m", "pytest", "-q", "-p", "no:cacheprovider"),
        cwd=project,
        environment=environment.variables(project),
    )
    busy, taken = _processor_seconds() - busy, time.monotonic() - started
    [tests] = _PASSED.findall(printed)
    yield f"{tests} tests: {busy:.0f} s of processor time, {taken:.0f} s"


def _passed_modules(project: Path, environment: Environment) -> list[str]:
    variables = environment.variables(project) | {"LOG_LEVEL": "ERROR"}
    run("alembic", "upgrade", "head", cwd=project, environment=variables)
    return run("python", TRACE, cwd=project, environment=variables).splitlines()


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
