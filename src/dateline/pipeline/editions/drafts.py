"""Starting an update: the template's sections, the desk's theatres, and what is new."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from dateline.errors import CommandError, DeskError
from dateline.model.news import News
from dateline.pipeline.counting.count import Asker, make_asker
from dateline.pipeline.keeping.opening import OpenDesk, read_clock
from dateline.pipeline.keeping.turns import beside_others
from dateline.publish.drafts import DraftMatter, Theatre

if TYPE_CHECKING:
    from dateline.model.estimate import Estimate

SPAN = {"weekly": 7, "annex": 30}  # days that an edition covers where none went before
USUAL_SPAN = 7
NEWEST = 5  # events that a flash note begins with
RECENT = 30  # days that they may lie back
_HEAD = re.compile(r"^## (.+)$", re.MULTILINE)


@beside_others
def start_update(opened: OpenDesk, template: str, *, name: str = "") -> Path:
    """Write a new update into `updates/`; one that is there is left as it is.

    Args:
        opened: the desk, whose clock of reports gives the cutoff.
        template: `weekly`, `digest`, `flash`, `annex`, or one of the desk's `templates/`.
        name: the file's name without `.md`; the cutoff's day by default.

    Raises:
        CommandError: there is no such template, or the update is there already.
        DeskError: it cannot be written.
    """
    from dateline.publish.drafts import write_draft

    zone = ZoneInfo(opened.desk.settings.timezone)
    cutoff = datetime.fromisoformat(opened.clocks.as_reported or read_clock()).astimezone(zone)
    path = opened.desk.updates / f"{name or _usual_name(template, cutoff)}.md"
    if path.exists():
        raise CommandError(
            f"{path} is there already and stays as it is. Give the new one a name: --name NAME."
        )
    text = write_draft(template, _gather(opened, template, cutoff), _own(opened))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise DeskError(f"{path} could not be written: {error.strerror}.") from error
    return path


def _own(opened: OpenDesk) -> Path:
    return opened.desk.folder / "templates"


def _usual_name(template: str, cutoff: datetime) -> str:
    day = cutoff.date().isoformat()
    return day if template == "weekly" else f"{day}-{template}"


def _gather(opened: OpenDesk, template: str, cutoff: datetime) -> DraftMatter:
    from dateline.publish.dates import say_day, say_days

    previous = _previous(opened, template, cutoff)
    until = cutoff.date()
    since = until - timedelta(days=SPAN.get(template, USUAL_SPAN) - 1)
    if previous is not None and template != "annex":
        since = _day_of(previous) + timedelta(days=1)
    if template == "annex":
        since = until.replace(day=1)
    since = min(since, until)
    asker = make_asker(opened)
    title = f"{opened.desk.settings.name}, {say_day(until)}"
    return DraftMatter(
        title=json.dumps(title, ensure_ascii=False),
        cutoff=cutoff.replace(tzinfo=None).isoformat(timespec="minutes"),
        since=since.isoformat(),
        until=until.isoformat(),
        since_words=say_day(since),
        until_words=say_day(until),
        span_words=say_days(since, until),
        theatres=_theatres(opened, asker, f"since:{since} until:{until}"),
        previous=previous.stem if previous else "",
        recurring=_recurring(opened, previous),
        news=_news(opened, previous),
        events=_newest(asker, f"since:{until - timedelta(days=RECENT)} until:{until}")
        if template == "flash"
        else (),
    )


def _previous(opened: OpenDesk, template: str, cutoff: datetime) -> Path | None:
    """The last edition of this template before the cutoff."""
    from dateline.publish.front_matter import read_update

    found = []
    for path in sorted(opened.desk.updates.glob("*.md")):
        update = read_update(str(path), path.read_text(encoding="utf-8"))
        same = str(update.meta.get("template") or "weekly") == template
        if same and update.cutoff and _day_of(path) < cutoff.date():
            found.append((update.cutoff, path))
    return max(found)[1] if found else None


def _day_of(path: Path) -> date:
    from dateline.publish.front_matter import read_update

    cutoff = read_update(str(path), path.read_text(encoding="utf-8")).cutoff or ""
    try:
        return date.fromisoformat(cutoff[:10])
    except ValueError:
        return datetime.now(UTC).date()


def _recurring(opened: OpenDesk, previous: Path | None) -> tuple[str, ...]:
    """Heads of the last edition, without those that a theatre gives."""
    if previous is None:
        return ()
    names = {_name(key) for key in opened.desk.regions}
    heads = _HEAD.findall(previous.read_text(encoding="utf-8"))
    return tuple(head for head in dict.fromkeys(heads) if head not in names)


def _news(opened: OpenDesk, previous: Path | None) -> tuple[News, ...]:
    from dateline.pipeline.counting.news import list_newest

    return list_newest(opened, str(previous)).news if previous else ()


def _name(key: str) -> str:
    return key.replace("-", " ").title()


def _theatres(opened: OpenDesk, asker: Asker, period: str) -> tuple[Theatre, ...]:
    definition = next(iter(opened.desk.definitions), "")
    regions = {_name(key): (f"in:{key}", part.says) for key, part in opened.desk.regions.items()}
    whole = {opened.desk.settings.name: ("", "All that the desk records.")}
    theatres = []
    for name, (place, says) in (regions or whole).items():
        query = f"{definition} {place}".strip()
        line = f"{query} {period}"
        count = asker.count(line)
        killed, rate = "0", "0"
        if count.value:
            killed = _say_least(asker.total(line, "killed"), "")
            rate = _say_least(asker.rate(line, "week"), "about ", digits=1)
        found = round(count.value or 0)
        theatres.append(Theatre(name, says, query, found, _say_least(count, ""), killed, rate))
    return tuple(theatres)


def _say_least(estimate: "Estimate", before: str, *, digits: int = 0) -> str:
    """A number in words that hold, also where some events only may belong to it."""
    value = estimate.value or 0
    if not (estimate.possible or estimate.lower_bound):
        return f"{before}{value:,.{digits}f}"
    floor = int(value * 10**digits) / 10**digits
    return f"at least {floor:,.{digits}f}"


def _newest(asker: Asker, period: str) -> tuple[dict[str, object], ...]:
    """The newest events of a period that open accounts tell, each as a sentence with its id."""
    from dateline.pipeline.protection.withhold import tell_openly
    from dateline.publish.endnotes import say_event
    from dateline.publish.phrases import find_words

    told_openly = tell_openly(asker.opened, asker.state, asker.select(period).events)
    events = sorted(told_openly, key=lambda one: one.reported_at or "")
    newest = sorted(events[-NEWEST:], key=lambda one: str(one.date_start or ""), reverse=True)
    told = []
    for event in newest:
        said = say_event(event, find_words("en"))
        told.append({"id": event.id, "says": f"{said[:1].upper()}{said[1:]}."})
    return tuple(told)
