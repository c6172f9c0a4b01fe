from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fastapi_forge.answers.names import check_name, suggest_name
from fastapi_forge.errors import InvalidNameError

PACKAGES = frozenset({"Big_Library", "fastapi"})


@pytest.mark.parametrize("name", ["a", "myapi", "my-api-2", "a" * 50, "a1", "app"])
def test_valid_name_is_accepted(name: str) -> None:
    assert check_name(name, PACKAGES) == name


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("My API", "my-api"),
        ("MyShop", "my-shop"),
        ("my_api", "my-api"),
        ("2fast", "app-2fast"),
        ("api-", "api"),
        ("-api", "api"),
        ("Café", "cafe"),
        ("日本", "myapi"),
        ("", "myapi"),
        ("a" * 51, "a" * 50),
        ("a\n", "a"),
        ("json", "json-api"),
        ("py-compile", "py-compile-api"),
        ("distutils", "distutils-api"),
        ("class", "class-api"),
        ("none", "none-api"),
        ("con", "con-api"),
        ("lpt1", "lpt1-api"),
        ("fastapi", "fastapi-api"),
        ("pip", "pip-api"),
        ("setuptools", "setuptools-api"),
        ("big--library", "big-library-api"),
    ],
)
def test_invalid_name_is_refused_with_a_suggestion(name: str, suggestion: str) -> None:
    with pytest.raises(InvalidNameError) as raised:
        check_name(name, PACKAGES)

    assert raised.value.hint == f"Try '{suggestion}'."


def test_reason_is_given() -> None:
    with pytest.raises(InvalidNameError, match="standard library"):
        check_name("asyncio")


def test_standard_library_modules_are_refused() -> None:
    for module in sys.stdlib_module_names:
        with pytest.raises(InvalidNameError):
            check_name(module.lower().replace("_", "-"))


def test_control_characters_are_escaped() -> None:
    with pytest.raises(InvalidNameError) as raised:
        check_name("a\x1b[31m")

    assert "\x1b" not in raised.value.message


@given(st.text())
def test_suggestion_is_always_allowed(text: str) -> None:
    suggestion = suggest_name(text, PACKAGES)

    assert check_name(suggestion, PACKAGES) == suggestion
    assert re.fullmatch(r"[a-z]([a-z0-9-]*[a-z0-9])?", suggestion)
