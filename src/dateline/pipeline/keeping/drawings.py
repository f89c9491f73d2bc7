"""Drawings of an update's figures, kept so that a figure is drawn anew only where it differs.

A drawing is a pure function of its matter, what maps show around it, the words of its language
and what draws it: code, fonts, shapes and libraries. Its name under `.cache/drawings` is the
digest of all of these. What is frozen or rebuilt is drawn anew and never taken from here.
"""

import base64
import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from dateline import atlas, measure, model, publish
from dateline.desk import Desk
from dateline.model.place import GazetteerEntry
from dateline.pipeline.keeping.sealing import read_kept, write_kept
from dateline.publish.edition import DrawnFigure, FigureMatter, ResolvedUpdate

KEPT_DRAWINGS = 120  # the newest stay
LIBRARIES = ("matplotlib", "numpy", "pillow", "shapely", "scipy")
SHAPES = "basemap.npz"


class KeptDrawings:
    """A desk's kept drawings for one edition."""

    def __init__(
        self, desk: Desk, edition: ResolvedUpdate, towns: Sequence[GazetteerEntry]
    ) -> None:
        """Keep drawings of an edition whose maps may label these towns."""
        facts = edition.facts
        self._desk = desk
        self._folder = desk.cache / "drawings"
        ground = (
            _digest_makers(), edition.update.cutoff, sorted(facts.actors.items()),
            sorted(facts.admin.items()), list(towns), edition.say,
        )  # fmt: skip
        self._ground = hashlib.sha256(repr(ground).encode()).digest()

    def find(self, matter: FigureMatter, number: int) -> DrawnFigure | None:
        """The kept drawing of a figure, under the number it has now."""
        content = read_kept(self._path(matter), self._desk)
        if content is None:
            return None
        try:
            record = json.loads(content)
            record["png"] = base64.b64decode(record["png"])
            return replace(DrawnFigure(**record), number=number)
        except (ValueError, TypeError, KeyError):
            return None  # damaged, or written by another version: drawn anew

    def keep(self, matter: FigureMatter, drawn: DrawnFigure) -> None:
        """Keep a drawing; without room the figure stands anyway."""
        record = asdict(drawn) | {"png": base64.b64encode(drawn.png).decode("ascii")}
        with suppress(OSError):
            write_kept(self._path(matter), json.dumps(record).encode(), self._desk)
            kept = sorted(self._folder.glob("*.json"), key=lambda one: one.stat().st_mtime)
            for old in kept[:-KEPT_DRAWINGS]:
                old.unlink(missing_ok=True)

    def _path(self, matter: FigureMatter) -> Path:
        placeless = replace(matter, block=replace(matter.block, start=0, end=0, title="", id=None))
        digest = hashlib.sha256(self._ground + repr(placeless).encode()).hexdigest()
        return self._folder / f"{digest[:40]}.json"


def forget_drawings(cache_folder: Path) -> None:
    """Remove every kept drawing: what one shows may have been taken out of the ledger."""
    for path in (cache_folder / "drawings").glob("*"):
        path.unlink(missing_ok=True)


@cache
def _digest_makers() -> str:
    """What draws: the code of the rooms that a drawing passes through, fonts, shapes, libraries."""
    digest = hashlib.sha256()
    for room in (publish, model, measure, atlas):
        folder = Path(room.__path__[0])
        for file in sorted((*folder.rglob("*.py"), *folder.rglob("*.ttf"))):
            digest.update(file.read_bytes())
    digest.update((Path(atlas.__path__[0]) / "data" / SHAPES).read_bytes())
    for name in LIBRARIES:
        try:
            digest.update(f"{name} {version(name)}".encode())
        except PackageNotFoundError:
            continue
    return digest.hexdigest()
