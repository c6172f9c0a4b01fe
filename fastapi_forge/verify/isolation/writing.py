"""Calls that write files."""

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
_READING = frozenset("rbtU")


def what_it_writes(node: ast.Call) -> str:
    """The call as it stands there, if it may write a file."""
    name = name_of(node.func)
    owner = node.func.value if isinstance(node.func, ast.Attribute) else None
    writes = (
        (name in _OPENERS and _may_write(node, by_path=_is_path(owner)))
        or (owner and name_of(owner) in _OWNERS and name in _OF_OWNERS)
        or name in _ANYWHERE
    )
    return ast.unparse(node.func) if writes else ""


def _is_path(owner: ast.expr | None) -> bool:
    """`path.open(mode)`, unlike `open(path, mode)` of a module or of the builtins."""
    modules = {"io", "os", "codecs", "gzip", "bz2", "lzma", "aiofiles", "anyio"}
    return owner is not None and name_of(owner) not in modules


def _may_write(node: ast.Call, *, by_path: bool) -> bool:
    modes = list(_modes(node, 0 if by_path else 1))
    return any(
        not isinstance(it, ast.Constant) or not set(str(it.value)) <= _READING
        for it in modes
    )


def _modes(node: ast.Call, position: int) -> Iterator[ast.expr]:
    yield from node.args[position : position + 1]
    yield from (it.value for it in node.keywords if it.arg == "mode")
