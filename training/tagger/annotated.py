"""Real passages annotated for Dateline, kept without their texts.

    python -m training.tagger.annotated POOL_FOLDER MARKED_FOLDER

turns marked texts (one a line, `key | language | status | marked text` in the notation of
`written.py`) into `annotated.jsonl`: for each passage where its text lies in the shared folder, the
text's digest, and spans as offsets. The pool says which passage a key means. A marked text that is
not its passage letter for letter is reported and left out, and so is a passage that stands in
the scored half of the gold. Training finds the texts by place and digest and skips what is absent.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from training.tagger.shared_texts import Place, SharedTexts, digest_of
from training.tagger.sources import Item, gold_items, shared
from training.tagger.written import read_item

ANNOTATED = Path(__file__).parent / "annotated.jsonl"
EVALUATED = ("lgl", "trnews")  # texts lent for evaluation only: scored, never trained on
_RUN = 4
_ALIKE = 0.5


def annotated_items(
    path: Path = ANNOTATED, texts: SharedTexts | None = None, *, evaluated: bool = False
) -> Iterator[Item]:
    """Give the annotated passages whose texts the shared folder holds.

    Args:
        path: the annotations.
        texts: where the texts are found.
        evaluated: whether to give the passages that are only scored too.
    """
    found = texts or SharedTexts(shared() / "data")
    absent = 0
    for line in path.read_text(encoding="utf-8").strip().split("\n"):
        row = json.loads(line)
        place = Place(**row["place"])
        if place.kind in EVALUATED and not evaluated:
            continue
        text = found.find(place, row["sha256"])
        if text is None:
            absent += 1
            continue
        yield _item(row, text)
    if absent:
        print(f"{absent} annotated passages are absent or have changed", file=sys.stderr)


def _item(row: Mapping[str, Any], text: str) -> Item:
    spans = tuple(
        {"start": start, "end": end, "label": label, "mentions": numbers, "text": text[start:end]}
        for start, end, label, numbers in row["spans"]
    )
    mentions = tuple(
        {"n": number, "type": kind, "status": status} for number, kind, status in row["mentions"]
    )
    place = row["place"]
    document = f"{place['kind']} {place['document']}"
    return Item(row["key"], text, row["language"], spans, mentions, "annotated", document)


def describe(item: Item, place: Place) -> dict[str, Any]:
    """Give an item without its text."""
    where = {"kind": place.kind, "document": place.document, "at": place.at, "length": place.length}
    return {
        "key": item.id,
        "place": where,
        "sha256": digest_of(item.text),
        "language": item.language,
        "spans": [
            [span["start"], span["end"], span["label"], span["mentions"]] for span in item.spans
        ],
        "mentions": [
            [mention["n"], mention["type"], mention["status"]] for mention in item.mentions
        ],
    }


def read_marked(line: str) -> Item:
    """Read one marked passage.

    >>> item = read_marked("ged-1-0 | en | asserted | [killed 1|Two] died in a [ev:Attack 1|raid]")
    >>> item.id, item.text, item.mentions
    ('ged-1-0', 'Two died in a raid', ({'n': 1, 'type': 'Attack', 'status': 'asserted'},))
    """
    key, language, status, marked = (part.strip() for part in line.split(" | ", 3))
    item = read_item(key, language, status, marked)
    numbers = {mention["n"] for mention in item.mentions}
    if any(set(span["mentions"]) - numbers for span in item.spans):
        raise ValueError(f"{key}: a span belongs to no event")
    return item


def convert(pool: Path, marked: Path, out: Path = ANNOTATED) -> Counter[str]:
    """Write `annotated.jsonl`; return how many passages were kept, and how many were not and why.

    Args:
        pool: folder of `*.jsonl` with `key, kind, text` and, of a part of a document, `document,
            at, length`.
        marked: folder of `*.txt`.
        out: the file to write.
    """
    passages = {
        row["key"]: row
        for path in sorted(pool.glob("*.jsonl"))
        for row in map(json.loads, path.read_text(encoding="utf-8").strip().split("\n"))
    }
    texts, scored = SharedTexts(shared() / "data"), _runs_of_scored()
    kept: dict[str, dict[str, Any]] = {}
    counts: Counter[str] = Counter()
    for path in sorted(marked.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").strip().split("\n"):
            if not line.strip() or line.startswith("#"):
                continue
            try:
                item = read_marked(line)
                row = _check(item, passages, texts, scored)
            except (ValueError, KeyError) as error:
                counts["left out"] += 1
                print(f"{path.name}: {str(error)[:160]}", file=sys.stderr)
                continue
            counts["again" if item.id in kept else "kept"] += 1
            kept[item.id] = row
    lines = [json.dumps(kept[key], ensure_ascii=False) for key in sorted(kept)]
    out.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return counts


def _check(
    item: Item, passages: Mapping[str, Any], texts: SharedTexts, scored: set[tuple[str, ...]]
) -> dict[str, Any]:
    """Give an item without its text, or raise ValueError where it cannot be kept."""
    if item.id not in passages:
        raise ValueError(f"{item.id} is no passage of the pool")
    place = _place(passages[item.id])
    text = texts.find(place)
    if text != passages[item.id]["text"]:
        raise ValueError(f"{item.id} is not found in the shared folder")
    if _spaced(text) != _spaced(item.text):
        pairs = enumerate(zip(_spaced(text), _spaced(item.text), strict=False))
        at = next((number for number, (one, other) in pairs if one != other), -1)
        raise ValueError(f"{item.id} is not its passage, from letter {at}")
    own = _runs(text)
    if len(own & scored) >= _ALIKE * len(own):
        raise ValueError(f"{item.id} stands in the scored half of the gold")
    return describe(replace(item, text=text), place)


def _spaced(text: str) -> str:
    """The text with every letter of white space a plain space, as long as before."""
    return re.sub(r"\s", " ", text)


def _place(row: Mapping[str, Any]) -> Place:
    if row["kind"] == "headline":
        _kind, number, part = row["key"].split("-")
        return Place("headline", number, int(part))
    if row["kind"] == "ntrex":
        return Place("ntrex", row["key"].split("-")[1])
    return Place(row["kind"], row["document"], row["at"], row["length"])


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    wide = max(min(_RUN, len(words)), 1)
    return {tuple(words[at : at + wide]) for at in range(len(words) - wide + 1)}


def _runs_of_scored() -> set[tuple[str, ...]]:
    """The runs of four words of the gold's scored half, compared by machine alone."""
    return {run for item in gold_items(scored=True) for run in _runs(item.text)}


if __name__ == "__main__":
    print(dict(convert(*(Path(argument) for argument in sys.argv[1:3]))))
