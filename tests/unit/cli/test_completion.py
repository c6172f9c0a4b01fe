"""Return the completions of a shell's words."""

from __future__ import annotations

import pytest

from fastapi_forge.cli.completion import join_split_setting

NEW = ["forge", "new", "shop"]


@pytest.mark.parametrize(
    ("words", "left", "key"),
    [
        (["--set", "auth", "=", "j"], ["--set", "j"], "auth"),
        (["--set", "auth", "="], ["--set", ""], "auth"),
        (["--auth", "=", "j"], ["--auth", "j"], "--auth"),
        (["--set", "auth"], ["--set", "auth"], None),
    ],
)
def test_bash_splits_at_the_equals_sign(
    words: list[str], left: list[str], key: str | None
) -> None:
    environment = {
        "_FORGE_COMPLETE": "complete_bash",
        "COMP_WORDS": "\n".join([*NEW, *words]),
        "COMP_CWORD": str(len(NEW + words) - 1),
    }

    join_split_setting(environment)

    assert environment["COMP_WORDS"].split("\n") == [*NEW, *left]
    assert environment["COMP_CWORD"] == str(len(NEW + left) - 1)
    assert environment.get("_FORGE_COMPLETE_KEY") == key


def test_other_shells_do_not_split() -> None:
    environment = {"_FORGE_COMPLETE": "complete_zsh", "COMP_WORDS": "a\n=\nb"}

    join_split_setting(environment)

    assert environment["COMP_WORDS"] == "a\n=\nb"
