"""Environment variables that redirect uv, pip and git have no effect."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from fastapi_forge.interpreters import RUNNING
from fastapi_forge.project.installation import Installation, install
from fastapi_forge.workspace import surrounding_workspace
from tests.support.package_index import PACKAGE, Index, package_index, write_wheel
from tests.support.processes import clean_environment, run
from tests.support.templates import write_files

ROOT = Path(__file__).parents[2]
PYPROJECT = """\
[project]
name = "{name}"
version = "0"
requires-python = ">=3.11"
dependencies = [{dependencies}]
{more}
"""
WORKSPACE = "[tool.uv.workspace]\nmembers = [{members}]\nexclude = [{exclude}]\n"


def project_in(
    place: Path, *, name: str = "svc", dependencies: str = "", more: str = ""
) -> Path:
    text = PYPROJECT.format(name=name, dependencies=dependencies, more=more)
    return write_files(place, {"pyproject.toml": text})


def installed(project: Path, manager: str) -> Installation:
    return install(
        project,
        manager=manager,
        python=RUNNING,
        offline=False,
        progress=lambda _: None,
    )


def contents(directory: Path) -> dict[str, bytes]:
    files = (path for path in directory.rglob("*") if path.is_file())
    return {str(path.relative_to(directory)): path.read_bytes() for path in files}


def has_package(project: Path) -> bool:
    return any(project.glob(f".venv/lib/*/site-packages/{PACKAGE}.py"))


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No network, and none of the user's configuration."""
    for name in [name for name in os.environ if name.startswith(("UV_", "PIP_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("UV_NO_CONFIG", "1")
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("UV_NO_INDEX", "1")


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    """Return an index with one package, as a directory."""
    directory = tmp_path / "wheels"
    directory.mkdir()
    write_wheel(directory)
    return directory


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another project's environment, with a package in it."""
    other = tmp_path / "other"
    run("uv", "venv", "--quiet", "--python", sys.executable, other, cwd=tmp_path)
    (packages,) = other.glob("lib/*/site-packages")
    metadata = "Metadata-Version: 2.1\nName: precious\nVersion: 1\n"
    record = "precious.py,,\nprecious-1.dist-info/METADATA,,\n"
    return write_files(
        packages,
        {
            "precious.py": "",
            "precious-1.dist-info/METADATA": metadata,
            "precious-1.dist-info/RECORD": f"{record}precious-1.dist-info/RECORD,,\n",
        },
    ).parents[2]


def test_uv_changes_no_other_environment(
    tmp_path: Path, wheels: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = project_in(tmp_path / "svc", dependencies=f'"{PACKAGE}"')
    before = contents(other)
    for name, value in {
        "UV_PROJECT_ENVIRONMENT": "../other",
        "UV_PROJECT": str(tmp_path),
        "UV_WORKING_DIR": str(tmp_path),
        "VIRTUAL_ENV": str(other),
        "CONDA_PREFIX": str(other),
        "UV_PYTHON": str(other / "bin/python"),
        "UV_SYSTEM_PYTHON": "1",
        "UV_FROZEN": "1",
        "UV_NO_SYNC": "1",
        "PYTHONPATH": str(other),
        "UV_FIND_LINKS": str(wheels),
        "UV_OFFLINE": "1",
    }.items():
        monkeypatch.setenv(name, value)

    assert installed(project, "uv") == Installation(installed=True)

    assert contents(other) == before
    assert has_package(project)


@pytest.mark.parametrize("section", ["global", "install"])
@pytest.mark.parametrize("place", ["home/.config/pip/pip.conf", "elsewhere.conf"])
def test_pip_changes_no_other_environment(
    section: str,
    place: str,
    tmp_path: Path,
    wheels: Path,
    other: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    project = write_files(tmp_path / "svc", {"requirements-dev.txt": f"{PACKAGE}\n"})
    before = contents(other)
    home = tmp_path / "home"
    settings = {
        "target": other,
        "prefix": other,
        "root": other,
        "user": 1,
        "quiet": 3,
        "python": other / "bin/python",
        "dry-run": "true",
        "report": other / "log",
    }
    for key in ("target", "prefix", "root", "user"):
        monkeypatch.setenv(f"PIP_{key.upper()}", str(settings[key]))
    access = f"[global]\nno-index = true\nfind-links =\n    {wheels}\n"
    lines = "".join(f"{key} = {value}\n" for key, value in settings.items())
    header = "" if section == "global" else f"[{section}]\n"
    write_files(tmp_path, {place: f"{access}{header}{lines}"})
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.delenv("PIP_CONFIG_FILE")
    if place == "elsewhere.conf":
        monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / place))

    assert installed(project, "pip") == Installation(installed=True)

    assert contents(other) == before
    assert has_package(project)
    assert not (home / ".local").exists()


@pytest.mark.parametrize(
    ("members", "exclude", "place", "is_member"),
    [
        ("*", "", "svc", True),
        ("./svc", "", "svc", True),
        ("apps/*", "", "apps/svc", True),
        ("apps/**", "", "apps/svc", True),
        ("*", "svc", "svc", False),
        ("*", "s*", "svc", False),
        ("*", "", "apps/svc", False),
        ("other", "", "svc", False),
    ],
)
def test_workspace_is_recognised_like_uv(
    tmp_path: Path, members: str, exclude: str, place: str, is_member: bool
) -> None:
    quoted = {"members": f'"{members}"', "exclude": f'"{exclude}"' if exclude else ""}
    root = project_in(tmp_path / "root", name="root", more=WORKSPACE.format(**quoted))
    project = project_in(root / place)

    assert surrounding_workspace(project) == (root if is_member else None)


def test_nested_project_is_not_in_a_workspace(tmp_path: Path) -> None:
    more = WORKSPACE.format(members='"*"', exclude="")
    root = project_in(tmp_path / "root", name="root", more=more)
    project_in(root / "inner", name="inner")

    assert surrounding_workspace(project_in(root / "inner/svc")) is None
    assert surrounding_workspace(project_in(tmp_path / "svc")) is None


def test_every_parent_workspace_counts_with_an_old_uv(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = WORKSPACE.format(members="", exclude="")
    root = project_in(tmp_path / "root", name="root", more=more)
    programs = write_files(tmp_path / "old", {"uv": "#!/bin/sh\nexit 2\n"})
    (programs / "uv").chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))

    assert surrounding_workspace(project_in(root / "svc")) == root


def test_workspace_is_unchanged_until_the_user_installs(
    tmp_path: Path, wheels: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UV_FIND_LINKS", str(wheels))
    more = WORKSPACE.format(members='"*"', exclude="")
    root = project_in(
        tmp_path / "root", name="root", dependencies=f'"{PACKAGE}"', more=more
    )
    run("uv", "sync", "--quiet", "--python", sys.executable, cwd=root)
    before = contents(root)
    project = project_in(root / "svc")

    installation = installed(project, "uv")

    assert {name: contents(root).get(name) for name in before} == before
    assert [path.name for path in project.iterdir()] == ["pyproject.toml"]
    assert not installation.installed
    (warning,) = installation.warnings
    assert f"part of the uv workspace {root}" in warning
    command = warning.rpartition(f"In {project}, run: ")[2]
    run(*shlex.split(command), cwd=project)
    assert has_package(root)
    assert 'name = "svc"' in (root / "uv.lock").read_text()


def test_hook_of_another_repository_creates_a_separate_project(
    tmp_path: Path,
) -> None:
    outer = write_files(tmp_path / "outer", {"README.md": ""})
    identity = {
        "GIT_CONFIG_GLOBAL": str(tmp_path / "gitconfig"),
        "GIT_CONFIG_SYSTEM": os.devnull,
        "PYTHONPATH": str(ROOT),
    }
    write_files(tmp_path, {"gitconfig": "[user]\nname = Ann\nemail = a@example.com\n"})
    environment = clean_environment() | identity
    forge = shlex.join([sys.executable, "-m", "fastapi_forge"])
    new = f"{forge} new svc --yes --no-install --preset minimal --output {tmp_path}"
    git = partial(run, "git", environment=environment)
    git("init", "--quiet", cwd=outer)
    git("add", "README.md", cwd=outer)
    git("commit", "--quiet", "-m", "First", cwd=outer)
    # Where git passes a hook the most: in a linked worktree, with an index for -a.
    linked = tmp_path / "linked"
    git("worktree", "add", "--quiet", linked, cwd=outer)
    hook = write_files(outer / ".git/hooks", {"pre-commit": f"#!/bin/sh\n{new}\n"})
    (hook / "pre-commit").chmod(0o755)
    write_files(linked, {"README.md": "changed\n"})

    git("commit", "--quiet", "-a", "-m", "Second", cwd=linked)

    assert git("ls-files", cwd=linked).split() == ["README.md"]
    assert git("status", "--porcelain", cwd=linked) == ""
    assert git("log", "--format=%s", cwd=linked).split() == ["Second", "First"]
    svc = tmp_path / "svc"
    assert git("status", "--porcelain", cwd=svc) == ""
    assert git("log", "--format=%s", cwd=svc).startswith("Create svc from")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with package_index(tmp_path_factory.mktemp("index")) as index:
        yield index


@pytest.fixture
def dependent(tmp_path: Path, index: Index, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project that needs the package of the company's index."""
    monkeypatch.delenv("UV_NO_INDEX", raising=False)
    monkeypatch.setenv("UV_DEFAULT_INDEX", index.url)
    monkeypatch.setenv("PIP_INDEX_URL", index.url)
    monkeypatch.setenv("PIP_RETRIES", "0")
    monkeypatch.setenv("UV_HTTP_RETRIES", "0")
    for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
    project = project_in(tmp_path / "svc", dependencies=f'"{PACKAGE}"')
    return write_files(project, {"requirements-dev.txt": f"{PACKAGE}\n"})


def test_uv_trusts_a_configured_authority(
    dependent: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = installed(dependent, "uv")
    monkeypatch.setenv("SSL_CERT_FILE", str(index.authority))
    accepted = installed(dependent, "uv")

    assert not refused.installed
    assert "set SSL_CERT_FILE to the file" in refused.warnings[0]
    assert accepted == Installation(installed=True)
    assert has_package(dependent)


def test_pip_trusts_a_configured_authority(
    tmp_path: Path, dependent: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = installed(dependent, "pip")
    write_files(tmp_path, {"pip.conf": f"[global]\ncert = {index.authority}\n"})
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip.conf"))
    accepted = installed(dependent, "pip")

    assert not refused.installed
    assert "set PIP_CERT to the file" in refused.warnings[0]
    assert accepted == Installation(installed=True)
    assert has_package(dependent)


def test_git_error_names_the_variable_for_an_authority(index: Index) -> None:
    address = index.url.replace("/simple/", "/template.git")
    template = ["--template", f"git+{address}"]
    done = subprocess.run(
        [sys.executable, "-m", "fastapi_forge", "new", "svc", "--yes", *template],
        capture_output=True,
        text=True,
        env=clean_environment() | {"PYTHONPATH": str(ROOT)},
        check=False,
    )

    assert done.returncode == 3
    assert "set GIT_SSL_CAINFO to the file" in done.stderr
