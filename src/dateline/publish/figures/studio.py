"""What every drawing may draw on besides its own events."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from dateline.atlas.basemap import Basemap
from dateline.model.place import GazetteerEntry
from dateline.publish.edition import EditionFacts
from dateline.publish.figures.marks import OTHER, UNKNOWN
from dateline.publish.phrases import Words, find_words

RIGHT_TO_LEFT_MARK = "\u200f"
SAID = {UNKNOWN: "drawing.not-identified", OTHER: "other"}
# From a part and its whole to the ends of the share's interval.
ShareBounds: TypeAlias = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Studio:
    """What every drawing may draw on.

    Attributes:
        facts: names of actors and admin units.
        basemap: the atlas's shapes.
        towns: places that a map may label.
        cutoff: ISO 8601; days after it are not covered.
        bound_share: the interval of a share; None draws none.
        say: the words of the edition's language.
    """

    facts: EditionFacts
    basemap: Basemap
    towns: Sequence[GazetteerEntry] = ()
    cutoff: str | None = None
    bound_share: ShareBounds | None = None
    say: Words = field(default_factory=lambda: find_words("en"))

    def name(self, category: str) -> str:
        """A category as its key says it: a kind of event in the edition's language."""
        if category in SAID:
            return self.say(SAID[category])
        named = self.say.name("event", category)
        return f"{named[:1].upper()}{named[1:]}" if named != category else category

    def tell(self, counts: Iterable[tuple[str, object]]) -> str:
        """Name after name with its count, for who cannot see them."""
        colon = self.say("colon")
        return self.say("semicolon").join(
            f"{self.say.apart(self.name(name))}{colon}{count}" for name, count in counts
        )

    def line(self, words: str) -> str:
        """Words that read in the edition's direction although a name in Latin script opens them."""
        return f"{RIGHT_TO_LEFT_MARK}{words}" if self.say.direction == "rtl" else words

    def when(self, days: Sequence[date]) -> str:
        """The first and last of some days, after a comma; nothing where there are none."""
        return f"{self.say('comma')}{self.say.days(min(days), max(days))}" if days else ""

    def credit(self, own: str) -> str:
        """Who made a map, and whose ground it stands on."""
        ground = self.say("drawing.map-credit")
        return f"{own}{self.say('semicolon')}{ground}" if own else ground
