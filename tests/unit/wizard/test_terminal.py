"""Questions with real prompts, without a terminal."""

from __future__ import annotations

from dataclasses import replace

import pytest
from prompt_toolkit.application import get_app_session

from fastapi_forge.answers.names import check_project
from fastapi_forge.answers.sources import Known
from fastapi_forge.errors import CancelledError
from fastapi_forge.template.schema import Value
from fastapi_forge.wizard import ask, ask_name
from fastapi_forge.wizard.actions import BACK, Action, Back
from fastapi_forge.wizard.state import WizardState
from fastapi_forge.wizard.terminal import Terminal
from tests.support.interviews import NAMED, SCHEMA, flag, said
from tests.support.keys import (
    CTRL_C,
    CTRL_U,
    DOWN,
    ENTER,
    SHIFT_TAB,
    SPACE,
    UP,
    pasted,
)
from tests.unit.wizard.conftest import Keyboard

AUTHOR, BOOK = "author name:str", "book title:str:max=200 author:ref"


def answer(key: str, known: Known = NAMED) -> Value | Back:
    return Terminal(SCHEMA).question(WizardState(SCHEMA, known, {}).question(key))


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("database", [ENTER], "sqlite"),
        ("database", [DOWN, ENTER], "postgresql"),
        ("docker", [DOWN, ENTER], False),
        ("docker", [ENTER], True),
        ("author", ["Ann", ENTER], "Ann"),
        ("author", [ENTER], ""),
        ("origins", [", http://b", ENTER], ("http://a", "http://b")),
        ("origins", [CTRL_U, ENTER], ()),
        ("features", [DOWN, SPACE, ENTER], ("a", "b")),
    ],
)
def test_answer_of_each_kind(
    keyboard: Keyboard, key: str, typed: list[str], value: Value
) -> None:
    keyboard.type(*typed)

    assert answer(key) == value


@pytest.mark.parametrize(
    "key", ["database", "docker", "author", "origins", "features", "resources"]
)
def test_back_in_each_kind(keyboard: Keyboard, key: str) -> None:
    keyboard.type(SHIFT_TAB)

    assert answer(key) is BACK


def test_question_shows_its_text_and_prints_the_answer(
    keyboard: Keyboard,
) -> None:
    keyboard.type(ENTER)

    answer("database")

    assert "? What about database?" in keyboard.screen
    assert "> SQLite one file" in keyboard.screen
    assert keyboard.screen.endswith(" database: sqlite")


def test_refused_choice_is_shown_with_its_reason(keyboard: Keyboard) -> None:
    keyboard.type(UP, ENTER)

    assert answer("database", NAMED | flag("auth", "jwt")) is BACK
    assert "users are kept in the database" in keyboard.screen


def test_yes_and_no_become_choices_when_one_is_refused(keyboard: Keyboard) -> None:
    keyboard.type(ENTER)

    assert answer("docker", NAMED | flag("deploy", "kubernetes")) is True
    assert "Kubernetes runs images" in keyboard.screen


@pytest.mark.parametrize(
    ("first", "complaint"),
    [("My Shop", "Try 'my-shop'."), ("fastapi", "installs a package")],
)
def test_text_is_validated_like_on_the_command_line(
    keyboard: Keyboard, first: str, complaint: str
) -> None:
    keyboard.type(CTRL_U, first, ENTER, CTRL_U, "shop", ENTER)

    assert answer("name", {}) == "shop"
    assert complaint in keyboard.screen


def test_refused_text_is_kept_for_correction(keyboard: Keyboard) -> None:
    keyboard.type(CTRL_U, "shop-", ENTER, "two", ENTER)

    assert answer("name", {}) == "shop-two"


def test_pasted_line_break_is_refused(keyboard: Keyboard) -> None:
    keyboard.type(pasted("A\nB"), ENTER, CTRL_U, "A", ENTER)

    answer("author")

    assert "line break" in keyboard.screen


def test_resources_until_an_empty_line(keyboard: Keyboard) -> None:
    keyboard.type(AUTHOR, ENTER, BOOK, ENTER, ENTER)

    assert answer("resources") == (AUTHOR, BOOK)
    assert keyboard.screen.endswith(f" resources: {AUTHOR} resources: {BOOK}")


def test_no_resources(keyboard: Keyboard) -> None:
    keyboard.type(ENTER)

    assert answer("resources") == ()
    assert "For example (? lists all types and modifiers):" in keyboard.screen


@pytest.mark.parametrize("word", ["help", "?"])
def test_resource_prompt_explains_the_language(keyboard: Keyboard, word: str) -> None:
    keyboard.type(word, ENTER, AUTHOR, ENTER, ENTER)

    assert answer("resources") == (AUTHOR,)
    assert "Types str text int bigint" in keyboard.screen
    assert "default=VALUE pattern=REGEX" in keyboard.screen


def test_refused_resource_is_kept_for_correction(keyboard: Keyboard) -> None:
    keyboard.type("author name:strr", ENTER, "\x7f", ENTER, ENTER)

    assert answer("resources") == (AUTHOR,)
    assert "strr" in keyboard.screen


def test_resource_without_its_target_keeps_the_list_open(
    keyboard: Keyboard,
) -> None:
    keyboard.type(BOOK, ENTER, ENTER, AUTHOR, ENTER, ENTER)

    assert answer("resources") == (BOOK, AUTHOR)
    assert "which does not exist" in keyboard.screen


def test_back_edits_the_last_resource(keyboard: Keyboard) -> None:
    keyboard.type(AUTHOR, ENTER, SHIFT_TAB, ":unique", ENTER, ENTER)

    assert answer("resources") == ("author name:str:unique",)


def test_repeated_resource_replaces_the_first(keyboard: Keyboard) -> None:
    keyboard.type(AUTHOR, ENTER, BOOK, ENTER, "author age:int", ENTER, ENTER)

    assert answer("resources") == ("author age:int", BOOK)


def test_several_resources_can_be_pasted(keyboard: Keyboard) -> None:
    keyboard.type(pasted(f"{AUTHOR}\n{BOOK}"), ENTER, ENTER)

    assert answer("resources") == (AUTHOR, BOOK)


def test_resources_known_before_can_be_added_to(keyboard: Keyboard) -> None:
    state = WizardState(SCHEMA, NAMED, {})
    state.set_answer("resources", (AUTHOR,))
    keyboard.type(BOOK, ENTER, ENTER)

    assert Terminal(SCHEMA).question(state.question("resources")) == (AUTHOR, BOOK)


def test_owned_resource_needs_users(keyboard: Keyboard) -> None:
    keyboard.type("note text:str --owned", ENTER, ENTER, SHIFT_TAB, CTRL_U, ENTER)

    assert answer("resources", NAMED | flag("auth", "none")) == ()
    assert "is --owned" in keyboard.screen


def test_answer_asked_again_says_why(keyboard: Keyboard) -> None:
    state = WizardState(SCHEMA, NAMED, {})
    state.set_answer("auth", "jwt")
    state.set_answer("database", "none")
    keyboard.type(ENTER)

    assert Terminal(SCHEMA).question(state.question("auth")) == "none"
    assert "! 'auth' needs another value." in keyboard.screen


def test_question_shows_its_number(keyboard: Keyboard) -> None:
    keyboard.type(ENTER)
    question = WizardState(SCHEMA, NAMED, {}).question("auth")

    Terminal(SCHEMA).question(replace(question, number=2, total=7))

    assert "? What about auth? (2 of 7)" in keyboard.screen


@pytest.mark.parametrize(
    ("keys", "action"),
    [
        ([], Action.CREATE),
        ([DOWN], Action.RESOURCES),
        ([DOWN, DOWN], Action.MORE),
        ([DOWN, DOWN, DOWN], Action.BACK),
        ([DOWN, DOWN, DOWN, DOWN], Action.CANCEL),
        ([SHIFT_TAB], Action.BACK),
    ],
)
def test_menu_below_the_summary(
    keyboard: Keyboard, keys: list[str], action: Action
) -> None:
    keyboard.type(*keys, ENTER)
    answers = WizardState(SCHEMA, NAMED, {}).answers()

    terminal = Terminal(SCHEMA)
    assert terminal.summary(answers, lambda: 9, more=True, resources=True) is action
    assert "9 files in total" in keyboard.screen


def test_menu_without_more_to_customise(keyboard: Keyboard) -> None:
    keyboard.type(DOWN, ENTER)
    answers = WizardState(SCHEMA, NAMED, {}).answers()

    terminal = Terminal(SCHEMA)
    chosen = terminal.summary(answers, lambda: 9, more=False, resources=False)
    assert chosen is Action.BACK
    assert "Customise" not in keyboard.screen


def run(known: Known = NAMED) -> dict[str, Value]:
    return said(ask(SCHEMA, known, {}, lambda _answers: 9).items())


@pytest.fixture
def _on_keyboard(keyboard: Keyboard, monkeypatch: pytest.MonkeyPatch) -> None:
    """`ask` opens the terminal itself, but there is none."""
    output = get_app_session().output
    monkeypatch.setattr("fastapi_forge.wizard._output", lambda: output)
    assert keyboard.screen == ""


@pytest.mark.usefixtures("_on_keyboard")
def test_whole_conversation(keyboard: Keyboard) -> None:
    keyboard.type(DOWN, ENTER)  # database: postgresql
    keyboard.type(SHIFT_TAB, ENTER)  # back, and the same again
    keyboard.type(ENTER, ENTER, DOWN, ENTER)  # auth, docker, cors
    keyboard.type(DOWN, DOWN, ENTER, ENTER)  # more: the first group
    keyboard.type("Ann", ENTER, ENTER)  # author, features
    keyboard.type(ENTER)

    assert run() == {
        "database": "postgresql",
        "auth": "jwt",
        "docker": True,
        "cors": False,
        "author": "Ann",
        "features": ("a",),
    }


@pytest.mark.usefixtures("_on_keyboard")
def test_missing_name_is_asked_until_it_is_valid(keyboard: Keyboard) -> None:
    keyboard.type(CTRL_U, "My Shop", ENTER, CTRL_U, "shop", ENTER)

    assert (
        ask_name("myapi", lambda name: check_project(name, SCHEMA.packages)) == "shop"
    )
    assert "? Name of the project" in keyboard.screen
    assert "Try 'my-shop'." in keyboard.screen


@pytest.mark.usefixtures("_on_keyboard")
def test_ctrl_c_cancels(keyboard: Keyboard) -> None:
    keyboard.type(ENTER, CTRL_C)

    with pytest.raises(CancelledError):
        run()


@pytest.mark.usefixtures("_on_keyboard")
def test_end_of_input_cancels(keyboard: Keyboard) -> None:
    keyboard.end()

    with pytest.raises(CancelledError):
        run()


@pytest.mark.usefixtures("_on_keyboard")
def test_back_at_the_first_question_may_leave(keyboard: Keyboard) -> None:
    keyboard.type(SHIFT_TAB, "n", SHIFT_TAB, "y")

    with pytest.raises(CancelledError):
        run()
