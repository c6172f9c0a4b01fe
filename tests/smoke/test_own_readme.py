"""The commands of forge's own README work in order in one directory."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.smoke.test_readme import BLOCK
from tests.support.generated import ROOT
from tests.support.processes import clean_environment
from tests.support.shell import shell

# Commands for a template that only the reader has, or that change the machine.
ELSEWHERE = ("uv tool ", "make ", "forge new handbook ", "forge options --template ")
# Other tests cover installing, which takes time.
FORGE = f"""\
#!/bin/sh
command=$1; shift
[ "$command" = new ] && set -- "$@" --no-install --no-git
exec {sys.executable} -m fastapi_forge "$command" "$@"
"""


def commands() -> list[str]:
    """Return each command, over several lines after a backslash or `<<`."""
    typed = []
    for block in BLOCK.finditer((ROOT / "README.md").read_text("utf-8")):
        lines = block["commands"].replace("\\\n", "").splitlines()
        while lines:
            command = lines.pop(0)
            if "<<END" in command:
                end = lines.index("END") + 1
                command, lines = "\n".join([command, *lines[:end]]), lines[end:]
            typed.append(command)
    return [command for command in typed if not command.startswith(ELSEWHERE)]


def test_commands_work(tmp_path: Path, subtests: pytest.Subtests) -> None:
    programs, place = tmp_path / "bin", tmp_path / "here"
    programs.mkdir()
    place.mkdir()
    (programs / "forge").write_text(FORGE)
    (programs / "forge").chmod(0o755)
    environment = clean_environment() | {"PYTHONPATH": str(ROOT)}
    environment["PATH"] = f"{programs}:{environment['PATH']}"
    with shell(place, environment) as terminal:
        for command in commands():
            with subtests.test(command):
                status, said = terminal.run(command)
                assert status == 0, said
    assert {"myapi", "library", "billing"} <= {path.name for path in place.iterdir()}
