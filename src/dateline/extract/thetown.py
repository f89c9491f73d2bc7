"""What "the town" and "the province" stand for: the last such place that the document named."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dateline.extract.places import ResolvedPlace, precision_of
from dateline.extract.placewords import is_near
from dateline.extract.scene import Scene
from dateline.model.span import Span

_NOT_ITS_OWN = (
    r"(?!\s+(?:of|hall|council|chief|elders?|mayor|head|named|called|where|near|north|south|east|"
    r"west|next|just|about|d['’]|de|du|des|où|près|appelée?|nommée?|voisine?s?)\b)(?!['’]s\s+\w+)"
)
# The words for a place named before, and the features of GeoNames that they may stand for.
_KINDS: Final = (
    (
        re.compile(
            rf"\b(?:the|that|la|le|cette|ce)\s+(?:town|village|city|hamlet|ville|village|localité|"
            rf"cité|bourg|commune)\b{_NOT_ITS_OWN}|"
            r"(?:^|\s)[وفب]?(?:البلدة|القرية|المدينة)(?=\s|[.،؛]|$)|\bاین\s+(?:شهر|روستا)\b",
            re.IGNORECASE,
        ),
        ("P.",),
    ),
    (
        re.compile(
            rf"\b(?:the|that|la|cette)\s+(?:province|governorate|région)\b{_NOT_ITS_OWN}|"
            r"(?:^|\s)[وفب]?المحافظة(?=\s|[.،؛]|$)|\bاین\s+(?:ولایت|استان)\b",
            re.IGNORECASE,
        ),
        ("A.ADM1",),
    ),
)
_SURE: Final = 0.9  # of the antecedent's own confidence
_LEAST: Final = 0.6  # confidence of a place that later words may stand for


def points_back(text: str) -> bool:
    """Whether a sentence speaks of a place named before it.

    >>> points_back("Gunmen attacked the town on Monday."), points_back("the town of Koro")
    (True, False)
    """
    return any(words.search(text) for words, _features in _KINDS)


def resolve_the_town(
    scenes: Sequence[Scene], places: Sequence[Sequence[ResolvedPlace]]
) -> list[list[ResolvedPlace]]:
    """Add what "the town" stands for to the places of sentences that name none of its kind.

    Args:
        scenes: a document's sentences, in order.
        places: the places of each; their offsets count from the document.

    Returns:
        The places of each sentence, those stood for among them, in order.
    """
    last: dict[tuple[str, ...], ResolvedPlace] = {}
    resolved = []
    for scene, named in zip(scenes, places, strict=True):
        row = list(named)
        for words, features in _KINDS:
            match = words.search(scene.text)
            own = [place for place in named if _is_of(place, features)]
            if own:
                last[features] = own[0]
            elif match and features in last and not _any_of(named, features):
                row.append(_stand_in(scene, match, last[features]))
        resolved.append(sorted(row, key=lambda place: place.span.start))
    return resolved


def _any_of(places: Sequence[ResolvedPlace], features: tuple[str, ...]) -> bool:
    """Whether the sentence names such a place itself, or one that nobody knows."""
    return any(place.entry is None or place.entry.feature.startswith(features) for place in places)


def _is_of(place: ResolvedPlace, features: tuple[str, ...]) -> bool:
    entry = place.entry
    return entry is not None and place.confidence >= _LEAST and entry.feature.startswith(features)


def _stand_in(scene: Scene, match: re.Match[str], place: ResolvedPlace) -> ResolvedPlace:
    words = match[0].strip()
    begin = match.start() + match[0].index(words)
    start, end = scene.start + begin, scene.start + begin + len(words)
    near = is_near(scene.text, begin, begin + len(words))
    precision = precision_of(place.entry, near=near) if place.entry else None
    return replace(
        place,
        span=Span(start, end, words),
        confidence=place.confidence * _SURE,
        geo_precision=precision,
    )
