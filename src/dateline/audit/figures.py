"""Figures and maps that a text sends its reader to."""

import re
from collections.abc import Iterator

from dateline.model.document import Document
from dateline.model.finding import Finding

_MENTION = re.compile(r"\b(?:Figure|Fig\.|Map|Chart|Graph)\s+(\d{1,2})\b(?!\s*\))")
_NOT_PROSE = ("caption", "note", "noise")


def audit_figures(document: Document) -> Iterator[Finding]:
    """Report figures that the text names and the document does not print.

    A document whose figures bear no numbers says nothing about which one is meant.
    """
    printed = {figure.number for figure in document.figures if figure.number is not None}
    for block in document.blocks:
        if block.role in _NOT_PROSE:
            continue
        for mention in _MENTION.finditer(block.text):
            if int(mention.group(1)) in printed:
                continue
            start = block.start + mention.start()
            have = ", ".join(str(number) for number in sorted(printed)) or "none with a number"
            yield Finding(
                "missing-figure", "fails", "no-data", mention.group(), start,
                start + len(mention.group()), f"there is a {mention.group()}",
                f"the document prints {have}", "Print the figure, or correct its number.",
                "warning",
            )  # fmt: skip
