"""The log of corrections that a corrected edition opens with, the same in every output."""

from dateline.publish.edition import ResolvedUpdate
from dateline.publish.tree import Node, para, words


def write_corrections(edition: ResolvedUpdate) -> list[Node]:
    """A paragraph for each correction, the newest first; none where nothing was corrected."""
    return [
        para(
            [
                {
                    "t": "Strong",
                    "c": words(edition.say("correction", day=edition.say.date(one.day))),
                },
                *words(f" {one.says}"),
            ]
        )
        for one in reversed(edition.corrections)
    ]
