"""Skip Typer's conversion of parameters that the shell already gave in the right type.

Typer would import Pydantic and build a validator for each.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Protocol, TypeAlias, get_args

import typer.core

# Typer keeps the types of parameters and contexts private.
_Private: TypeAlias = Any


class _Converts(Protocol):
    def coerce(self, value: object, param: _Private, ctx: _Private) -> object: ...


class PlainCommand(typer.core.TyperCommand):
    """A command that converts only values of a different type."""

    def parse_args(self, ctx: _Private, args: list[str]) -> list[str]:
        skip_conversions(self.get_params(ctx))
        return super().parse_args(ctx, args)


def skip_conversions(parameters: Iterable[_Private]) -> None:
    for parameter in parameters:
        if not isinstance(parameter.get_runtime_param, _PlainParameter):
            parameter.get_runtime_param = _PlainParameter(parameter.get_runtime_param)


class _PlainParameter:
    """A replacement for Typer's conversion, which is called only if necessary."""

    def __init__(self, make: Callable[[], _Converts]) -> None:
        self._make = make

    def __call__(self) -> _PlainParameter:
        return self

    def coerce(self, value: object, param: _Private, ctx: _Private) -> object:
        several = param.multiple or param.nargs == -1
        annotation = param.type_descriptor.annotation
        if value is None:
            return () if several else None
        if annotation is str and type(value) is str:
            return value
        if annotation is Path and type(value) is str and os.access(value, os.R_OK):
            return Path(value)
        if several and isinstance(value, list | tuple):
            (item,) = get_args(annotation) or (None,)
            if item in {str, bool} and all(type(part) is item for part in value):
                return list(value)
        return self._make().coerce(value, param=param, ctx=ctx)
