"""Run a command in a virtual environment that holds what development needs.

The environment lies in `.venv`, under a name made of all that went into it: other
requirements or another Python make another one, and a second run makes none.
Needs nothing but the standard library.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements-dev.txt"
INPUTS = (REQUIREMENTS, ROOT / "pyproject.toml")


def main(command: list[str]) -> None:
    environment = ROOT / ".venv" / key()
    environment.parent.mkdir(exist_ok=True)
    # Two calls of make at once: the second waits for what the first makes.
    with (environment.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (environment / "complete").exists():
            make(environment)
    programs = environment / "bin"
    os.environ["PATH"] = f"{programs}{os.pathsep}{os.environ['PATH']}"
    os.environ["VIRTUAL_ENV"] = str(environment)
    os.environ.pop("PYTHONHOME", None)
    os.chdir(ROOT)
    os.execvp(command[0], command)


def key() -> str:
    # The root too: an environment that was moved points to where it was.
    parts = [sys.version, str(ROOT), *(path.read_text() for path in INPUTS)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def make(environment: Path) -> None:
    tell(f"Making {environment.relative_to(ROOT)} with Python {sys.version.split()[0]}")
    shutil.rmtree(environment, ignore_errors=True)
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    for arguments in (
        ["--requirement", str(REQUIREMENTS)],
        ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
    ):
        done = subprocess.run(
            [*pip, "install", "--quiet", *arguments],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            tell("\n".join(done.stderr.strip().splitlines()[-5:]))
            sys.exit("Missing: what pip failed to install (is there a network?)")
    (environment / "complete").touch()


def tell(message: str) -> None:
    sys.stderr.write(f"{message}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
