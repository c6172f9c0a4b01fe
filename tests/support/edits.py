"""Plant faults in generated services."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Edit:
    file: str
    """The path in the service, or a pattern such as `app/services/*.py`."""
    place: str
    """A regular expression for what is replaced."""
    text: str
    """Its replacement."""

    def make(self, project: Path) -> None:
        """Edit the first file with the place; fail if there is none."""
        for path in sorted(project.glob(self.file)):
            whole = path.read_text("utf-8")
            changed = re.sub(self.place, self.text, whole, count=1)
            if changed != whole:
                if path.suffix == ".py":
                    ast.parse(changed)
                path.write_text(changed, "utf-8")
                return
        raise AssertionError(f"No file {self.file} contains {self.place}")


def edited(project: Path, directory: Path, edits: Iterable[Edit]) -> Path:
    """Return a copy of the service in `directory` with the edits."""
    copy = Path(shutil.copytree(project, directory / project.name))
    for edit in edits:
        edit.make(copy)
    return copy
