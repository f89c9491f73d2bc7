"""Scans: pages and images that hold no text, read by tesseract or told of."""

from __future__ import annotations

import io
import subprocess
import warnings
from dataclasses import dataclass
from itertools import islice
from statistics import mean
from typing import TYPE_CHECKING, Any

from dateline.model.problem import Problem
from dateline.read.language import find_language
from dateline.read.tesseract import PACKS, Engine, Scan, Sheet, find_engine, read_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    from PIL import Image
    from pypdfium2 import PdfDocument, PdfPage

    from dateline.read.pdf_lines import Line
    from dateline.read.settings import ReadSettings

_DOTS = 300  # to the inch
_LARGEST = 5_000  # pixels along a side
_MOST_PIXELS = 80_000_000
_FEW_LETTERS, _STAMP = 20, 200
_COVERS = 0.7
_MANY_PATHS = 50
_UNSURE = 75
_POINTS = 72


@dataclass(frozen=True, slots=True)
class Undrawn:
    """A page of which no image could be made; `page` is its number, from 0."""

    page: int


def scanned_pages(book: PdfDocument, lines: Sequence[Line], pages: int) -> list[int]:
    """Numbers of the pages that are images: without text, or with a stamp over a whole image."""
    letters = [0] * pages
    for line in lines:
        letters[line.page] += len(line.text)
    return [
        number for number in range(pages)
        if letters[number] < _STAMP and _is_image(book, number, letters[number])
    ]  # fmt: skip


def _is_image(book: PdfDocument, number: int, letters: int) -> bool:
    import pypdfium2
    from pypdfium2 import raw

    try:
        page = book[number]
        images = list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
        covered = any(_share(page, image.get_bounds()) > _COVERS for image in images)
        paths = 0 if letters or images else raw.FPDFPage_CountObjects(page.raw)
    except pypdfium2.PdfiumError:
        return False
    return covered or (bool(images) and letters < _FEW_LETTERS) or paths > _MANY_PATHS


def _share(page: PdfPage, box: tuple[float, float, float, float]) -> float:
    left, bottom, right, top = box
    whole = max(float(page.get_width()) * float(page.get_height()), 1.0)
    return (right - left) * (top - bottom) / whole


def page_sheets(book: PdfDocument, numbers: Iterable[int]) -> Iterator[Sheet | Undrawn]:
    """Render pages in grey at 300 dots to the inch, fewer where a page is huge."""
    import pypdfium2

    for number in numbers:
        try:
            page = book[number]
            side = max(page.get_width(), page.get_height(), 1.0)
            scale = min(_DOTS / _POINTS, _LARGEST / side)
            bitmap = page.render(scale=scale, grayscale=True)
        except (pypdfium2.PdfiumError, ValueError, MemoryError):
            yield Undrawn(number)
            continue
        grey = bitmap.to_numpy()
        yield Sheet(number, grey.reshape(grey.shape[:2]).copy(), 1 / scale)


def image_sheets(payload: bytes, most: int) -> Iterator[Sheet | Undrawn]:
    """Open an image file (of several pages, where it is a TIFF) as grey sheets.

    What follows a damaged page cannot be found; one that is too large is passed over.

    Args:
        payload: the bytes.
        most: how many pages are opened.
    """
    from PIL import Image

    number = 0
    try:
        with Image.open(io.BytesIO(payload)) as picture:
            for number in range(most):
                grey = _grey(picture, number)
                if grey is None:
                    return
                yield Sheet(number, grey, _POINTS / _DOTS) if grey.size else Undrawn(number)
    except (ValueError, OSError, SyntaxError, TypeError, Image.DecompressionBombError):
        yield Undrawn(number)


def _grey(picture: Image.Image, number: int) -> np.ndarray[Any, np.dtype[np.uint8]] | None:
    """A page of an image file, upright and not larger than can be read.

    Empty where it is larger than any page; None past the last one.
    """
    import numpy as np
    from PIL import ImageOps

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of odd facts about the camera
        try:
            picture.seek(number)
        except EOFError:
            return None
        if picture.width * picture.height > _MOST_PIXELS:
            return np.empty((0, 0), dtype=np.uint8)
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((_LARGEST, _LARGEST))
        return np.asarray(upright.convert("L"), dtype=np.uint8)


def read_sheets(
    sheets: Iterable[Sheet | Undrawn], count: int, address: str, settings: ReadSettings
) -> tuple[list[Line], tuple[Problem, ...]]:
    """Read the words of sheets; the problems say how, and what to install where it cannot be done.

    Args:
        sheets: the pages as images, each made when it is asked for.
        count: how many there are.
        address: the file, for problems.
        settings: languages, and the limits of time and number.
    """
    engine = find_engine() if settings.max_scanned_pages else None
    packs = _packs(engine, settings.languages) if engine else ()
    if engine is None or not packs:
        return [], (_cannot(address, count, settings, has_engine=engine is not None),)
    scans, slow, undrawn = _read_all(sheets, engine, packs, settings)
    lines = [line for scan in scans for line in scan.lines]
    problems = [_slow(address, slow, settings)] if slow else []
    if undrawn:
        problems.append(lost_pages(address, undrawn))
    if count > settings.max_scanned_pages:
        problems.append(_too_many(address, count, settings.max_scanned_pages))
    if lines:
        problems += [_told(address, scans, engine), *_missing(address, scans, engine, settings)]
    return lines, tuple(problems)


def _packs(engine: Engine, languages: Sequence[str]) -> tuple[str, ...]:
    wanted = dict.fromkeys(PACKS[code] for code in languages if code in PACKS)
    return tuple(pack for pack in wanted if pack in engine.packs)


def _read_all(
    sheets: Iterable[Sheet | Undrawn],
    engine: Engine,
    packs: tuple[str, ...],
    settings: ReadSettings,
) -> tuple[list[Scan], list[int], list[int]]:
    """Read sheets, and number the pages that took too long, and those that could not be drawn.

    The first is read with every pack, and again with the one of its language, as all that follow.
    """
    scans: list[Scan] = []
    slow: list[int] = []
    undrawn: list[int] = []
    for sheet in islice(sheets, settings.max_scanned_pages):
        if isinstance(sheet, Undrawn):
            undrawn.append(sheet.page + 1)
            continue
        try:
            scan = read_sheet(sheet, engine, packs, settings.scan_seconds)
            pack = PACKS.get(find_language(_words(scan), settings.languages) or "")
            if pack in packs and scan.packs != (pack,):
                packs = (pack,)
                scan = read_sheet(sheet, engine, packs, settings.scan_seconds)
            scans.append(scan)
        except (subprocess.SubprocessError, OSError):
            slow.append(sheet.page + 1)
    return scans, slow, undrawn


def _words(scan: Scan) -> str:
    return " ".join(line.text for line in scan.lines)


def _told(address: str, scans: Sequence[Scan], engine: Engine) -> Problem:
    sure = mean(word for scan in scans for word in scan.confidence)
    pages = [str(scan.lines[0].page + 1) for scan in scans if scan.lines]
    packs = "+".join(dict.fromkeys(pack for scan in scans for pack in scan.packs))
    where = f"page{'s' * (len(pages) > 1)} {_spelled(pages)}"
    return Problem(
        "read-by-ocr", address,
        f"The words of {where} were read from an image by tesseract {engine.version}"
        f" ({packs}), {sure:.0f} of 100 sure.",
        "Compare names, figures and dates with the image before you quote them.",
        severity="note" if sure >= _UNSURE else "warning",
    )  # fmt: skip


def _missing(
    address: str, scans: Sequence[Scan], engine: Engine, settings: ReadSettings
) -> Iterator[Problem]:
    """Packs that the pages' language or script asks for and that are not installed."""
    language = find_language(_words(scans[0]), settings.languages)
    pack = PACKS.get(language or "", "eng")
    arabic = any(scan.script == "Arabic" for scan in scans)
    if arabic and not {"ara", "fas", "pus", "urd"} & engine.packs:
        pack = "ara"
    if pack not in engine.packs:
        yield Problem(
            "ocr-language", address,
            f"The scan's language asks for tesseract's pack `{pack}`, which is not installed.",
            f"Install it (Debian: apt install tesseract-ocr-{pack}) and add the file again.",
        )  # fmt: skip


def _cannot(address: str, count: int, settings: ReadSettings, *, has_engine: bool) -> Problem:
    packs = dict.fromkeys(PACKS[code] for code in settings.languages if code in PACKS)
    names = " ".join(f"tesseract-ocr-{pack}" for pack in packs)
    if not settings.max_scanned_pages:
        why, advice = "reading scans is switched off", "Set max_scanned_pages above 0."
    elif has_engine:
        why = "tesseract has no language pack for the desk's languages"
        advice = f"Install those you need (Debian: apt install {names}) and add the file again."
    else:
        why = "tesseract, which reads images, is not installed"
        advice = (
            "Install it with the packs of your languages"
            f" (Debian: apt install tesseract-ocr {names}) and add the file again."
        )
    pages = f"{count} page{'s hold images' if count > 1 else ' holds an image'}"
    what = f"{pages} and no text, and {why}."
    return Problem("scanned-pages", address, what, advice, severity="error")


def _slow(address: str, pages: Sequence[int], settings: ReadSettings) -> Problem:
    return Problem(
        "slow-scan", address,
        f"Reading page {_spelled(list(map(str, pages)))} from its image was given up"
        f" after {settings.scan_seconds} seconds.",
        "Scan the page again at 300 dots to the inch, straight and in black and white.",
    )  # fmt: skip


def lost_pages(address: str, pages: Sequence[int]) -> Problem:
    """Say which pages are damaged, by their numbers from 1, and were left out."""
    several = len(pages) > 1
    return Problem(
        "lost-pages", address,
        f"Page{'s' * several} {_spelled(list(map(str, pages)))} {'are' if several else 'is'}"
        " damaged or too large to be drawn, and not read.",
        "Open the file in a viewer, print it to a new PDF, and compare these pages.",
    )  # fmt: skip


def _too_many(address: str, count: int, limit: int) -> Problem:
    return Problem(
        "too-many-scans", address, f"{count} pages are images; the first {limit} were read.",
        "Part the file and add the parts.",
    )  # fmt: skip


def _spelled(pages: Sequence[str]) -> str:
    """Page numbers as a person lists them, runs as first to last."""
    numbers = list(map(int, pages))
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
