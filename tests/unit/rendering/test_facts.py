from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_forge.errors import TemplateError
from fastapi_forge.rendering.facts import EXPANDERS, expander
from tests.support.templates import write_files


def template(root: Path, forge: str) -> Path:
    return write_files(root, {"copier.yml": f"_forge: {forge}\n"})


def test_template_chooses_its_facts(tmp_path: Path) -> None:
    assert expander(template(tmp_path, "{facts: 1}")) is EXPANDERS[1]
    assert expander(template(tmp_path, "{}")) is EXPANDERS[max(EXPANDERS)]


@pytest.mark.parametrize("version", ["999", "one", "[1]"])
def test_unknown_facts_are_refused(version: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="facts about resources"):
        expander(template(tmp_path, f"{{facts: {version}}}"))
