from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from fastapi_forge.errors import TemplateError
from fastapi_forge.rendering.engine import render
from tests.support.templates import state_of, write_files, write_template


def test_answers_reach_files_and_their_names(tmp_path: Path) -> None:
    template = write_template(
        tmp_path,
        {"{{ name }}/a.txt.jinja": "{{ name }}", "copied.txt": "{{ name }}"},
    )

    tree = render(state_of(name="shop"), template)

    assert {path: file.content for path, file in tree.items()} == {
        "copied.txt": b"{{ name }}",
        "shop/a.txt": b"shop",
    }


def test_path_segment_may_become_several_directories_or_none(tmp_path: Path) -> None:
    template = write_template(
        tmp_path,
        {"api/{{ folder }}/a.txt": "", "{{ hidden }}/b.txt": "", "c{{ hidden }}": ""},
        questions="""\
folder: {type: str, when: false, default: v1/endpoints}
hidden: {type: str, when: false, default: ""}
""",
    )

    assert list(render(state_of(), template)) == ["api/v1/endpoints/a.txt", "c"]


def test_each_entity_gives_a_file_in_the_order_of_dependencies(tmp_path: Path) -> None:
    template = write_template(
        tmp_path,
        {
            "{% yield e from entities %}{{ e.name }}{% endyield %}.txt.jinja": (
                "{{ e.class }}"
            ),
            "all.txt.jinja": "{{ entities | map(attribute='name') | join(' ') }}",
        },
    )
    state = state_of(["book title:str author:ref", "author name:str"])

    tree = render(state, template)

    assert tree["book.txt"].content == b"Book"
    assert tree["all.txt"].content == b"author book"


def test_example_comes_before_own_resources(tmp_path: Path) -> None:
    template = write_template(
        tmp_path,
        {"all.txt.jinja": "{{ entities | map(attribute='name') | join(' ') }}"},
        questions="""\
example: {type: bool, default: true}
_forge:
  resources:
    example: {when: {example: true}, specs: ["task tags:many:tag", "tag name:str"]}
""",
    )
    resources = ["book title:str"]

    with_example = render(state_of(resources, example=True), template)
    without = render(state_of(resources, example=False), template)

    assert with_example["all.txt"].content == b"tag task book"
    assert without["all.txt"].content == b"book"


def test_answers_are_data_and_never_templates(tmp_path: Path) -> None:
    template = write_template(
        tmp_path,
        {"a.txt.jinja": "{{ description }} {{ origins | join }}"},
        questions="""\
description: {type: str, default: ""}
origins: {type: yaml, default: []}
""",
    )
    state = state_of(description="{{ 1 + 1 }}", origins=("{{ 2 + 2 }}", "x: 1"))

    assert render(state, template)["a.txt"].content == b"{{ 1 + 1 }} {{ 2 + 2 }}x: 1"


def test_result_is_independent_of_the_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        "{{ name }}.py.jinja": "import sys\nimport os\nprint( '{{ name }}', os, sys)\n",
        "folder.txt.jinja": "{{ _folder_name }}",
        "text.txt": "one\r\ntwo\r\n",
    }
    first = render(state_of(), write_template(tmp_path / "one", files))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    second = render(state_of(), write_template(tmp_path / "two" / "deeper", files))

    assert dict(first) == dict(second)
    assert first["text.txt"].content == b"one\ntwo\n"
    assert first["folder.txt"].content == b"myapi"


def test_only_the_executable_bit_is_kept(tmp_path: Path) -> None:
    template = write_template(
        tmp_path, {"run.sh": "#!/bin/sh\n", "notes.py": "x  =  1"}
    )
    (template / "project/run.sh").chmod(0o755)
    # As in a read-only store, where ruff must still be able to write.
    (template / "project/notes.py").chmod(0o444)

    tree = render(state_of(), template)

    assert tree["run.sh"].executable
    assert not tree["notes.py"].executable
    assert tree["notes.py"].content == b"x = 1\n"


def test_answers_file_of_copier_is_excluded(tmp_path: Path) -> None:
    template = write_template(
        tmp_path,
        {"{{ _copier_conf.answers_file }}.jinja": "{{ _copier_answers | to_yaml }}"},
    )

    assert list(render(state_of(), template)) == []


class TestTemplateInGit:
    @pytest.fixture
    def repository(self, tmp_path: Path) -> Path:
        repository = write_files(tmp_path / "repository", {"README.md": ""})
        write_template(repository / "template", {"a.txt": "released"})
        self.git(repository, "init", "--quiet")
        self.git(repository, "add", ".")
        identity = ["-c", "user.name=x", "-c", "user.email=x@example.com"]
        self.git(repository, *identity, "commit", "--quiet", "--message=x")
        self.git(repository, "tag", "v1.0.0")
        return repository

    @staticmethod
    def git(directory: Path, *arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=directory, check=True)

    def test_working_tree_is_rendered(self, repository: Path) -> None:
        template = repository / "template"
        write_files(template, {"project/a.txt": "edited", "project/b.txt": "new"})

        tree = render(state_of(), template)

        assert tree["a.txt"].content == b"edited"
        assert list(tree) == ["a.txt", "b.txt"]

    def test_no_tag_is_checked_out_at_the_top_of_a_repository(
        self, repository: Path
    ) -> None:
        template = repository / "template"
        self.git(template, "init", "--quiet")
        self.git(template, "add", ".")
        identity = ["-c", "user.name=x", "-c", "user.email=x@example.com"]
        self.git(template, *identity, "commit", "--quiet", "--message=x")
        self.git(template, "tag", "v1.0.0")
        write_files(template, {"project/a.txt": "edited"})

        assert render(state_of(), template)["a.txt"].content == b"edited"

    def test_variables_of_a_hook_are_ignored(
        self, repository: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GIT_DIR", str(repository / ".git"))
        monkeypatch.setenv("GIT_INDEX_FILE", str(repository / "nowhere"))

        tree = render(state_of(), repository / "template")

        assert tree["a.txt"].content == b"released"


class TestDistrust:
    def test_tasks_are_not_run(self, tmp_path: Path) -> None:
        trace = tmp_path / "trace"
        template = write_template(
            tmp_path / "template",
            {"a.txt": ""},
            questions=f"_tasks: ['touch {trace}']\n",
        )

        render(state_of(), template)

        assert not trace.exists()

    def test_user_settings_of_copier_are_ignored(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        template = write_template(
            tmp_path / "template",
            {"a.txt.jinja": "{{ author }}"},
            questions="author: {type: str, default: nobody}\n",
        )
        settings = write_files(
            tmp_path, {"settings.yml": f"trust: [{template}]\ndefaults: {{author: me}}"}
        )
        monkeypatch.setenv("COPIER_SETTINGS_PATH", str(settings / "settings.yml"))

        assert render(state_of(), template)["a.txt"].content == b"nobody"

    def test_extensions_are_refused(self, tmp_path: Path) -> None:
        template = write_template(
            tmp_path, {"a.txt": ""}, questions="_jinja_extensions: [jinja2.ext.do]\n"
        )

        with pytest.raises(TemplateError, match="jinja_extensions"):
            render(state_of(), template)

    def test_code_stays_in_the_sandbox(self, tmp_path: Path) -> None:
        template = write_template(
            tmp_path, {"a.txt.jinja": "\n{{ name.__class__.__mro__ }}"}
        )

        with pytest.raises(TemplateError, match=r"project/a\.txt\.jinja:2: .*unsafe"):
            render(state_of(), template)

    def test_links_are_refused(self, tmp_path: Path) -> None:
        template = write_template(
            tmp_path, {"a.txt": ""}, questions="_preserve_symlinks: true\n"
        )
        (template / "project/passwords").symlink_to("/etc/passwd")

        with pytest.raises(TemplateError, match="symbolic link: passwords"):
            render(state_of(), template)

    @pytest.mark.parametrize("folder", [".git", ".GIT", "vendor/.git"])
    def test_files_of_git_are_refused(self, tmp_path: Path, folder: str) -> None:
        template = write_template(
            tmp_path,
            {"{{ folder }}/hooks/pre-commit": "#!/bin/sh\n"},
            questions="folder: {type: str, default: ''}\n",
        )

        with pytest.raises(TemplateError, match=r"the \.git directory"):
            render(state_of(folder=folder), template)

    def test_paths_outside_the_project_are_refused(self, tmp_path: Path) -> None:
        template = write_template(
            tmp_path,
            {"{{ folder }}/a.txt": ""},
            questions="folder: {type: str, default: ''}\n",
        )

        with pytest.raises(TemplateError, match="forbidden"):
            render(state_of(folder="../.."), template)


def test_two_files_of_one_name_are_refused_without_asking(tmp_path: Path) -> None:
    template = write_template(
        tmp_path, {"{{ name }}.txt": "one", "myapi.txt": "two", "x/y": ""}
    )

    with pytest.raises(TemplateError, match="same path"):
        render(state_of(), template)


def test_template_may_be_empty(tmp_path: Path) -> None:
    template = write_template(tmp_path, {})
    os.mkdir(template / "project")

    assert len(render(state_of(), template)) == 0
