from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from fastapi_forge import wizard
from fastapi_forge.answers.resolution import Answers, resolve
from fastapi_forge.answers.sources import Given, Known
from fastapi_forge.cli import new
from fastapi_forge.errors import CancelledError
from fastapi_forge.template.schema import Schema, Value
from tests.support.commands import document, run_forge

QUICK = ("--no-git", "--no-install")


def test_project_is_created_from_flags(place: Path) -> None:
    result = run_forge("new", "shop", "--database", "postgresql", *QUICK)

    assert result.exit_code == 0
    assert (place / "shop/README.md").read_text() == "# shop on postgresql\n"
    assert (place / "shop/app/main.py").read_text() == "print(1)\n"
    assert f"Created {place}/shop" in result.stdout
    assert "from the template sample 1.2.3." in result.stdout
    assert "  cd shop" in result.stdout


def test_json_describes_the_project(place: Path) -> None:
    result = run_forge("new", "shop", "--no-cors", "--json", *QUICK, FORGE_AUTHOR="Ann")

    report = document(result)
    assert list(report) == [
        "ok",
        "command",
        "path",
        "template",
        "answers",
        "sources",
        "files",
        "installed",
        "warnings",
        "next_steps",
    ]
    assert report["ok"] is True
    assert report["command"] == "new"
    assert report["path"] == str(place / "shop")
    assert report["template"] == {"name": "sample", "version": "1.2.3"}
    assert report["answers"]["name"] == "shop"
    assert report["answers"]["cors"] is False
    assert "cors_origins" not in report["answers"]
    assert report["sources"]["name"] == "flag"
    assert report["sources"]["cors"] == "flag"
    assert report["sources"]["author"] == "env"
    assert report["sources"]["auth"] == "default"
    assert report["installed"] is False
    readme = next(each for each in report["files"] if each["path"] == "README.md")
    content = (place / "shop/README.md").read_bytes()
    assert readme["sha256"] == hashlib.sha256(content).hexdigest()


def test_sources_have_a_precedence(place: Path) -> None:
    (place / "mine.toml").write_text(
        'auth = "oidc"\njobs = "taskiq"\npython = "3.12"\nexample = false\n'
    )
    result = run_forge(
        *("new", "shop", "--dry-run", "--json", "--answers", "mine.toml"),
        *("--preset", "worker", "--auth", "none", "--set", "jobs=inprocess"),
        FORGE_AUTH="jwt",
        FORGE_JOBS="taskiq",
        FORGE_PYTHON="3.13",
    )

    report = document(result)
    chosen = {
        key: (report["answers"][key], report["sources"][key])
        for key in ("auth", "jobs", "python", "example", "database", "access")
    }
    assert chosen == {
        "auth": ("none", "flag"),
        "jobs": ("inprocess", "set"),
        "python": ("3.13", "env"),
        "example": (False, "file"),
        "database": ("postgresql", "preset"),
        "access": ("async", "default"),
    }


def test_answers_come_from_stdin() -> None:
    result = run_forge(
        "new", "shop", "--answers", "-", "--dry-run", "--json", stdin="database: none\n"
    )

    report = document(result)
    assert report["answers"]["database"] == "none"
    assert report["answers"]["auth"] == "none"
    assert report["sources"]["auth"] == "forced"


def test_preset_may_be_a_file(place: Path) -> None:
    (place / "ours.yml").write_text("database: postgresql\naccess: sync\n")

    result = run_forge(
        *("new", "shop", "--preset", "ours.yml", "--database", "none"),
        *("--dry-run", "--json"),
    )

    report = document(result)
    assert report["answers"]["database"] == "none"
    assert report["sources"]["database"] == "flag"
    [warning] = report["warnings"]
    assert "'access' from the preset ours.yml, line 2 is ignored" in warning


@pytest.mark.parametrize("path", ["./ours", "../ours", "~/ours", "{home}/ours"])
@pytest.mark.parametrize("flag", ["--preset", "--answers"])
def test_answers_file_can_be_anywhere(place: Path, flag: str, path: str) -> None:
    for directory in (place, place.parent):
        (directory / "ours").write_text("auth = 'none'\n")
    home = str(place.parent)

    result = run_forge(
        *("new", "shop", f"{flag}={path.format(home=home)}", "--dry-run", "--json"),
        HOME=home,
    )

    assert document(result)["answers"]["auth"] == "none"


def test_lists_are_repeated_flags() -> None:
    result = run_forge(
        *("new", "shop", "--cors-origins", "http://a", "--cors-origins", "http://b,c"),
        *("--resource", "author name:str", "--resource", "book title:str author:ref"),
        *("--dry-run", "--json"),
    )

    answers = document(result)["answers"]
    assert answers["cors_origins"] == ["http://a", "http://b,c"]
    assert answers["resources"] == ["author name:str", "book title:str author:ref"]


def test_plural_names_warn_and_plurals_are_recorded(place: Path) -> None:
    resources = ("--resource", "books title:str author:ref")
    result = run_forge("new", "shop", *resources, "--resource", "author x:int", *QUICK)

    assert result.exit_code == 0
    assert "Warning: The resource 'books' is named by a plural" in result.stderr
    recorded = (place / "shop/.forge/project.yml").read_text()
    assert "- books title:str author:ref --plural books\n" in recorded
    assert "- author x:int --plural authors\n" in recorded


def test_dry_run_shows_tree_and_origins_and_writes_nothing(place: Path) -> None:
    result = run_forge("new", "shop", "--dry-run", "--set", "auth=none")

    assert result.exit_code == 0
    assert f"Would create {place}/shop (4 files):" in result.stdout
    lines = [line.rstrip() for line in result.stdout.splitlines()]
    assert "  app/" in lines
    assert "    main.py" in lines
    assert "  README.md" in lines
    origins = {line.split()[0]: line.split()[1:] for line in lines[-11:]}
    assert origins["auth"] == ["none", "--set", "auth"]
    assert origins["database"] == ["sqlite", "default"]
    assert list(place.iterdir()) == []


def test_dry_run_is_marked_in_json(place: Path) -> None:
    report = document(run_forge("new", "shop", "--dry-run", "--json"))

    assert report["dry_run"] is True
    assert report["installed"] is False
    assert {each["path"] for each in report["files"]} >= {"README.md", "app/main.py"}
    assert list(place.iterdir()) == []


def test_repetition_changes_nothing(place: Path) -> None:
    run_forge("new", "shop", *QUICK)
    before = (place / "shop/README.md").stat().st_mtime_ns

    again = run_forge("new", "shop", *QUICK)
    as_json = document(run_forge("new", "shop", "--json", *QUICK))

    assert again.exit_code == 0
    assert "already contains this project: nothing to do." in again.stdout
    assert as_json["ok"] is True
    assert any("nothing to do" in warning for warning in as_json["warnings"])
    assert (place / "shop/README.md").stat().st_mtime_ns == before


def test_occupied_destination_is_refused(place: Path) -> None:
    (place / "shop").mkdir()
    (place / "shop/mine.txt").write_text("mine")

    result = run_forge("new", "shop", "--json", *QUICK)

    assert result.exit_code == 2
    assert document(result)["error"]["code"] == "destination-not-empty"
    assert [path.name for path in (place / "shop").iterdir()] == ["mine.txt"]


def test_output_names_the_parent(place: Path) -> None:
    (place / "deep").mkdir()

    result = run_forge("new", "shop", "--output", "deep", *QUICK)

    assert result.exit_code == 0
    assert (place / "deep/shop/README.md").is_file()


def test_missing_parent_is_an_environment_error() -> None:
    result = run_forge("new", "shop", "--output", "nowhere", *QUICK)

    assert result.exit_code == 3


def test_dot_means_this_directory(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "bakery").mkdir()
    monkeypatch.chdir(place / "bakery")

    result = run_forge("new", ".", *QUICK)

    assert result.exit_code == 0
    assert (place / "bakery/README.md").read_text() == "# bakery on sqlite\n"


def test_dot_in_a_directory_of_another_name_is_refused(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "My Shop").mkdir()
    monkeypatch.chdir(place / "My Shop")

    result = run_forge("new", ".")

    assert result.exit_code == 2
    assert "The project is named after the current directory" in result.stderr
    assert "'forge new my-shop'" in result.stderr


def test_dot_and_output_exclude_each_other() -> None:
    assert run_forge("new", ".", "--output", "x").exit_code == 2


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("My API", "Try 'my-api'."),
        ("json", "Try 'json-api'."),
        ("big-library", "Try 'big-library-api'."),
        ("deep/shop", "Try 'forge new shop --output deep'."),
        ("/tmp/shop", "Try 'forge new shop --output /tmp'."),  # noqa: S108
        ("/shop", "Try 'forge new shop --output /'."),
        ("shop/", "Try 'forge new shop'."),
        ("..", "Try 'myapi'."),
    ],
)
def test_invalid_name_is_refused(name: str, hint: str) -> None:
    result = run_forge("new", name, "--json")

    assert result.exit_code == 2
    assert document(result)["error"]["code"] == "invalid-name"
    assert document(result)["error"]["hint"] == hint


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--auth", "jtw"], "invalid-answer", ["'jtw'", "--auth", "'jwt'"]),
        (["--set", "auht=jwt"], "unknown-option", ["'auht'", "--set auht", "'auth'"]),
        (["--set", "auth"], "usage", ["KEY=VALUE"]),
        (["--answers", ""], "usage", ["--answers has no value"]),
        (["--preset", ""], "usage", ["--preset has no value"]),
        (["--cors", "--no-cors"], "invalid-answer", ["--cors and --no-cors"]),
        (["--auth", "jwt", "--auth", "jwt"], "invalid-answer", ["more than once"]),
        (["--preset", "wrker"], "invalid-answers-file", ["'wrker'", "'worker'"]),
        (["--preset", "worker", "--preset", "worker"], "usage", ["--preset"]),
        (["--answers", "no.yml"], "invalid-answers-file", ["no.yml", "No such file"]),
        (["--no-cors", "--cors-origins", "x"], "forbidden-answer", ["--no-cors"]),
        (
            ["--database", "none", "--auth", "jwt"],
            "forbidden-answer",
            ["(from --database)", "(from --auth)", "Stored users need a database."],
        ),
        (
            ["--auth", "none", "--resource", "book title:str --owned"],
            "forbidden-answer",
            ["'book'", "--owned", "(from --auth)"],
        ),
        (["--resource", "book title:sr"], "invalid-resource", ["'sr'"]),
    ],
)
def test_invalid_request_writes_nothing(
    place: Path, arguments: list[str], code: str, words: list[str]
) -> None:
    result = run_forge("new", "shop", "--json", *arguments)

    assert result.exit_code == 2
    error = document(result)["error"]
    assert error["code"] == code
    assert all(word in f"{error['message']} {error['hint']}" for word in words)
    assert list(place.iterdir()) == []


def test_variable_of_another_product_is_a_warning_without_its_value() -> None:
    result = run_forge(
        *("new", "shop", "--json", *QUICK),
        FORGE_DATABSE="sqlite",
        FORGE_REGION="tok-4711",
        FORGE_ACCESS="sync",
    )

    assert document(result)["warnings"] == [
        (
            "FORGE_DATABSE is ignored: the template 'sample' has no such option."
            " Did you mean FORGE_DATABASE?"
        ),
        "FORGE_REGION is ignored: the template 'sample' has no such option.",
    ]
    assert document(result)["answers"]["access"] == "sync"
    assert "tok-4711" not in result.output


def test_invalid_value_in_a_variable_of_an_option_is_refused() -> None:
    result = run_forge("new", "shop", *QUICK, FORGE_DATABASE="oracle")

    assert result.exit_code == 2
    assert "'database' (from FORGE_DATABASE)" in result.stderr


def test_variable_of_another_product_warns_on_stderr() -> None:
    result = run_forge("new", "shop", *QUICK, FORGE_API_LIMIT="tok-4711")

    assert result.exit_code == 0
    assert "Warning: FORGE_API_LIMIT is ignored" in result.stderr
    assert "tok-4711" not in result.output


def test_progress_goes_to_stderr_unless_quiet() -> None:
    assert "Rendering" in run_forge("new", "shop", *QUICK).stderr
    quiet = run_forge("new", "mill", "--quiet", *QUICK)

    assert quiet.stderr == ""
    assert "Created" in quiet.stdout


def test_warnings_go_to_stderr_as_text() -> None:
    result = run_forge(
        *("new", "shop", "--preset", "synchronous", "--database", "none"), *QUICK
    )

    assert result.exit_code == 0
    assert "Warning: 'access' from the preset synchronous is ignored" in result.stderr


def test_no_questions_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new, "_ask", None)

    assert run_forge("new", "shop", *QUICK).exit_code == 0


@pytest.mark.parametrize("flag", ["--yes", "--json"])
def test_no_questions_if_disabled(monkeypatch: pytest.MonkeyPatch, flag: str) -> None:
    monkeypatch.setattr(new, "is_interactive", lambda: True)
    monkeypatch.setattr(new, "_ask", None)

    assert run_forge("new", "shop", flag, *QUICK).exit_code == 0


def test_questions_are_asked_at_a_terminal(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = Given(value="postgresql", source="prompt", detail="your answer")

    def ask(_: object, known: Known, __: object) -> Known:
        return {**known, "database": answer}

    monkeypatch.setattr(new, "is_interactive", lambda: True)
    monkeypatch.setattr(new, "_ask", ask)

    assert run_forge("new", "shop", "--auth", "none", *QUICK).exit_code == 0
    assert "postgresql" in (place / "shop/README.md").read_text()


def test_leaving_the_wizard_is_not_an_error(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def leave(*_: object) -> None:
        raise CancelledError

    monkeypatch.setattr(new, "is_interactive", lambda: True)
    monkeypatch.setattr(new, "_ask", leave)

    result = run_forge("new", "shop")

    assert result.exit_code == 130
    assert "nothing was written" in result.stderr
    assert list(place.iterdir()) == []


def test_wizard_counts_the_files_of_a_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    counts: list[int] = []

    def ask(
        schema: Schema,
        known: Known,
        machine: Mapping[str, Value],
        count_files: Callable[[Answers], int],
    ) -> Known:
        counts.append(count_files(resolve(schema, known, machine)))
        return known

    monkeypatch.setattr(new, "is_interactive", lambda: True)
    monkeypatch.setattr(wizard, "ask", ask)

    assert run_forge("new", "shop", "--dry-run").exit_code == 0
    assert counts == [4]
