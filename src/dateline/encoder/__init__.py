"""Words to vectors and marked events: the shipped tagger and sentence encoder.

A floor: it knows texts, labels and numbers, and nothing of documents, lexicons or places.
"""

from dateline.encoder.tagging import TaggedEvent, TaggedSpan, TaggedText, embed, tag_sentences

__all__ = ["TaggedEvent", "TaggedSpan", "TaggedText", "embed", "tag_sentences"]
