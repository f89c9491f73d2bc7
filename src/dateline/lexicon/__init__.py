"""Actors, groups, weapons and event words: shipped data and the desk's own."""

from dateline.lexicon.additions import load_lexicon
from dateline.lexicon.fold import Folded, fold_name, fold_with_offsets
from dateline.lexicon.lexicon import ActorSpan, Lexicon, Party

__all__ = [
    "ActorSpan",
    "Folded",
    "Lexicon",
    "Party",
    "fold_name",
    "fold_with_offsets",
    "load_lexicon",
]
