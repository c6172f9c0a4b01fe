"""Run a command in a virtual environment with the development dependencies.

The environment is a directory in `.venv`, named after a hash of its requirements and
the Python version, so it is created again only if these change. This module uses only
the standard library.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
HAS_BROWSER = any(map(shutil.which, BROWSERS))
REQUIREMENTS = (
    ROOT / "requirements-dev.txt",
    *((ROOT / "requirements-browser.txt",) if HAS_BROWSER else ()),
)
INPUTS = (*REQUIREMENTS, ROOT / "pyproject.toml")
INTERVAL = 15


def main(command: list[str]) -> None:
    environment = ROOT / ".venv" / key()
    environment.parent.mkdir(exist_ok=True)
    # A second make at the same time waits for the first one.
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
    # The root too, because an environment cannot be moved.
    parts = [sys.version, str(ROOT), *(path.read_text() for path in INPUTS)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def make(environment: Path) -> None:
    place, version = environment.relative_to(ROOT), sys.version.split()[0]
    tell(
        f"Installing the development dependencies into {place} with Python {version}."
        " This happens once and takes one to three minutes."
    )
    shutil.rmtree(environment, ignore_errors=True)
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    for arguments in (
        [f"--requirement={requirements}" for requirements in REQUIREMENTS],
        ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
    ):
        code, said = watched([*pip, "install", "--quiet", *arguments])
        if code:
            tell("\n".join(said.strip().splitlines()[-5:]))
            sys.exit("pip could not install the dependencies. Is there a network?")
    (environment / "complete").touch()


def watched(command: list[str]) -> tuple[int, str]:
    """Run a command, show regularly that it still runs, and return its result."""
    started = time.monotonic()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    while True:
        try:
            _, said = process.communicate(timeout=INTERVAL)
        except subprocess.TimeoutExpired:
            tell(f"  still installing after {time.monotonic() - started:.0f} s ...")
        else:
            return process.returncode, said


def tell(message: str) -> None:
    sys.stderr.write(f"{message}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
