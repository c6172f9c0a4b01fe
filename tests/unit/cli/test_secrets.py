"""Secrets only appear in the files in which the template uses them."""

from __future__ import annotations

import base64
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fastapi_forge.cli.matrix.scope import Scope
from fastapi_forge.secret import conceal, masked
from fastapi_forge.template.location import locate, without_credentials
from tests.support.commands import document, run_forge
from tests.support.templates import write_files

TOKEN = "hush-4711-Zz"
ROOT = Path(__file__).parents[3]
QUESTIONS = """\
token: {type: str, secret: true, default: none-yet}
plain: {type: str, default: x}
derived: {type: str, default: "dsn://app:{{ token }}@db"}
computed: {type: str, when: false, default: "{{ token | b64encode }}"}
pin:
  type: int
  secret: true
  default: 0
  validator: "{% if pin > 99999 %}{{ pin }} of {{ token }} is too long{% endif %}"
_exclude: [copier.yml, verify.yml]
_message_after_copy: "Log in with {{ token }}."
"""
PROJECT = {"settings.jinja": "{{ token }} {{ derived }} {{ pin }}\n"}
FAILING = {"broken.jinja": "{{ token | int | log('x' + token) }}"}


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Everything that forge writes is below this directory."""
    for name in ("TMPDIR", "XDG_CACHE_HOME", "HOME"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "TMPDIR"))
    return tmp_path


def template(root: Path, *tasks: str, **more: str) -> Path:
    listed = "".join(f"  - {task}\n" for task in tasks)
    questions = QUESTIONS + (f"_tasks:\n{listed}" if tasks else "")
    return write_files(root / "tpl", {"copier.yml": questions, **PROJECT, **more})


def forms(secret: str) -> list[str]:
    """Transformed like a template could do."""
    encoded = base64.b64encode(secret.encode()).decode()
    return [secret, secret.upper(), secret[::-1], encoded, repr(secret)]


def leaks(root: Path, *output: str) -> Iterator[str]:
    """Return the files with the token; the rendered file and its Git object are
    allowed.
    """
    for form in forms(TOKEN):
        yield from (text for text in output if form in text)
        for path in root.rglob("*"):
            if form in path.name:
                yield path.name
            elif path.is_file() and (path.parent.name, path.name) != (
                "shop",
                "settings",
            ):
                if path.is_relative_to(root / "tpl") or path.name == "given.yml":
                    continue
                if form.encode() in path.read_bytes():
                    yield str(path)


@pytest.mark.parametrize(
    "task", [None, "echo {{ token }} > made", "'false {{ token }}'"]
)
@pytest.mark.parametrize(
    "arguments",
    [
        ("--trust",),
        ("--trust", "--json"),
        ("--trust", "--json", "--no-git", "--debug"),
        ("--dry-run",),
        ("--dry-run", "--json"),
        ("--json",),
        ("--trust", "--pin", "1234567", "--debug"),
        ("--trust", "--pin", f"p{TOKEN}", "--debug", "--json"),
        ("--trust", "--set", f"pin={TOKEN}"),
        ("--trust", "--set", TOKEN),
        ("--trust", "--nonsense", "--json"),
    ],
)
def test_secret_answer(
    workspace: Path, task: str | None, arguments: tuple[str, ...]
) -> None:
    root = template(workspace, *([task] if task else []))

    result = run_forge(
        *("new", "shop", "--template", str(root), "--token", TOKEN, *arguments)
    )

    for path in list(workspace.rglob("made")):
        path.unlink()  # what the task wrote
    assert list(leaks(workspace, result.stdout, result.stderr)) == []


def test_secret_is_rendered_and_run(place: Path, workspace: Path) -> None:
    root = template(workspace, "echo {{ token }} > made")

    result = run_forge(
        *("new", "shop", "--template", str(root), "--trust", "--no-git"),
        *("--token", TOKEN, "--pin", "1234"),
    )

    assert (place / "shop/made").read_text() == f"{TOKEN}\n"
    assert (
        place / "shop/settings"
    ).read_text() == f"{TOKEN} dsn://app:{TOKEN}@db 1234\n"
    assert "Log in with ***." in result.stdout
    assert "Running task 1 of 1: echo *** > made" in result.stderr


@pytest.mark.parametrize(
    ("task", "shown"),
    [
        ("login {{ token }}", "login ***"),
        ("login {{ derived }}", "login dsn://app:***@db"),
        ("login {{ token | b64encode }}", "login {{ token | b64encode }}"),
        ("login {{ computed }}", "login {{ computed }}"),
        (
            "'{% if token[0] == \"h\" %}rm -rf x{% endif %}'",
            '{% if token[0] == "h" %}rm -rf x{% endif %}',
        ),
        ("login {{ pin + 1 }}", "login {{ pin + 1 }}"),
        ("{command: [login, '{{ token }}'], working_directory: x}", "'login' '***'"),
        ("login {{ plain }}", "login x"),
    ],
)
def test_consent_shows_all_but_the_secret(
    workspace: Path, task: str, shown: str
) -> None:
    root = template(workspace, task)

    result = run_forge(
        *("new", "shop", "--template", str(root), "--token", TOKEN, "--pin", "31337"),
        "--json",
    )

    assert document(result)["error"]["code"] == "template-not-trusted"
    assert f"  {shown}" in document(result)["error"]["message"]


def test_default_of_a_secret_question_is_not_hidden(workspace: Path) -> None:
    """The template computes it, and could hide a command in it."""
    root = template(workspace, "login {{ token }}")

    result = run_forge("new", "shop", "--template", str(root), "--json")

    assert "login none-yet" in document(result)["error"]["message"]


@pytest.mark.parametrize("debug", [(), ("--debug",)])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("given.yml", f"token: !{TOKEN}"),
        ("given.yml", f"token: {TOKEN}: x"),
        ("given.yml", f"token: !x!{TOKEN} y"),
        ("given.yml", f"token: [{TOKEN}]"),
        ("given.yml", f"pin: {TOKEN}"),
        ("given.yml", f"token: '{TOKEN}"),
        ("given.yml", f"token: {TOKEN}\npin: 1000000"),
        ("given.json", f'{{"token": "{TOKEN}}}'),
        ("given.toml", f"token = {TOKEN}"),
    ],
)
def test_answers_file(
    workspace: Path, name: str, text: str, debug: tuple[str, ...]
) -> None:
    root = template(workspace)
    (workspace / name).write_text(text)

    result = run_forge(
        *("new", "shop", "--json", "--template", str(root), *debug),
        *("--answers", str(workspace / name)),
    )
    (workspace / name).unlink()

    assert result.exit_code == 2
    assert list(leaks(workspace, result.stdout, result.stderr)) == []


def test_error_of_a_template(workspace: Path) -> None:
    root = template(workspace, **FAILING)

    result = run_forge(
        "new", "shop", "--template", str(root), "--debug", "--json", FORGE_TOKEN=TOKEN
    )

    assert document(result)["error"]["code"] == "template"
    assert list(leaks(workspace, result.stdout, result.stderr)) == []


@pytest.mark.parametrize("more", [{}, FAILING])
def test_matrix(workspace: Path, more: dict[str, str]) -> None:
    plan = f"checks: {{ok: 'true'}}\nmatrix:\n  values:\n    token: {{one: {TOKEN}}}\n"
    root = template(workspace, **{"verify.yml": plan, **more})

    for arguments in (
        ("--list",),
        ("--list", "--json"),
        ("--render", "rows"),
        ("--json",),
        ("--debug",),
    ):
        result = run_forge("matrix", "--template", str(root), *arguments)
        for path in workspace.rglob("settings"):
            path.unlink()
        assert list(leaks(workspace, result.stdout, result.stderr)) == []
        assert list(leaks(Path("rows").absolute())) == []


def test_interruption(place: Path, workspace: Path) -> None:
    root = template(workspace, "'kill -INT $PPID; sleep 5 # {{ token }}'")

    done = subprocess.run(
        [
            *(sys.executable, "-m", "fastapi_forge", "new", "shop", "--debug"),
            *("--template", str(root), "--trust", "--no-git", "--token", TOKEN),
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=place,
    )

    assert done.returncode == 128 + signal.SIGINT
    assert list(leaks(workspace, done.stdout, done.stderr)) == []


ADDRESSES = [
    f"https://ann:{TOKEN}@127.0.0.1:1/team/tpl.git",
    f"https://{TOKEN}@127.0.0.1:1/team/tpl.git@v1.0",
    f"HTTPS://ann:{TOKEN}@127.0.0.1:1/team/tpl.git",
    f"git+https://ann:{TOKEN}@127.0.0.1:1/team/tpl.git",
    f"https://ann:{TOKEN}/x@127.0.0.1:1/team/tpl.git",
    f"https://127.0.0.1:1/team/tpl.git?token={TOKEN}",
    f"https://127.0.0.1:1/team/tpl.git?token={TOKEN}@v1.0",
    f"ssh://git:{TOKEN}@127.0.0.1:1/team/tpl.git",
    f"https://ann:{TOKEN}@127.0.0.1:1/team/tpl.git@not a ref",
    f"nonsense://ann:{TOKEN}@127.0.0.1:1/team/tpl.git",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "command",
    [
        ("new", "shop", "--debug"),
        ("new", "shop", "--json", "--offline"),
        ("options",),
        ("matrix", "--list", "--json"),
    ],
)
def test_address(workspace: Path, address: str, command: tuple[str, ...]) -> None:
    result = run_forge(*command, "--template", address)

    assert result.exit_code in {2, 3}
    assert list(leaks(workspace, result.stdout, result.stderr)) == []


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("command", [("new",), ("new", "shop"), ("options",)])
def test_address_without_its_flag(address: str, command: tuple[str, ...]) -> None:
    result = run_forge(*command, address, "--json")

    assert result.exit_code == 2
    assert TOKEN not in result.output


@pytest.mark.parametrize("address", ADDRESSES[:7])
def test_address_in_a_command_to_repeat(address: str) -> None:
    scope = Scope(
        template=address, strength=2, seed=0, only=(), skip=(), rows=(), strict=False
    )

    assert TOKEN not in scope.command("defaults")
    assert TOKEN not in repr(scope)
    assert TOKEN not in repr(locate(address))
    assert "127.0.0.1:1/team/tpl.git" in scope.command("defaults")


@pytest.mark.parametrize(
    "text",
    [
        "https://git.example.com:8443/@team/tpl.git",
        "git@git.example.com:team/tpl.git@v1.2",
        "ssh://git@git.example.com/team/tpl.git",
        "gh:team/tpl@v1",
        "./tpl",
        "~/a b/tpl@v2",
    ],
)
def test_address_without_credentials_is_shown_as_it_is(text: str) -> None:
    assert without_credentials(text) == text


def test_secret_shows_a_mask() -> None:
    secret = conceal({"user": "ann", "password": TOKEN})

    assert f"{secret} {secret!r} {[secret]}" == "*** *** [***]"
    assert secret.reveal()["password"] == TOKEN
    assert masked(f"{TOKEN}, {TOKEN!r}") == "***, '***'"
