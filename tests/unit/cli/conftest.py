from __future__ import annotations

import os
from pathlib import Path

import pytest

from fastapi_forge.template import source
from tests.support.schemas import write_sample


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Provide an empty directory without surrounding answers."""
    for variable in list(os.environ):
        if variable.startswith("FORGE_"):
            monkeypatch.delenv(variable)
    (tmp_path / "gitconfig").write_text("")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    place = tmp_path / "place"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


@pytest.fixture(autouse=True)
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Replace the built-in template by the sample template."""
    template = write_sample(tmp_path / "template")
    monkeypatch.setattr(source, "builtin_template", lambda: template)
    return template
