"""What a desk closes with its key: the ledger's words of withheld material, and its caches."""

import base64
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from dateline.desk import Desk


@dataclass(frozen=True, slots=True)
class DeskSeal:
    """Closes texts with the key in a file, which is made when it is first needed."""

    key_file: Path

    def close(self, text: str, bound_to: str) -> str:
        """The text as only the key opens it."""
        from dateline.collect.seal import make_key, seal

        return base64.b64encode(seal(make_key(self.key_file), bound_to, text.encode())).decode()

    def open(self, closed: str, bound_to: str) -> str | None:
        """What was closed; None where the key is gone or another one."""
        from dateline.collect.seal import read_key, unseal

        key = read_key(self.key_file)
        told = None if key is None else unseal(key, bound_to, base64.b64decode(closed))
        return None if told is None else told.decode()


def write_kept(path: Path, content: bytes, desk: Desk) -> None:
    """Keep what can be made anew, whole or not at all; sealed where the desk has a key.

    Raises:
        OSError: it cannot be written.
    """
    from dateline.collect.seal import read_key, seal

    key = read_key(desk.key_file)
    if key is not None:
        content = seal(key, path.name, content)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(dir=path.parent, prefix=".partial-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(partial).replace(path)
    finally:
        Path(partial).unlink(missing_ok=True)


def read_kept(path: Path, desk: Desk) -> bytes | None:
    """What was kept; None where there is nothing, or no key opens it."""
    from dateline.collect.seal import MAGIC, read_key, unseal

    try:
        content = path.read_bytes()
    except OSError:
        return None
    if not content.startswith(MAGIC):
        return content
    key = read_key(desk.key_file)
    return None if key is None else unseal(key, path.name, content)
