"""One-sentence event notes read into ACLED sub-event types: written for Dateline, none from a feed.

`snippets.txt` holds them under the type each has, some six of every type. Half of them, by the
SHA-256 of the sentence, is only scored.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.atlas import open_gazetteer
from dateline.lexicon import load_lexicon
from dateline.model.document import Block, Document
from dateline.plugins import DEFAULT_EXTRACTOR
from evals.extractors import EXTRACTORS
from evals.split import only_scored

FILE = Path(__file__).with_name("snippets.txt")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A sentence that tells of one event, and the sub-event type it has."""

    text: str
    sub_event_type: str


def read_snippets() -> Iterator[Snippet]:
    """Give the snippets in order."""
    sub_event_type = ""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            sub_event_type = line.strip("[]")
        elif line and not line.startswith("#"):
            yield Snippet(line, sub_event_type)


def score() -> dict[str, float]:
    """Score the default extractor on the snippets and print a line for each half.

    Returns:
        `snippets.<half>.<figure>`: `right`, the share whose surest mention has the sub-event type;
        `alone`, the share for which it is the only mention too; `weighted_f1`, the F1 of each type
        weighed by how many snippets have it, as the field states it.
    """
    figures: dict[str, float] = {}
    answers = [(snippet, _answer(snippet)) for snippet in read_snippets()]
    for half, scored in (("look", False), ("heldout", True)):
        own = [row for row in answers if only_scored(row[0].text) == scored]
        right = [bool(found) and found[0] == snippet.sub_event_type for snippet, found in own]
        alone = [good and len(row[1]) == 1 for good, row in zip(right, own, strict=True)]
        figures |= {
            f"snippets.{half}.right": round(sum(right) / len(own), 4),
            f"snippets.{half}.alone": round(sum(alone) / len(own), 4),
            f"snippets.{half}.weighted_f1": round(_weighted_f1(own), 4),
        }
        print(f"snippets, {half:<8} {len(own)} sentences", end="")
        for name in ("right", "alone", "weighted_f1"):
            print(f"  {name} {figures[f'snippets.{half}.{name}']:.2f}", end="")
        print()
    return figures


def _answer(snippet: Snippet) -> list[str]:
    """Give the sub-event types found, the surest first."""
    document = Document(
        "snippet", "note", None, snippet.text, "", published="2019-06-20", language="en",
        blocks=(Block("paragraph", snippet.text, 0, len(snippet.text), None, "en"),),
    )  # fmt: skip
    mentions, _problems = EXTRACTORS[DEFAULT_EXTRACTOR](
        document, lexicon=load_lexicon(), gazetteer=open_gazetteer()
    )
    surest = sorted(mentions, key=lambda mention: -mention.confidence)
    return [mention.sub_event_type for mention in surest]


def _weighted_f1(answers: list[tuple[Snippet, list[str]]]) -> float:
    gold = Counter(snippet.sub_event_type for snippet, _found in answers)
    given = Counter(found[0] for _snippet, found in answers if found)
    right = Counter(
        snippet.sub_event_type
        for snippet, found in answers
        if found[:1] == [snippet.sub_event_type]
    )
    return sum(
        count * 2 * right[name] / (count + given[name]) for name, count in gold.items()
    ) / len(answers)
