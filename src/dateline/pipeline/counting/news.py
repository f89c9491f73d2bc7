"""What is new on a desk since a day or an edition."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from dateline.errors import CommandError
from dateline.model.news import News
from dateline.pipeline.counting.count import make_asker
from dateline.pipeline.keeping.opening import OpenDesk, read_moment

_SETTLED = 0.95


@dataclass(frozen=True, slots=True)
class Newest:
    """What is new since a moment.

    Attributes:
        since: the moment, ISO 8601.
        until: the cutoff's day.
        news: in order of kind.
    """

    since: str
    until: str
    news: tuple[News, ...]


def list_newest(opened: OpenDesk, since: str, line: str = "", *, counts: str = "") -> Newest:
    """List what is new among the events that a line names.

    Args:
        opened: the desk, under its clocks.
        since: a day, a time, or an edition: an update's file or its name in `updates/`.
        line: what to look at; every event that counts where empty.
        counts: `accepted` or `all`; the desk's setting where empty.

    Raises:
        CommandError: `since` is neither a time nor an edition, or lies after the cutoff.
        QueryError: the line does not parse, or names something unknown.
    """
    from dateline.measure.news import Since, list_news

    asker = make_asker(opened, counts=counts)
    zone = ZoneInfo(opened.desk.settings.timezone)
    moment = datetime.fromisoformat(_read_since(opened, since))
    selection = asker.select(line)
    cutoff = selection.resolved.cutoff or datetime.now(zone)
    if moment > cutoff:
        raise CommandError(
            f"'{since}' lies after the cutoff, {cutoff:%Y-%m-%d %H:%M}: nothing can be new. "
            "Name an earlier day, or a later --as-reported."
        )
    lexicon = opened.words.lexicon
    delays = asker.delays(line)
    ends = Since(
        moment.astimezone(zone).date(),
        cutoff.date(),
        lambda known: actor.name if (actor := lexicon.actor(known)) else known,
        lambda path: _name_place(opened, path),
        delays.settled(_SETTLED) if delays else 0,
    )
    return Newest(moment.isoformat(), str(ends.last), list_news(selection, ends))


def _read_since(opened: OpenDesk, since: str) -> str:
    """The moment that a day, a time or an edition stands for."""
    zone = opened.desk.settings.timezone
    for path in (Path(since), opened.desk.folder / "updates" / f"{since}.md"):
        if path.suffix == ".md" and path.is_file():
            return read_moment(_read_cutoff(path), zone)
    try:
        return read_moment(since, zone)
    except CommandError as error:
        known = sorted(path.stem for path in (opened.desk.folder / "updates").glob("*.md"))
        raise CommandError(
            f"'{since}' is neither a day nor an update. Write 2023-12-13, or one of the updates: "
            f"{', '.join(known) or 'there are none yet'}."
        ) from error


def _read_cutoff(path: Path) -> str:
    from dateline.publish.bindings import read_update

    cutoff = read_update(str(path), path.read_text(encoding="utf-8")).cutoff
    if cutoff:
        return cutoff
    try:
        return str(date.fromisoformat(path.stem))
    except ValueError as error:
        raise CommandError(
            f"{path} names no `cutoff:` in its front matter, so nobody knows since when."
        ) from error


def _name_place(opened: OpenDesk, path: str) -> str:
    entry = opened.words.gazetteer.entry(f"admin:{path}")
    return entry.name if entry else path.rpartition("/")[2]
