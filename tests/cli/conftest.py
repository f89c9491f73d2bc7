"""Running the command in this process."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from dateline.cli.run import run


@dataclass(frozen=True)
class Said:
    """What a command said: its exit status, stdout and stderr."""

    status: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        """The JSON Lines on stdout."""
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def dateline(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Give a function that runs `dateline` with arguments."""

    def call(*arguments: object) -> Said:
        status = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Said(status, captured.out, captured.err)

    return call
