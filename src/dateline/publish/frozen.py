"""What an edition says, in plain records that outlive the programs which printed it."""

import re
from dataclasses import dataclass
from typing import Any

from dateline.model.event import Event
from dateline.model.record import to_record
from dateline.publish.edition import FigureMatter, ResolvedUpdate
from dateline.publish.endnotes import say_event
from dateline.publish.receipts import make_receipt
from dateline.publish.tree import Node, plain_text
from dateline.publish.weave import weave_update
from dateline.publish.woven import Woven

SENTENCE = re.compile(r"(?<=[.!?…؟۔])[”’»\")\]]*\s+(?=[\w“‘«\"'(])")
LINES = ("Para", "Plain", "Header")


@dataclass(frozen=True, slots=True)
class FrozenNumber:
    """A bound phrase as printed: its kind, query, words, and the value beside it."""

    kind: str
    query: str
    words: str
    value: str


@dataclass(frozen=True, slots=True)
class FrozenText:
    """What two editions are compared by.

    Attributes:
        title: as printed.
        takeaways: the key takeaways in plain words.
        sentences: of the prose, in reading order, without the log of corrections.
        numbers: every bound phrase.
        events: the events behind numbers and figures, by id, each in a few words.
        countries: ISO codes of the events' countries, the most frequent first.
    """

    title: str
    takeaways: str
    sentences: tuple[str, ...]
    numbers: tuple[FrozenNumber, ...]
    events: dict[str, str]
    countries: tuple[str, ...]


def freeze_text(edition: ResolvedUpdate, events: tuple[Event, ...]) -> FrozenText:
    """Write down what an edition says.

    Args:
        edition: the update with every answer beside it.
        events: the events that its numbers and figures rest on, as open accounts tell them.
    """
    woven = weave_update(edition)
    counted: dict[str, int] = {}
    for event in events:
        country = event.place.country if event.place else None
        if country:
            counted[country] = counted.get(country, 0) + 1
    return FrozenText(
        title=edition.update.title,
        takeaways=_takeaways(woven),
        sentences=tuple(_sentences(woven.blocks[len(edition.corrections) :])),
        numbers=tuple(_numbers(edition, woven)),
        events={str(event.id): say_event(event, edition.say) for event in events},
        countries=tuple(sorted(counted, key=lambda key: (-counted[key], key))),
    )


def freeze_tree(edition: ResolvedUpdate) -> dict[str, Any]:
    """The resolved tree as plain records: blocks, notes, numbers and figures by number."""
    woven = weave_update(edition)
    record: dict[str, Any] = {
        "blocks": _plain_tree(woven.blocks),
        "notes": [
            {"number": note.number, "items": [[item.kind, item.key] for item in note.items]}
            for note in woven.notes
        ],
        "numbers": [
            {
                "number": mark.number,
                "binding": to_record(mark.bound.binding),
                "estimate": to_record(mark.bound.estimate),
                "finding": to_record(mark.bound.finding),
                "documents": list(mark.bound.documents),
            }
            for mark in woven.numbers
        ],
        "figures": [
            {
                "number": mark.number,
                "block": to_record(mark.matter.block),
                "events": mark.matter.desk_events(),
                "dataset": _name_snapshot(mark.matter),
            }
            for mark in woven.figures
        ],
        "facts": to_record(edition.facts),
    }
    return record


def _name_snapshot(matter: FigureMatter) -> dict[str, str] | None:
    if matter.dataset is None:
        return None
    return {key: getattr(matter.dataset, key) for key in ("name", "version", "sha256")}


def _plain_tree(node: Any) -> Any:  # noqa: ANN401 - any part of the tree
    """The tree with each placeholder as its kind, its number and its words."""
    if isinstance(node, list):
        return [_plain_tree(part) for part in node]
    if not isinstance(node, dict):
        return node
    if node.get("t") != "Dateline":
        return {key: _plain_tree(value) for key, value in node.items()}
    kind, payload = node["c"]
    number = getattr(payload, "number", None) or getattr(payload, "note", None)
    inner = getattr(payload, "inlines", None) or getattr(payload, "blocks", None) or []
    return {"t": "Dateline", "c": [kind, number, _plain_tree(inner)]}


def _takeaways(woven: Woven) -> str:
    for block in woven.blocks:
        if block["t"] == "Dateline" and block["c"][0] == "takeaways":
            return " ".join(_lines(block["c"][1].blocks))
    return next((line for line in _lines(woven.blocks) if len(line.split()) > 7), "")  # noqa: PLR2004 - a sentence


def _sentences(blocks: list[Node]) -> list[str]:
    return [part for line in _lines(blocks) for part in SENTENCE.split(line) if part]


def _lines(node: Any) -> list[str]:  # noqa: ANN401 - any part of the tree
    """Each paragraph, head and list item as one line of plain words."""
    if isinstance(node, list):
        return [line for part in node for line in _lines(part)]
    if not isinstance(node, dict):
        return []
    kind = node.get("t")
    if kind in LINES:
        held = node["c"][2] if kind == "Header" else node["c"]
        text = " ".join(plain_text(held).split())
        return [text] if text else []
    if kind == "Dateline":
        payload = node["c"][1]
        inlines = getattr(payload, "inlines", None)
        return [plain_text(inlines)] if inlines else _lines(getattr(payload, "blocks", []))
    return _lines(node.get("c", []))


def _numbers(edition: ResolvedUpdate, woven: Woven) -> list[FrozenNumber]:
    found = []
    for mark in woven.numbers:
        binding = mark.bound.binding
        arguments = " ".join(f"{key}={value}" for key, value in sorted(binding.arguments.items()))
        receipt = make_receipt(edition, mark.bound, frozenset())
        found.append(
            FrozenNumber(
                kind=binding.kind,
                query=" ".join(part for part in (binding.query, arguments) if part),
                words=" ".join(plain_text(mark.inlines).split()),
                value=receipt.value if mark.bound.estimate is not None else "",
            )
        )
    return found
