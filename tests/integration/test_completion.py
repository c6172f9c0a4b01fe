"""Completion in the installed shells."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.terminal import Terminal

LINES = [
    ("forge n", "forge new"),
    ("forge new shop --datab", "forge new shop --database"),
    ("forge new shop --database postg", "forge new shop --database postgresql"),
    ("forge new shop --no-doc", "forge new shop --no-docker"),
    ("forge new shop --preset st", "forge new shop --preset standard"),
    ("forge new shop --set datab", "forge new shop --set database="),
    ("forge new shop --set database=postg", "forge new shop --set database=postgresql"),
    ("forge options --json-s", "forge options --json-schema"),
]
SHOW = "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION=1 forge --show-completion"
READY = "ready>"
CTRL_U = "\x15"
# How each shell starts, what it reads first, and the expected output.
SHELLS = {
    "bash": (
        ("bash", "--noprofile", "--rcfile", ".bashrc", "-i"),
        ".bashrc",
        f"""PS1='{READY} '; eval "$({SHOW} bash)"\n""",
    ),
    "zsh": (
        ("zsh", "-i"),
        ".zshrc",
        f"""PS1='{READY} '; autoload -U compinit; compinit; eval "$({SHOW} zsh)"\n""",
    ),
}


@pytest.mark.parametrize("shell", SHELLS)
def test_bash_and_zsh_complete(shell: str, tmp_path: Path) -> None:
    needs(shell)
    command, name, start = SHELLS[shell]
    (tmp_path / name).write_text(start)
    variables = environment(tmp_path)
    with Terminal(command, tmp_path, variables, rows=40, timeout=60) as terminal:
        terminal.wait_for(READY)
        for typed, completed in LINES:
            terminal.press(f"{typed}\t")
            terminal.wait_for(f"{READY} {completed}")
            terminal.press(CTRL_U)


def test_fish_completes(tmp_path: Path) -> None:
    needs("fish")
    asked = "\n".join(f"complete -C '{typed}'" for typed, _ in LINES)
    done = subprocess.run(
        ["fish", "--no-config", "-c", f"env {SHOW} fish | source\n{asked}"],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )

    words = [line.partition("\t")[0] for line in done.stdout.splitlines()]
    assert words == [completed.split()[-1] for _, completed in LINES]


def needs(shell: str) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed: nothing shows that it completes")


def environment(home: Path) -> dict[str, str]:
    programs = Path(sys.executable).parent
    return {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "ZDOTDIR": str(home),
        "XDG_CONFIG_HOME": str(home),
        "XDG_DATA_HOME": str(home),
    }
