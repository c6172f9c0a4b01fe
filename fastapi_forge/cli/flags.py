"""The flags that forge itself declares, each named once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from fastapi_forge.cli.completion import complete_preset, complete_setting

_ANSWERING = "Other ways to answer"
_TEMPLATE = "The template"
_RUNNING = "Running"

NameArgument: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help="Name of the project; '.' means this directory, named after it.",
        show_default=False,
    ),
]
PresetOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--preset",
        metavar="NAME|FILE",
        help="A preset of the template, or the path of an answers file.",
        autocompletion=complete_preset,
        rich_help_panel=_ANSWERING,
    ),
]
AnswersOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--answers",
        metavar="FILE|-",
        help="Answers in YAML, JSON or TOML; '-' reads them from stdin.",
        rich_help_panel=_ANSWERING,
    ),
]
SetOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KEY=VALUE",
        help="One answer (repeatable). Items of a list stand between commas,"
        " resources between semicolons; so too in variables FORGE_KEY.",
        autocompletion=complete_setting,
        rich_help_panel=_ANSWERING,
    ),
]
TemplateOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--template",
        metavar="DIR|GIT[@REF]",
        help="A template of your own: any Copier template, in a directory or in git."
        "  [default: forge's own]",
        show_default=False,
        rich_help_panel=_TEMPLATE,
    ),
]
TrustOption: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--trust",
        help="Let that template run its tasks and load its Jinja extensions.",
        rich_help_panel=_TEMPLATE,
    ),
]
OutputOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--output",
        metavar="DIR",
        help="Create the project's directory in DIR.  [default: here]",
        show_default=False,
        rich_help_panel=_RUNNING,
    ),
]
YesOption: TypeAlias = Annotated[
    bool,
    typer.Option("--yes", help="Never ask.", rich_help_panel=_RUNNING),
]
DryRunOption: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--dry-run",
        help="Show the files and the answers; write nothing.",
        rich_help_panel=_RUNNING,
    ),
]
NoGitOption: TypeAlias = Annotated[
    bool,
    typer.Option("--no-git", help="Make no repository.", rich_help_panel=_RUNNING),
]
NoInstallOption: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--no-install", help="Install no dependencies.", rich_help_panel=_RUNNING
    ),
]
OfflineOption: TypeAlias = Annotated[
    bool,
    typer.Option("--offline", help="Do without the network.", rich_help_panel=_RUNNING),
]
JsonOption: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--json",
        help="Print one JSON document and never ask.",
        rich_help_panel=_RUNNING,
    ),
]
JsonSchemaOption: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--json-schema",
        help="Print the JSON schema of an answers file.",
        rich_help_panel=_RUNNING,
    ),
]
QuietOption: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--quiet", help="Print results and errors only.", rich_help_panel=_RUNNING
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
        help="The directory of the service.  [default: here]",
        show_default=False,
    ),
]
OnlyOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--only", metavar="CHECK", help="Make this check and no other (repeatable)."
    ),
]
SkipOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--skip", metavar="CHECK", help="Do without this check (repeatable)."),
]
StrictOption: TypeAlias = Annotated[
    bool,
    typer.Option("--strict", help="Fail where a check lacks something, say a server."),
]
AllowWritesOption: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--allow-writes",
        help="Also run checks whose isolation is unknown: with the settings in .env,"
        " they may change or delete your data, or send mail.",
    ),
]
SeedOption: TypeAlias = Annotated[
    int,
    typer.Option(
        "--seed",
        metavar="N",
        help="Decides what is random: the order of the tests, the requests.",
    ),
]
JUnitOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--junit",
        metavar="FILE",
        help="Write the outcomes as JUnit's XML too.",
        show_default=False,
    ),
]
StrengthOption: TypeAlias = Annotated[
    int,
    typer.Option(
        "--strength",
        metavar="N",
        help="Any N answers that go together stand together in a row.  [default: 2]",
        show_default=False,
    ),
]
RowSeedOption: TypeAlias = Annotated[
    int,
    typer.Option(
        "--seed",
        metavar="N",
        help="Decides which rows there are, and the order of their tests.",
    ),
]
ShardOption: TypeAlias = Annotated[
    str,
    typer.Option(
        "--shard",
        metavar="I/N",
        help="Only every N-th row, from the I-th: for N machines that share the work.",
        show_default=False,
    ),
]
RowOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--row", metavar="NAME", help="Only this row (repeatable)."),
]
ListOption: TypeAlias = Annotated[
    bool, typer.Option("--list", help="Show the rows, and make nothing.")
]
RenderOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--render",
        metavar="DIR",
        help="Write each row's files below DIR, and check nothing.",
        show_default=False,
    ),
]
FreshOption: TypeAlias = Annotated[
    bool,
    typer.Option("--fresh", help="Check again what passed in an earlier run."),
]
JobsOption: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        metavar="N",
        min=1,
        help="How many rows at a time.  [default: one for each processor]",
        show_default=False,
    ),
]
