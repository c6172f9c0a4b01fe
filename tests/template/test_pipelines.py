"""Pipelines match their servers' schemas for all relevant values."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from fastapi_forge.template.schema import Value
from tests.support.generated import ROOT
from tests.support.processes import run
from tests.support.renders import SCHEMA, rendered

FILES = {"github": ".github/workflows/ci.yml", "gitlab": ".gitlab-ci.yml"}
KEYS = ("database", "docker", "package_manager")
COMBINATIONS: tuple[dict[str, Value], ...] = tuple(
    dict(zip(KEYS, values, strict=True))
    for values in product(*(SCHEMA.option(key).values for key in KEYS))
)
STYLE = (
    "{extends: default, rules: {document-start: disable, line-length: {max: 120},"
    " truthy: {check-keys: false}}}"
)
TIDY = ("yamllint", "--strict", "--config-data", STYLE)
SCHEMA_OF = ("check-jsonschema", "--builtin-schema")
JUDGES = (
    ("github", (*SCHEMA_OF, "vendor.github-workflows")),
    ("github", ("actionlint",)),
    ("github", ("zizmor", "--offline", "--no-progress")),
    ("github", TIDY),
    ("gitlab", (*SCHEMA_OF, "vendor.gitlab-ci", "--data-transform", "gitlab-ci")),
    ("gitlab", TIDY),
)


@pytest.fixture(scope="module")
def pipelines(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    written: dict[str, list[Path]] = {}
    for (ci, path), answers in product(FILES.items(), COMBINATIONS):
        file = tmp_path_factory.mktemp(ci) / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(rendered(ci=ci, **answers)[path].content)
        written.setdefault(ci, []).append(file)
    return written


@pytest.mark.parametrize(
    ("ci", "judge"), JUDGES, ids=[f"{ci}-{judge[0]}" for ci, judge in JUDGES]
)
def test_linters_accept_pipelines(
    ci: str, judge: tuple[str, ...], pipelines: dict[str, list[Path]], tmp_path: Path
) -> None:
    run(*judge, *pipelines[ci], cwd=tmp_path)


OURS = tuple(
    (path.name, judge)
    for path in sorted((ROOT / "docs/pipelines").glob("*.yml"))
    for ci, judge in JUDGES
    if path.name.startswith(ci)
)


@pytest.mark.parametrize(
    ("name", "judge"), OURS, ids=[f"{name}-{judge[0]}" for name, judge in OURS]
)
def test_linters_accept_pipelines_for_templates(
    name: str, judge: tuple[str, ...], tmp_path: Path
) -> None:
    folder = ".github/workflows" if name.startswith("github") else "."
    file = tmp_path / folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes((ROOT / "docs/pipelines" / name).read_bytes())
    run(*judge, file, cwd=tmp_path)


def test_both_servers_run_the_same(pipelines: dict[str, list[Path]]) -> None:
    for files in zip(*pipelines.values(), strict=True):
        github, gitlab = (
            set(commands(yaml.safe_load(file.read_text("utf-8")))) for file in files
        )
        assert github == gitlab
        assert {"pytest -n auto --cov", "uv run pytest -n auto --cov"} & github


def test_jobs_have_different_names() -> None:
    jobs = {"lint", "type-check", "tests", "build"}
    keys = loaded("gitlab").keys()

    assert loaded("github")["jobs"].keys() == jobs
    # `types` is a keyword of GitLab, which its schema does not show.
    assert jobs | {"migrations"} <= keys
    assert "types" not in keys


@pytest.mark.parametrize("ci", FILES)
def test_pipelines_use_the_real_database(ci: str) -> None:
    plain = loaded(ci, database="sqlite")
    served = loaded(ci, database="postgresql")

    assert "TEST_DATABASE_URL" not in yaml.safe_dump(plain)
    assert "postgres:18-alpine" in yaml.safe_dump(served)
    assert "TEST_DATABASE_URL: postgresql://postgres@" in yaml.safe_dump(served)


@pytest.mark.parametrize("ci", FILES)
def test_image_is_built_if_there_is_a_dockerfile(ci: str) -> None:
    assert "docker build --tag shop ." in set(commands(loaded(ci, docker=True)))
    assert "docker" not in yaml.safe_dump(loaded(ci, docker=False))


@pytest.mark.parametrize("manager", ["uv", "pip"])
def test_dependencies_are_updated(manager: str, tmp_path: Path) -> None:
    updates = {
        "github": (".github/dependabot.yml", "vendor.dependabot"),
        "gitlab": ("renovate.json", "vendor.renovate"),
    }
    for ci, (path, schema) in updates.items():
        file = tmp_path / ci / path
        file.parent.mkdir(parents=True)
        file.write_bytes(rendered(ci=ci, package_manager=manager)[path].content)
        run(*SCHEMA_OF, schema, file, cwd=tmp_path)


@pytest.mark.parametrize("version", ["3.12", "3.14"])
def test_one_python_is_tested(version: str) -> None:
    """The version in the image and the environment."""
    assert "matrix" not in yaml.safe_dump(loaded("github", python=version))
    assert loaded("gitlab", python=version)["variables"]["PYTHON"] == version
    assert "matrix" not in yaml.safe_dump(loaded("gitlab", python=version))


def loaded(ci: str, **answers: Value) -> dict[str, Any]:
    content = rendered(ci=ci, **answers)[FILES[ci]].content
    pipeline: dict[str, Any] = yaml.safe_load(content)
    return pipeline


def commands(pipeline: object) -> Iterator[str]:
    """Return the commands of a pipeline, wherever they are."""
    if isinstance(pipeline, list):
        for item in pipeline:
            yield from commands(item)
    if isinstance(pipeline, dict):
        for key, value in pipeline.items():
            if key in {"run", "script", "before_script"}:
                lines = value.splitlines() if isinstance(value, str) else value
                yield from lines
            else:
                yield from commands(value)
