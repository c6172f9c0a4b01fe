"""The built wheel in an environment without anything else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator, Mapping
from pathlib import Path
from zipfile import ZipFile

import pytest

from fastapi_forge import __version__
from tests.support.processes import clean_environment

ROOT = Path(__file__).parents[2]
PACKAGE = "fastapi_forge"


def run(
    *command: str | Path, cwd: Path, variables: Mapping[str, str] | None = None
) -> str:
    done = subprocess.run(
        command,
        cwd=cwd,
        env=clean_environment() | dict(variables or {}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def listed_by_git(*folders: str) -> set[str]:
    """Copy the files of the repository, including uncommitted ones."""
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


def test_wheel_contains_only_package_and_templates(
    wheel: Path,
) -> None:
    with ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}

    templates = {f"{PACKAGE}/{path}" for path in listed_by_git("templates")}
    assert held == listed_by_git(PACKAGE) | templates


def test_wheel_requires_no_url_and_one_formatter(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith("/METADATA")]
        metadata = archive.read(name).decode().splitlines()

    needed = [line for line in metadata if line.startswith("Requires-Dist: ")]
    assert [line for line in needed if "ruff" in line] == [
        "Requires-Dist: ruff==0.17.6"
    ]
    assert not [line for line in needed if "://" in line]


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


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """Return a directory that other users can read, unlike pytest's."""
    with tempfile.TemporaryDirectory(prefix="forge-installed-") as directory:
        Path(directory).chmod(0o755)
        yield Path(directory)


def by_pip(home: Path, wheel: Path) -> list[str]:
    venv.create(home / "pip", with_pip=True)
    pip = ("-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    run(home / "pip/bin/python", *pip, wheel, cwd=home)
    return [str(home / "pip/bin/forge")]


def editable(home: Path, _wheel: Path) -> list[str]:
    place = home / "editable"
    run("uv", "venv", "--quiet", "--python", sys.executable, place, cwd=home)
    install = ("uv", "pip", "install", "--quiet", "--python", place)
    run(*install, "--editable", ROOT, cwd=home)
    return [str(place / "bin/forge")]


def by_uv_tool(home: Path, wheel: Path) -> list[str]:
    place = {"UV_TOOL_DIR": f"{home}/uv", "UV_TOOL_BIN_DIR": f"{home}/uv/bin"}
    install = ("uv", "tool", "install", "--quiet", "--python", sys.executable)
    run(*install, wheel, cwd=home, variables=place)
    return [str(home / "uv/bin/forge")]


def by_pipx(home: Path, wheel: Path) -> list[str]:
    place = {"PIPX_HOME": f"{home}/pipx", "PIPX_BIN_DIR": f"{home}/pipx/bin"}
    pipx = ("uv", "tool", "run", "--quiet", "pipx", "install", "--quiet")
    run(*pipx, "--python", sys.executable, wheel, cwd=home, variables=place)
    return [str(home / "pipx/bin/forge")]


def of_another_user(home: Path, wheel: Path) -> list[str]:
    """Compiled and read-only; if the tests run as root, another user runs it."""
    as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    user = as_nobody if os.geteuid() == 0 else []
    candidates = (str(Path(sys.executable).resolve()), "/usr/bin/python3")
    python = next(
        (candidate for candidate in candidates if runs(*user, candidate, "-c", MODERN)),
        None,
    )
    if python is None:
        pytest.skip("No Python 3.11 or newer that another user can run.")
    place = home / "shared"
    run("uv", "venv", "--quiet", "--python", python, place, cwd=home)
    install = ("uv", "pip", "install", "--quiet", "--compile-bytecode", "--python")
    # Copied, because a link would make the user's cache read-only.
    run(*install, place, "--link-mode=copy", wheel, cwd=home)
    run("chmod", "--recursive", "a-w", place, cwd=home)
    return [*user, str(place / "bin/forge")]


MODERN = "import sys; sys.exit(sys.version_info < (3, 11))"


def runs(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


INSTALLATIONS = (by_pip, by_pipx, by_uv_tool, editable, of_another_user)
# Their defaults are the user's.
ANSWERS = ("--author=Ann", "--email=a@b.org", "--python=3.12", "--package-manager=uv")


def test_every_kind_of_installation_creates_the_same_service(
    wheel: Path, home: Path, subtests: pytest.Subtests
) -> None:
    if not shutil.which("uv"):
        pytest.skip("uv is not on the PATH.")
    tracked: dict[str, str] = {}
    for install in INSTALLATIONS:
        place = home / "made" / install.__name__
        place.mkdir(parents=True)
        place.chmod(0o777)
        with subtests.test(install.__name__):
            forge = install(home, wheel)
            version = run(*forge, "--version", cwd=place)
            run(*forge, "new", "shop", "--yes", "--no-install", *ANSWERS, cwd=place)

            assert version == f"forge {__version__}\n"
            assert [path.name for path in place.iterdir()] == ["shop"]
            tracked[install.__name__] = tracked_in(place / "shop")
            assert tracked[install.__name__] == tracked[INSTALLATIONS[0].__name__]
    assert "app/main.py" in tracked["by_pip"]
    assert ".pyc" not in tracked["by_pip"]


def tracked_in(project: Path) -> str:
    """Return mode, digest and path of every file without versions of tools."""
    listing = ("ls-files", "--stage", "--", ".", ":!.forge/lock.json")
    everybody = ("git", "-c", "safe.directory=*")
    assert run(*everybody, "status", "--porcelain", cwd=project) == ""
    return run(*everybody, *listing, cwd=project)
