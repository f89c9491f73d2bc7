"""Comparing the sentences of mentions: rare words in common, and likeness of meaning."""

from collections.abc import Sequence

import numpy as np

from dateline.reconcile.columns import Array, Columns, split_words
from dateline.reconcile.weights import LEVEL_NAMES

_ALIKE = 0.6  # share of words in common that makes two passages one text
_FEWEST_WORDS = 6
_RAREST = 12  # words of a passage that are looked at
_MOST_OFTEN = 30  # mentions beyond which no word is rare, however many there are
_COSINES = (0.60, 0.40, 0.22)  # of centred vectors: very alike, alike, somewhat alike
_AT_ONCE = 100_000  # pairs
_DRAWN = 20  # sentences that the mean of all counts for in that of a language

_LEVELS = {level: number for number, level in enumerate(LEVEL_NAMES["words"])}


def compare_words(columns: Columns, a: Array, b: Array) -> tuple[Array, None]:
    """Rare words that both passages use, place and actor names aside; see `weights.LEVELS`.

    Silent where the passages share no word: they may be in two languages.
    """
    levels = np.full(len(a), -1)
    if not columns.counted or not len(columns.codes("word").values):
        return levels, None
    rows, back = np.unique(np.concatenate([a, b]), return_inverse=True)
    rarest, common = _find_rarest(columns, rows)
    often = max(2, min(columns.size // 100, _MOST_OFTEN))
    rare = np.append(columns.codes("word").counts, 0) <= often
    for first in range(0, len(a), _AT_ONCE):
        part = slice(first, first + _AT_ONCE)
        one, two = back[: len(a)][part], back[len(a) :][part]
        equal = (rarest[one][:, :, None] == rarest[two][:, None, :]).any(axis=2)
        equal &= rarest[one] >= 0
        shared = equal.sum(axis=1)
        scarce = (equal & rare[rarest[one]]).sum(axis=1)
        some = (shared > 0) | ((common[one] & common[two]) != 0)
        levels[part] = np.select(
            [scarce >= 2, scarce == 1, some],  # noqa: PLR2004 - several
            [_LEVELS["several rare words"], _LEVELS["a rare word"], _LEVELS["no rare word"]],
            -1,
        )
        whole = np.flatnonzero(shared >= _RAREST // 2) + first
        for at in whole:
            if share_words(columns, int(a[at]), int(b[at])) >= _ALIKE:
                levels[at] = _LEVELS["nearly the same text"]
    return levels, None


def share_words(columns: Columns, one: int, two: int) -> float:
    """Share of their words that two passages have in common; 0 where one is very short."""
    mine, yours = (set(columns.words_of(row).tolist()) for row in (one, two))
    if min(len(mine), len(yours)) < _FEWEST_WORDS:
        return 0.0
    return len(mine & yours) / len(mine | yours)


def find_shared(columns: Columns, one: int, two: int) -> list[str]:
    """The rare words that two passages share, for saying so."""
    often = max(2, min(columns.size // 100, _MOST_OFTEN))
    codes = columns.codes("word")
    named = _name_codes(columns, one) | _name_codes(columns, two)
    shared = set(columns.words_of(one).tolist()) & set(columns.words_of(two).tolist())
    return sorted(codes.values[code] for code in shared - named if codes.counts[code] <= often)


def compare_meaning(columns: Columns, a: Array, b: Array) -> tuple[Array, None]:
    """Cosine of the sentences' vectors, each less the mean of its language; silent without.

    Silent also within a document, whose sentences go on from each other in other words.
    """
    vector = columns["vector"]
    levels = np.full(len(a), -1)
    apart = columns["document"][a] != columns["document"][b]
    both = np.flatnonzero((vector[a] >= 0) & (vector[b] >= 0) & apart)
    for first in range(0, len(both), _AT_ONCE):
        part = both[first : first + _AT_ONCE]
        cosine = np.einsum(
            "ij,ij->i", columns.vectors[vector[a[part]]], columns.vectors[vector[b[part]]]
        )
        levels[part] = len(_COSINES) - np.searchsorted(np.sort(_COSINES), cosine, side="right")
    return levels, None


def _name_codes(columns: Columns, row: int) -> set[int]:
    """Codes of the words that name the places and actors of a mention."""
    mention = columns.mentions[row].mention
    names = [f"{part.text} {part.name}" for part in mention.actors]
    if mention.place:
        names.append(f"{mention.place.text} {mention.place.name}")
    numbers = columns.codes("word").numbers
    return {numbers[word] for word in split_words(" ".join(names)) if word in numbers}


def _find_rarest(columns: Columns, rows: Array) -> tuple[Array, Array]:
    """For each row its rarest words that another mention has too, and a mark of its common ones.

    The mark has a bit for each of the commonest words: two passages of one language share one.
    """
    words, owner = columns.words_flat(rows)
    counts = columns.codes("word").counts
    commonest = np.argsort(-counts, kind="stable")[:63]
    bit = np.zeros(len(counts), dtype=np.int64)
    bit[commonest] = np.int64(1) << np.arange(len(commonest))
    marks = np.zeros(len(rows), dtype=np.int64)
    np.bitwise_or.at(marks, owner, bit[words])
    names = [_name_codes(columns, int(row)) for row in rows]
    named = np.fromiter(
        (word in names[at] for word, at in zip(words.tolist(), owner.tolist(), strict=True)),
        dtype=bool,
        count=len(words),
    )
    kept = ~named & (counts[words] > 1)
    words, owner = words[kept], owner[kept]
    order = np.lexsort((words, counts[words], owner))
    words, owner = words[order], owner[order]
    first = np.searchsorted(owner, owner, side="left")
    rank = np.arange(len(owner)) - first
    rarest = np.full((len(rows), _RAREST), -1, dtype=np.int64)
    kept = rank < _RAREST
    rarest[owner[kept], rank[kept]] = words[kept]
    return rarest, marks


def center_vectors(vectors: Array, languages: Sequence[str | None]) -> Array:
    """Vectors less the mean of their language, of length 1.

    Raw vectors of the encoder are all alike, and those of one language more so. The mean of a
    language of few sentences is drawn towards that of all.
    """
    if not len(vectors):
        return vectors
    centred = np.empty_like(vectors, dtype=np.float32)
    overall = vectors.mean(axis=0)
    spoken = np.array([language or "" for language in languages])
    for language in set(spoken.tolist()):
        mine = spoken == language
        mean = (vectors[mine].sum(axis=0) + _DRAWN * overall) / (mine.sum() + _DRAWN)
        centred[mine] = vectors[mine] - mean
    lengths = np.linalg.norm(centred, axis=1, keepdims=True)
    return np.asarray(centred / np.maximum(lengths, 1e-6))
