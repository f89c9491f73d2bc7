"""Passages of the shared data, found again by the key that an annotation gives them.

Texts of the shared folder are not copied into the project, so what was annotated in them is kept as
offsets beside the place where the text lies and its digest.
"""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path


@dataclass(frozen=True)
class Place:
    """Where a passage lies.

    Attributes:
        kind: `headline` (a row of UCDP GED), `muc`, `re3d`, `ntrex`, `lgl` or `trnews`.
        document: the row, document or line; of RE3D the first ten letters of its id suffice.
        at: where the passage begins, its document's runs of white space counted as one letter;
            of a headline, which of the row's headlines it is.
        length: its letters; 0 for a whole headline or line.
    """

    kind: str
    document: str
    at: int = 0
    length: int = 0


class SharedTexts:
    """The documents of the shared folder, each file read when first asked for.

    Args:
        data: the folder `data` of the shared folder.
    """

    def __init__(self, data: Path) -> None:
        self._data = data

    def find(self, place: Place, digest: str | None = None) -> str | None:
        """Give a passage's text; None where it is absent or its digest is another."""
        text = self._passage(place)
        if text is None or digest not in (None, digest_of(text)):
            return None
        return text

    def _passage(self, place: Place) -> str | None:
        if place.kind == "headline":
            parts = self._headlines.get(place.document, "").split(";")
            part = parts[place.at].strip().strip('"').strip() if place.at < len(parts) else ""
            return part or None
        if place.kind == "ntrex":
            number = int(place.document)
            return self._lines[number] if number < len(self._lines) else None
        text = self._documents(place.kind).get(place.document)
        return text and text[place.at : place.at + place.length]

    def _documents(self, kind: str) -> dict[str, str]:
        if kind == "muc":
            return self._newswire
        return self._statements if kind == "re3d" else self._local_news.get(kind, {})

    @cached_property
    def _headlines(self) -> dict[str, str]:
        import pyarrow.parquet as pq

        path = self._data / "ucdp" / "ged.parquet"
        if not path.exists():
            return {}
        rows = pq.read_table(path, columns=["id", "source_headline"]).to_pydict()
        pairs = zip(rows["id"], rows["source_headline"], strict=True)
        return {str(number): cell or "" for number, cell in pairs}

    @cached_property
    def _lines(self) -> list[str]:
        path = self._data / "ntrex" / "newstest2019-src.eng.txt"
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []

    @cached_property
    def _newswire(self) -> dict[str, str]:
        rows = [row for name in ("dev", "train") for row in self._rows(f"muc4/{name}.json")]
        return {row["docid"]: _squeeze(row["doctext"]) for row in rows}

    @cached_property
    def _statements(self) -> dict[str, str]:
        folders = sorted(self._data.glob("re3d/*/documents.json"))
        rows = [row for path in folders for row in self._rows(str(path.relative_to(self._data)))]
        return {row["_id"][:10]: _squeeze(row["text"]) for row in rows}

    @cached_property
    def _local_news(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for row in self._rows("geoparsing/dev.jsonl"):
            kind = row["corpus"].replace("-", "").lower()
            found.setdefault(kind, {})[row["doc"]] = _squeeze(row["text"])
        return found

    def _rows(self, name: str) -> list[dict[str, str]]:
        path = self._data / name
        if not path.exists():
            return []
        return [json.loads(line) for line in path.read_text(encoding="utf-8").strip().split("\n")]


def digest_of(text: str) -> str:
    """Give the SHA-256 of a text, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
