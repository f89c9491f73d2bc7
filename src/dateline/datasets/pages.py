"""Pages of a fetch under way, kept as they come, so that a fetch stopped half way goes on."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from dateline.errors import DeskError

_ASKED = "asked.json"


class Pages:
    """The pages of one fetch, in a folder beside the snapshots.

    Attributes:
        folder: where they lie; its name starts with a dot, so that it is no snapshot.
        started: when the fetch began, ISO 8601; kept over interruptions.
    """

    def __init__(self, folder: Path, asked: Mapping[str, str], *, now: str) -> None:
        """Take up the pages of the same question, or begin anew.

        Args:
            folder: where they lie.
            asked: what is asked of the service, without keys.
            now: the moment, ISO 8601.

        Raises:
            DeskError: the folder cannot be written.
        """
        self.folder = folder
        self._asked = dict(asked)
        self.started = self._take_up() or now
        if self.started == now:
            self.begin(now)

    def begin(self, now: str) -> None:
        """Drop every page and begin anew."""
        self.started = now
        try:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True)
        except OSError as error:
            raise _unwritable(self.folder, error) from error
        facts = json.dumps({"asked": self._asked, "started": now}, ensure_ascii=False)
        self.keep(_ASKED, facts.encode())

    def keep(self, name: str, payload: bytes) -> None:
        """Keep a page, whole or not at all.

        Raises:
            DeskError: it cannot be written.
        """
        partial = self.folder / f".{name}"
        try:
            partial.write_bytes(payload)
            partial.replace(self.folder / name)
        except OSError as error:
            raise _unwritable(self.folder, error) from error

    def page(self, name: str) -> bytes | None:
        """A page kept before; None where it is still to be fetched."""
        try:
            return (self.folder / name).read_bytes()
        except OSError:
            return None

    def close(self) -> None:
        """Remove the pages: their rows are pinned."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _take_up(self) -> str:
        """When the fetch of the same question began; empty where there is none."""
        try:
            facts = json.loads((self.folder / _ASKED).read_bytes())
            return str(facts["started"]) if facts["asked"] == self._asked else ""
        except (OSError, ValueError, KeyError, TypeError):
            return ""


def _unwritable(folder: Path, error: OSError) -> DeskError:
    return DeskError(
        f"{folder} could not be written: {error.strerror or error}. Make room or make it "
        "writable, then run the command again."
    )
