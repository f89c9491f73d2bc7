"""How well the example desk's notes are extracted, against the hand-made table of what they say."""

import csv
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from dateline.atlas import Gazetteer, fold_name, open_gazetteer
from dateline.lexicon import Lexicon, load_lexicon
from dateline.model.capture import Capture
from dateline.model.mention import Mention
from dateline.model.toll import total_toll
from dateline.plugins import Extractor
from dateline.read import read_capture
from evals.extractors import EXTRACTORS, FIGURES_OF

DESK = Path(__file__).parent.parent / "examples" / "central-mali"
Row = dict[str, str]


def score() -> dict[str, float]:
    """Score the rules alone and tagger and rules joined, whose figures begin with `joined.`."""
    return {
        FIGURES_OF[name] + key: value
        for name, extract in EXTRACTORS.items()
        for key, value in score_extractor(name, extract).items()
    }


def score_extractor(name: str, extract: Extractor) -> dict[str, float]:
    """Extract every note and compare with `expected.csv`; print the table.

    Returns:
        `example.recall` and `example.precision` of events matched by note and event type, and
        the share of matched events with the right `subtype`, `date`, `place`, `perpetrator`,
        `killed` and `status`.
    """
    lexicon = load_lexicon(DESK / "lexicon" / "actors.toml")
    gazetteer = open_gazetteer(DESK / "lexicon" / "places.tsv")
    expected: dict[str, list[Row]] = defaultdict(list)
    with (DESK / "expected.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            expected[row["note"]].append(row)
    found = {path.stem: extract_note(path, lexicon, gazetteer, extract) for path in _notes()}
    pairs = [pair for note in found for pair in match_rows(expected[note], found[note])]
    rights: dict[str, list[bool]] = defaultdict(list)
    for row, mention in pairs:
        for field, right in compare_row(row, mention).items():
            rights[field].append(right)
    total = sum(len(rows) for rows in expected.values())
    figures = {
        "example.recall": len(pairs) / total if total else 0.0,
        "example.precision": len(pairs) / max(1, sum(len(mentions) for mentions in found.values())),
    } | {f"example.{name}": sum(values) / len(values) for name, values in sorted(rights.items())}
    print(
        f"example desk, {name}: {len(found)} notes, {total} events expected, {len(pairs)} matched"
    )
    for key, value in figures.items():
        print(f"  {key:<24}{value:>7.2f}")
    return {key: round(value, 4) for key, value in figures.items()}


def _notes() -> list[Path]:
    return sorted((DESK / "notes").glob("*.md"))


def extract_note(
    path: Path, lexicon: Lexicon, gazetteer: Gazetteer, extract: Extractor
) -> list[Mention]:
    """Read one note and extract its mentions."""
    payload = path.read_bytes()
    digest = sha256(payload).hexdigest()
    capture = Capture(digest, path.name, "2026-01-01T00:00:00Z", "text/markdown", len(payload))
    mentions: list[Mention] = []
    for document in read_capture(payload, capture).documents:
        found, _problems = extract(document, lexicon=lexicon, gazetteer=gazetteer)
        mentions += found
    return mentions


def match_rows(rows: Sequence[Row], found: Sequence[Mention]) -> list[tuple[Row, Mention]]:
    """Pair expected and found events of one type, those that agree in most fields first."""
    if not rows or not found:
        return []
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    gains = np.zeros((len(rows), len(found)))
    for at, row in enumerate(rows):
        for column, mention in enumerate(found):
            if row["event_type"] == mention.event_type:
                gains[at, column] = 1 + 0.1 * sum(compare_row(row, mention).values())
    at_row, at_column = linear_sum_assignment(-gains)
    return [
        (rows[int(at)], found[int(column)])
        for at, column in zip(at_row, at_column, strict=True)
        if gains[at, column] > 0
    ]


def compare_row(row: Row, mention: Mention) -> dict[str, bool]:
    """Which fields of a matched event are right; a field the table leaves open is left out."""
    killed = total_toll(mention.tolls, "killed")
    perpetrators = {
        part.id
        for part in mention.actors
        if part.role == "perpetrator" and part.id and part.basis != "unidentified"
    }
    parties = {part.id for part in mention.actors if part.id}
    asked = set(filter(None, row["perpetrator"].split(";")))
    asked -= {"unidentified", "unidentified-armed-group"}
    right = {
        "subtype": row["sub_event_type"] == mention.sub_event_type,
        "status": row["status"] == mention.status,
        "killed": (_number(row["killed_low"]), _number(row["killed_high"]))
        == (killed.low, killed.high),
        "perpetrator": bool(asked & perpetrators) if asked else not perpetrators,
    }
    if row.get("parties"):
        right["perpetrator"] = bool(set(row["parties"].split(";")) & parties)
    if row["date_start"]:
        days = (date.fromisoformat(row["date_start"]), date.fromisoformat(row["date_end"]))
        right["date"] = days == (mention.date_start, mention.date_end)
    if row["place"]:
        place = mention.place
        names = {fold_name(place.name), fold_name(place.text)} if place else set()
        right["place"] = fold_name(row["place"]) in names
    return right


def _number(field: str) -> int | None:
    return int(field) if field else None
