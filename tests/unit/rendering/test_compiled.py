"""Compiled Jinja is cached, and never used for another template."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import jinja2
import pytest

from fastapi_forge.rendering.compiled import Compiled
from tests.support.templates import write_files


@pytest.fixture(autouse=True)
def keeping(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_files(tmp_path, {"a.jinja": "{{ x }} of a file"})


class Counting(jinja2.Environment):
    compiled = 0

    def _generate(self, source: jinja2.nodes.Template, *rest: Any, **more: Any) -> str:  # noqa: ANN401 - as Jinja declares it
        self.compiled += 1
        return super()._generate(source, *rest, **more)


class Start:
    """Start forge once."""

    def __init__(self, root: Path, *, trim_blocks: bool = False) -> None:
        loader = jinja2.FileSystemLoader(root)
        self.jinja = Counting(loader=loader, trim_blocks=trim_blocks)
        self.kept = Compiled(self.jinja, root, {"trim_blocks": trim_blocks})

    @property
    def compiled(self) -> int:
        """Return how many texts were compiled."""
        return self.jinja.compiled

    def says(self, x: str) -> tuple[str, str]:
        said = self.kept.render("{{ x }} of a text")({"x": x})
        file = self.jinja.get_template("a.jinja").render(x=x)
        self.kept.save()
        return said, file


def kept_files(root: Path) -> list[Path]:
    return list((root / "__pycache__").glob("*"))


def test_nothing_is_compiled_twice(root: Path) -> None:
    first = Start(root)
    assert first.says("one") == ("one of a text", "one of a file")
    assert first.compiled == 2

    second = Start(root)

    assert second.says("two") == ("two of a text", "two of a file")
    assert second.compiled == 0
    assert len(kept_files(root)) == 1


def test_changed_file_is_compiled_again(root: Path) -> None:
    Start(root).says("one")
    write_files(root, {"a.jinja": "changed {{ x }}"})

    assert Start(root).says("one") == ("one of a text", "changed one")


def test_other_settings_are_another_template(root: Path) -> None:
    Start(root).says("one")

    other = Start(root, trim_blocks=True)
    other.says("one")

    assert other.compiled == 2


@pytest.mark.parametrize("content", [b"", b"\xff", b"N", b"not of Python"])
def test_unreadable_cache_is_ignored(root: Path, content: bytes) -> None:
    Start(root).says("one")
    (file,) = kept_files(root)
    file.write_bytes(content)

    assert Start(root).says("one") == ("one of a text", "one of a file")


def test_cache_respects_dont_write_bytecode(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    Start(root).says("one")

    assert kept_files(root) == []


def test_cache_is_optional(root: Path) -> None:
    (root / "__pycache__").write_text("a file in its place")

    assert Start(root).says("one") == ("one of a text", "one of a file")
