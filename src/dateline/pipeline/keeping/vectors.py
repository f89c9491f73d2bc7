"""Vectors of what mentions say, for comparing sentences by meaning; each is computed once.

They are kept under `.cache/vectors`, by the sentence and by the encoder that made them, and can
be made anew at any time. A redaction removes them all: a vector tells something of its words.
"""

import hashlib
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from dateline.desk import Desk
from dateline.model.mention import COUNTED_STATUSES
from dateline.model.stored import StoredMention
from dateline.pipeline.keeping.opening import OpenDesk
from dateline.pipeline.keeping.sealing import read_kept, write_kept
from dateline.read.settings import ReadSettings

Vectors = dict[int, NDArray[np.float32]]
FEWEST = 40  # sentences below which their mean says nothing, and meaning is not compared
_AT_ONCE = 512  # sentences embedded before they are kept, so that a stopped run goes on there
_MOST_FILES = 16  # beyond which they are put together
_WIDTH = 384  # numbers of a vector


def find_vectors(opened: OpenDesk, mentions: Iterable[StoredMention]) -> Vectors:
    """The vector of each countable mention's sentence less the mean of its language, by id.

    None where the desk does not compare meaning, or has too few sentences for a mean.
    """
    from dateline.reconcile import center_vectors

    told = [one for one in mentions if one.mention.status in COUNTED_STATUSES]
    names = {_name(one.mention.sentence): one.mention.sentence for one in told}
    if not opened.desk.reconcile.meaning or len(names) < FEWEST:
        return {}
    folder = opened.desk.cache / "vectors"
    languages = ReadSettings().languages
    known = _read(folder, opened.desk)
    missing = [name for name in names if name not in known]
    for first in range(0, len(missing), _AT_ONCE):
        part = missing[first : first + _AT_ONCE]
        fresh = _embed(part, [names[name] for name in part], languages)
        _keep(folder, fresh, opened.desk)
        known |= fresh
    if len(list(folder.glob("*.npz"))) > _MOST_FILES:
        _put_together(folder, known, opened.desk)
    order = list(names)
    raw = np.array([known[name][0] for name in order], dtype=np.float32)
    centred = center_vectors(raw, [known[name][1] for name in order])
    rows = {name: centred[row] for row, name in enumerate(order)}
    return {one.id: rows[_name(one.mention.sentence)] for one in told}


def forget_vectors(cache_folder: Path) -> None:
    """Remove every kept vector: the words of one may have been taken out of the ledger."""
    for path in (cache_folder / "vectors").glob("*"):
        path.unlink(missing_ok=True)


Known = dict[bytes, tuple[NDArray[np.float16], str]]


def _embed(names: Sequence[bytes], sentences: Sequence[str], languages: tuple[str, ...]) -> Known:
    from dateline.encoder import embed
    from dateline.read.language import find_language

    vectors = embed(sentences, threads=os.cpu_count() or 1).astype(np.float16)
    spoken = [find_language(sentence, languages) or "" for sentence in sentences]
    return dict(zip(names, zip(vectors, spoken, strict=True), strict=True))


def _name(sentence: str) -> bytes:
    return hashlib.sha256(sentence.encode("utf-8", "replace")).digest()[:16]


def _mark() -> str:
    """What tells one encoder's files from another's."""
    from dateline.encoder.session import DATA

    sizes = [(DATA / name).stat().st_size for name in ("trunk.onnx", "vectors.onnx")]
    return hashlib.sha256(str(sizes).encode()).hexdigest()[:12]


def _read(folder: Path, desk: Desk) -> Known:
    """Every kept vector of this encoder; a file that cannot be read is passed over."""
    known: Known = {}
    for path in sorted(folder.glob(f"{_mark()}-*.npz")):
        with suppress(OSError, ValueError, KeyError, EOFError, BadZipFile):
            known |= dict(_read_file(path, desk))
    return known


def _read_file(path: Path, desk: Desk) -> Iterator[tuple[bytes, tuple[NDArray[np.float16], str]]]:
    with np.load(io.BytesIO(read_kept(path, desk) or b"")) as held:
        names, vectors, languages = held["names"], held["vectors"], held["languages"]
    if vectors.shape != (len(names), _WIDTH) or len(languages) != len(names):
        return
    for name, vector, language in zip(names, vectors, languages.tolist(), strict=True):
        yield name.tobytes(), (vector, language)


def _keep(folder: Path, known: Known, desk: Desk) -> Path | None:
    """Write vectors beside their place and move them there; without room linking goes on anyway."""
    arrays: dict[str, Any] = {
        "names": np.array([np.frombuffer(name, dtype=np.uint8) for name in known]),
        "vectors": np.array([vector for vector, _ in known.values()]),
        "languages": np.array([language for _, language in known.values()]),
    }
    file = io.BytesIO()
    np.savez(file, **arrays)
    first = next(iter(known)).hex()[:16]
    target = folder / f"{_mark()}-{first}-{len(known)}.npz"
    try:
        write_kept(target, file.getvalue(), desk)
    except OSError:
        return None
    return target


def _put_together(folder: Path, known: Known, desk: Desk) -> None:
    """One file in the place of many; what another process kept meanwhile stays."""
    read = set(folder.glob("*.npz"))
    whole = _keep(folder, known, desk)
    if whole is not None:
        for path in read - {whole}:
            path.unlink(missing_ok=True)
