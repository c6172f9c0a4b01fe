"""The flags that forge itself declares."""

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
PathArgument: TypeAlias = Annotated[
    Path,
    typer.Argument(
        metavar="[PATH]",
        help="Directory of the service.  [default: current directory]",
        show_default=False,
    ),
]
OnlyOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--only", metavar="CHECK", help="Run only this check (repeatable)."),
]
SkipOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--skip", metavar="CHECK", help="Skip this check (repeatable)."),
]
StrictOption: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--strict",
        help=(
            "Fail if an applicable check is skipped, for"
            " example because a server is missing."
        ),
    ),
]
AllowWritesOption: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--allow-writes",
        help="Also run checks whose isolation is unknown. They use the settings"
        " in .env, so they may change or delete your data or send mail.",
    ),
]
SeedOption: TypeAlias = Annotated[
    int,
    typer.Option(
        "--seed",
        metavar="N",
        help="Seed for the order of the tests and for generated requests.",
    ),
]
JUnitOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--junit",
        metavar="FILE",
        help="Also write the results to a JUnit XML file.",
        show_default=False,
    ),
]
StrengthOption: TypeAlias = Annotated[
    int,
    typer.Option(
        "--strength",
        metavar="N",
        help="Cover every set of N values that can occur together.  [default: 2]",
        show_default=False,
    ),
]
RowSeedOption: TypeAlias = Annotated[
    int,
    typer.Option(
        "--seed",
        metavar="N",
        help="Seed for the choice of combinations and for the order of their tests.",
    ),
]
ShardOption: TypeAlias = Annotated[
    str,
    typer.Option(
        "--shard",
        metavar="I/N",
        help="Run shard I of N, to split the work between N machines.",
        show_default=False,
    ),
]
RowOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--row", metavar="NAME", help=("Run only this combination (repeatable).")
    ),
]
ListOption: TypeAlias = Annotated[
    bool,
    typer.Option("--list", help="List the combinations without generating anything."),
]
RenderOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--render",
        metavar="DIR",
        help="Write the files of each combination below DIR without checking them.",
        show_default=False,
    ),
]
FreshOption: TypeAlias = Annotated[
    bool,
    typer.Option("--fresh", help="Ignore results of earlier runs."),
]
JobsOption: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        metavar="N",
        min=1,
        help=(
            "Number of combinations to run in parallel.  [default: number of"
            " processors]"
        ),
        show_default=False,
    ),
]
