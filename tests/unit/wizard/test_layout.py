from __future__ import annotations

import pytest
from questionary.styles import merge_styles_default

from fastapi_forge.wizard.layout import STYLE

CLASSES = [name for name, _ in STYLE.style_rules]


@pytest.mark.parametrize("name", CLASSES)
def test_colours_come_from_the_terminals_palette(name: str) -> None:
    """questionary adds a style of its own, with colours for a dark terminal."""
    style = merge_styles_default([STYLE])

    attributes = style.get_attrs_for_style_str(f"class:{name}")

    assert attributes.color in {"", "default", "ansimagenta", "ansired"}
    assert not attributes.bgcolor
