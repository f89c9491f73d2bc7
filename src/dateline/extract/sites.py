"""What kind of site an event was at, so that a desk's precision ceiling can hold there."""

from dateline.extract.scene import Scene
from dateline.lexicon.words import load_sites

# Where a sentence names several, the one whose people are most at risk.
_GRAVEST = ("aid site", "camp", "clinic", "detention", "school", "worship", "home")


def site_kind(scene: Scene, window: tuple[int, int]) -> str | None:
    """The kind of protected site that an event's part of a sentence names; None for none.

    A site named in passing counts too: a ceiling that holds once too often harms nobody.

    Args:
        scene: the sentence.
        window: the part of it that is the event's own.
    """
    start, end = window
    kinds = {
        hit.value for hit in load_sites(scene.language).find(scene.folded)
        if start <= hit.start < end
    }  # fmt: skip
    return next((kind for kind in _GRAVEST if kind in kinds), None)
