"""Recognize calls that write files."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fastapi_forge.verify.isolation.classes import name_of
from fastapi_forge.verify.isolation.vocabulary import words

_OPENERS = {"open", "open_file", "fdopen"}
_OWNERS = {"os", "shutil"}
_OF_OWNERS = words(
    "remove unlink rename replace renames makedirs mkdir rmdir removedirs "
    "truncate rmtree copy copy2 copyfile copytree move symlink link mkfifo"
)
_ANYWHERE = words(
    "write_text write_bytes unlink symlink_to hardlink_to FileHandler "
    "WatchedFileHandler RotatingFileHandler TimedRotatingFileHandler "
    "dump_to_file to_csv to_parquet to_sql to_pickle to_excel savez savetxt "
    "extractall"
)
_MODULES = {"io", "os", "codecs", "gzip", "bz2", "lzma", "aiofiles", "anyio"}
_READING = frozenset("rbtU")


def writing_call(node: ast.Call) -> str:
    """Return the call as written, if it may write a file."""
    name = name_of(node.func)
    owner = node.func.value if isinstance(node.func, ast.Attribute) else None
    writes = (
        (name in _OPENERS and _may_write(node, owner))
        or (owner and name_of(owner) in _OWNERS and name in _OF_OWNERS)
        or name in _ANYWHERE
    )
    return ast.unparse(node.func) if writes else ""


def _may_write(node: ast.Call, owner: ast.expr | None) -> bool:
    """Check the mode of `open(path, mode)` or `path.open(mode)`."""
    is_method = owner is not None and name_of(owner) not in _MODULES
    for mode in _modes(node, 0 if is_method else 1):
        if isinstance(mode, ast.Constant):
            if isinstance(mode.value, str) and not set(mode.value) <= _READING:
                return True
        # Other objects have a method `open` too, such as one that opens a ticket by id.
        elif not is_method or isinstance(owner, ast.Call):
            return True
    return False


def _modes(node: ast.Call, position: int) -> Iterator[ast.expr]:
    yield from node.args[position : position + 1]
    yield from (keyword.value for keyword in node.keywords if keyword.arg == "mode")
