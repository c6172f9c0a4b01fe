from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fastapi_forge.project import origin
from fastapi_forge.project.origin import template_of
from fastapi_forge.project.state import with_state
from fastapi_forge.releases.release import Release
from fastapi_forge.rendering.state import TemplateRef
from fastapi_forge.rendering.tree import File, Tree
from tests.support.renders import SCHEMA, TEMPLATE
from tests.support.templates import state_of

OLD = Release(
    version="0.0.7",
    template=Tree({"verify.yml": File(content=b"install: old\n")}),
    renders=(),
    paths=(),
)


def generated(directory: Path, **template: str) -> Path:
    ref = TemplateRef(**{"name": SCHEMA.name, "version": SCHEMA.version, **template})
    state = replace(state_of(), template=ref)
    tree = with_state(Tree({}), state, versions={}, file_class=lambda _: "managed")
    tree.write(directory)
    return directory


@pytest.fixture(autouse=True)
def releases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(origin, "stored_releases", lambda: {OLD.version: OLD})


def test_current_version_is_the_template_itself(tmp_path: Path) -> None:
    with template_of(generated(tmp_path)) as template:
        assert template == TEMPLATE


def test_released_version_is_on_disk_for_a_while(tmp_path: Path) -> None:
    with template_of(generated(tmp_path, version=OLD.version)) as template:
        assert template is not None
        assert (template / "verify.yml").read_text("utf-8") == "install: old\n"

    assert not template.exists()


def test_unknown_version_is_replaced_by_the_current_one(tmp_path: Path) -> None:
    with template_of(generated(tmp_path, version="9.9.9")) as template:
        assert template == TEMPLATE


def test_other_projects_have_another_template(tmp_path: Path) -> None:
    other = generated(tmp_path / "a", name="handbook")
    copied = generated(tmp_path / "b", source="https://example.com/service.git")

    for project in (other, copied, tmp_path):
        with template_of(project) as template:
            assert template is None
