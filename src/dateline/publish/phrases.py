"""The words of an output that no analyst wrote, in the language of the update.

They stand in `templates/words/LANGUAGE.toml`; a desk's file of the same name stands over the
shipped one, or adds a language.
"""

import datetime as dt
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Formatter

from dateline.errors import SettingsError
from dateline.publish.dates import MONTHS, say_date, say_days, say_time

WORDS = Path(__file__).resolve().parent / "templates" / "words"
RIGHT_TO_LEFT = ("ar", "fa", "ps", "ur", "he")
WHOLE_FROM = 100  # from here on, decimals say nothing
APART, RELEASE = "\u2068", "\u2069"  # a stretch with an order of its own
LEFT_TO_RIGHT = "\u2066"
_LATIN = re.compile(r"[A-Za-z]")
_FULL_DATE = re.compile(rf"(?P<day>\d{{1,2}}) (?P<month>{'|'.join(MONTHS)}) (?P<year>\d{{4}})")


@dataclass(frozen=True, slots=True)
class Words:
    """What an output says of its own in one language.

    Attributes:
        language: code of the language; `en` where nobody has the words of the update's.
        table: the words by key; those of a section as `event.Attack`.
        months: names of the months.
        short: the same as short as an axis bears them.
    """

    language: str
    table: Mapping[str, str]
    months: tuple[str, ...]
    short: tuple[str, ...]

    def __call__(self, key: str, **told: object) -> str:
        """Say something; what stands in Latin letters keeps its order in Arabic script."""
        return self.table[key].format(
            **{name: self.apart(str(text)) for name, text in told.items()}
        )

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return direction_of(self.language)

    def name(self, section: str, key: str) -> str:
        """A unit, an event type or a level in this language; as it is where nobody said."""
        return self.table.get(f"{section}.{key}", key)

    def apart(self, text: str) -> str:
        """Words of another script with an order of their own; as they are from left to right."""
        if self.direction == "ltr" or not _LATIN.search(text):
            return text
        return f"{APART}{text}{RELEASE}"

    def line(self, text: str) -> str:
        """A line such as a query, which reads from left to right everywhere."""
        return text if self.direction == "ltr" else f"{LEFT_TO_RIGHT}{text}{RELEASE}"

    def number(self, value: float | None) -> str:
        """Write a number with as many digits as a reader can use.

        >>> english = find_words("en")
        >>> [english.number(value) for value in (4.5673, 16.0, 0.4123, 1204.2)]
        ['4.6', '16', '0.41', '1,204']
        """
        if value is None:
            return self("no-data")
        if float(value).is_integer() or abs(value) >= WHOLE_FROM:
            written = f"{round(value):,}"
        else:
            written = f"{value:.1f}" if abs(value) >= 1 else f"{value:.2f}"
        return self._marked(written)

    def tenths(self, value: float) -> str:
        """Write a number with one decimal, as beside others in a column.

        >>> find_words("fr").tenths(16)
        '16,0'
        """
        return self._marked(f"{value:.1f}")

    def percent(self, part: float) -> str:
        """Write a part of a whole in percent.

        >>> find_words("en").percent(0.623), find_words("tr").percent(0.623)
        ('62 %', '%62')
        """
        return self("percent", number=f"{part * 100:.0f}")

    def _marked(self, written: str) -> str:
        marks = {",": self.table["thousands"], ".": self.table["decimal"]}
        return "".join(marks.get(sign, sign) for sign in written)

    def count(self, count: int) -> str:
        """Write how many events."""
        return self("one-event" if count == 1 else "events", count=self.number(count))

    def date(self, text: str | None) -> str:
        """Write an ISO date in words.

        >>> find_words("fr").date("2023-12-03"), find_words("ha").date("2023-12")
        ('3 décembre 2023', 'December 2023')
        """
        return self._months(say_date(text))

    def days(self, first: dt.date, last: dt.date) -> str:
        """Write a span of days in words."""
        if first == last or self.language == "en":
            return self._months(say_days(first, last))
        ends = (self.date(day.isoformat()) for day in (first, last))
        return self("span-from-to", **dict(zip(("first", "last"), ends, strict=True)))

    def time(self, text: str | None) -> str:
        """Write an ISO time in words, to the minute it states."""
        return self._months(say_time(text).replace(", ", self.table["comma"]))

    def cutoff(self, text: str) -> str:
        """Write the data cutoff with its name."""
        return f"{self('cutoff')} {self.time(text)}"

    def _months(self, written: str) -> str:
        pattern = self.table["full-date"]
        written = _FULL_DATE.sub(lambda found: pattern.format(**found.groupdict()), written)
        for english, local in zip(MONTHS, self.months, strict=True):
            written = written.replace(english, local)
        return written


def direction_of(language: str) -> str:
    """`rtl` or `ltr`, by a language's code.

    >>> direction_of("ar-EG"), direction_of("fr")
    ('rtl', 'ltr')
    """
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def find_words(language: str, own: str = "") -> Words:
    """The words of a language; English where neither the program nor the desk has them.

    Args:
        language: code, such as `fr` or `ar-EG`.
        own: the desk's folder of templates, or nothing.

    Raises:
        SettingsError: a file of the desk is no TOML, or has a key that nobody says.

    >>> find_words("fr")("endnotes"), find_words("tr-TR")("figure"), find_words("ha")("figure")
    ('Notes', 'Şekil', 'Figure')
    """
    base = language.partition("-")[0].lower()
    written = []
    for folder in (WORDS, Path(own) / "words") if own else (WORDS,):
        path = folder / f"{base}.toml"
        written.append((str(path), path.read_text("utf-8")) if path.is_file() else ("", ""))
    return _make_words(base, tuple(written))


@lru_cache(maxsize=32)
def _make_words(language: str, written: tuple[tuple[str, str], ...]) -> Words:
    english = tomllib.loads((WORDS / "en.toml").read_text("utf-8"))
    table = _flat(english)
    usual = dict(table)
    months, short = MONTHS, tuple(english["months-short"])
    known = False
    for path, text in written:
        if not text:
            continue
        known = True
        try:
            told = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise SettingsError(f"{path} cannot be read: {error}. Correct that line.") from error
        own = told.pop("months", None)
        short = tuple(told.pop("months-short", own or short))
        months = tuple(own or months)
        flat = _flat(told)
        _check(path, flat, usual, (months, short))
        table |= flat
    return Words(language if known else "en", table, months, short)


def _flat(told: Mapping[str, object]) -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in told.items():
        if isinstance(value, dict):
            flat |= {f"{key}.{name}": str(text) for name, text in value.items()}
        elif isinstance(value, str):
            flat[key] = value
    return flat


def _check(
    path: str, flat: Mapping[str, str], usual: Mapping[str, str], years: Sequence[Sequence[str]]
) -> None:
    """Refuse words that could not be printed: unknown keys, and blanks that nothing fills."""
    for key, text in flat.items():
        if key not in usual and not key.startswith(("unit.", "event.", "why.")):
            raise SettingsError(f"{path}: nothing says '{key}'. The keys stand in {WORDS}/en.toml.")
        blanks, wanted = _blanks(text), _blanks(usual.get(key, ""))
        if blanks - wanted:
            told = ", ".join(sorted(wanted)) or "none"
            raise SettingsError(f"{path}: '{key}' may have the blanks {told}.")
    if any(len(months) != len(MONTHS) for months in years):
        raise SettingsError(f"{path}: `months` needs twelve names, and so does `months-short`.")


def _blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
