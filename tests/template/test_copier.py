"""Plain Copier gives the same result as forge, except for formatting and state."""

from __future__ import annotations

import compileall
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from fastapi_forge.rendering.builtin import BuiltinTemplate
from fastapi_forge.rendering.formatting import format_code
from fastapi_forge.rendering.tree import Tree
from fastapi_forge.rendering.values import values_of
from fastapi_forge.template.schema import Value
from tests.support.processes import clean_environment
from tests.support.renders import NAME, RULES, TEMPLATE, answered, rendered
from tests.support.templates import write_files

DEVIATIONS: tuple[dict[str, Value], ...] = (
    {},
    {"database": "postgresql", "package_manager": "pip", "cors": False},
    {"database": "mysql", "access": "sync", "docker": False},
    {"database": "none"},
    {"license": "BSD-3-Clause", "author": "Ann", "ci": "github", "pre_commit": False},
    {"license": "Apache-2.0", "ci": "gitlab", "database": "postgresql"},
    {"auth": "none", "docker": False, "cors_origins": ("http://localhost:4200",)},
    {"ids": "uuid"},
    {"versioning": "none", "python": "3.11", "author": "Ann", "email": "a@b.org"},
    {"example": False, "description": 'Keeps "shops" & their C:\\stock {{ open }}.'},
)


@pytest.mark.parametrize(
    "answers", DEVIATIONS, ids=lambda answers: "-".join(answers) or "plain"
)
def test_copier_gives_the_same_project(
    answers: dict[str, Value], tmp_path: Path
) -> None:
    project = copied(tmp_path, answered(**answers).answers)
    folders = [path for path in project.rglob("*") if path.is_dir()]
    assert not [path for path in folders if not list(path.iterdir())]

    format_code(project)
    assert dict(Tree.read(project)) == dict(rendered(**answers))


def test_leftovers_in_the_template_are_not_rendered(tmp_path: Path) -> None:
    template = tmp_path / "template"
    shutil.copytree(TEMPLATE, template)
    compileall.compile_dir(template / "project/app/core", quiet=1)
    for name in (".DS_Store", "Thumbs.db", ".idea/x.xml", ".main.py.swp", "main.py~"):
        write_files(template / "project/app", {name: ""})

    project = copied(tmp_path / "copier", answered().answers, template)
    own = BuiltinTemplate(template).tree(values_of(answered(), RULES))

    assert dict(Tree.read(project)) == dict(own)
    assert dict(own) == dict(
        BuiltinTemplate(TEMPLATE).tree(values_of(answered(), RULES))
    )


def test_defaults_match_copiers(tmp_path: Path) -> None:
    """The defaults of both are the same."""
    plain = Tree.read(copied(tmp_path / "plain", {"name": NAME}))
    given = Tree.read(copied(tmp_path / "given", answered().answers))

    assert dict(plain) == dict(given)


def test_copier_refuses_resources(tmp_path: Path) -> None:
    done = copier(tmp_path, {"name": NAME, "resources": ["book title:str"]})

    assert done.returncode != 0
    assert "forge new --resource" in done.stdout + done.stderr


@pytest.mark.parametrize("name", ["Shop", "2shop", "shop-", "my shop", "my_shop", ""])
def test_copier_refuses_the_same_names(tmp_path: Path, name: str) -> None:
    assert copier(tmp_path, {"name": name}).returncode != 0


def copied(directory: Path, answers: object, template: Path = TEMPLATE) -> Path:
    done = copier(directory, answers, template)
    assert done.returncode == 0, done.stdout + done.stderr
    return directory / NAME


def copier(
    directory: Path, answers: object, template: Path = TEMPLATE
) -> subprocess.CompletedProcess[str]:
    directory.mkdir(exist_ok=True)
    file = directory / "answers.yml"
    file.write_text(yaml.safe_dump(answers), "utf-8")
    return subprocess.run(
        [
            *(sys.executable, "-m", "copier", "copy", "--defaults", "--quiet"),
            *("--data-file", file, template, directory / NAME),
        ],
        cwd=directory,
        env=clean_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
