from __future__ import annotations

import errno
from pathlib import Path

import pytest

from fastapi_forge import __version__
from fastapi_forge.cli import new
from tests.support.commands import document, run_forge


def test_version() -> None:
    result = run_forge("--version")

    assert (result.exit_code, result.stdout) == (0, f"forge {__version__}\n")


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_lists_the_commands(flag: str) -> None:
    result = run_forge(flag)

    assert result.exit_code == 0
    assert "Create a FastAPI service in ./NAME." in result.stdout
    assert "List the options of a template." in result.stdout


def test_help_reads_no_template(template: Path) -> None:
    (template / "copier.yml").write_text("broken: [")

    assert run_forge("--help").exit_code == 0
    assert run_forge("--version").exit_code == 0
    assert run_forge("new", "--help").exit_code == 1


def test_help_of_new_has_a_section_for_each_group() -> None:
    text = run_forge("new", "-h").stdout

    sections = [line for line in text.splitlines() if line and line[0] != " "][1:]
    assert sections == [
        "Arguments:",
        "Core:",
        "More:",
        "Values from files and presets:",
        "Template:",
        "Execution:",
        "Options:",
    ]
    assert "--database [none|sqlite|postgresql]" in text
    assert "--redis / --no-redis" in text
    assert "--resource SPEC" in text
    assert "--cors-origins URL" in text
    assert "--name" not in text
    flat = " ".join(text.split())
    assert "[only with database=sqlite or postgresql; default: async]" in flat
    assert "[default: from this machine, else 3.13]" in flat


def test_nothing_to_do_shows_help() -> None:
    result = run_forge()

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Missing command." in result.stderr
    assert "Commands:" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "command", "message", "hint"),
    [
        (["nwe"], "nwe", "No such command 'nwe'. Did you mean 'new'?", "forge --help"),
        (["new"], "new", "Missing argument 'NAME'.", "forge new myapi"),
        (["new", "a", "b"], "new", "unexpected extra argument", "forge new --help"),
        (["new", "a", "--databse", "x"], "new", "--databse.", "mean --database?"),
        (["options", "--oops"], "options", "No such option: --oops", "forge options"),
        (["--oops"], "", "No such option: --oops", "forge --help"),
        ([], "", "No such option: --json", "forge --help"),
    ],
)
def test_usage_error_is_one_json_document(
    arguments: list[str], command: str, message: str, hint: str
) -> None:
    result = run_forge(*arguments, "--json")

    assert result.exit_code == 2
    assert result.stderr == ""
    report = document(result)
    assert list(report) == ["ok", "command", "error"]
    assert report["ok"] is False
    assert report["command"] == command
    assert list(report["error"]) == ["code", "message", "hint"]
    assert report["error"]["code"] == "usage"
    assert message in report["error"]["message"]
    assert hint in report["error"]["hint"]


def test_usage_error_is_text_otherwise() -> None:
    result = run_forge("new", "a", "--databse", "x")

    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == (
        "Error: No such option: --databse.\n"
        "Did you mean --database? Try 'forge new --help'.\n"
    )


def failing(error: BaseException) -> object:
    def fail(*_: object) -> None:
        raise error

    return fail


def test_unexpected_error_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new, "_create", failing(KeyError("x")))

    result = run_forge("new", "shop")

    assert result.exit_code == 1
    assert "This is a bug in forge: KeyError: 'x'" in result.stderr
    assert "--debug" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("place", ["before", "after"])
def test_debug_shows_the_traceback(monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    monkeypatch.setattr(new, "_create", failing(KeyError("x")))
    arguments = ["new", "shop"]
    arguments.insert(0 if place == "before" else 2, "--debug")

    result = run_forge(*arguments)

    assert result.exit_code == 1
    assert "Traceback" in result.stderr
    assert "KeyError" in result.stderr


def test_debug_leaves_stdout_to_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new, "_create", failing(KeyError("x")))

    result = run_forge("new", "shop", "--json", "--debug")

    assert document(result)["error"]["code"] == "unexpected"
    assert "Traceback" in result.stderr


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, 3),
        (errno.EACCES, 3),
        (errno.EROFS, 3),
        (errno.EDQUOT, 3),
        (errno.ENOEXEC, 1),
    ],
)
def test_refusal_of_the_system(
    monkeypatch: pytest.MonkeyPatch, number: int, code: int
) -> None:
    error = OSError(number, "the system says no", "/some/file")
    monkeypatch.setattr(new, "_create", failing(error))

    result = run_forge("new", "shop")

    assert result.exit_code == code
    assert "the system says no" in result.stderr
    assert "/some/file" in result.stderr


@pytest.mark.parametrize("error", [KeyboardInterrupt(), EOFError()])
def test_interruption(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    monkeypatch.setattr(new, "_create", failing(error))

    result = run_forge("new", "shop", "--json")

    assert result.exit_code == 130
    assert document(result)["error"]["code"] == "cancelled"


def test_closed_pipe_is_not_reported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(new, "_create", failing(BrokenPipeError(errno.EPIPE, "gone")))

    result = run_forge("new", "shop")

    assert result.exit_code == 1
    assert result.output == ""


def test_control_characters_of_arguments_are_not_echoed() -> None:
    result = run_forge("new", "shop", "--auth", "\x1b[31m")

    assert "\x1b" not in result.stderr
