"""Where a sentence ends in Pandoc's tree, and which paragraph is the takeaway."""

import re

from dateline.publish.tree import Node, plain_text

# fmt: off
ABBREVIATIONS = frozenset((
    "Gen.", "Col.", "Lt.", "Maj.", "Capt.", "Sgt.", "Dr.", "Mr.", "Mrs.", "Ms.", "St.", "U.S.",
    "U.N.", "E.U.", "No.", "vs.", "e.g.", "i.e.", "approx.", "ca.", "al.", "M.", "Mme.",
    "Jan.", "Feb.", "Mar.", "Apr.", "Jun.", "Jul.", "Aug.", "Sep.", "Sept.", "Oct.", "Nov.", "Dec.",
))
# fmt: on
SENTENCE_END = re.compile(r"[.!?…;][”’»\")\]]*$")


def is_takeaway(inlines: list[Node]) -> bool:
    """Whether a paragraph begins with a bold head such as "Key takeaway."."""
    head = inlines[0] if inlines else {}
    return head.get("t") == "Strong" and plain_text(head).lower().startswith("key takeaway")


def without_head(inlines: list[Node]) -> list[Node]:
    """A paragraph without its bold head and the space after it."""
    return inlines[2:] if len(inlines) > 1 and inlines[1]["t"] == "Space" else inlines[1:]


def ends_sentence(node: Node, following: Node | None) -> bool:
    """Whether a word ends a sentence or a clause that a semicolon closes.

    >>> ends_sentence({"t": "Str", "c": "raids."}, {"t": "Space"})
    True
    >>> ends_sentence({"t": "Str", "c": "Gen."}, {"t": "Space"})
    False
    """
    if node["t"] != "Str" or following is None or following["t"] not in ("Space", "SoftBreak"):
        return False
    text = node["c"]
    return bool(SENTENCE_END.search(text)) and text not in ABBREVIATIONS
