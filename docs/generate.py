"""Write the pages that code knows best: commands, settings, accuracy.

usage: python docs/generate.py [--check]

`--check` writes nothing and fails when a page is stale.
"""

import inspect
import json
import re
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

from typer.main import get_command

DOCS = Path(__file__).resolve().parent


def main(arguments: list[str]) -> int:
    """Write or check the generated pages; return the exit status."""
    pages = {
        DOCS / "reference" / "commands.md": commands_page(),
        DOCS / "reference" / "settings.md": settings_page(),
        DOCS / "accuracy.md": accuracy_page(),
    }
    stale = [
        path
        for path, text in pages.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    if "--check" in arguments:
        for path in stale:
            sys.stderr.write(f"{path.relative_to(DOCS.parent)} is stale: run docs/generate.py\n")
        return 1 if stale else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(pages[path], encoding="utf-8")
    return 0


def commands_page() -> str:
    """Every command with its arguments and options, from the command line itself."""
    from dateline.cli.app import app
    from dateline.cli.run import load_commands

    load_commands(())

    root = get_command(app)
    lines = [
        "# Commands",
        "",
        "Written by `docs/generate.py` from the command line itself.",
        "",
        "Options before the command:",
        "",
        *_options_table(root),
    ]
    lines += _command_sections(root, "dateline")
    return "\n".join(lines) + "\n"


def _command_sections(group: Any, prefix: str) -> list[str]:  # noqa: ANN401 - as below
    lines: list[str] = []
    for name, command in sorted(getattr(group, "commands", {}).items()):
        if getattr(command, "commands", None):
            lines += _command_sections(command, f"{prefix} {name}")
            continue
        arguments = " ".join(
            _metavar(parameter)
            for parameter in command.params
            if parameter.param_type_name == "argument"
        )
        lines += ["", f"## `{' '.join(f'{prefix} {name} {arguments}'.split())}`", ""]
        lines += [_sentences(command.help or ""), ""]
        lines += _options_table(command)
    return lines


def _metavar(parameter: Any) -> str:  # noqa: ANN401 - the command line's own kind
    shown = parameter.metavar or parameter.name.upper()
    return shown if parameter.required else f"[{shown}]"


def _options_table(command: Any) -> list[str]:  # noqa: ANN401 - as above
    rows = []
    for parameter in command.params:
        if parameter.param_type_name == "option" and parameter.help:
            names = ", ".join(f"`{name}`" for name in parameter.opts)
            rows.append(f"| {names} | {_sentences(parameter.help)} |")
    return ["| option | does |", "|---|---|", *rows] if rows else []


def _sentences(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def accuracy_page() -> str:
    """Every figure of the evals with its floor, from the files that `make eval` keeps."""
    evals = DOCS.parent / "evals"
    figures: dict[str, float] = json.loads((evals / "figures.json").read_text(encoding="utf-8"))
    floors: dict[str, float] = json.loads((evals / "floors.json").read_text(encoding="utf-8"))
    lines = [(DOCS / "accuracy.head.md").read_text(encoding="utf-8").rstrip()]
    group = ""
    for name, value in sorted(figures.items()):
        head, _, rest = name.partition(".")
        if head != group:
            group = head
            lines += ["", f"## {head.capitalize()}", "", "| figure | value | floor |"]
            lines += ["|---|---|---|"]
        floor = f"{floors[name]:.3f}" if name in floors else ""
        lines.append(f"| `{rest}` | {value:.3f} | {floor} |")
    return "\n".join(lines) + "\n"


def settings_page() -> str:
    """Every table and key of desk.toml, from the dataclasses that hold them."""
    from dateline.collect.settings import ChatSettings, CollectSettings
    from dateline.datasets.settings import DatasetSettings
    from dateline.desk import DeskSettings
    from dateline.model.definition import Definition, Region
    from dateline.model.source import Source
    from dateline.publish.settings import MailSettings, PublishSettings, WithholdSettings
    from dateline.read.settings import TranslationSettings
    from dateline.reconcile.settings import LinkSettings

    tables: list[tuple[str, type[Any]]] = [
        ("[desk]", DeskSettings),
        ("[definitions.NAME]", Definition),
        ("[regions.NAME]", Region),
        ('[sources."KEY"]', Source),
        ("[collect]", CollectSettings),
        ("[reconcile]", LinkSettings),
        ("[translation]", TranslationSettings),
        ("[llm]", ChatSettings),
        ("[datasets]", DatasetSettings),
        ("[withhold]", WithholdSettings),
        ("[publish]", PublishSettings),
        ("[mail]", MailSettings),
    ]
    lines = [
        "# Settings",
        "",
        "Written by `docs/generate.py` from the dataclasses that hold them.",
        "An unknown key in desk.toml is an error that names the nearest known one.",
    ]
    for title, noun in tables:
        lines += ["", f"## `{title}`", "", *_settings_table(noun)]
    lines += [
        "",
        "## `[groups.NAME]`",
        "",
        "`actors`: a list of actor ids that `@NAME` stands for.",
        "",
        "## `[periods]`",
        "",
        '`NAME = "2023-03-01..2023-05-31"`: a period that a query names as `$NAME`.',
    ]
    return "\n".join(lines) + "\n"


def _settings_table(noun: type[Any]) -> list[str]:
    said = dict(
        re.findall(
            r"^    (\w+): (.+(?:\n      .+)*)", inspect.cleandoc(noun.__doc__ or ""), re.MULTILINE
        )
    )
    rows = ["| key | says | default |", "|---|---|---|"]
    for entry in fields(noun):
        if entry.name in {"key", "datasets"}:
            continue
        default = repr(entry.default) if isinstance(entry.default, str | bool | int) else ""
        sentence = said.get(entry.name)
        if sentence is None:
            message = f"{noun.__name__}.{entry.name} has no sentence in its docstring"
            raise SystemExit(message)
        rows.append(f"| `{entry.name}` | {_sentences(sentence)} | `{default}` |")
    return rows


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
