"""Prove forge's own template, with all that its services need.

python -m scripts.matrix ...            as `forge matrix ...` does
python -m scripts.matrix change         what each change proves: half of the rows but
                                        for what takes long, and some rows whole
python -m scripts.matrix oldest ...     with the oldest dependencies that they allow
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
from tests.support.mysql_server import mysql_address
from tests.support.turns import turn

QUICK = (
    *("format", "lint", "types", "imports", "security", "artefacts"),
    *("dead-code", "options"),
)
SHARDS, QUICK_SHARDS = 12, 2
"""Of so many parts of the rows each change proves one, in turn."""


def main(arguments: Sequence[str]) -> int:
    with surroundings() as environment:
        if arguments[:1] == ["change"]:
            quick = [shard(QUICK_SHARDS), *(f"--only={name}" for name in QUICK)]
            # The attacks take a minute a row, and have tests of their own.
            whole = [shard(SHARDS), "--skip=auth"]
            return max(matrix(quick, environment), matrix(whole, environment))
        if arguments[:1] == ["oldest"]:
            with oldest() as template:
                return matrix([f"--template={template}", *arguments[1:]], environment)
        return matrix(arguments, environment)


def shard(parts: int) -> str:
    """The part of the rows whose turn it is with this commit."""
    return f"--shard={turn() % parts + 1}/{parts}"


@contextmanager
def oldest() -> Iterator[Path]:
    """The template, whose services are installed with the oldest that they allow."""
    with tempfile.TemporaryDirectory(prefix="forge-oldest-") as directory:
        template = Path(directory, "service")
        shutil.copytree(builtin_template(), template)
        path = template / PLAN_FILE
        plan = yaml.safe_load(path.read_text("utf-8"))
        # What is pinned has no oldest.
        plan["matrix"]["answers"] = {"package_manager": "uv"}
        plan["install"] = "uv sync --quiet --resolution lowest-direct"
        path.write_text(yaml.safe_dump(plan), "utf-8")
        yield template


def matrix(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    command = [sys.executable, "-m", "fastapi_forge", "matrix", "--strict", *arguments]
    print("+ forge", *command[3:], flush=True)  # noqa: T201 - as make does
    return subprocess.run(command, env=environment, check=False).returncode


@contextmanager
def surroundings() -> Iterator[Mapping[str, str]]:
    """uv on the PATH, and a server that speaks MySQL's protocol."""
    programs = Path(uv()).parent
    found = {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    with mysql_address() as address:
        yield {**os.environ, **found, "TEST_DATABASE_URL": address}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
