"""The hooks accept a generated project, and reject bad style."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fastapi_forge.verify.environments import uv
from tests.support.environments import environment_of, interpreter
from tests.support.generated import forge_new
from tests.support.processes import run

IDENTITY = ("-c", "user.name=Ann", "-c", "user.email=ann@example.com")
COMMIT = ("git", *IDENTITY, "commit", "--quiet", "--message", "Change something")


@pytest.mark.parametrize("manager", ["pip", "uv"])
def test_hooks_judge_commits(
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
    for name, text in {
        "format": "answer: int =  42\n",
        "lint": "import os\n",
        "types": 'answer: int = "42"\n',
    }.items():
        (project / "app" / f"{name}.py").write_text(text)
        run("git", "add", "app", cwd=project, environment=variables)
        with subtests.test(name), pytest.raises(AssertionError, match="Failed"):
            run(*COMMIT, cwd=project, environment=variables)
        run("git", "rm", "-fq", f"app/{name}.py", cwd=project, environment=variables)
