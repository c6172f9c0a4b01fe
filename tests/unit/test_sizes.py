from __future__ import annotations

from fastapi_forge.rendering.tree import File, Tree
from scripts.sizes import Size, size_of

FILES = {
    "README.md": "# Shop\n",
    ".forge/project.yml": "name: shop\n",
    "app/__init__.py": "",
    "app/main.py": "import os\n\n\ndef main():\n    if os.name:\n        return 1\n",
    "app/core/config.py": (
        "class Settings:\n    name: str\n    port: int = 1\n    url: ClassVar = 1\n"
    ),
    "tests/test_main.py": "def test():\n    assert 1\n",
}


def test_counted_files() -> None:
    tree = Tree({path: File(content=text.encode()) for path, text in FILES.items()})

    assert size_of(tree) == Size(
        files=5, modules=3, lines=10, statements=8, settings=2, test_lines=2
    )
