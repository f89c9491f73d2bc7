"""What a command loads: what it has no use for costs every run of it."""

import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dateline.cli.app import app
from dateline.cli.run import HOMES, load_commands

HEAVY = (
    "alembic", "asyncpg", "docx", "jinja2", "lxml", "matplotlib", "onnxruntime", "pandas",
    "pydantic", "pypandoc", "pypdfium2", "rapidfuzz", "rich", "scipy", "shapely", "tokenizers",
    "trafilatura", "typst", "yaml",
)  # fmt: skip
ROOMS = ("assess", "audit", "encoder", "extract", "prose")


def list_loaded(*arguments: str) -> set[str]:
    """Names of the modules that one command has loaded at its end."""
    code = (
        "import sys\nfrom dateline.cli.run import run\n"
        "status = run(sys.argv[1:])\n"
        "print('\\n' + ' '.join(sys.modules), file=sys.stderr)\nsys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr.splitlines()[0]
    return set(done.stderr.splitlines()[-1].split())


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with two events, asked once, so that they are kept as a table."""
    folder = tmp_path_factory.mktemp("loading") / "desk"
    list_loaded("init", str(folder))
    for day in ("2023-07-04", "2023-07-05"):
        list_loaded(
            "--desk", str(folder), "enter", "--date", day, "--type", "Attack",
            "--place", "Koro, Mali", "--perpetrator", "jnim",
        )  # fmt: skip
    list_loaded("--desk", str(folder), "events", "by:jnim in:ML")
    return folder


def test_listing_events_loads_what_it_answers_from_and_no_more(desk: Path) -> None:
    loaded = list_loaded("--desk", str(desk), "events", "by:jnim in:ML", "--json")
    assert loaded & set(HEAVY) == set()
    assert {room for room in ROOMS if f"dateline.{room}" in loaded} == set()
    assert {
        "dateline.datasets.store", "dateline.atlas.desk_index", "dateline.reconcile.linkage",
        "dateline.publish.render", "dateline.cli.editions", "dateline.cli.numbers",
    } & loaded == set()  # fmt: skip


def test_verifying_loads_nothing_that_counts(desk: Path) -> None:
    loaded = list_loaded("--desk", str(desk), "verify")
    assert loaded & (set(HEAVY) - {"lxml", "yaml"}) == set()


def test_every_command_is_loaded_from_where_it_is_declared() -> None:
    for home, names in HOMES.items():
        module = importlib.import_module(f"dateline.cli.{home}").__name__
        assert {name for name in names if _home_of(name) != module} == set()
    load_commands(())
    declared = {name for names in HOMES.values() for name in names}
    assert set(_declared()) == declared


@pytest.mark.parametrize(
    ("line", "loaded"),
    [
        (["events", "by:jnim"], {"dateline.cli.events"}),
        (["--desk", "events", "--as-of=2023-01-01", "whatsnew"], {"dateline.cli.newest"}),
        (["--help"], {f"dateline.cli.{home}" for home in HOMES}),
        (["--help", "events"], {f"dateline.cli.{home}" for home in HOMES}),
        (["evnts"], {f"dateline.cli.{home}" for home in HOMES}),
        ([], {f"dateline.cli.{home}" for home in HOMES}),
    ],
)
def test_a_command_named_outright_is_declared_alone(line: list[str], loaded: set[str]) -> None:
    code = (
        "import sys\nfrom dateline.cli.run import HOMES, load_commands\nload_commands(sys.argv[1:])"
        "\nprint(*[h for h in HOMES if 'dateline.cli.' + h in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *line], capture_output=True, text=True, check=True
    )
    found = {f"dateline.cli.{home}" for home in done.stdout.split()}
    assert loaded <= found
    assert ("dateline.cli.editions" in found) == ("dateline.cli.editions" in loaded)


def _declared() -> dict[str, Any]:
    """Every command and group of the command line by its name."""
    commands = {one.name or one.callback.__name__: one for one in app.registered_commands}
    groups = {one.name or one.typer_instance.info.name: one for one in app.registered_groups}
    return commands | groups


def _home_of(name: str) -> str:
    found = _declared()[name]
    if hasattr(found, "typer_instance"):
        found = found.typer_instance.registered_commands[0]
    return str(found.callback.__module__)
