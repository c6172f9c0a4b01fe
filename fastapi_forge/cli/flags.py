"""The flags of forge itself; `check_flags.py` adds those for running checks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from fastapi_forge.cli.completion import complete_preset, complete_setting

_ANSWERING = "Values from files and presets"
_TEMPLATE = "Template"
_RUNNING = "Execution"

NameArgument: TypeAlias = Annotated[
    str | None,
    typer.Argument(
        metavar="NAME",
        help="Name of the project, or '.' to create it in the current directory."
        "  [asked for if missing]",
        show_default=False,
    ),
]
PresetOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--preset",
        metavar="NAME|FILE",
        help="Name of a preset, or the path of an answers file.",
        autocompletion=complete_preset,
        rich_help_panel=_ANSWERING,
    ),
]
AnswersOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--answers",
        metavar="FILE|-",
        help="Read answers from a YAML, JSON or TOML file; '-' reads stdin.",
        rich_help_panel=_ANSWERING,
    ),
]
SetOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KEY=VALUE",
        help="Set one option (repeatable). Separate the items of a list with"
        " commas, and resources with semicolons. FORGE_KEY variables use the"
        " same format.",
        autocompletion=complete_setting,
        rich_help_panel=_ANSWERING,
    ),
]
TemplateOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--template",
        metavar="DIR|GIT[@REF]",
        help="Use a Copier template of your own, from a directory or from git. "
        " [default: forge's own]",
        show_default=False,
        rich_help_panel=_TEMPLATE,
    ),
]
TrustOption: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--trust",
        help="Allow that template to run tasks and to load Jinja extensions.",
        rich_help_panel=_TEMPLATE,
    ),
]
OutputOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--output",
        metavar="DIR",
        help="Create the project's directory inside DIR.  [default: current directory]",
        show_default=False,
        rich_help_panel=_RUNNING,
    ),
]
YesOption: TypeAlias = Annotated[
    bool,
    typer.Option("--yes", help="Ask no questions.", rich_help_panel=_RUNNING),
]
DryRunOption: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--dry-run",
        help="Show the values and the files without writing anything.",
        rich_help_panel=_RUNNING,
    ),
]
NoGitOption: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--no-git", help="Do not create a Git repository.", rich_help_panel=_RUNNING
    ),
]
NoInstallOption: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--no-install", help="Do not install dependencies.", rich_help_panel=_RUNNING
    ),
]
OfflineOption: TypeAlias = Annotated[
    bool,
    typer.Option("--offline", help="Do not use the network.", rich_help_panel=_RUNNING),
]
JsonOption: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--json",
        help="Print one JSON document and ask no questions.",
        rich_help_panel=_RUNNING,
    ),
]
JsonSchemaOption: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--json-schema",
        help="Print a JSON Schema for answers files.",
        rich_help_panel=_RUNNING,
    ),
]
QuietOption: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--quiet", help="Print only results and errors.", rich_help_panel=_RUNNING
    ),
]
DebugOption: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--debug", help="Show the traceback of an error.", rich_help_panel=_RUNNING
    ),
]
