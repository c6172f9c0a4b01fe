"""Imports, completion, terminals and signals, each in a separate process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import pexpect
import pytest

import fastapi_forge

ROOT = Path(fastapi_forge.__file__).parent.parent
HEAVY = {"copier", "jinja2", "questionary", "prompt_toolkit", "pluralizer"}


def forge(*args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "fastapi_forge", *args],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        timeout=60,
    )


def imported(result: subprocess.CompletedProcess[str]) -> set[str]:
    lines = [line for line in result.stderr.splitlines() if "|" in line]
    return {line.rsplit("|", 1)[1].strip().split(".")[0] for line in lines}


@pytest.mark.parametrize(
    "arguments", [["--version"], ["--help"], ["new", "--help"], ["options"]]
)
def test_information_loads_no_renderer(arguments: list[str]) -> None:
    result = forge(*arguments)

    assert result.returncode == 0
    assert "typer" in imported(result)
    assert not imported(result) & HEAVY


def test_usage_error_loads_no_renderer() -> None:
    result = forge("new", "shop", "--auth", "jtw")

    assert result.returncode == 2
    assert not imported(result) & HEAVY


def test_built_in_template_needs_neither_copier_nor_pydantic(tmp_path: Path) -> None:
    arguments = ["--yes", "--no-install", "--no-git", "--output", str(tmp_path)]
    result = forge("new", "shop", *arguments, "--database", "none", "--auth", "none")

    assert result.returncode == 0
    unused = HEAVY - {"jinja2"} | {"plumbum", "pydantic"}
    assert not imported(result) & unused


@pytest.mark.parametrize(
    ("words", "completions"),
    [
        ("forge ", {"new", "options"}),
        ("forge new shop --data", {"--database"}),
        ("forge new shop --database ", {"sqlite", "postgresql"}),
        ("forge new shop --database post", {"postgresql"}),
        ("forge new shop --no-doc", {"--no-docker"}),
        ("forge new shop --preset s", {"standard"}),
        ("forge new shop --set datab", {"database="}),
        ("forge options --json-", {"--json-schema"}),
    ],
)
def test_completion_of_options_and_values(words: str, completions: set[str]) -> None:
    result = forge(
        _FORGE_COMPLETE="complete_bash",
        COMP_WORDS=words,
        COMP_CWORD=str(words.count(" ")),
    )

    assert set(result.stdout.split()) >= completions
    assert not imported(result) & HEAVY


def test_completion_script_can_be_shown() -> None:
    result = forge(
        "--show-completion", "bash", _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1"
    )

    assert result.returncode == 0
    assert "_FORGE_COMPLETE=complete_bash" in result.stdout


def test_closed_pipe_is_quiet() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "fastapi_forge", "options"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        complaint = process.stderr.read()

    assert complaint == b""
    assert process.returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_full_disk_is_an_environment_error() -> None:
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            [sys.executable, "-m", "fastapi_forge", "options"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )

    assert result.returncode == 3
    assert "No space left" in result.stderr


def opened_for_writing(fifo: Path) -> BinaryIO:
    """Wait until forge has opened it for reading; open() could block forever."""
    deadline = time.monotonic() + 30
    while True:
        try:
            return os.fdopen(os.open(fifo, os.O_WRONLY | os.O_NONBLOCK), "wb")
        except OSError:
            assert time.monotonic() < deadline, "forge did not read the answers"
            time.sleep(0.02)


def test_interrupt_while_reading_answers(tmp_path: Path) -> None:
    fifo = tmp_path / "answers.yml"
    os.mkfifo(fifo)
    process = subprocess.Popen(
        [sys.executable, "-m", "fastapi_forge", "new", "shop", "--answers", str(fifo)],
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    with process, opened_for_writing(fifo):
        complaint = interrupted(process)

    assert process.returncode == 130
    assert "Cancelled" in complaint
    assert not (tmp_path / "shop").exists()


def interrupted(process: subprocess.Popen[str]) -> str:
    """Interrupt until it ends, and return its output.

    A signal just before a read is only handled when the read ends.
    """
    for _ in range(10):
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            return process.communicate(timeout=3)[1]
    raise AssertionError("It does not end.")


def seen(command: str, environment: Mapping[str, str]) -> str:
    """Return what a terminal shows."""
    terminal = pexpect.spawn(command, env={**environment}, encoding="utf-8", timeout=30)
    terminal.expect(pexpect.EOF)
    terminal.close()
    return str(terminal.before)


def test_colour_is_only_for_terminals() -> None:
    command = f"{sys.executable} -m fastapi_forge nwe"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    environment.pop("NO_COLOR", None)

    coloured = seen(command, environment)
    plain = seen(command, environment | {"NO_COLOR": "1"})

    assert "\x1b[" in coloured
    assert "Error:" in plain
    assert "\x1b[" not in plain
