"""How well events are found: typed mentions and their fields, by language, with intervals."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dateline.atlas import Gazetteer, open_gazetteer
from dateline.lexicon import Lexicon, load_lexicon
from dateline.model.mention import Mention
from dateline.plugins import Extractor
from evals.extraction_fields import FieldJudge
from evals.extraction_gold import Item, item_document, match_mentions, read_items
from evals.extraction_seeds import score_seeds
from evals.extractors import EXTRACTORS, FIGURES_OF

LANGUAGES = ("en", "fr", "ar", "tr", "fa", "ps")
# English and French are scored on real prose; of the others the written items are nearly all.
_REAL_PROSE = ("en", "fr")
_OVERALL = ("precision", "recall", "f1")
_DRAWS = 1000
SMALL = 100  # mentions: below, one of them weighs more than a floor's margin, and n is told
_SEED = 20231215


@dataclass(slots=True)
class Tally:
    """What one passage adds: mentions matched, found and annotated, fields right, how sure."""

    matched: int = 0
    found: int = 0
    gold: int = 0
    fields: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    sure: list[tuple[float, bool]] = field(default_factory=list)


def score(shared: Path) -> dict[str, float]:
    """Score extraction on the gold mentions and print a table for each half and extractor.

    A found mention matches a gold one of the same passage and event type, one to one.

    Args:
        shared: the folder with `gold/`.

    Returns:
        Figures named `extraction.<language>.<half>.<figure>` for the rules alone and
        `joined.extraction...` for tagger and rules (halves `look` and `heldout`;
        `written.<language>` are passages written for Dateline), with the ends of bootstrap 95 %
        intervals as `f1_low` and `f1_high`.
    """
    lexicon, gazetteer = load_lexicon(), open_gazetteer()
    figures: dict[str, float] = {}
    for name, extract in EXTRACTORS.items():
        scored = score_extractor(name, shared, lexicon, gazetteer)
        scored |= score_seeds(shared, lexicon, gazetteer, extract)
        figures |= {FIGURES_OF[name] + key: value for key, value in scored.items()}
    return figures


def score_extractor(
    extractor: str, shared: Path, lexicon: Lexicon, gazetteer: Gazetteer
) -> dict[str, float]:
    """Score one extractor on the gold mentions, and print its tables."""
    tallies = tally_items(read_items(shared), lexicon, gazetteer, EXTRACTORS[extractor])
    figures: dict[str, float] = {}
    for half in ("look", "heldout"):
        print(f"\n{extractor}, {half:<8}        items gold found   P     R     F1   [95 %]")
        for name in [*LANGUAGES, "written.en", "written.fr"]:
            group = tallies.get((name, half), [])
            if group:
                row = _figures(group)
                _print_row(name, group, row)
                figures |= {f"extraction.{name}.{half}.{key}": row[key] for key in row}
        everything = [one for (_name, of), rows in tallies.items() if of == half for one in rows]
        figures[f"extraction.all.{half}.calibration_error"] = _calibration_error(everything)
        print(f"  calibration error {figures[f'extraction.all.{half}.calibration_error']:.3f}")
    return figures


def tally_items(
    items: Iterable[Item], lexicon: Lexicon, gazetteer: Gazetteer, extract: Extractor
) -> dict[tuple[str, str], list[Tally]]:
    """Extract and score each passage, by group and half."""
    judge = FieldJudge(lexicon, gazetteer)
    tallies: dict[tuple[str, str], list[Tally]] = defaultdict(list)
    for item in items:
        found, _problems = extract(item_document(item), lexicon=lexicon, gazetteer=gazetteer)
        prefix = "written." if item.written and item.language in _REAL_PROSE else ""
        half = "heldout" if item.held_out else "look"
        tallies[prefix + item.language, half].append(tally_item(item, found, judge))
    return tallies


def tally_item(item: Item, found: Sequence[Mention], judge: FieldJudge) -> Tally:
    """Score one passage."""
    pairs = match_mentions(item, found)
    tally = Tally(len(pairs), len(found), len(item.mentions))
    matched = {id(mention) for _gold, mention in pairs}
    tally.sure = [(mention.confidence, id(mention) in matched) for mention in found]
    for gold, mention in pairs:
        for name, right in judge.compare(item, gold, mention):
            tally.fields[name].append(right)
    return tally


def _figures(group: list[Tally]) -> dict[str, float]:
    figures = _f1(group)
    told = sum(tally.gold for tally in group)
    if told < SMALL:
        figures |= dict.fromkeys(("precision_n", "recall_n", "f1_n"), told)
    low, high = _bootstrap(group, lambda drawn: _f1(drawn)["f1"])
    figures |= {"f1_low": low, "f1_high": high}
    rights: dict[str, list[bool]] = defaultdict(list)
    for tally in group:
        for name, values in tally.fields.items():
            rights[name] += values
    for name, values in sorted(rights.items()):
        figures[name] = round(sum(values) / len(values), 4)
        if len(values) < SMALL:
            figures[f"{name}_n"] = len(values)
    return figures


def _f1(group: Sequence[Tally]) -> dict[str, float]:
    matched = sum(tally.matched for tally in group)
    found = sum(tally.found for tally in group)
    gold = sum(tally.gold for tally in group)
    precision = matched / found if found else 0.0
    recall = matched / gold if gold else 0.0
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def _calibration_error(group: list[Tally]) -> float:
    """Expected calibration error of the confidences in ten bins of equal width."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for tally in group:
        for sure, right in tally.sure:
            bins[min(int(sure * 10), 9)].append((sure, right))
    total = sum(len(rows) for rows in bins.values())
    gaps = (abs(sum(sure - right for sure, right in rows)) for rows in bins.values())
    return round(sum(gaps) / total, 4) if total else 0.0


def _bootstrap(
    group: list[Tally], figure: Callable[[Sequence[Tally]], float]
) -> tuple[float, float]:
    """The middle 95 % of a figure over passages drawn again with replacement."""
    draw = random.Random(_SEED)  # noqa: S311 - a repeatable draw, nothing secret
    values = sorted(figure(draw.choices(group, k=len(group))) for _ in range(_DRAWS))
    return values[int(0.025 * _DRAWS)], values[int(0.975 * _DRAWS) - 1]


def _print_row(name: str, group: list[Tally], row: dict[str, float]) -> None:
    gold, found = sum(tally.gold for tally in group), sum(tally.found for tally in group)
    print(
        f"  {name:<16}{len(group):>6}{gold:>6}{found:>6}"
        f"{row['precision']:>6.2f}{row['recall']:>6.2f}{row['f1']:>6.2f}"
        f"   [{row['f1_low']:.2f}, {row['f1_high']:.2f}]"
    )
    fields = {key: value for key, value in row.items() if not key.startswith(_OVERALL)}
    print("      " + "  ".join(f"{key} {value:.2f}" for key, value in fields.items()))
