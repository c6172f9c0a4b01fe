"""What users get: the built wheel in an environment that has nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from fastapi_forge import __version__

ROOT = Path(__file__).parents[2]
PACKAGE = "fastapi_forge"


def run(*command: str | Path, cwd: Path) -> str:
    # The tests' own environment must not shine through.
    hidden = {"PYTHONPATH", "VIRTUAL_ENV"}
    done = subprocess.run(
        command,
        cwd=cwd,
        env={key: value for key, value in os.environ.items() if key not in hidden},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def listed_by_git(*folders: str) -> set[str]:
    """Files of the repository, those not committed yet included."""
    options = ["--cached", "--others", "--exclude-standard", "-z"]
    listed = run("git", "ls-files", *options, "--", *folders, cwd=ROOT).split("\0")
    return {path for path in listed if path and (ROOT / path).is_file()}


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    dist = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-d", dist, cwd=ROOT)
    return dist


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    (wheel,) = dist.glob("*.whl")
    return wheel


def test_wheel_holds_the_package_and_its_templates_and_nothing_stray(
    wheel: Path,
) -> None:
    with ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}

    templates = {f"{PACKAGE}/{path}" for path in listed_by_git("templates")}
    assert held == listed_by_git(PACKAGE) | templates


def test_wheel_needs_no_url_and_exactly_one_formatter(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith("/METADATA")]
        metadata = archive.read(name).decode().splitlines()

    needed = [line for line in metadata if line.startswith("Requires-Dist: ")]
    assert [line for line in needed if "ruff" in line] == [
        "Requires-Dist: ruff==0.17.6"
    ]
    assert not [line for line in needed if "://" in line or "<" in line]


def test_wheel_can_be_built_from_the_sdist(
    dist: Path, wheel: Path, tmp_path: Path
) -> None:
    (sdist,) = dist.glob("*.tar.gz")
    run("tar", "-xf", sdist, cwd=tmp_path)
    (source,) = tmp_path.iterdir()

    build = ["-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    run(sys.executable, *build, cwd=source)

    (again,) = tmp_path.glob("*.whl")
    with ZipFile(wheel) as first, ZipFile(again) as second:
        assert sorted(first.namelist()) == sorted(second.namelist())


@pytest.mark.parametrize("kind", ["wheel", "editable"])
def test_installed_forge_works_from_any_directory(
    wheel: Path, tmp_path: Path, kind: str
) -> None:
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=True)
    programs = environment / "bin"
    what = [str(wheel)] if kind == "wheel" else ["--editable", str(ROOT)]
    install = ["-m", "pip", "--disable-pip-version-check", "install", "--quiet", *what]
    run(programs / "python", *install, cwd=tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    forge = programs / "forge"

    version = run(forge, "--version", cwd=elsewhere)
    options = json.loads(run(forge, "options", "--json", cwd=elsewhere))
    run(forge, "new", "shop", "--yes", "--no-install", cwd=elsewhere)

    assert version == f"forge {__version__}\n"
    assert "database" in {option["key"] for option in options["options"]}
    assert (elsewhere / "shop/app/main.py").is_file()
    assert [path.name for path in elsewhere.iterdir()] == ["shop"]
    state = (elsewhere / "shop/.forge/project.yml").read_text()
    assert str(tmp_path) not in state
    assert str(ROOT) not in state
