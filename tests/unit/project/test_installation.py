from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from fastapi_forge.interpreters import RUNNING, find_interpreter
from fastapi_forge.project import installation
from fastapi_forge.project.installation import Installation, install
from tests.support.templates import write_files

FOREIGN = "3.99"
Tool = Callable[[str, str], Path]


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tool:
    """Put a shell script with this name on an otherwise empty PATH."""
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))

    def tool(name: str, script: str) -> Path:
        write_files(programs, {name: f"#!/bin/sh\nexport PATH=/usr/bin:/bin\n{script}"})
        (programs / name).chmod(0o755)
        return programs / name

    return tool


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_files(tmp_path / "myapi", {"requirements-dev.txt": ""})


def installed(
    project: Path, manager: str, python: str = RUNNING, *, offline: bool = False
) -> Installation:
    return install(
        project,
        manager=manager,
        python=python,
        offline=offline,
        progress=lambda _: None,
    )


def said(project: Path) -> list[str]:
    """Return what the fake uv recorded."""
    return (project / "said").read_text().splitlines()


def test_uv_syncs_with_the_python_of_the_answers(project: Path, tool: Tool) -> None:
    tool("uv", 'echo "$PWD $@" >> said')
    other = tool(f"python{FOREIGN}", f"echo {FOREIGN} /opt/python{FOREIGN}")

    assert installed(project, "uv") == Installation(installed=True)
    assert installed(project, "uv", FOREIGN) == Installation(installed=True)

    assert other.exists()
    assert said(project) == [
        f"{project} sync --python {sys.executable}",
        f"{project} sync --python /opt/python{FOREIGN}",
    ]


def test_template_without_python_gets_the_running_one(
    project: Path, tool: Tool
) -> None:
    tool("uv", "echo $@ >> said")

    assert installed(project, "uv", "") == Installation(installed=True)

    assert said(project) == [f"sync --python {sys.executable}"]


def test_uv_looks_for_a_python_that_is_not_on_the_path(
    project: Path, tool: Tool
) -> None:
    tool("uv", "echo $@ >> said")

    assert installed(project, "uv", FOREIGN) == Installation(installed=True)

    assert said(project) == [f"sync --python {FOREIGN}"]


def test_running_python_replaces_a_missing_one(project: Path, tool: Tool) -> None:
    tool("uv", f"case $3 in {FOREIGN}) exit 2;; esac")

    result = installed(project, "uv", FOREIGN)

    assert result.installed
    assert result.warnings == (
        f"Python {FOREIGN} was not found, so .venv uses Python {RUNNING}.",
    )


def test_offline_is_passed_on_to_uv(project: Path, tool: Tool) -> None:
    tool("uv", "echo $@ >> said")

    installed(project, "uv", offline=True)

    assert said(project)[0].startswith("sync --offline")


def test_environment_variables_do_not_leak(
    project: Path, tool: Tool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIRTUAL_ENV", "/other")
    monkeypatch.setenv("PYTHONPATH", "/other")
    tool("uv", 'echo "[$VIRTUAL_ENV$PYTHONPATH]" >> said')

    installed(project, "uv")

    assert said(project) == ["[]"]


def test_failure_is_a_warning_with_reason_and_command(
    project: Path, tool: Tool
) -> None:
    tool("uv", "echo error: no network >&2; exit 1")

    result = installed(project, "uv")

    assert not result.installed
    (warning,) = result.warnings
    assert "error: no network" in warning
    assert f"In {project}, run: uv sync" in warning


def test_endless_installation_is_stopped(
    project: Path, tool: Tool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installation, "_TIMEOUT", 0.1)
    tool("uv", "exec sleep 60")

    assert "did not finish" in installed(project, "uv").warnings[0]


@pytest.mark.usefixtures("tool")
def test_missing_uv_is_a_warning(project: Path) -> None:
    assert "uv is not on the PATH" in installed(project, "uv").warnings[0]


def test_pip_creates_an_environment(project: Path) -> None:
    assert installed(project, "pip") == Installation(installed=True)

    assert (project / ".venv/pyvenv.cfg").is_file()


def test_failing_pip_is_a_warning(project: Path) -> None:
    write_files(project, {"requirements-dev.txt": "./nowhere\n"})

    result = installed(project, "pip")

    assert not result.installed
    assert "nowhere" in result.warnings[0]
    assert "-m pip install -r requirements-dev.txt" in result.warnings[0]


def test_pip_needs_the_network(project: Path) -> None:
    result = installed(project, "pip", offline=True)

    assert not result.installed
    assert not (project / ".venv").exists()


def test_template_without_package_manager_installs_nothing(project: Path) -> None:
    assert not installed(project, "").installed


@pytest.mark.parametrize(
    "script",
    ["exit 127", "echo 3.8 /usr/bin/python3.8", "echo", "sleep"],
    ids=["shim of nothing", "other version", "silent", "failing"],
)
def test_only_an_interpreter_that_runs_is_found(tool: Tool, script: str) -> None:
    tool(f"python{FOREIGN}", script)

    assert find_interpreter(FOREIGN) is None


def test_file_that_cannot_be_run_is_not_an_interpreter(tool: Tool) -> None:
    tool(f"python{FOREIGN}", "").write_bytes(os.urandom(100))

    assert find_interpreter(FOREIGN) is None


def test_interpreter_of_pyenv_is_found(
    tmp_path: Path, tool: Tool, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool(f"python{FOREIGN}", "exit 127")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    kept = f"versions/{FOREIGN}.1/bin/python{FOREIGN}"
    write_files(tmp_path, {kept: f"#!/bin/sh\necho {FOREIGN} $0"})
    (tmp_path / kept).chmod(0o755)

    assert find_interpreter(FOREIGN) == str(tmp_path / kept)


# Not immediately: in pytest's worker another thread receives the signal that forge
# blocks until the program runs.
@pytest.mark.parametrize("end", ["exit 1", "sleep 1; kill -INT $PPID; sleep 60"])
def test_incomplete_environment_is_removed(project: Path, tool: Tool, end: str) -> None:
    tool("uv", f"mkdir -p .venv/bin; echo half > uv.lock; {end}")

    with suppress(KeyboardInterrupt):
        assert not installed(project, "uv").installed

    assert [path.name for path in project.iterdir()] == ["requirements-dev.txt"]


def test_failure_keeps_existing_files(project: Path, tool: Tool) -> None:
    tool("uv", "exit 1")
    write_files(project, {".venv/pyvenv.cfg": "mine", "uv.lock": "mine"})

    installed(project, "uv")

    assert (project / ".venv/pyvenv.cfg").read_text() == "mine"
    assert (project / "uv.lock").read_text() == "mine"
