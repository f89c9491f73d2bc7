"""The beginning of an update, from a template of the trade or of the desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import CommandError
from dateline.model.news import News

TEMPLATES = Path(__file__).resolve().parent / "templates" / "updates"


@dataclass(frozen=True, slots=True)
class Theatre:
    """A region of the desk with what is counted there.

    Attributes:
        name: as readers know it.
        says: what the region is.
        query: the definition and the region, without a period.
        count: events of the draft's period.
        counted: their number in words that hold.
        killed: the number killed in it, likewise.
        rate: events for each week of it, likewise.
    """

    name: str
    says: str
    query: str
    count: int = 0
    counted: str = "0"
    killed: str = "0"
    rate: str = "0"


@dataclass(frozen=True, slots=True)
class DraftMatter:
    """What a template may use.

    Attributes:
        title: what stands in the front matter until an author writes a better one, in quotes.
        cutoff: ISO 8601, to the minute.
        since: first day of the period, ISO 8601.
        until: last day.
        since_words: the first day as readers see it.
        until_words: the last day as readers see it.
        span_words: both as shortly as they can be read.
        theatres: the regions of the desk, or the whole desk as one.
        previous: name of the last edition of this template; empty where there is none.
        recurring: heads of it that recur.
        news: what is new since.
        events: sentences on the newest events with their ids.
    """

    title: str
    cutoff: str
    since: str
    until: str
    since_words: str
    until_words: str
    span_words: str
    theatres: tuple[Theatre, ...]
    previous: str = ""
    recurring: tuple[str, ...] = ()
    news: tuple[News, ...] = ()
    events: tuple[Mapping[str, object], ...] = ()


def list_templates(own: Path) -> list[str]:
    """Names of the templates for updates: the shipped ones, and the desk's own over them."""
    return sorted({path.stem for folder in (TEMPLATES, own) for path in folder.glob("*.md")})


def write_draft(template: str, matter: DraftMatter, own: Path) -> str:
    """Write the Markdown of a new update.

    Args:
        template: a name of `list_templates`.
        matter: what it may use.
        own: the desk's folder of templates, whose files stand over the shipped ones.

    Raises:
        CommandError: there is no such template, or it cannot be filled in.
    """
    from dataclasses import fields

    from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError

    known = list_templates(own)
    if template not in known:
        raise CommandError(
            f"There is no template '{template}'. Choose among {', '.join(known)}, or write "
            f"{own / template}.md."
        )
    environment = Environment(  # noqa: S701 - Markdown is written, no page
        loader=FileSystemLoader([str(own), str(TEMPLATES)]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        comment_start_string="{##",
        comment_end_string="##}",
    )
    told = {field.name: getattr(matter, field.name) for field in fields(matter)}
    try:
        return environment.get_template(f"{template}.md").render(**told)
    except TemplateError as error:
        raise CommandError(
            f"The template {template}.md cannot be filled in: {error}. It may use "
            f"{', '.join(told)}."
        ) from error
