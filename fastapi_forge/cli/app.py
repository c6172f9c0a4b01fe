"""The Typer application: its commands, and how results and errors are shown."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any, NoReturn, TypeAlias

import typer
import typer.core

from fastapi_forge import __version__
from fastapi_forge.cli.arguments import command_in, console_for
from fastapi_forge.cli.completion import join_split_setting
from fastapi_forge.cli.console import Console, Report
from fastapi_forge.cli.failures import as_forge_error
from fastapi_forge.cli.flags import DebugOption, QuietOption
from fastapi_forge.cli.matrix.command import matrix
from fastapi_forge.cli.new import new
from fastapi_forge.cli.options import options
from fastapi_forge.cli.parameters import PlainCommand, skip_conversions
from fastapi_forge.cli.streams import usable_streams
from fastapi_forge.cli.template_flags import TemplateCommand
from fastapi_forge.cli.verify import verify
from fastapi_forge.errors import CancelledError, UsageError
from fastapi_forge.interruptions import terminable

# Typer keeps the types of the overridden methods private.
_Private: TypeAlias = Any


class Commands(typer.core.TyperGroup):
    """Show results and errors of all commands in the same way."""

    def parse_args(self, ctx: _Private, args: list[str]) -> list[str]:
        skip_conversions(self.get_params(ctx))
        return super().parse_args(ctx, args)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: _Private,
    ) -> NoReturn:
        del standalone_mode  # Typer would print errors itself, and not as JSON
        join_split_setting(os.environ)
        arguments = list(sys.argv[1:] if args is None else args)
        console = console_for(arguments)
        with terminable() as end, usable_streams():
            try:
                outcome = super().main(
                    args,
                    prog_name,
                    complete_var,
                    standalone_mode=False,
                    windows_expand_args=windows_expand_args,
                    obj=console,
                    **extra,
                )
                end()
                code = _show(outcome, console)
            except (Exception, KeyboardInterrupt) as raised:  # noqa: BLE001 - the last
                end()
                code = _report(raised, console, command_in(arguments))
        sys.exit(code)


def _show(outcome: object, console: Console) -> int:
    if isinstance(outcome, Report):
        console.show(outcome)
        return outcome.exit_code
    if outcome == CancelledError.exit_code:
        raise KeyboardInterrupt  # which Typer has caught
    return outcome if isinstance(outcome, int) else 0


def _report(raised: BaseException, console: Console, command: str) -> int:
    if isinstance(raised, BrokenPipeError):
        return 1  # the reader has closed the pipe
    error = as_forge_error(raised)
    try:
        console.fail(error, command)
    except OSError as refusal:
        # stdout is unusable: report on stderr.
        Console(debug=console.debug).fail(as_forge_error(refusal), command)
    return error.exit_code


app = typer.Typer(
    name="forge",
    cls=Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(ctx: typer.Context, wanted: bool) -> None:
    if wanted:
        ctx.obj.text(f"forge {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def forge(
    ctx: typer.Context,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            help="Show the version and exit.",
            callback=_show_version,
            is_eager=True,
        ),
    ] = False,
    quiet: QuietOption = False,
    debug: DebugOption = False,
) -> None:
    """Generate a FastAPI service with just the features you choose."""
    del version, quiet, debug  # read before parsing, see cli.arguments
    if ctx.invoked_subcommand is None:
        raise UsageError("Missing command.", hint=ctx.get_help())


app.command(cls=TemplateCommand)(new)
app.command(cls=PlainCommand)(options)
app.command(cls=PlainCommand)(verify)
app.command(cls=PlainCommand)(matrix)
