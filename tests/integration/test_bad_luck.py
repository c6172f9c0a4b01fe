"""`forge new` as a process on machines that lack something."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.processes import clean_environment

ROOT = Path(__file__).parents[2]
FORGE = (sys.executable, "-m", "fastapi_forge")
NEW = (*FORGE, "new", "shop", "--yes", "--no-install", "--no-git")


def can_mount() -> bool:
    if not shutil.which("unshare"):
        return False
    tried = ["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


needs_mounts = pytest.mark.skipif(not can_mount(), reason="needs to mount: be root")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    for name in ("place", "temporary"):
        (tmp_path / name).mkdir()
    return tmp_path / "place"


def shell(
    script: str, place: Path, *arguments: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Return a sh script that calls `forge new shop` with the given arguments."""
    environment = clean_environment() | {
        "PYTHONPATH": str(ROOT),
        "TMPDIR": str(place.parent / "temporary"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        **variables,
    }
    return subprocess.run(
        ["sh", "-c", script, "sh", *NEW, *arguments],
        cwd=place,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )


def left(place: Path) -> list[str]:
    return [path.name for path in place.parent.glob("*/*")]


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ('"$@" <&- >&- 2>&-', 0),
        ('"$@" 2>/dev/full', 0),
        ('"$@" >/dev/full', 3),
        ('"$@" >/dev/full 2>&1', 3),
        ('{ "$@" 2>&1; echo $? >../temporary/code; } | :; cat ../temporary/code', 0),
    ],
    ids=["closed", "no messages", "no result", "neither", "left"],
)
def test_project_is_created_without_a_reader(
    place: Path, script: str, code: int
) -> None:
    done = shell(script, place)

    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert (place / "shop/.env").is_file()


def test_full_pipe_gets_one_document_or_none(place: Path) -> None:
    done = shell('"$@" --json >/dev/full', place, "--auth", "jtw")

    assert done.returncode == 2
    assert "No space left" in done.stderr
    assert left(place) == []


@needs_mounts
@pytest.mark.parametrize(
    ("size", "target"),
    [("size=128k", ".."), ("nr_inodes=40", ".."), ("size=128k", "../temporary")],
    ids=["space", "inodes", "temporary"],
)
def test_full_disk_leaves_nothing(place: Path, size: str, target: str) -> None:
    script = f"""
        mkdir ../small && mount -t tmpfs -o {size} tmpfs ../small
        [ {target} = .. ] || export TMPDIR=$PWD/../small
        [ {target} = .. ] && cd ../small
        "$@" --json; code=$?
        ls -A ../small . >&2
        exit $code
    """
    done = shell(f"exec unshare --mount sh -c '{script}' sh \"$@\"", place)

    assert done.returncode == 3
    error = json.loads(done.stdout)["error"]
    assert error["code"] == "environment"
    assert "No space left on device." in error["message"]
    assert ".forge-new" not in done.stderr
    assert "forge-render" not in done.stderr


@needs_mounts
def test_read_only_directory_is_refused(place: Path) -> None:
    script = 'mount --bind . . && mount -o remount,bind,ro . && cd "$PWD" && "$@"'
    done = shell(f"exec unshare --mount sh -c '{script}' sh \"$@\"", place)

    assert done.returncode == 3
    assert f"Permission denied: cannot write to {place}." in done.stderr
    assert left(place) == []


def test_removed_directory_is_refused(place: Path) -> None:
    done = shell('rmdir "$PWD" && exec "$@"', place)

    assert done.returncode == 3
    assert "The current directory no longer exists." in done.stderr


def test_an_unusual_environment_changes_nothing(place: Path, tmp_path: Path) -> None:
    plain = shell('"$@" --json', place)
    shutil.rmtree(place / "shop")
    odd = shell(
        'unset HOME; "$@" --json',
        place,
        TMPDIR=str(tmp_path / "nowhere"),
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
        COLUMNS="1",
        PYTHONHASHSEED="7",
        SOURCE_DATE_EPOCH="0",
    )

    assert odd.returncode == 0
    assert json.loads(odd.stdout)["files"] == json.loads(plain.stdout)["files"]


@pytest.mark.parametrize(("umask", "mode"), [("077", 0o600), ("000", 0o666)])
def test_umask_of_the_user_applies(place: Path, umask: str, mode: int) -> None:
    shell(f'umask {umask}; "$@"', place)

    assert (place / "shop/README.md").stat().st_mode & 0o777 == mode
    assert (place / "shop/.env").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("-shop", "Try 'shop'."),
        ("a" * 300, "a name has 1 to 50"),
        ("$(touch x)", "'touch-x'"),
        ("a;b|c&d", "'a-b-c-d'"),
        ("../up", "'forge new up --output ..'"),
        ("\udcff", "'myapi'"),
        ("é" * 99, "'" + "e" * 50 + "'"),
    ],
)
def test_strange_name_is_refused(place: Path, name: str, words: str) -> None:
    done = subprocess.run(
        [*FORGE, "new", name, "--yes", "--json"],
        cwd=place,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )

    assert done.returncode == 2
    error = json.loads(done.stdout)["error"]
    assert error["code"] == "invalid-name"
    assert words in f"{error['message']} {error['hint']}"
    assert left(place) == []
