"""A small template with every kind of question and rule."""

from __future__ import annotations

from pathlib import Path

from fastapi_forge.answers.resolution import Answers, resolve
from fastapi_forge.answers.sources import Given, Known, Source
from fastapi_forge.template.schema import Schema, Value, read_schema
from tests.support.templates import write_files

COPIER = """\
_subdirectory: project
_templates_suffix: .jinja
---
!include questions/asked.yml
---
!include questions/forge.yml
"""
ASKED = """\
name: {type: str, help: Name, default: myapi}
database:
  type: str
  help: Where data is kept
  default: sqlite
  choices: {"No database": none, SQLite: sqlite, PostgreSQL: postgresql}
access:
  type: str
  help: How the code reaches the database
  default: async
  choices: {Async: async, Sync: sync}
auth:
  type: str
  help: Who may call
  default: jwt
  choices: {Nobody: none, JWT: jwt, OIDC: oidc}
jobs:
  type: str
  help: Background work
  default: inprocess
  choices: {In process: inprocess, A worker: taskiq}
redis: {type: bool, help: "Redis?", default: false}
cors: {type: bool, help: "CORS?", default: true}
cors_origins:
  type: yaml
  help: Origins
  default: [http://localhost:3000]
  when: "{{ cors }}"
author: {type: str, help: Author, default: ""}
python:
  type: str
  help: Python
  default: "3.13"
  choices: {Python 3.12: "3.12", Python 3.13: "3.13"}
example: {type: bool, help: "Example?", default: false}
resources: {type: yaml, help: Resources, default: []}
entities: {type: yaml, when: false, default: []}
computed: {type: str, when: false, default: "{{ name }}"}
pins: {type: yaml, when: false, default: [{name: Big_Library, version: "1.0"}]}
"""
FORGE = """\
_forge:
  name: sample
  version: "1.2.3"
  format: ruff
  groups:
    - {key: name, title: Name, ask: always, options: [name]}
    - {key: core, title: Core, ask: core, options: [database, access, auth]}
    - key: more
      title: More
      ask: more
      options: [jobs, redis, cors, cors_origins, author, python, example, resources]
  flags:
    resources: {flag: resource, metavar: SPEC}
    cors_origins: {metavar: URL}
  asked_when:
    access: {database: [sqlite, postgresql]}
    cors_origins: {cors: true}
  constraints:
    - if: {database: none}
      then: {auth: [none, oidc]}
      because: Stored users need a database
    - if: {jobs: taskiq}
      then: {redis: true}
      because: The worker runs on Redis.
  environment_defaults: {author: git-name, python: python-version}
  resources:
    users: {when: {auth: [jwt, oidc]}, otherwise: there are no users}
    example: {when: {example: true}, specs: ["task title:str --owned"]}
    reserved:
      - {used_by: the example, when: {example: true}, names: [feedback]}
      - {used_by: the users, when: [{auth: jwt}, {auth: none}], names: [user]}
    limits:
      - {store: SQLite, digits: 18, when: {database: sqlite}}
  presets:
    standard: {title: The defaults, answers: {}}
    worker: {title: With a worker, answers: {jobs: taskiq, database: postgresql}}
    synchronous: {title: Without await, answers: {access: sync}}
"""


def write_sample(root: Path, forge: str = FORGE, asked: str = ASKED) -> Path:
    return write_files(
        root,
        {
            "copier.yml": COPIER,
            "questions/asked.yml": asked,
            "questions/forge.yml": forge,
            "project/README.md.jinja": "# {{ name }} on {{ database }}\n",
            "project/app/main.py": "print( 1 )\n",
        },
    )


def sample_schema(root: Path) -> Schema:
    return read_schema(write_sample(root))


def given(source: Source, **answers: Value) -> dict[str, Given]:
    """Return answers of one source, with a name."""
    named = Given(value="shop", source="argument", detail="NAME")
    return {"name": named} | {
        key: Given(value=value, source=source, detail=f"{source} {key}")
        for key, value in answers.items()
    }


def resolved(schema: Schema, known: Known) -> Answers:
    return resolve(schema, known, {})
