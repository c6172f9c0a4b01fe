from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from fastapi_forge.answers.resolution import Answers
from fastapi_forge.project.request import NewProject
from tests.support.templates import state_of, write_template

FORGE = """\
package_manager: {type: str, default: uv}
python: {type: str, default: "3.13"}
_forge:
  format: ruff
  secrets: [SECRET_KEY]
  classes: {seed: [README.md], append-only: ["migrations/*.py"]}
  installation: {package_manager: package_manager, python: python}
  next_steps:
    - {run: uv run serve, if: {package_manager: uv}}
    - {run: uv run pytest, if: {package_manager: uv}}
    - {run: .venv/bin/pytest, if: {package_manager: pip}}
"""
FILES = {
    ".env.example": "SECRET_KEY=change-me\nDEBUG=true\n",
    ".gitignore": ".env\n.venv/\n",
    "README.md.jinja": "# {{ name }}\n",
    "app/main.py": "print( 1 )\n",
    "migrations/0001.py": "",
    "requirements-dev.txt": "",
}

Request = Callable[..., NewProject]


@pytest.fixture(autouse=True)
def identity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give git a user, without the configuration of the user who runs the tests."""
    settings = tmp_path / "gitconfig"
    settings.write_text("[user]\nname = Ann\nemail = ann@example.com\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    for variable in [name for name in os.environ if name.startswith("GIT_")]:
        if not variable.startswith("GIT_CONFIG_"):
            monkeypatch.delenv(variable)


@pytest.fixture
def template(tmp_path: Path) -> Path:
    return write_template(tmp_path / "template", FILES, questions=FORGE)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Provide the empty working directory of forge."""
    place = tmp_path / "place"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


@pytest.fixture
def request_for(template: Path, place: Path) -> Request:
    assert place.is_dir()

    def request_for(
        destination: str = "myapi",
        *,
        git: bool = False,
        install: bool = False,
        offline: bool = False,
        **answers: str,
    ) -> NewProject:
        chosen = {"package_manager": "uv", "python": "3.13", **answers}
        return NewProject(
            destination=Path(destination),
            template=template,
            state=state_of(**chosen),
            answers=Answers(values={}, sources={}),
            git=git,
            install=install,
            offline=offline,
        )

    return request_for
