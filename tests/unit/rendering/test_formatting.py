from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_forge.errors import TemplateError
from fastapi_forge.rendering.formatting import format_code
from tests.support.templates import write_files

UGLY = "import sys\nimport json\nimport os\nprint( os,sys )\n"
NEAT = "import os\nimport sys\n\nprint(os, sys)\n"
SETTINGS = "[tool.ruff]\n"


def test_imports_are_tidied_and_code_is_formatted(tmp_path: Path) -> None:
    write_files(tmp_path, {"pyproject.toml": SETTINGS, "app/a.py": UGLY})

    format_code(tmp_path)

    assert (tmp_path / "app/a.py").read_text() == NEAT
    assert {path.name for path in tmp_path.iterdir()} == {"app", "pyproject.toml"}


def test_the_package_of_the_project_is_first_party(tmp_path: Path) -> None:
    code = (
        "import fastapi\nfrom app.core import x\nimport os\n\nprint(os, fastapi, x)\n"
    )
    write_files(
        tmp_path,
        {"pyproject.toml": SETTINGS, "app/core.py": "x = 1\n", "app/a.py": code},
    )

    format_code(tmp_path)

    imports = (tmp_path / "app/a.py").read_text().split("print")[0]
    assert imports == "import os\n\nimport fastapi\n\nfrom app.core import x\n\n"


def test_wanted_unused_imports_are_kept(tmp_path: Path) -> None:
    wanted = {"a.py": "import os  # noqa: F401\n", "b/__init__.py": "import os\n"}
    write_files(tmp_path, wanted)

    format_code(tmp_path)

    assert {path: (tmp_path / path).read_text() for path in wanted} == wanted


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("pyproject.toml", "[tool.ruff]\nline-length = 20\n"),
        ("ruff.toml", "line-length = 20\n"),
        (".ruff.toml", "line-length = 20\n"),
    ],
)
def test_rules_of_the_project_apply(tmp_path: Path, file: str, text: str) -> None:
    write_files(tmp_path, {file: text, "a.py": "print('a long text', 'another')\n"})

    format_code(tmp_path)

    assert len((tmp_path / "a.py").read_text().splitlines()) > 1


@pytest.mark.parametrize("own", [{}, {"pyproject.toml": "[project]\nname = 'x'\n"}])
def test_no_other_rules_apply(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own: dict[str, str]
) -> None:
    project = tmp_path / "outer" / "project"
    write_files(tmp_path, {"outer/ruff.toml": "line-length = 20\n"})
    write_files(tmp_path, {"home/ruff/ruff.toml": "line-length = 20\n"})
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("RUFF_CONFIG", str(tmp_path / "outer/ruff.toml"))
    code = 'print("a text", "another")\n'
    write_files(project, {"a.py": code, **own})

    format_code(project)

    assert (project / "a.py").read_text() == code


def test_what_git_ignores_is_formatted_too(tmp_path: Path) -> None:
    write_files(tmp_path, {".gitignore": "*\n", "project/a.py": UGLY})

    format_code(tmp_path / "project")

    assert (tmp_path / "project/a.py").read_text() == NEAT


def test_broken_code_names_file_and_line(tmp_path: Path) -> None:
    write_files(tmp_path, {"app/good.py": UGLY, "app/bad.py": "import os\ndef f(:\n"})

    with pytest.raises(TemplateError, match=r": app/bad\.py:2: Expected a parameter"):
        format_code(tmp_path)


@pytest.mark.parametrize(
    "text",
    ["[tool.ruff\n", "[tool.ruff]\nline-length = 'x'\n", "\udcff"],
    ids=["toml", "setting", "encoding"],
)
def test_invalid_settings_are_a_template_error(tmp_path: Path, text: str) -> None:
    write_files(tmp_path, {"a.py": UGLY})
    content = text.encode(errors="surrogateescape")
    (tmp_path / "pyproject.toml").write_bytes(content)

    with pytest.raises(TemplateError):
        format_code(tmp_path)


def test_project_without_python_is_valid(tmp_path: Path) -> None:
    write_files(tmp_path, {"README.md": "x\n"})

    format_code(tmp_path)
