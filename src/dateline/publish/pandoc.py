"""Pandoc as the package carries it, started once for each text that it reads or writes."""

import subprocess
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from dateline.errors import PublishRefused


def run_pandoc(given: str, *options: str, folder: Path | None = None) -> str:
    """Give Pandoc a text and take what it writes.

    Args:
        given: what it reads.
        options: of its command line.
        folder: where it looks for pictures; the current one where none is given.

    Raises:
        PublishRefused: it cannot do what it was asked; the message is its own.
    """
    command = [find_pandoc(), *options]
    done = subprocess.run(  # noqa: S603 - our own options, and the text is no part of them
        command, input=given.encode(), capture_output=True, check=False, cwd=folder
    )
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip()
        raise PublishRefused(f"Pandoc could not write this: {told}")
    return done.stdout.decode().replace("\r\n", "\n")


def convert(given: str, read: str, write: str, options: Sequence[str] = ()) -> str:
    """Convert a text from one of Pandoc's formats to another."""
    return run_pandoc(given, f"--from={read}", f"--to={write}", *options)


@cache
def find_pandoc() -> str:
    """Where Pandoc is: in its package, which is not asked for its version first, or in the path."""
    package = find_spec("pypandoc")
    for folder in (package.submodule_search_locations or ()) if package else ():
        for name in ("pandoc", "pandoc.exe"):
            if (Path(folder) / "files" / name).is_file():
                return str(Path(folder) / "files" / name)
    import pypandoc

    return str(pypandoc.get_pandoc_path())
