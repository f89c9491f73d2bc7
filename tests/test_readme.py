"""README's session says what the commands say."""

import doctest
import re
import shlex
from pathlib import Path

import pytest

from dateline.cli.run import run
from dateline.pipeline.demo import run_demo

README = Path(__file__).resolve().parent.parent / "README.md"


def sessions() -> list[tuple[str, str]]:
    """Every command of README's console blocks with the output printed below it."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command.strip(), output))
    return found


def test_the_session_prints_what_readme_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run_demo(tmp_path / "demo-desk")
    monkeypatch.chdir(tmp_path)
    shown = sessions()
    assert len(shown) >= 3
    for command, wanted in shown:
        name, *arguments = shlex.split(command)
        assert name.endswith("dateline"), command
        capsys.readouterr()
        run(arguments)
        said = capsys.readouterr().out
        same = doctest.OutputChecker().check_output(
            wanted, said, doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
        )
        assert same, f"{command}\nREADME shows:\n{wanted}\nbut it prints:\n{said}"
