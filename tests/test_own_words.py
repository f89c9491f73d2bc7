"""What we wrote to train, score and show is ours: no long run of words is another's."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
OURS = ("training/**/*.txt", "evals/*.txt", "examples/**/*.md")
RUN = 9  # words; shorter ones are set phrases of the trade
_MARK = re.compile(r"\[[^\]|]*\|([^\]]*)\]")  # a marked span of the training notation
_WORD = re.compile(r"\w+")


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Give every run of words of a text."""
    words = _WORD.findall(_MARK.sub(r"\1", text).lower())
    yield from zip(*(words[first:] for first in range(RUN)), strict=False)


def others(shared: Path) -> Iterator[str]:
    """Give the texts that others wrote."""
    for path in [*shared.glob("seeds/*.txt"), *shared.glob("data/ntrex/*.txt")]:
        yield path.read_text("utf-8")
    lists = [
        *(path for path in shared.glob("gold/mentions/*.jsonl") if "written_" not in path.name),
        *shared.glob("data/muc4/*.json"),
        *shared.glob("data/re3d/*/documents.json"),
        shared / "data/geoparsing/dev.jsonl",
    ]
    for path in lists:
        for line in filter(None, path.read_text("utf-8").split("\n")):
            row = json.loads(line)
            yield row.get("doctext") or row["text"]


def test_no_text_of_ours_shares_a_long_run_of_words_with_anothers(shared: Path) -> None:
    own: dict[tuple[str, ...], str] = {}
    for pattern in OURS:
        found = {
            run: f"{path.relative_to(REPOSITORY)}:{number}"
            for path in REPOSITORY.glob(pattern)
            for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
            for run in runs(line)
        }
        assert found
        own |= found
    taken = {
        (own[run], " ".join(run)) for text in others(shared) for run in runs(text) if run in own
    }
    assert sorted(taken) == []
