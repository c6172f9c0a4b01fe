"""Test forge and five services with the newest release of every dependency.

Pins and lock files protect users from an incompatible release, but hide it from us.
This run shows it the next night; the list printed first contains the release.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from fastapi_forge.verify.environments import uv
from scripts.matrix import matrix_environment

ROOT = Path(__file__).resolve().parent.parent
QUICK = ("tests/unit", "tests/template")
SERVICES: dict[str, tuple[str, ...]] = {
    "accounts": ("--auth=jwt", "--api-keys", "--cookie-login"),
    "oidc": ("--auth=oidc", "--database=postgresql", "--access=sync"),
    "basic": ("--auth=basic", "--database=mysql", "--ids=uuid"),
    "keys": ("--auth=api-key", "--database=none", "--ci=github"),
    "minimal": ("--preset=minimal",),
}


def main() -> int:
    with (
        tempfile.TemporaryDirectory(prefix="forge-canary-") as directory,
        matrix_environment() as variables,
    ):
        place = Path(directory)
        python = newest(place)
        say("Newer than our pins:\n" + "\n".join(newer(python)))
        failed = list(failures(place, python, variables))
    say(f"Failed: {', '.join(failed)}" if failed else "Everything passed.")
    return 1 if failed else 0


def newest(place: Path) -> Path:
    """Create an environment without our pins and upper bounds.

    Exact versions stay, because another formatter would change every generated file.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    bounded = [
        dependency for dependency in project["dependencies"] if "<" in dependency
    ]
    names = [re.split(r"[<>=!~ ]", dependency)[0] for dependency in bounded]
    overrides = place / "overrides.txt"
    overrides.write_text("".join(f"{name}\n" for name in names), "utf-8")
    python = place / "newest/bin/python"
    must(uv(), "venv", "--quiet", "--python", sys.executable, place / "newest")
    must(
        *(uv(), "pip", "install", "--quiet", "--upgrade", "--python", python),
        *("--overrides", overrides),
        *("--group", f"{ROOT / 'pyproject.toml'}:dev"),
        *("--group", f"{ROOT / 'pyproject.toml'}:browser"),
        *("--editable", f"{ROOT}[verify]"),
    )
    return python


def newer(python: Path) -> Iterator[str]:
    freeze = [uv(), "pip", "freeze", "--python", str(python)]
    installed = subprocess.run(freeze, capture_output=True, text=True, check=True)
    pinned = {
        line
        for path in ROOT.glob("requirements-*.txt")
        for line in path.read_text("utf-8").split()
    }
    for line in installed.stdout.splitlines():
        if "==" in line and line not in pinned:
            yield f"  {line}"


def failures(place: Path, python: Path, variables: Mapping[str, str]) -> Iterator[str]:
    quick = ("-m", "pytest", "-q", "--numprocesses=auto", *QUICK)
    if not passes(python, *quick, variables=variables):
        yield "forge's tests"
    for name, answers in SERVICES.items():
        if not service_passes(place / name, answers, python, variables):
            yield f"the service '{name}' ({' '.join(answers)})"


def service_passes(
    path: Path, answers: Sequence[str], python: Path, variables: Mapping[str, str]
) -> bool:
    """Create and verify a service without pins, so that uv resolves the newest
    versions.
    """
    target = (path.name, "--yes", "--output", path.parent)
    forge = (python, "-m", "fastapi_forge")
    made = passes(*forge, "new", *target, *answers, variables=variables)
    return made and passes(*forge, "verify", path, variables=variables)


def passes(*command: str | Path, variables: Mapping[str, str]) -> bool:
    say(f"+ {shlex.join(map(str, command))}")
    return subprocess.run(command, cwd=ROOT, env=variables, check=False).returncode == 0


def must(*command: str | Path) -> None:
    subprocess.run(command, cwd=ROOT, check=True)


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - as make does


if __name__ == "__main__":
    sys.exit(main())
