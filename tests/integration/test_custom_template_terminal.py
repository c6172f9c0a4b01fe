"""A custom template at a terminal: the wizard, and the question of trust."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.integration.test_wizard_terminal import WAITING, Terminal
from tests.support.keys import DOWN, ENTER, SHIFT_TAB
from tests.support.repositories import HANDBOOK
from tests.support.templates import write_files

Start = Callable[[Path], Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    terminals: list[Terminal] = []

    def start(template: Path) -> Terminal:
        place = tmp_path / "place"
        place.mkdir()
        words = ("new", "shop", "--no-git", "--template", str(template))
        terminals.append(Terminal(place, *words))
        return terminals[0]

    yield start
    for terminal in terminals:
        terminal.close()


def test_questions_depend_on_the_answers(start: Start, tmp_path: Path) -> None:
    wizard = start(HANDBOOK)
    wizard.expect("The title on every page")
    wizard.expect(WAITING)
    wizard.press(ENTER)
    wizard.expect("Who reads it")
    wizard.expect(WAITING)
    wizard.press(DOWN, ENTER)
    wizard.expect("Under which licence")
    wizard.expect(WAITING)
    wizard.press(SHIFT_TAB)
    wizard.expect("Who reads it")
    wizard.expect(WAITING)
    wizard.press(ENTER)
    wizard.expect("Under which licence")
    wizard.expect(WAITING)
    wizard.press(DOWN, ENTER)
    wizard.accept_until_menu()
    wizard.press(ENTER)

    assert wizard.exit_code() == 0
    project = tmp_path / "place/shop"
    assert (project / "LICENCE").read_text() == "LICENCE CC-BY\n"


@pytest.mark.parametrize(("reply", "code", "made"), [("y", 0, True), ("n", 2, False)])
def test_consent_shows_the_commands(
    start: Start, tmp_path: Path, reply: str, code: int, made: bool
) -> None:
    template = write_files(
        tmp_path / "tasks", {"copier.yml": "_tasks: [touch made]\na: b\n"}
    )
    wizard = start(template)
    wizard.accept_until_menu()
    wizard.press(ENTER)
    wizard.expect("touch made")
    wizard.expect("Do you trust this template")
    wizard.expect(WAITING)
    wizard.press(reply)

    assert wizard.exit_code() == code
    assert (tmp_path / "place/shop/made").exists() is made


def test_extensions_need_consent_first(start: Start, tmp_path: Path) -> None:
    template = write_files(
        tmp_path / "tpl", {"copier.yml": "_jinja_extensions: [jinja2.ext.do]\na: b\n"}
    )
    wizard = start(template)
    wizard.expect("jinja2.ext.do")
    wizard.expect(WAITING)
    wizard.press(ENTER)

    assert wizard.exit_code() == 2
    assert list((tmp_path / "place").iterdir()) == []
