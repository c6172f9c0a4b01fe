"""Verify forge's own template, with all tools that its services need.

python -m scripts.matrix ...            like `forge matrix ...`
python -m scripts.matrix change         some combinations that a change affects,
                                        most of them with quick checks only
python -m scripts.matrix oldest ...     with the oldest supported dependencies
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import yaml

from fastapi_forge.template.builtin import builtin_template
from fastapi_forge.verify.environments import uv
from fastapi_forge.verify.plan import PLAN_FILE
from tests.smoke.rows import ROWS, some
from tests.support.choosing import REASONS, current_change
from tests.support.mysql_server import mysql_address

QUICK = (
    *("format", "lint", "types", "imports", "security", "artefacts"),
    "dead-code",
)
QUICK_BOUND, WHOLE_BOUND = 20, 4
"""Maximum number of combinations for a change, which limits the time."""


def main(arguments: Sequence[str]) -> int:
    with matrix_environment() as environment:
        if arguments[:1] == ["change"]:
            return change(environment)
        if arguments[:1] == ["oldest"]:
            with oldest() as template:
                return matrix([f"--template={template}", *arguments[1:]], environment)
        return matrix(arguments, environment)


def change(environment: Mapping[str, str]) -> int:
    quick = some("combinations, quickly", ROWS, QUICK_BOUND)
    whole = some("combinations, whole", ROWS, WHOLE_BOUND)
    for line in (
        current_change(),
        *(f"{what}: {reason}" for what, reason in REASONS.items()),
    ):
        print(line, flush=True)  # noqa: T201 - so that a reader can follow
    runs = (
        ["--only=options"],
        [*(f"--row={row.name}" for row in quick), *(f"--only={row}" for row in QUICK)],
        # Each attack takes a minute, and has its own tests.
        [*(f"--row={row.name}" for row in whole), "--skip=auth"],
    )
    return max([matrix(arguments, environment) for arguments in runs])


@contextmanager
def oldest() -> Iterator[Path]:
    """Return a copy of the template with the oldest supported dependencies."""
    with tempfile.TemporaryDirectory(prefix="forge-oldest-") as directory:
        template = Path(directory, "service")
        shutil.copytree(builtin_template(), template)
        path = template / PLAN_FILE
        plan = yaml.safe_load(path.read_text("utf-8"))
        # Pinned packages have no older version.
        plan["matrix"]["answers"] = {"package_manager": "uv"}
        plan["install"] = "uv sync --quiet --resolution lowest-direct"
        path.write_text(yaml.safe_dump(plan), "utf-8")
        yield template


def matrix(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    # Not every machine has every Python: the tests of versions say which are missing.
    options = ("--strict", "--skip=python", *arguments)
    command = [sys.executable, "-m", "fastapi_forge", "matrix", *options]
    print("+ forge", *command[3:], flush=True)  # noqa: T201 - as make does
    return subprocess.run(command, env=environment, check=False).returncode


@contextmanager
def matrix_environment() -> Iterator[Mapping[str, str]]:
    """Yield variables with uv on the PATH and a server with MySQL's protocol."""
    programs = Path(uv()).parent
    found = {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    with mysql_address() as address:
        yield {**os.environ, **found, "TEST_DATABASE_URL": address}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
