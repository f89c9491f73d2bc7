"""The texts that training reads: the even half of the gold, and plain text of the desk's languages.

None of it is copied into the project. `DATELINE_SHARED` names the folder, as everywhere.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.shared import shared_folder
from evals.split import only_scored

WRITTEN = tuple(
    Path(__file__).parent / name
    for name in ("written.txt", "written_later.txt", "written_prose.txt", "written_day.txt")
)
_NTREX = {
    "en": "newstest2019-src.eng.txt", "fr": "newstest2019-ref.fra.txt",
    "ar": "newstest2019-ref.arb.txt", "tr": "newstest2019-ref.tur.txt",
    "fa": "newstest2019-ref.fas.txt", "prs": "newstest2019-ref.prs.txt",
    "ps": "newstest2019-ref.pus.txt", "ha": "newstest2019-ref.hau.txt",
}  # fmt: skip
_SHORTEST, _LONGEST = 30, 160
# A news sentence with one of these may tell of an event, so it is no safe negative.
_MAY_TELL = re.compile(
    r"kill|dead|death|die[sd]?\b|injur|wound|attack|assault|raid|strike|bomb|blast|explo|shell|"
    r"missile|rocket|drone|shoot|shot|gun|fire|clash|fight|fought|battle|war\b|army|military|"
    r"troop|soldier|police|arrest|detain|jail|seiz|captur|kidnap|abduct|hostage|protest|demonstr|"
    r"march|rall|riot|mob|loot|burn|torch|destroy|rape|sexual|murder|massacre|agree|deal|treaty|"
    r"accord|truce|cease|sign|withdr|evacuat|refugee|flee|displac|coup|resign|arm(?:s|ed)|weapon|"
    r"sanction|terror|militant|rebel|insurg|tortur|victim|storm|crash|accus|threat|stab|knife",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Item:
    """A passage with its spans and mentions, as the gold writes them.

    Passages of one `document`, where that is given, fall into one fold.
    """

    id: str
    text: str
    language: str
    spans: tuple[dict[str, Any], ...]
    mentions: tuple[dict[str, Any], ...]
    file: str = ""
    document: str = ""

    @property
    def group(self) -> int:
        """A stable number that folds are made of."""
        import hashlib

        return int(hashlib.sha256(("fold " + (self.document or self.id)).encode()).hexdigest(), 16)


def gold_items(*, scored: bool = False) -> Iterator[Item]:
    """Give the gold items of the half that may be looked at, or of the half only scored."""
    for path in sorted((shared() / "gold" / "mentions").glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                whole = (
                    row["id"] if path.name == "analysis_en.jsonl" else row.get("doc") or row["id"]
                )
                if only_scored(whole) == scored:
                    yield Item(
                        row["id"], row["text"], row["lang"], tuple(row["spans"]),
                        tuple(row["mentions"]), path.stem,
                    )  # fmt: skip


def plain_sentences(limit: int) -> Iterator[Item]:
    """Give news sentences of eight languages that tell of no event: negatives, in parallel."""
    folder = shared() / "data" / "ntrex"
    columns = {
        language: (folder / name).read_text(encoding="utf-8").splitlines()
        for language, name in _NTREX.items()
    }
    quiet = [
        number
        for number, sentence in enumerate(columns["en"])
        if _SHORTEST < len(sentence) < _LONGEST and not _MAY_TELL.search(sentence)
    ]
    languages = list(columns)
    for turn, number in enumerate(quiet[:limit]):
        language = languages[turn % len(languages)]
        yield Item(f"ntrex-{number}", columns[language][number], language, (), (), "ntrex")


def corpus() -> Iterator[str]:
    """Give the running prose whose pieces the vocabulary keeps."""
    for path in sorted((shared() / "data" / "ntrex").glob("*.txt")):
        yield from path.read_text(encoding="utf-8").splitlines()
    for item in gold_items():
        yield item.text
    yield from headlines()


def headlines() -> list[str]:
    """Give the headlines that rows of UCDP GED cite, without repeats, in order."""
    import pyarrow.parquet as pq

    table = pq.read_table(
        shared() / "data" / "ucdp" / "ged.parquet", columns=["source_headline", "conflict_name"]
    )
    found = set(table["conflict_name"].to_pylist())
    for cell in table["source_headline"].to_pylist():
        found.update(part.strip().strip('"') for part in (cell or "").split(";"))
    return sorted(text for text in found if text)


def place_names() -> Iterator[str]:
    """Give the names of the gazetteer, as printed and folded."""
    import marisa_trie

    folder = Path(__file__).parents[2] / "src" / "dateline" / "atlas" / "data"
    for name in ("labels", "names"):
        trie = marisa_trie.Trie()
        trie.load(str(folder / f"{name}.marisa"))
        yield from trie.iterkeys()


def shared() -> Path:
    """Find the folder of gold and data, or say that it is absent."""
    found = shared_folder()
    if found is None:
        raise FileNotFoundError("The shared folder is absent: set DATELINE_SHARED.")
    return found
