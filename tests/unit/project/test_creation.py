from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest

from fastapi_forge.errors import (
    CancelledError,
    DestinationError,
    EnvironmentRefusalError,
    ForgeError,
    TemplateError,
)
from fastapi_forge.project import creation
from fastapi_forge.project.creation import create_project, plan_project
from tests.support.templates import write_files
from tests.unit.project.conftest import FILES, Request

RENDERED = sorted(
    [
        *(path.removesuffix(".jinja") for path in FILES),
        ".forge/lock.json",
        ".forge/project.yml",
    ]
)


def silent(_: str) -> None:
    return None


def files_in(directory: Path) -> list[str]:
    return sorted(
        path.relative_to(directory).as_posix()
        for path in directory.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(directory).parts
    )


def fake_uv(place: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    programs = write_files(place.parent / "programs", {"uv": f"#!/bin/sh\n{script}\n"})
    (programs / "uv").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")


def git(directory: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=directory, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


class TestResult:
    def test_project_is_created_and_formatted(
        self, place: Path, request_for: Request
    ) -> None:
        created = create_project(request_for(), silent)

        assert created.path == place / "myapi"
        assert files_in(place / "myapi") == sorted([*RENDERED, ".env"])
        assert (place / "myapi/app/main.py").read_text() == "print(1)\n"
        assert [path.name for path in place.iterdir()] == ["myapi"]

    def test_files_are_reported_with_their_digests(
        self, place: Path, request_for: Request
    ) -> None:
        created = create_project(request_for(), silent)

        assert created.files == tuple(
            (path, sha256((place / "myapi" / path).read_bytes()).hexdigest())
            for path in RENDERED
        )

    def test_env_file_contains_a_secret_and_is_private(
        self, place: Path, request_for: Request
    ) -> None:
        create_project(request_for(), silent)

        environment = place / "myapi/.env"
        assert "change-me" not in environment.read_text()
        assert "DEBUG=true" in environment.read_text()
        assert environment.stat().st_mode & 0o777 == 0o600

    def test_lock_records_the_class_of_each_file(
        self, place: Path, request_for: Request
    ) -> None:
        create_project(request_for(), silent)

        lock = json.loads((place / "myapi/.forge/lock.json").read_text())
        assert {line["path"]: line["class"] for line in lock["files"]} == {
            ".env.example": "managed",
            ".gitignore": "managed",
            "README.md": "seed",
            "app/main.py": "managed",
            "migrations/0001.py": "append-only",
            "requirements-dev.txt": "managed",
        }
        assert set(lock["versions"]) == {"forge", "copier", "jinja2", "ruff"}

    def test_directory_mode_follows_the_umask(
        self, place: Path, request_for: Request
    ) -> None:
        previous = os.umask(0o027)
        try:
            create_project(request_for(), silent)
        finally:
            os.umask(previous)

        assert (place / "myapi").stat().st_mode & 0o777 == 0o750

    @pytest.mark.parametrize(
        ("destination", "first"),
        [
            ("myapi", ["cd myapi"]),
            ("deep/my api", ["cd 'deep/my api'"]),
            (".", []),
        ],
    )
    def test_next_steps_start_in_the_current_directory(
        self, place: Path, request_for: Request, destination: str, first: list[str]
    ) -> None:
        (place / destination).parent.mkdir(exist_ok=True)

        created = create_project(request_for(destination), silent)

        assert created.next_steps == (
            *first,
            "uv sync",
            "uv run serve",
            "uv run pytest",
        )


class TestCommits:
    def test_commits_are_render_and_lock(
        self, place: Path, request_for: Request, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fake_uv(place, monkeypatch, "mkdir .venv; echo locked > uv.lock")
        steps: list[str] = []

        created = create_project(request_for(git=True, install=True), steps.append)

        project = place / "myapi"
        assert created.installed
        assert created.warnings == ()
        assert created.next_steps == ("cd myapi", "uv run serve", "uv run pytest")
        assert git(project, "log", "--reverse", "--format=%s").splitlines() == [
            "Create myapi from the sample template 1.2.3",
            "Lock the dependencies in uv.lock",
        ]
        first = git(project, "ls-tree", "-r", "--name-only", "HEAD~").splitlines()
        assert first == RENDERED
        assert git(project, "status", "--porcelain") == ""
        assert len(steps) == 2

    def test_blobs_of_the_lock_are_those_of_the_commit(
        self, place: Path, request_for: Request
    ) -> None:
        create_project(request_for(git=True), silent)

        lock = json.loads((place / "myapi/.forge/lock.json").read_text())
        for line in lock["files"]:
            blob = git(place / "myapi", "rev-parse", f"HEAD:{line['path']}")
            assert line["blob"] == blob

    def test_failures_after_the_move_are_warnings(
        self, place: Path, request_for: Request, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fake_uv(place, monkeypatch, "echo offline >&2; exit 1")
        git(place, "init", "--quiet")

        created = create_project(request_for(git=True, install=True), silent)

        assert not created.installed
        part, offline = created.warnings
        assert "inside the repository" in part
        assert "offline" in offline


class TestExistingDirectory:
    def test_empty_directory_is_filled(self, place: Path, request_for: Request) -> None:
        inode = place.stat().st_ino

        created = create_project(request_for("."), silent)

        assert created.path == place
        assert files_in(place) == sorted([*RENDERED, ".env"])
        assert place.stat().st_ino == inode

    def test_empty_repository_is_used(self, place: Path, request_for: Request) -> None:
        git(place, "init", "--quiet", "--initial-branch=trunk")

        created = create_project(request_for(".", git=True), silent)

        assert created.warnings == ()
        assert git(place, "rev-parse", "--abbrev-ref", "HEAD") == "trunk"
        assert git(place, "status", "--porcelain") == ""

    def test_repository_with_history_is_refused(
        self, place: Path, request_for: Request
    ) -> None:
        git(place, "init", "--quiet")
        git(place, "commit", "--quiet", "--allow-empty", "--message=x")

        with pytest.raises(DestinationError):
            create_project(request_for("."), silent)

    @pytest.mark.parametrize("kind", ["filled", "file", "link"])
    def test_existing_files_are_never_changed(
        self, place: Path, request_for: Request, kind: str
    ) -> None:
        if kind == "filled":
            write_files(place, {"myapi/notes.txt": "mine"})
        elif kind == "file":
            write_files(place, {"myapi": "mine"})
        else:
            (place / "myapi").symlink_to("nowhere")
        before = {path: path.lstat().st_mtime_ns for path in place.rglob("*")}

        for attempt in (plan_project, lambda request: create_project(request, silent)):
            with pytest.raises(DestinationError):
                attempt(request_for())

        assert {path: path.lstat().st_mtime_ns for path in place.rglob("*")} == before

    @pytest.mark.parametrize("parent", ["nowhere", "file"])
    def test_destination_that_is_a_file_is_refused(
        self, place: Path, request_for: Request, parent: str
    ) -> None:
        (place / "file").write_text("")

        with pytest.raises(EnvironmentRefusalError):
            create_project(request_for(f"{parent}/myapi"), silent)

    def test_destination_without_permission_is_refused(
        self, request_for: Request
    ) -> None:
        # Not even root can create directories there.
        with pytest.raises(EnvironmentRefusalError):
            create_project(request_for("/proc/myapi"), silent)


class TestRepetition:
    @pytest.fixture(autouse=True)
    def created(
        self, place: Path, request_for: Request, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fake_uv(place, monkeypatch, "mkdir -p .venv; echo locked > uv.lock")
        create_project(request_for(git=True, install=True), silent)

    def test_of_the_same_changes_nothing(
        self, place: Path, request_for: Request
    ) -> None:
        before = {path: path.lstat().st_mtime_ns for path in place.rglob("*")}

        again = create_project(request_for(git=True, install=True), silent)

        assert again.unchanged
        assert again.installed
        assert plan_project(request_for()).unchanged
        assert {path: path.lstat().st_mtime_ns for path in place.rglob("*")} == before

    def test_other_tools_with_the_same_outcome_change_nothing(
        self, request_for: Request, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(creation, "__version__", "99")

        assert create_project(request_for(), silent).unchanged

    @pytest.mark.parametrize(
        "change",
        [
            {"README.md": "mine"},
            {"notes.txt": ""},
            {"app/.env": ""},
            {".forge/lock.json": "{}"},
        ],
        ids=["edit", "file", "nested", "state"],
    )
    def test_on_something_else_is_refused(
        self, place: Path, request_for: Request, change: dict[str, str]
    ) -> None:
        write_files(place / "myapi", change)

        with pytest.raises(DestinationError):
            create_project(request_for(), silent)

    def test_without_a_file_is_refused(self, place: Path, request_for: Request) -> None:
        (place / "myapi/README.md").unlink()

        with pytest.raises(DestinationError):
            create_project(request_for(), silent)

    def test_with_other_answers_is_refused(self, request_for: Request) -> None:
        with pytest.raises(DestinationError):
            create_project(request_for(python="3.11"), silent)


class TestNothingIsLeft:
    def test_by_a_plan(self, place: Path, request_for: Request) -> None:
        planned = plan_project(request_for())

        assert [path for path, _ in planned.files] == RENDERED
        assert list(place.iterdir()) == []

    def test_by_a_template_that_fails(
        self, place: Path, template: Path, request_for: Request
    ) -> None:
        write_files(template, {"project/z.txt.jinja": "{{ unknown }}"})

        with pytest.raises(TemplateError):
            create_project(request_for(), silent)

        assert list(place.iterdir()) == []

    def test_by_a_run_that_was_killed(self, place: Path, request_for: Request) -> None:
        write_files(place, {".forge-new-x1/myapi/README.md": "half"})

        create_project(request_for("."), silent)

        assert files_in(place) == sorted([*RENDERED, ".env"])

    @pytest.mark.parametrize(
        ("error", "refusal"),
        [
            (OSError(28, "No space left on device"), EnvironmentRefusalError),
            (KeyboardInterrupt(), CancelledError),
        ],
        ids=["full", "interrupted"],
    )
    @pytest.mark.parametrize("destination", ["myapi", "."])
    def test_by_an_end_halfway(
        self,
        place: Path,
        request_for: Request,
        monkeypatch: pytest.MonkeyPatch,
        error: BaseException,
        refusal: type[ForgeError],
        destination: str,
    ) -> None:
        def fail(*_: object) -> None:
            raise error

        monkeypatch.setattr(creation, "write_environment", fail)

        with pytest.raises(refusal):
            create_project(request_for(destination), silent)

        assert list(place.iterdir()) == []

    def test_by_a_move_that_fails_halfway(
        self, place: Path, request_for: Request, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        rename = os.rename

        def fail_once(source: Path, target: Path) -> None:
            if source.name == "app" and target.parent == place:
                raise OSError(5, "Input/output error")
            rename(source, target)

        monkeypatch.setattr(os, "rename", fail_once)

        with pytest.raises(EnvironmentRefusalError):
            create_project(request_for("."), silent)

        assert list(place.iterdir()) == []

    @pytest.mark.parametrize("destination", ["myapi", "."])
    def test_over_files_created_during_rendering(
        self,
        place: Path,
        request_for: Request,
        monkeypatch: pytest.MonkeyPatch,
        destination: str,
    ) -> None:
        def interfere(*_: object) -> None:
            write_files(place / destination, {"README.md": "mine"})

        monkeypatch.setattr(creation, "write_environment", interfere)

        with pytest.raises(DestinationError):
            create_project(request_for(destination), silent)

        assert files_in(place / destination) == ["README.md"]


SCRIPT = """
import sys
from pathlib import Path
from fastapi_forge.answers.resolution import Answers
from fastapi_forge.errors import ForgeError
from fastapi_forge.project import creation
from tests.support.templates import state_of

def wait(*_):
    print("waiting", flush=True)
    import time; time.sleep(60)

if sys.argv[2] == "before":
    creation.write_environment = wait
try:
    creation.create_project(
        creation.NewProject(
            destination=Path("myapi"),
            template=Path(sys.argv[1]),
            state=state_of(package_manager="uv"),
            answers=Answers(values={}, sources={}),
            git=False, install=True, offline=False,
        ),
        lambda message: print(message, flush=True),
    )
except ForgeError as error:
    print(error)
    sys.exit(error.exit_code)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("moment", ["before", "after"])
def test_signal_is_atomic(
    place: Path,
    template: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: signal.Signals,
    moment: str,
) -> None:
    fake_uv(place, monkeypatch, "exec sleep 60")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[3]))
    monkeypatch.setenv("TMPDIR", str(place))
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(template), moment], stdout=-1, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith(("waiting", "Installing")):
                break
        time.sleep(0.1)
        process.send_signal(number)
        said = process.stdout.read()

    assert process.returncode == 130
    if moment == "before":
        assert "nothing was written" in said
        assert list(place.iterdir()) == []
    else:
        assert f"{place / 'myapi'} was created" in said
        assert files_in(place) == sorted(f"myapi/{p}" for p in [*RENDERED, ".env"])
