from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from fastapi_forge.verify.clients.commands import has_command
from fastapi_forge.verify.outcome import CheckFailure
from fastapi_forge.verify.service import Service

COMMANDS = """\
import argparse
parser = argparse.ArgumentParser()
parser.add_subparsers(required=True).add_parser("create-admin")
parser.parse_args()
"""


def service(path: Path, main: str) -> Service:
    package = path / "app"
    package.mkdir()
    (package / "__main__.py").write_text(main)
    made = SimpleNamespace(
        path=path,
        package=package,
        variables=dict(os.environ),
        memory={},
        program=lambda _: Path(sys.executable),
    )
    return cast("Service", made)


def test_the_help_names_the_commands(tmp_path: Path) -> None:
    tested = service(tmp_path, COMMANDS)

    assert asyncio.run(has_command(tested, "create-admin"))
    assert not asyncio.run(has_command(tested, "create-key"))


def test_a_service_without_commands_is_not_started(tmp_path: Path) -> None:
    tested = service(tmp_path, "raise SystemExit('create-admin')")

    assert not asyncio.run(has_command(tested, "create-admin"))


def test_commands_that_do_not_work_are_a_failure(tmp_path: Path) -> None:
    tested = service(tmp_path, f"import absent\n{COMMANDS}")

    with pytest.raises(CheckFailure, match="absent"):
        asyncio.run(has_command(tested, "create-admin"))
