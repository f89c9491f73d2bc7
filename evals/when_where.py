"""When and where: sentences written for Dateline, each with the days and the country of one event.

`when_where.txt` holds them by language. Half of them, by the SHA-256 of the sentence, is only
scored. A figure is of all sentences: an event that is missed counts as wrong.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dateline.atlas import open_gazetteer
from dateline.lexicon import load_lexicon
from dateline.model.document import Block, Document
from dateline.model.mention import Mention
from dateline.plugins import DEFAULT_EXTRACTOR
from evals.extraction_fields import NEAR_KM, kilometres
from evals.extractors import EXTRACTORS
from evals.split import only_scored, share_figures

FILE = Path(__file__).with_name("when_where.txt")
FIGURES = ("date", "country", "near")
_SHARED = 0.5  # of the days that either interval holds
_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the file.

    Attributes:
        language: ISO 639-1.
        published: the day of publication.
        text: the passage.
        start: offset of the event's word.
        end: where that word ends.
        days: first and last day of the event.
        countries: alpha-2 codes that are right; none where the words do not say.
        point: latitude and longitude of the town; None where none is told.
    """

    language: str
    published: str
    text: str
    start: int
    end: int
    days: tuple[date, date]
    countries: tuple[str, ...]
    point: tuple[float, float] | None


def read_told() -> Iterator[Told]:
    """Give the lines in order."""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield _read_line(line)


def _read_line(line: str) -> Told:
    """Read one line; a line with another number of columns is a ValueError.

    >>> told = _read_line("en | 2024-05-16 | A [raid] in Gao. | 2024-05-14 | ML | -")
    >>> told.text, told.text[told.start : told.end], told.countries, told.point
    ('A raid in Gao.', 'raid', ('ML',), None)
    """
    columns = [column.strip() for column in line.split("|")]
    if len(columns) != _COLUMNS:
        raise ValueError(line)
    language, published, written, days, countries, point = columns
    start = written.index("[")
    end = written.index("]") - 1
    first, _, last = days.partition("..")
    latitude, _, longitude = point.partition(",")
    return Told(
        language,
        published,
        written.replace("[", "").replace("]", ""),
        start,
        end,
        (date.fromisoformat(first), date.fromisoformat(last or first)),
        () if countries == "-" else tuple(countries.split(",")),
        (float(latitude), float(longitude)) if longitude else None,
    )


def find_told(told: Told) -> Mention | None:
    """The mention of a line's event by the default extractor: at its word, else the only one."""
    block = Block("paragraph", told.text, 0, len(told.text), None, told.language)
    document = Document(
        "told", "note", None, told.text, "", published=told.published, language=told.language,
        blocks=(block,),
    )  # fmt: skip
    mentions, _problems = EXTRACTORS[DEFAULT_EXTRACTOR](
        document, lexicon=load_lexicon(), gazetteer=open_gazetteer()
    )
    at = [one for one in mentions if one.start < told.end and told.start < one.end]
    if at:
        return at[0]
    return mentions[0] if len(mentions) == 1 else None


def judge(told: Told, mention: Mention | None) -> dict[str, bool]:
    """Whether each figure that can be judged is right."""
    right = {"date": mention is not None and _same_days(told.days, mention)}
    place = mention.place if mention else None
    if told.countries:
        right["country"] = place is not None and place.country in told.countries
    if told.point:
        right["near"] = (
            place is not None
            and place.latitude is not None
            and place.longitude is not None
            and kilometres(told.point, (place.latitude, place.longitude)) <= NEAR_KM
        )
    return right


def _same_days(days: tuple[date, date], mention: Mention) -> bool:
    """A day must be the same day; of an interval, half of what either holds must be shared."""
    start, end = days
    if mention.date_start is None or mention.date_end is None:
        return False
    if start == end:
        return (mention.date_start, mention.date_end) == days
    shared = (min(end, mention.date_end) - max(start, mention.date_start)).days + 1
    whole = (max(end, mention.date_end) - min(start, mention.date_start)).days + 1
    return shared / whole >= _SHARED


def score() -> dict[str, float]:
    """Score the default extractor and print a line for each half.

    Returns:
        `when_where.<half>.<figure>`: the share of sentences with the right days, the right
        country, and a point within 25 km of the town.
    """
    counts: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for told in read_told():
        half = "heldout" if only_scored(told.text) else "look"
        for figure, right in judge(told, find_told(told)).items():
            counts[half, figure].append(right)
    for half in ("look", "heldout"):
        print(f"when and where, {half:<8}", end="")
        for figure in FIGURES:
            judged = counts[half, figure]
            print(f"  {figure} {sum(judged) / len(judged):.2f} of {len(judged)}", end="")
        print()
    return share_figures("when_where", counts)


if __name__ == "__main__":
    score()
