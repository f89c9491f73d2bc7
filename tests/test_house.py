"""The rules of the house that a machine can check."""

import ast
from pathlib import Path

import pytest

from dateline import model

REPOSITORY = Path(__file__).resolve().parent.parent
MODULES = sorted((REPOSITORY / "src").rglob("*.py"))


def test_no_module_passes_400_lines() -> None:
    long = {
        str(path.relative_to(REPOSITORY)): count
        for path in MODULES
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


def test_the_model_imports_the_standard_library_only() -> None:
    foreign = set()
    for path in Path(model.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                foreign.add(node.module.split(".")[0])
            elif isinstance(node, ast.Import):
                foreign |= {name.name.split(".")[0] for name in node.names}
    import sys

    assert foreign - set(sys.stdlib_module_names) == {"dateline"}


def test_no_room_is_named_after_nothing() -> None:
    vague = {"utils", "util", "common", "misc", "core", "helpers", "helper", "manager", "handler"}
    assert [path for path in MODULES if path.stem in vague or path.parent.name in vague] == []


@pytest.mark.parametrize("room", ["read", "extract", "ledger", "reconcile", "measure", "audit"])
def test_every_room_has_tests_that_mirror_it(room: str) -> None:
    assert list((REPOSITORY / "tests" / room).glob("test_*.py"))


def swallows_everything(handler: ast.ExceptHandler) -> bool:
    """Whether a handler takes every exception and does not pass it on when it has cleaned up."""
    caught = "" if handler.type is None else ast.unparse(handler.type)
    return caught in {"", "Exception", "BaseException"} and not (
        isinstance(handler.body[-1], ast.Raise) and handler.body[-1].exc is None
    )


def test_exceptions_are_caught_wholesale_at_the_edges_only() -> None:
    caught = {
        path.relative_to(REPOSITORY / "src" / "dateline").as_posix()
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler) and swallows_everything(node)
    }
    assert caught <= {"cli/run.py"}


def test_nothing_names_this_machine() -> None:
    places = {str(REPOSITORY), str(Path.home())} - {"/"}
    named = [
        path
        for folder in ("src", "tests", "evals", "docs", "examples", "benchmarks")
        for path in (REPOSITORY / folder).rglob("*")
        if path.is_file() and path.suffix in {".py", ".md", ".toml", ".json", ".tsv", ".csv"}
        if any(f"{place}/" in path.read_text(encoding="utf-8") for place in places)
    ]
    assert named == []
