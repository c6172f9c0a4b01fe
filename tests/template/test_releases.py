"""Released versions of the template render what they did when they were released."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2.filters import FILTERS

from fastapi_forge.errors import TemplateError, UnknownTemplateError
from fastapi_forge.releases import archive as archives
from fastapi_forge.releases.archive import read_archive, write_archive
from fastapi_forge.releases.release import Release, new_state, rendered
from fastapi_forge.releases.stored import stored_releases, stored_template
from fastapi_forge.rendering.builtin import BuiltinTemplate
from fastapi_forge.rendering.engine import render
from fastapi_forge.rendering.facts import EXPANDERS
from fastapi_forge.rendering.tree import File, Tree
from fastapi_forge.rendering.values import read_value_rules
from fastapi_forge.template.documents import read_documents
from scripts import release as script
from tests.support.renders import TEMPLATE, answered
from tests.support.templates import write_files, write_template

QUESTIONS = """\
title: {type: str, when: false, default: "{{ name | title }}"}
_forge:
  name: sample
  version: "1.0.0"
  facts: 1
  migrations: {}
"""
FILES = {
    "{{ name }}.txt.jinja": (
        "{{ title }} {{ entities | map(attribute='class') | join }}"
    ),
    "run.sh": "#!/bin/sh\n",
    "x.py": "x  =  1\n",
}


def changes(release: Release, releases: archives.Archive) -> list[str]:
    """Return the renders of a stored version that are not the same any more."""
    with stored_template(release.version, releases) as template:
        rules, renderer = read_value_rules(template), BuiltinTemplate(template)
        return [
            f"{one.answers} {one.resources}"
            for one in release.renders
            for state in [new_state(release.version, one.answers, one.resources)]
            for again in [rendered(state, rules, renderer)[0]]
            if (again.digest, again.revisions) != (one.digest, one.revisions)
        ]


@pytest.mark.parametrize("version", stored_releases())
def test_stored_version_renders_the_same(version: str) -> None:
    releases = stored_releases()

    assert changes(releases[version], releases) == []


def test_current_template_names_its_facts() -> None:
    forge = read_documents(TEMPLATE)["_forge"]

    assert isinstance(forge, dict)
    assert forge["facts"] == max(EXPANDERS)


def test_released_version_is_not_changed() -> None:
    """Otherwise two different templates would have the same version."""
    releases = stored_releases()
    version = str(script.forge_block(TEMPLATE)["version"])

    if version in releases:
        script.check_unchanged(releases[version], script.files_of(TEMPLATE))


def test_current_template_survives_the_archive(tmp_path: Path) -> None:
    """Like `make release`, for a few combinations."""
    states = [
        new_state("0.1.0", answered(**answers).answers, resources)
        for answers, resources in (
            ({}, ()),
            ({"database": "none", "auth": "none"}, ("book title:str",)),
        )
    ]
    release = script.recorded(TEMPLATE, states)
    write_archive(tmp_path / "archive.tar.xz", {release.version: release})
    releases = read_archive(tmp_path / "archive.tar.xz")

    assert releases == {release.version: release}
    assert "copier.yml" in release.template
    assert not [path for path in release.template if "__pycache__" in path]
    assert changes(release, releases) == []


@pytest.fixture
def template(tmp_path: Path) -> Path:
    root = write_template(tmp_path / "template", FILES, questions=QUESTIONS)
    (root / "project/run.sh").chmod(0o755)
    return root


def sample(template: Path) -> Release:
    states = [
        new_state("1.0.0", {"name": "shop"}, ("book title:str",)),
        new_state("1.0.0", {"name": "other"}, ()),
    ]
    return script.recorded(template, states)


def test_archive_keeps_everything(template: Path, tmp_path: Path) -> None:
    first = sample(template)
    write_files(template, {"project/new.txt": "new"})
    second = replaced(template, 'version: "1.0.0"', 'version: "1.10.0"')
    third = replaced(template, 'version: "1.10.0"', 'version: "1.9.0"')
    releases = {one.version: one for one in (first, second, third)}

    write_archive(tmp_path / "a", releases)
    write_archive(tmp_path / "b", dict(reversed(releases.items())))
    read = read_archive(tmp_path / "a")

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert list(read) == ["1.0.0", "1.9.0", "1.10.0"]
    assert read == releases
    assert first.template["project/run.sh"].executable
    assert [one.revisions is not None for one in first.renders] == [True, True]
    assert first.paths == ("other.txt", "run.sh", "shop.txt", "x.py")


def replaced(template: Path, before: str, after: str) -> Release:
    text = (template / "copier.yml").read_text("utf-8")
    assert before in text
    write_files(template, {"copier.yml": text.replace(before, after)})
    return sample(template)


def test_missing_archive_has_no_releases(tmp_path: Path) -> None:
    assert read_archive(tmp_path / "archive.tar.xz") == {}


@pytest.mark.parametrize("content", [b"", b"no archive", b"\xfd7zXZ\x00"])
def test_damaged_archive_is_reported(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "archive.tar.xz").write_bytes(content)

    with pytest.raises(TemplateError, match="damaged"):
        read_archive(tmp_path / "archive.tar.xz")


def test_content_that_is_not_its_id_is_reported(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(File, "blob", property(lambda file: f"{len(file.content)}"))
    write_archive(tmp_path / "archive.tar.xz", {"1.0.0": sample(template)})
    monkeypatch.undo()

    with pytest.raises(TemplateError, match="has other content"):
        read_archive(tmp_path / "archive.tar.xz")


def test_unknown_version_is_refused(template: Path) -> None:
    with (
        pytest.raises(UnknownTemplateError, match=r"version 2\.0"),
        stored_template("2.0", {"1.0.0": sample(template)}),
    ):
        pass


@pytest.mark.parametrize(
    ("before", "after"),
    [("name | title", "name | upper"), ("default: myapi", "default: myapp")],
    ids=["filter", "default"],
)
def test_other_bytes_are_found(before: str, after: str, template: Path) -> None:
    """As if a later forge rendered the stored version differently."""
    states = [new_state("1.0.0", {}, ())]
    release = script.recorded(template, states)
    releases = {"1.0.0": release}
    assert changes(release, releases) == []

    changed = replaced(template, before, after)
    later = {"1.0.0": with_template(release, changed.template)}

    assert changes(later["1.0.0"], later) == ["{} ()"]


def test_another_filter_of_jinja_is_found(
    template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = sample(template)
    monkeypatch.setitem(FILTERS, "title", str.upper)

    assert len(changes(release, {"1.0.0": release})) == 2


def test_stored_version_is_rendered_without_copier(
    template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = sample(template)
    monkeypatch.setitem(sys.modules, "copier", None)
    monkeypatch.delitem(sys.modules, "fastapi_forge.rendering.copying", raising=False)
    state = new_state("1.0.0", {"name": "shop"}, ("book title:str",))

    with stored_template("1.0.0", {"1.0.0": release}) as root:
        tree = render(state, root, renderer=BuiltinTemplate(root))

    assert tree["shop.txt"].content == b"Shop Book"
    assert tree["x.py"].content == b"x = 1\n"


class TestScript:
    @pytest.fixture(autouse=True)
    def small(self, template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(script, "builtin_template", lambda: template)
        states = [new_state("1.0.0", {"name": "shop"}, ())]
        monkeypatch.setattr(script, "combinations", lambda _: states)

    @pytest.fixture
    def archive(self, tmp_path: Path) -> Path:
        return tmp_path / "archive.tar.xz"

    def test_version_is_stored_once(
        self, archive: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        script.main(archive)
        stored = archive.read_bytes()
        script.main(archive)

        first, second = capsys.readouterr().out.splitlines()
        assert first.startswith("Stored 1.0.0: 4 files and 1 renders.")
        assert f"{len(stored):,} bytes" in first
        assert second == "1.0.0 is stored already: nothing to do."
        assert archive.read_bytes() == stored

    def test_stored_version_cannot_change(self, template: Path, archive: Path) -> None:
        script.main(archive)
        stored = archive.read_bytes()
        write_files(template, {"project/x.py": "x = 2\n"})

        with pytest.raises(TemplateError) as refused:
            script.main(archive)

        assert refused.value.message.endswith("differ:\n- project/x.py")
        assert archive.read_bytes() == stored

    def test_paths_that_are_gone_must_be_declared(
        self, template: Path, archive: Path
    ) -> None:
        script.main(archive)
        (template / "project/x.py").rename(template / "project/y.py")
        (template / "project/run.sh").unlink()
        replaced(template, '"1.0.0"', '"1.1.0"')

        with pytest.raises(TemplateError) as refused:
            script.main(archive)
        replaced(template, "facts: 1", "facts: 1\n  moved: {x.py: y.py}")
        replaced(template, "facts: 1", "facts: 1\n  deleted: [run.sh]")
        script.main(archive)

        assert "x.py is gone, but not declared" in refused.value.message
        stored = read_archive(archive)["1.1.0"]
        assert (stored.moved, stored.deleted) == ({"x.py": "y.py"}, ("run.sh",))

    @pytest.mark.parametrize(
        ("declared", "problem"),
        [
            ("deleted: [x.py]", "x.py is declared, but not gone"),
            ("moved: {z.py: x.py}", "z.py is declared, but not gone"),
            ("moved: {x.py: z.py}", "z.py, the new name of x.py, is never rendered"),
        ],
    )
    def test_wrong_declarations_are_refused(
        self, declared: str, problem: str, template: Path, archive: Path
    ) -> None:
        script.main(archive)
        replaced(template, '"1.0.0"', f'"1.1.0"\n  {declared}')

        with pytest.raises(TemplateError, match=problem):
            script.main(archive)


def with_template(release: Release, template: Tree) -> Release:
    return Release(
        version=release.version,
        template=template,
        renders=release.renders,
        paths=release.paths,
    )
