"""Words of an image, by Debian's tesseract where it is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from statistics import median
from typing import TYPE_CHECKING

from dateline.read.pdf_lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np

PACKS = {
    "en": "eng", "fr": "fra", "tr": "tur", "sw": "swa", "ar": "ara", "fa": "fas", "prs": "fas",
    "ps": "pus", "ur": "urd",
}  # fmt: skip
_ARABIC_SCRIPT = ("ara", "fas", "pus", "urd")
_WORD_LEVEL = 5
_COLUMNS = 12
_SCRIPT_SURE = 1.0
_BAND, _BAND_ARABIC = (0.85, 1.12), (0.5, 1.7)  # shares of the body's size that count as body
_TALL, _LOW, _TAIL = 0.7, 0.5, 0.2  # of a font's size: its tall letters, low ones, and tails
_ASCENDS = re.compile(r"[^acegmnopqrsuvwxyz.,;:…–—-]")
_DESCENDS = re.compile(r"[gjpqyç,;()\[\]QJ]")
_STEPS = 5
_LIST_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Engine:
    """The program and what is installed with it.

    Attributes:
        program: its path.
        version: as it says.
        packs: names of its language packs (`eng`, `ara`), `osd` for script and rotation.
    """

    program: str
    version: str
    packs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as an image.

    Attributes:
        page: its number, from 0.
        grey: rows of grey values, 0 to 255.
        points: points to a pixel.
    """

    page: int
    grey: np.ndarray[tuple[int, int], np.dtype[np.uint8]]
    points: float


@dataclass(frozen=True, slots=True)
class Scan:
    """What was read of a sheet.

    Attributes:
        lines: its lines from top to bottom.
        script: `Arabic`, `Latin`..., empty where it was not told.
        packs: the language packs it was read with.
        confidence: of each word, 0 to 100.
    """

    lines: tuple[Line, ...]
    script: str
    packs: tuple[str, ...]
    confidence: tuple[float, ...] = ()


def find_engine() -> Engine | None:
    """Find tesseract on the path; None where it is not installed."""
    program = shutil.which("tesseract")
    return _ask(program) if program else None


@lru_cache(maxsize=4)
def _ask(program: str) -> Engine | None:
    try:
        version = _run([program, "--version"], b"", _LIST_SECONDS)
        listed = _run([program, "--list-langs"], b"", _LIST_SECONDS)
    except (OSError, subprocess.SubprocessError):
        return None
    number = re.search(r"tesseract v?(\S+)", version)
    packs = re.findall(r"(?m)^([a-z]{3}(?:_\w+)?)\s*$", listed)
    return Engine(program, number[1] if number else "", frozenset(packs))


def read_sheet(sheet: Sheet, engine: Engine, packs: Sequence[str], seconds: float) -> Scan:
    """Read the words of a sheet, turned upright first.

    Args:
        sheet: the image.
        engine: the program.
        packs: language packs to choose among; those of the sheet's script are taken.
        seconds: after which a page is given up.

    Raises:
        subprocess.TimeoutExpired: the page took too long.
        OSError: the program does not start.
    """
    import numpy as np

    script, turn = _script(sheet, engine, seconds)
    grey = np.rot90(sheet.grey, turn // 90) if turn else sheet.grey
    chosen = tuple(pack for pack in packs if _fits(pack, script)) or tuple(packs)
    line = [engine.program, "stdin", "stdout", "-l", "+".join(chosen), "--psm", "3", "tsv"]
    printed = _run(line, _portable(grey), seconds)
    words = [row for row in map(_row, printed.splitlines()) if row is not None]
    lines = _lines(words, Sheet(sheet.page, grey, sheet.points), script)
    sure = tuple(row.sure for row in words if row.level == _WORD_LEVEL and row.text.strip())
    return Scan(tuple(lines), script, chosen, sure)


def _fits(pack: str, script: str) -> bool:
    """Whether a pack writes in a script; all do where the script was not told."""
    return not script or (pack in _ARABIC_SCRIPT) == (script == "Arabic")


def _script(sheet: Sheet, engine: Engine, seconds: float) -> tuple[str, int]:
    """Script of a sheet and the degrees by which it is turned; a page of few words tells none."""
    if "osd" not in engine.packs:
        return "", 0
    line = [engine.program, "stdin", "stdout", "-l", "osd", "--psm", "0"]
    told = _run(line, _portable(sheet.grey), seconds)
    script = re.search(r"(?m)^Script: (\w+)", told)
    sure = re.search(r"(?m)^Script confidence: ([\d.]+)", told)
    turn = re.search(r"(?m)^Orientation in degrees: (\d+)", told)
    if script is None or sure is None or float(sure[1]) < _SCRIPT_SURE:
        return "", 0
    return script[1], int(turn[1]) if turn else 0


def _portable(grey: np.ndarray[tuple[int, int], np.dtype[np.uint8]]) -> bytes:
    """Write the image as a portable grey map, which every build of the program reads."""
    high, wide = grey.shape
    return b"P5 %d %d 255\n" % (wide, high) + grey.tobytes()


def _run(line: list[str], given: bytes, seconds: float) -> str:
    """Run the program on one core and give back what it prints."""
    surroundings = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(  # noqa: S603 - the program found on the path, no shell
        line, input=given, capture_output=True, timeout=seconds, check=False, env=surroundings
    )
    return done.stdout.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the program's table; measures in pixels from the upper left corner."""

    level: int
    line: tuple[int, int, int]
    left: int
    top: int
    width: int
    height: int
    sure: float
    text: str


def _row(printed: str) -> _Row | None:
    cells = printed.split("\t")
    if len(cells) < _COLUMNS or not cells[0].isdigit():
        return None
    level, _, block, paragraph, line, _, left, top, width, height = map(int, cells[:10])
    place = (block, paragraph, line)
    return _Row(level, place, left, top, width, height, float(cells[10]), cells[11])


def _lines(rows: Sequence[_Row], sheet: Sheet, script: str) -> Iterable[Line]:
    words: dict[tuple[int, int, int], list[_Row]] = {}
    for row in rows:
        if row.level == _WORD_LEVEL and row.text.strip():
            words.setdefault(row.line, []).append(row)
    sizes = {place: median(map(_letter_size, held)) for place, held in words.items()}
    body = median([sizes[place] for place, held in words.items() for _ in held] or [1.0])
    band = _BAND_ARABIC if script == "Arabic" else _BAND
    high = sheet.grey.shape[0]
    for place, held in words.items():
        foot = (high - median(row.top + row.height for row in held)) * sheet.points
        left = min(row.left for row in held) * sheet.points
        right = max(row.left + row.width for row in held) * sheet.points
        share = sizes[place] / body
        step = 1.0 if band[0] < share < band[1] else max(1, round(share * _STEPS)) / _STEPS
        text = " ".join(row.text for row in held)
        size = step * body * sheet.points
        at = foot / (high * sheet.points)
        yield Line(sheet.page, text, left, right, foot, foot, size, False, at)


def _letter_size(row: _Row) -> float:
    """Size of a word's font, pixels, by how high its highest and lowest letters reach."""
    top = _TALL if _ASCENDS.search(row.text) else _LOW
    return row.height / (top + (_TAIL if _DESCENDS.search(row.text) else 0))
