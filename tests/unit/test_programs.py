from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest

from fastapi_forge.programs import run_program

# A program with a child that would outlive it.
PARENT = "sleep 60 & echo $! > child; {}; wait"


def is_running(process: int) -> bool:
    state = Path(f"/proc/{process}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


def run(script: str, directory: Path, timeout: float = 30) -> str:
    command = ["sh", "-c", script]
    return run_program(command, directory, os.environ, timeout, "given").stdout


def test_program_reads_stdin(tmp_path: Path) -> None:
    assert run("cat", tmp_path) == "given"


def test_program_has_no_terminal(tmp_path: Path) -> None:
    assert run("exec 2>&1; : < /dev/tty && echo asks", tmp_path) != "asks\n"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
@pytest.mark.parametrize(
    ("end", "raised"),
    [
        # Not immediately: in pytest's worker another thread receives the signal that
        # forge blocks until the program runs.
        ("sleep 1; kill -INT $PPID", KeyboardInterrupt),
        (":", subprocess.TimeoutExpired),
    ],
)
def test_children_end_with_the_program(
    tmp_path: Path, end: str, raised: type[BaseException]
) -> None:
    with pytest.raises(raised):
        run(PARENT.format(end), tmp_path, timeout=3)

    child = int((tmp_path / "child").read_text())
    deadline = time.monotonic() + 10
    while is_running(child):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_program_that_is_interrupted_may_clean_up(tmp_path: Path) -> None:
    script = "trap 'rm mess; exit 1' INT; touch mess; while :; do sleep 0.05; done"

    with pytest.raises(subprocess.TimeoutExpired):
        run(script, tmp_path, timeout=1)

    assert not (tmp_path / "mess").exists()
