"""The hooks accept a generated project, and reject bad style."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from fastapi_forge.verify.environments import uv
from tests.smoke.test_readme import changed
from tests.support.environments import environment_of, interpreter
from tests.support.generated import forge_new
from tests.support.processes import run

IDENTITY = ("-c", "user.name=Ann", "-c", "user.email=ann@example.com")
COMMIT = ("git", *IDENTITY, "commit", "--quiet", "--message", "Change something")
# By the name of the hook that refuses them.
FAULTS = {
    "ruff format": ("app/odd.py", "answer: int =  42\n"),
    "ruff check": ("app/odd.py", "import os\n"),
    "mypy": ("app/odd.py", 'answer: int = "42"\n'),
    "check YAML": ("odd.yml", "answer: [42\n"),
    "check JSON": ("odd.json", "{\n"),
    "check TOML": ("odd.toml", "answer =\n"),
    "detect private keys": ("odd.txt", f"-----BEGIN {'RSA'} PRIVATE KEY-----\n"),
}


@pytest.mark.parametrize("manager", ["pip", "uv"])
def test_hooks_check_commits(
    manager: str, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    version, python = interpreter("3.13")
    project = forge_new(tmp_path, "--package-manager", manager, "--python", version)
    environment = environment_of(project, python)
    variables = environment.variables(project)
    # For `uv run`, which finds the existing environment.
    variables |= {"UV_PROJECT_ENVIRONMENT": str(environment.path), "UV_NO_SYNC": "1"}
    variables["PATH"] += os.pathsep + str(Path(uv()).parent)
    run("git", "init", "--quiet", cwd=project, environment=variables)
    if manager == "uv":
        run("uv", "lock", "--quiet", cwd=project, environment=variables)
    run("prek", "install", cwd=project, environment=variables)
    run("git", "add", ".", cwd=project, environment=variables)

    with subtests.test("the project as it is"):
        run(*COMMIT, cwd=project, environment=variables)
    for hook, (path, text) in FAULTS.items():
        (project / path).write_text(text, "utf-8")
        run("git", "add", path, cwd=project, environment=variables)
        refused = rf"{re.escape(hook)}\.+Failed"
        with subtests.test(hook), pytest.raises(AssertionError, match=refused):
            run(*COMMIT, cwd=project, environment=variables)
        run("git", "rm", "-fq", path, cwd=project, environment=variables)
    if manager == "uv":
        changed(project / "pyproject.toml", r"\ndependencies = \[", r'\g<0>"idna",')
        run("git", "add", ".", cwd=project, environment=variables)
        refused = r"uv\.lock is up to date\.+Failed"
        with subtests.test("uv.lock"), pytest.raises(AssertionError, match=refused):
            run(*COMMIT, cwd=project, environment=variables)
