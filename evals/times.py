"""How often an event's date is right, given its trigger and a sentence that states a date."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from dateline.extract.times import resolve_time
from dateline.model.span import Span
from dateline.model.when import When
from dateline.prose.dates import read_dates
from dateline.prose.sentences import split_sentences
from evals.quantities import half_of, read_lines
from evals.shared import shared_folder


def score(shared: Path) -> dict[str, float]:
    """Score the mentions of the gold that have a day of publication and a time span.

    `dates.<language>.exact.<half>` is the share whose interval is the gold's, `.overlap` the
    share whose interval meets it, `.n` how many there are. A date stated in another sentence
    counts as missed: inheriting it is the pipeline's work.
    """
    counts: Counter[str] = Counter()
    for path in sorted((shared / "gold" / "mentions").glob("*.jsonl")):
        for item in read_lines(path):
            published = _day(item.get("doc_date"))
            if published is None:
                continue
            stem = f"dates.{item['lang']}.{half_of(item, path.stem)}"
            for mention in item["mentions"]:
                _count(item, mention, published, stem, counts)
    figures = {}
    for key in [key for key in counts if key.endswith(".n")]:
        name, half = key.removesuffix(".n").rsplit(".", 1)
        figures[f"{name}.n.{half}"] = float(counts[key])
        for what in ("exact", "overlap"):
            figures[f"{name}.{what}.{half}"] = round(
                counts[f"{name}.{half}.{what}"] / counts[key], 4
            )
    return dict(sorted(figures.items()))


def _count(
    item: dict[str, Any], mention: dict[str, Any], published: date, stem: str, counts: Counter[str]
) -> None:
    own = [span for span in item["spans"] if mention["n"] in span["mentions"]]
    triggers = [span for span in own if span["label"] == "ev"]
    low, high = _interval(mention.get("date"))
    timed = any(span["label"] == "time" for span in own)
    if low is None or high is None or not triggers or not timed:
        return
    when = _read(item["text"], item["lang"], triggers[0], published)
    counts[f"{stem}.n"] += 1
    counts[f"{stem}.exact"] += when is not None and (when.start, when.end) == (low, high)
    counts[f"{stem}.overlap"] += when is not None and when.start <= high and low <= when.end


def _read(text: str, language: str, trigger: dict[str, Any], published: date) -> When | None:
    for sentence in split_sentences(text, language):
        if sentence.start <= trigger["start"] < sentence.end:
            start = trigger["start"] - sentence.start
            return resolve_time(
                sentence.text,
                Span(start, trigger["end"] - sentence.start, trigger["text"]),
                read_dates(sentence.text, anchor=published, language=language),
                document_published=published,
            )
    return None


def _interval(written: str | None) -> tuple[date | None, date | None]:
    first, _, last = (written or "").replace("..", "/").partition("/")
    low, high = _day(first), _day(last or first)
    return low, high


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat((written or "")[:10])
    except ValueError:
        return None


def main() -> None:
    """Print the figures."""
    shared = shared_folder()
    if shared is None:
        print("the shared material is not on this machine")
        return
    for name, value in score(shared).items():
        print(f"{name:32} {value:8.3f}")


if __name__ == "__main__":
    main()
