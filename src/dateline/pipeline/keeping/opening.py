"""Opening a desk for work: its ledger, the words and places it knows, the clocks asked for."""

import getpass
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from dateline.desk import Desk, find_desk
from dateline.errors import CommandError
from dateline.model.clocks import Clocks
from dateline.pipeline.keeping.sealing import DeskSeal

if TYPE_CHECKING:
    from dateline.atlas import Gazetteer
    from dateline.collect.warc import Archive
    from dateline.ledger import Ledger
    from dateline.lexicon import Lexicon

NOW = Clocks()
_STATE = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Words:
    """What a desk knows by name: its lexicon and its gazetteer."""

    lexicon: "Lexicon"
    gazetteer: "Gazetteer"


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """A desk with its ledger open, and the clocks in force.

    Attributes:
        desk: the folder and its settings.
        ledger: open, and closed with the desk.
        clocks: the clocks as asked for, the desk's cutoff where no publication clock was.
        asked: the clocks that the command itself named.
    """

    desk: Desk
    ledger: "Ledger"
    clocks: Clocks
    asked: Clocks = NOW

    @property
    def words(self) -> Words:
        """The desk's lexicon and gazetteer, loaded when first asked for."""
        return load_words(self.desk.lexicon)

    @property
    def archive(self) -> "Archive":
        """The desk's captures."""
        from dateline.collect.warc import Archive

        return Archive(self.desk.archive, self.desk.key_file)


@contextmanager
def open_desk(
    folder: Path | None,
    *,
    as_of: str | None = None,
    as_reported: str | None = None,
    create: bool = False,
) -> Iterator[OpenDesk]:
    """Open a desk for one command.

    Args:
        folder: the desk's folder; None is the current one or the nearest above it.
        as_of: the recorded clock as typed, in the desk's time zone where it names none, or the
            hash of a state.
        as_reported: the publication clock as typed; None takes the desk's cutoff.
        create: make the ledger where there is none yet.

    Raises:
        CommandError: there is no desk, or a time cannot be read.
        DeskError: the ledger cannot be opened.
    """
    from dateline.ledger import open_ledger

    desk = find_desk(folder)
    zone = desk.settings.timezone
    asked = Clocks(
        as_of=_read_recorded(as_of, zone) if as_of else None,
        as_reported=read_moment(as_reported, zone) if as_reported else None,
    )
    cutoff = desk.settings.cutoff
    clocks = asked
    if asked.as_reported is None and cutoff:
        clocks = replace(asked, as_reported=read_moment(cutoff, zone))
    seal = DeskSeal(desk.key_file)
    with open_ledger(desk.ledger_place, create=create, seal=seal) as ledger:
        yield OpenDesk(desk, ledger, clocks, asked)


def read_moment(text: str, zone: str) -> str:
    """A time as typed, in UTC; a bare day stands for its last moment, in the zone given.

    >>> read_moment("2023-12-13T10:00", "Africa/Bamako"), read_moment("2023-12-13", "Asia/Kabul")
    ('2023-12-13T10:00:00+00:00', '2023-12-13T19:29:59.999999+00:00')

    Raises:
        CommandError: the text is no ISO 8601 date or time.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(
            f"'{text}' is no time. Write it as 2023-12-13 or 2023-12-13T10:00."
        ) from error
    if len(text) <= len("2023-12-13"):
        moment = datetime.combine(moment, time.max)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(zone))
    return moment.astimezone(UTC).isoformat()


def _read_recorded(text: str, zone: str) -> str:
    """The recorded clock as typed: a time, or the hash of a state."""
    return text if _STATE.fullmatch(text) else refuse_future(read_moment(text, zone), text)


def refuse_future(moment: str, text: str) -> str:
    """A moment of the recorded clock, unless it is yet to come; a bare day may be today.

    Raises:
        CommandError: nobody knows what will be recorded by then.
    """
    if moment[: len("2023-12-13")] > read_clock()[: len("2023-12-13")]:
        raise CommandError(
            f"--as-of {text} lies in the future: what will be recorded by then is not known. "
            "Leave it out to ask what is recorded now."
        )
    return moment


@cache
def load_words(lexicon: Path | None) -> Words:
    """Load the shipped words and places with a desk's own over them.

    Args:
        lexicon: the desk's `lexicon/` folder; None takes the shipped ones alone.
    """
    from dateline.atlas import open_gazetteer
    from dateline.lexicon import load_lexicon

    actors = lexicon / "actors.toml" if lexicon else None
    places = lexicon / "places.tsv" if lexicon else None
    return Words(
        lexicon=load_lexicon(actors if actors and actors.exists() else None),
        gazetteer=open_gazetteer(places if places and places.exists() else None),
    )


def find_lexicon(desk: Path | None) -> Path | None:
    """The lexicon folder of the desk named, or of the one around; None outside any desk.

    Raises:
        CommandError: the folder named is no desk.
    """
    if desk is not None:
        return find_desk(desk).lexicon
    try:
        return find_desk().lexicon
    except CommandError:
        return None


def read_clock() -> str:
    """The moment, as the ledger records it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def current_person() -> str:
    """The name under which this person's judgements are recorded."""
    return getpass.getuser()
