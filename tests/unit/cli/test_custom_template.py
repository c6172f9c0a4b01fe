"""`--template`: a custom template, from the command line to the project."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

import copier
import jsonschema
import pytest
import yaml
from typer.main import get_command
from typer.testing import Result

from fastapi_forge.cli.app import app
from tests.support.commands import document, run_forge
from tests.support.repositories import HANDBOOK, commit, git, handbook_repository
from tests.support.templates import write_files


def new(*arguments: str, template: Path | str = HANDBOOK, **given: Any) -> Result:  # noqa: ANN401 - stdin and variables
    return run_forge("new", "shop", "--template", str(template), *arguments, **given)


def refusal(result: Result) -> tuple[int, str]:
    return result.exit_code, document(result)["error"]["code"]


def state(project: Path) -> Any:  # noqa: ANN401 - whatever YAML holds
    return yaml.safe_load((project / ".forge/project.yml").read_text())


def contents(project: Path) -> dict[str, bytes]:
    """Return the files without the records of forge and Copier."""
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in project.rglob("*")
        if path.is_file()
        and path.parent.name != ".forge"
        and "answers" not in path.name
    }


class TestAnswers:
    def test_every_source_of_answers(self, place: Path) -> None:
        (place / "mine.yml").write_text("links:\n  Home: http://home\nratio: 2\n")
        report = document(
            new(
                *("--audience", "public", "--pages", "faq", "--pages", "about"),
                *("--set", "drafts=yes", "--answers", "mine.yml", "--json"),
                *("--preset", "public"),
                FORGE_LICENCE="CC-BY",
            )
        )

        assert report["template"] == {"name": "handbook", "version": "2.0"}
        assert report["answers"] == {
            "project_name": "shop",
            "title": "Shop",
            "audience": "public",
            "licence": "CC-BY",
            "port": 80,
            "ratio": 2.0,
            "pages": ["about", "faq"],
            "front_page": "about",
            "links": {"Home": "http://home"},
            "drafts": True,
        }
        assert report["sources"]["port"] == "preset"
        assert report["sources"]["licence"] == "env"
        assert report["message"] == "Open Shop at http://localhost:80."
        assert report["next_steps"] == ["cd shop", "python3 -m http.server"]
        assert report["installed"] is False
        assert report["warnings"] == []

    def test_files_match_the_template_byte_for_byte(self, place: Path) -> None:
        new("--audience", "public", "--links", "{Home: http://home}")

        project = place / "shop"
        assert (project / "as_it_is.py").read_bytes() == b"import   sys\n"
        assert (project / "LICENCE").read_text() == "LICENCE CC0\n"
        assert (project / "pages/about.html").read_text() == "about (first)"
        assert '<a href="http://home">Home</a>' in (project / "index.html").read_text()
        assert '"slug": "shop"' in (project / "site.json").read_text()
        assert not (project / ".copier-answers.yml").exists()
        assert not (project / ".env").exists()
        assert git(project, "status", "--porcelain") == ""

    def test_files_match_copiers(self, place: Path) -> None:
        answers = {"audience": "public", "pages": ["faq", "contact"], "ratio": 3.5}
        (place / "mine.yml").write_text(yaml.safe_dump(answers))
        new("--answers", "mine.yml", "--no-git")
        data = {"project_name": "shop", **answers}
        copier.run_copy(str(HANDBOOK), "plain", data, defaults=True, quiet=True)

        assert contents(place / "shop") == contents(place / "plain")

    def test_secret_is_rendered_and_shown_nowhere(self, place: Path) -> None:
        results = [
            new("--token", "hush", "--dry-run"),
            new("--token", "hush", "--dry-run", "--json"),
            new("--token", "hush", "--json"),
        ]

        assert "token=hush" in (place / "shop/host.ini").read_text()
        assert not any("hush" in result.output for result in results)
        for file in (place / "shop/.forge").iterdir():
            assert "hush" not in file.read_text()

    def test_state_is_the_same_on_every_machine(
        self, place: Path, tmp_path: Path
    ) -> None:
        new("--output", str(place))
        shutil.copytree(HANDBOOK, tmp_path / "elsewhere/handbook")
        (place / "other").mkdir()
        new("--output", "other", template=tmp_path / "elsewhere/handbook")

        ours = (place / "shop/.forge/project.yml").read_bytes()
        assert (place / "other/shop/.forge/project.yml").read_bytes() == ours
        assert str(tmp_path).encode() not in ours
        assert state(place / "shop")["template"] == {
            "name": "handbook",
            "version": "2.0",
        }

    @pytest.mark.parametrize(
        ("arguments", "code"),
        [
            (("--licence", "CC0"), "forbidden-answer"),
            (("--port", "many"), "invalid-answer"),
            (("--audience", "nobody"), "invalid-answer"),
            (("--front-page", "faq"), "invalid-answer"),
            (("--title", "x" * 41), "invalid-answer"),
            (("--links", "{"), "invalid-answer"),
            (("--set", "slug=x"), "unknown-option"),
            (("--database", "sqlite"), "usage"),
            (("--resource", "book title:str"), "usage"),
            (("--preset", "publik"), "invalid-answers-file"),
            (("--template", "again"), "usage"),
        ],
    )
    def test_wrong_answer_is_refused(
        self, place: Path, arguments: tuple[str, ...], code: str
    ) -> None:
        assert refusal(new(*arguments, "--json")) == (2, code)
        assert not (place / "shop").exists()

    def test_directory_may_have_a_name_that_is_no_package(self, place: Path) -> None:
        template = write_files(place / "tpl", {"copier.yml": "a: b", "f": ""})

        result = run_forge("new", "My_Site.v2", "--template", str(template))

        assert result.exit_code == 0
        assert state(place / "My_Site.v2")["directory"] == "My_Site.v2"

    @pytest.mark.parametrize("name", ["con", "-x", ".x", "a b", "x" * 101])
    def test_directory_name_must_be_portable(self, name: str) -> None:
        result = run_forge("new", "--template", str(HANDBOOK), "--json", "--", name)

        assert refusal(result) == (2, "invalid-name")

    def test_name_answers_only_the_name(self, place: Path) -> None:
        template = write_files(
            place / "tpl",
            {"copier.yml": "name: x\nproject_name: y\n", "{{ name }}.jinja": ""},
        )

        answers = document(new("--json", template=template))["answers"]

        assert answers == {"name": "shop", "project_name": "y"}


class TestOptions:
    @pytest.mark.parametrize(
        "arguments",
        [
            ("new", "--help", "--template", str(HANDBOOK)),
            ("new", f"--template={HANDBOOK}", "shop", "-h"),
        ],
    )
    def test_help_shows_the_questions_of_the_template(
        self, arguments: tuple[str, ...]
    ) -> None:
        result = run_forge(*arguments)

        assert result.exit_code == 0
        assert "--front-page TEXT" in result.stdout
        assert "--database" not in result.stdout

    def test_options_as_text_and_as_json(self) -> None:
        text = run_forge("options", "--template", str(HANDBOOK)).stdout
        listed = document(run_forge("options", "--json", f"--template={HANDBOOK}"))

        assert text.startswith("Options of the template handbook 2.0\n")
        assert "A site that everybody may read" in text
        assert [option["key"] for option in listed["options"]][:2] == [
            "project_name",
            "title",
        ]

    def test_json_schema_accepts_the_same_answers(self) -> None:
        schema = document(
            run_forge("options", "--json-schema", "--template", str(HANDBOOK))
        )

        jsonschema.validate({"port": 1, "links": {"a": "b"}, "pages": ["faq"]}, schema)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({"port": "x"}, schema)


class TestRepositories:
    @pytest.fixture
    def repository(self, tmp_path: Path) -> Path:
        return handbook_repository(tmp_path / "handbook")

    def test_newest_release(self, place: Path, repository: Path) -> None:
        result = new("--offline", template=f"file://{repository}")

        assert result.exit_code == 0
        assert (place / "shop/news.html").exists()
        assert state(place / "shop")["template"] == {
            "name": "handbook",
            "version": "v1.10.0",
        }

    def test_branch(self, place: Path, repository: Path) -> None:
        new(template=f"{repository}@work/next")

        assert (place / "shop/next.html").exists()

    def test_directory_is_used_with_uncommitted_changes(
        self, place: Path, repository: Path
    ) -> None:
        (repository / "site/draft.html").write_text("draft")

        new(template=repository)

        assert (place / "shop/draft.html").exists()
        assert state(place / "shop")["template"]["version"] == "2.0"

    def test_nothing_is_left_of_the_clone(
        self, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        temporary = tmp_path / "temporary"
        temporary.mkdir()
        monkeypatch.setattr("tempfile.tempdir", str(temporary))

        new("--json", template=f"{repository}@v1.0.0")
        new("--nonsense", template=f"{repository}@v1.0.0")
        run_forge("options", "--template", f"{repository}@v1.0.0")
        run_forge("new", "--help", "--template", f"{repository}@v1.0.0")

        assert list(temporary.iterdir()) == []

    @pytest.mark.parametrize(
        ("template", "refused"),
        [
            ("{repository}@v9", (2, "unknown-template")),
            ("./nowhere", (2, "unknown-template")),
            ("file:///nowhere.git", (2, "unknown-template")),
            ("https://127.0.0.1:1/tpl.git", (3, "environment")),
        ],
    )
    def test_unknown_template_is_refused(
        self, place: Path, repository: Path, template: str, refused: tuple[int, str]
    ) -> None:
        result = new("--json", template=template.format(repository=repository))

        assert refusal(result) == refused
        assert list(place.iterdir()) == []

    def test_offline_forbids_the_network(self) -> None:
        result = new("--offline", "--json", template="gh:team/tpl")

        assert refusal(result) == (3, "environment")

    def test_git_directory_of_a_template_is_not_content(self, place: Path) -> None:
        template = write_files(
            place / "tpl", {"copier.yml": "_exclude: [copier.yml]\na: b", "f": ""}
        )
        git(template, "init", "--quiet")
        commit(template)

        assert new(template=template).exit_code == 0
        assert (place / "shop/f").exists()

    def test_repetition_does_nothing(self, repository: Path) -> None:
        address = f"file://{repository}"
        new("--token", "hush", template=address)

        again = new("--token", "hush", template=address)
        other = new("--token", "other", "--json", template=address)

        assert again.exit_code == 0
        assert "nothing to do" in again.stdout
        assert refusal(other) == (2, "destination-not-empty")


TASKS = """\
a: b
_exclude: [copier.yml]
_tasks:
  - touch made
  - {command: [touch, "{{ a }}"], working_directory: folder}
  - {command: touch never, when: "{{ a == 'c' }}"}
"""


class TestTrust:
    @pytest.fixture
    def template(self, tmp_path: Path) -> Path:
        return write_files(
            tmp_path / "tasks", {"copier.yml": TASKS, "folder/f": "", "name": "x"}
        )

    def test_nothing_runs_without_consent(self, place: Path, template: Path) -> None:
        result = new("--json", template=template)

        assert refusal(result) == (2, "template-not-trusted")
        message = document(result)["error"]["message"]
        assert "touch made\n" in message
        assert "'touch' 'b'   (in folder)" in message
        assert "never" not in message
        assert list(place.iterdir()) == []

    def test_dry_run_runs_nothing_and_needs_no_consent(self, template: Path) -> None:
        assert new("--dry-run", template=template).exit_code == 0

    def test_trusted_tasks_run_in_the_project(
        self, place: Path, template: Path
    ) -> None:
        result = new("--trust", "--json", template=template)

        project = place / "shop"
        assert document(result)["ok"] is True
        assert (project / "made").exists()
        assert (project / "folder/b").exists()
        assert not (project / "never").exists()
        assert git(project, "status", "--porcelain") == ""
        assert len(git(project, "log", "--oneline").splitlines()) == 2
        assert "nothing to do" in new("--trust", template=template).stdout

    def test_output_of_a_task_is_not_a_result(self, place: Path) -> None:
        template = write_files(
            place / "tpl", {"copier.yml": "_tasks: [echo noise]\na: b\n"}
        )

        assert document(new("--trust", "--json", template=template))["ok"] is True

    def test_failing_task_leaves_the_project(self, place: Path) -> None:
        template = write_files(
            place / "tpl",
            {"copier.yml": "_tasks: [touch made, exit 3, touch never]\na: b\n"},
        )

        result = new("--trust", "--json", template=template)

        assert refusal(result) == (1, "template-task")
        assert "task 2 of 3 failed with exit code 3" in result.stdout
        assert (place / "shop/made").exists()
        assert not (place / "shop/never").exists()

    def test_consent_escapes_control_characters(self, place: Path) -> None:
        task = '_tasks: ["evil \\e[2Ktouch\\u202e made\\n\\nmore"]\na: b\n'
        template = write_files(place / "tpl", {"copier.yml": task})

        message = document(new("--json", template=template))["error"]["message"]

        assert r"evil \x1b[2Ktouch\u202e made\n\nmore" in message

    def test_extensions_are_not_loaded_without_consent(self, place: Path) -> None:
        configuration = "_jinja_extensions: [extension.Extension]\na: '{{ 1 }}'\n"
        template = write_files(place / "tpl", {"copier.yml": configuration})

        assert refusal(new("--json", template=template)) == (2, "template-not-trusted")
        assert run_forge("options", "--template", str(template)).exit_code == 0

    def test_trusted_extensions_work(self, place: Path) -> None:
        template = write_files(
            place / "tpl",
            {
                "copier.yml": "_jinja_extensions: [jinja2.ext.do]\n"
                "a: '{% set l = [] %}{% do l.append(1) %}{{ l }}'\n",
                "f.jinja": "{% set l = [] %}{% do l.append(a) %}{{ l }}",
            },
        )

        assert new("--trust", template=template).exit_code == 0
        assert (place / "shop/f").read_text() == "['[1]']"

    def test_missing_extension_is_reported(self, place: Path) -> None:
        template = write_files(
            place / "tpl", {"copier.yml": "_jinja_extensions: [no.such.Thing]\na: b\n"}
        )

        assert refusal(new("--trust", "--json", template=template)) == (1, "template")


class TestHostility:
    @pytest.mark.parametrize(
        "files",
        [
            {"copier.yml": "w: ../out", "{{ w }}": ""},
            {"copier.yml": "w: /tmp/out", "{{ w }}": ""},
            {"copier.yml": "w: .git\n_exclude: [x]", "{{ w }}/hooks/pre-commit": ""},
            {"copier.yml": "w: x", "f.jinja": "{% include 'f.jinja' %}"},
            {"copier.yml": "w: x", "f.jinja": "{% include '../secret' %}"},
            {"copier.yml": "w: x", "f.jinja": "{{ range(10**9) | list }}"},
            {"copier.yml": "w: x", "f.jinja": "{{ ''.__class__.__mro__ }}"},
            {"copier.yml": "w: x", "con/f": ""},
            {"copier.yml": "w: x", "AUX.txt": ""},
            {"copier.yml": "_subdirectory: ../.."},
            {"copier.yml": "!include ../secret"},
            {"copier.yml": "w: x\n---\n!include copier.yml"},
            {"copier.yml": "w: {when: '{{ 1'}"},
        ],
    )
    def test_template_cannot_leave_its_directory(
        self, place: Path, tmp_path: Path, files: dict[str, str]
    ) -> None:
        (tmp_path / "secret").write_text("w: hush")
        template = write_files(tmp_path / "tpl", files)

        result = new("--json", template=template)

        assert refusal(result) == (1, "template")
        assert "hush" not in result.output
        assert list(place.iterdir()) == []

    @pytest.mark.parametrize("setting", ["", "_preserve_symlinks: true"])
    def test_links_are_refused(self, place: Path, tmp_path: Path, setting: str) -> None:
        template = write_files(tmp_path / "tpl", {"copier.yml": f"w: x\n{setting}\n"})
        (template / "passwords").symlink_to("/etc/passwd")

        assert refusal(new("--json", template=template)) == (1, "template")
        assert list(place.iterdir()) == []

    def test_newer_copier_is_required(self, place: Path) -> None:
        template = write_files(
            place / "tpl", {"copier.yml": "_min_copier_version: '99'\na: b\n"}
        )

        result = new("--json", template=template)

        assert refusal(result) == (3, "environment")
        assert "needs Copier 99" in document(result)["error"]["message"]

    def test_directory_without_questions_is_refused(self, place: Path) -> None:
        (place / "tpl").mkdir()

        assert refusal(new("--json", template="tpl")) == (2, "unknown-template")


def test_formatting_is_opt_in(place: Path) -> None:
    template = write_files(
        place / "tpl",
        {"copier.yml": "a: b\n_forge: {format: ruff}\n", "f.py": "x  =  1\n"},
    )

    files = document(new("--json", template=template))["files"]

    digest = hashlib.sha256(b"x = 1\n").hexdigest()
    assert {"path": "f.py", "sha256": digest} in files


def test_no_question_uses_a_flag_of_forge(place: Path) -> None:
    keys = [
        parameter.opts[0].removeprefix("--").replace("-", "_")
        for name, command in get_command(app).commands.items()  # type: ignore[attr-defined]
        if name in {"new", "options"}  # those that take a template
        for parameter in command.params
        if parameter.opts[0].startswith("--")
    ]
    questions = "".join(f"'{key}': x\n" for key in keys)
    template = write_files(place / "tpl", {"copier.yml": questions})

    options = document(run_forge("options", "--json", "--template", str(template)))
    text = run_forge("new", "-h", "--template", str(template)).stdout

    assert {"output", "template", "json"} < set(keys)
    assert {option["key"] for option in options["options"]} == set(keys)
    for key in keys:
        assert f"--answer-{key.replace('_', '-')} " in text
