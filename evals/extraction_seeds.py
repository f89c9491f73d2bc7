"""How many events of the seed documents are found, and with which fields right."""

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from dateline.atlas import Gazetteer
from dateline.lexicon import Lexicon
from dateline.model.capture import Capture
from dateline.model.mention import Mention
from dateline.model.toll import total_toll
from dateline.plugins import Extractor
from dateline.read import read_capture
from evals.split import only_scored, share_figures

_SHARED_WORDS = 0.6
_APRIL_RAIDS = {"2022-04-24", "2023-04-24"}


def score_seeds(
    shared: Path, lexicon: Lexicon, gazetteer: Gazetteer, extract: Extractor
) -> dict[str, float]:
    """Score the events of the December update and the digest; print the table.

    An event counts as found when a mention of an acceptable type stands in its sentence. What is
    found beside the gold events is not counted: the gold lists events, not every mention of one.

    Args:
        shared: the folder with `seeds/` and `gold/`.
        lexicon: who the actors are.
        gazetteer: where places are.
        extract: the extractor.

    Returns:
        `extraction.seeds.<half>.recall` and the share of right fields on found events.
    """
    lines = (shared / "gold" / "seed_events.jsonl").read_text(encoding="utf-8").splitlines()
    events = [json.loads(line) for line in lines]
    found = {
        name: _extract(shared / "seeds" / name, lexicon, gazetteer, extract)
        for name in {event["doc"] for event in events}
    }
    rights: dict[tuple[str, str], list[bool]] = defaultdict(list)
    taken: set[int] = set()
    for event in events:
        half = "heldout" if only_scored(event["id"]) else "look"
        mention = _match(event, [one for one in found[event["doc"]] if id(one) not in taken])
        rights[half, "recall"].append(mention is not None)
        if mention is not None:
            taken.add(id(mention))
            for name, right in _compare(event, mention).items():
                rights[half, name].append(right)
    figures = share_figures("extraction.seeds", dict(sorted(rights.items())))
    print("\nextraction, events of the seeds")
    for name, value in figures.items():
        if not name.endswith("_n"):
            print(f"  {name:<40}{value:>6.2f}")
    return figures


def _extract(
    path: Path, lexicon: Lexicon, gazetteer: Gazetteer, extract: Extractor
) -> list[Mention]:
    payload = path.read_bytes()
    digest = sha256(payload).hexdigest()
    capture = Capture(digest, path.name, "2026-01-01T00:00:00Z", "text/plain", len(payload))
    mentions: list[Mention] = []
    for document in read_capture(payload, capture).documents:
        mentions += extract(document, lexicon=lexicon, gazetteer=gazetteer)[0]
    return mentions


def _match(event: dict[str, Any], mentions: Sequence[Mention]) -> Mention | None:
    accepted = {event["event_type"], *_types(event)}
    near = [
        mention
        for mention in mentions
        if mention.event_type in accepted and _same_sentence(event["sentence"], mention.sentence)
    ]
    return max(near, key=lambda mention: sum(_compare(event, mention).values()), default=None)


def _types(event: dict[str, Any]) -> list[str]:
    return [str(other).partition("/")[0] for other in event["acceptable_alternative_types"] or ()]


def _same_sentence(gold: str, found: str) -> bool:
    asked, given = (set(re.findall(r"\w{3,}", text.lower())) for text in (gold, found))
    return bool(given) and len(asked & given) / len(asked | given) >= _SHARED_WORDS


def _compare(event: dict[str, Any], mention: Mention) -> dict[str, bool]:
    subtypes = {event["sub_event_type"]} | {
        str(other).partition("/")[2] for other in event["acceptable_alternative_types"] or ()
    }
    right = {"subtype": mention.sub_event_type in subtypes}
    killed = total_toll(mention.tolls, "killed")
    right["killed"] = killed.low == event["fatalities_min"]
    day = event["event_date"]
    if isinstance(day, str) and event["date_precision"] == "day":
        dates = _APRIL_RAIDS if day in _APRIL_RAIDS else {day}
        right["date"] = str(mention.date_start) in dates
    place = (event["place"] or {}).get("verbatim")
    if place:
        written = mention.place.text if mention.place else ""
        right["place"] = bool(written) and (written in place or place in written)
    return right
