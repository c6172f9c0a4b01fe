"""Translate any exception into a ForgeError."""

from __future__ import annotations

import errno
from collections.abc import Sequence

import typer

from fastapi_forge.errors import (
    CancelledError,
    EnvironmentRefusalError,
    ForgeError,
    UnexpectedError,
    UsageError,
)

_REFUSALS = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS}
)


def as_forge_error(raised: BaseException) -> ForgeError:
    if isinstance(raised, ForgeError):
        return raised
    error = _translated(raised)
    error.__cause__ = raised
    return error


def _translated(raised: BaseException) -> ForgeError:
    if isinstance(raised, KeyboardInterrupt | typer.Abort):
        # `create_project` reports whether anything was written.
        return CancelledError("Cancelled.")
    if isinstance(raised, typer.TyperException):
        return _usage_error(raised)
    if isinstance(raised, OSError) and raised.errno in _REFUSALS:
        place = f": {raised.filename}" if raised.filename else ""
        return EnvironmentRefusalError(f"{raised.strerror}{place}.")
    return UnexpectedError(
        f"This is a bug in forge: {type(raised).__name__}: {raised}",
        hint="Please report it. Run again with --debug for the traceback.",
    )


def _usage_error(raised: typer.TyperException) -> UsageError:
    """Read only attributes, because Typer keeps its error classes private."""
    ctx: typer.Context | None = getattr(raised, "ctx", None)
    hint = f"Try '{ctx.command_path} --help'." if ctx else ""
    possible: Sequence[str] = getattr(raised, "possibilities", None) or ()
    if possible:
        return UsageError(
            f"{raised.message}.", hint=f"Did you mean {' or '.join(possible)}? {hint}"
        )
    return UsageError(raised.format_message(), hint=hint)
