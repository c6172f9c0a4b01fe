from __future__ import annotations

import jsonschema

from tests.support.commands import document, run_forge


def test_text_lists_options_by_group() -> None:
    text = run_forge("options").stdout

    lines = text.splitlines()
    assert lines[0] == "Options of the template sample 1.2.3"
    titles = [line for line in lines[1:] if line and line[0] != " "]
    assert titles[:5] == ["Name", "Core", "More", "Presets", "Constraints"]
    assert any(line.split()[:3] == ["*", "sqlite", "SQLite"] for line in lines)
    assert any("--redis/no-redis" in line for line in lines)
    constraint = "  database=none requires auth=none or oidc"
    assert f"{constraint}: Stored users need a database" in lines
    assert any(line.split()[0] == "worker" for line in lines if line.strip())


def test_json_describes_every_option() -> None:
    described = document(run_forge("options", "--json"))

    assert list(described) == ["template", "options", "constraints", "presets"]
    assert described["template"] == {"name": "sample", "version": "1.2.3"}
    options = {option["key"]: option for option in described["options"]}
    assert options["access"] == {
        "key": "access",
        "type": "str",
        "help": "How the code reaches the database",
        "default": "async",
        "group": "core",
        "asked_when": {"database": ["sqlite", "postgresql"]},
        "choices": [
            {"value": "async", "help": "Async"},
            {"value": "sync", "help": "Sync"},
        ],
    }
    assert options["cors_origins"]["default"] == ["http://localhost:3000"]
    assert described["constraints"][1] == {
        "if": {"jobs": ["taskiq"]},
        "then": {"redis": [True]},
        "because": "The worker runs on Redis.",
    }
    assert described["presets"]["worker"] == {
        "title": "With a worker",
        "answers": {"jobs": "taskiq", "database": "postgresql"},
    }


def test_json_schema_validates_answers() -> None:
    schema = document(run_forge("options", "--json-schema"))

    validator = jsonschema.Draft202012Validator(schema)
    assert validator.is_valid({"database": "sqlite"})
    assert not validator.is_valid({"database": "oracle"})


def test_both_forms_at_once_are_refused() -> None:
    result = run_forge("options", "--json", "--json-schema")

    assert result.exit_code == 2
    assert document(result)["error"]["code"] == "usage"
