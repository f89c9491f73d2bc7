"""The static site: every edition on record, checked once more against what is withheld today."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.errors import DeskError
from dateline.model.edition import Edition
from dateline.model.problem import Problem
from dateline.pipeline.editions.edition import find_templates
from dateline.pipeline.editions.issues import FrozenIssue, find_issues, read_text, verify_edition
from dateline.pipeline.editions.outdated import find_telling, find_telling_files, list_withheld
from dateline.pipeline.editions.publish import write_files
from dateline.pipeline.keeping.opening import OpenDesk
from dateline.pipeline.keeping.turns import beside_others

if TYPE_CHECKING:
    from dateline.publish.site.matter import SiteEdition, SiteIssue

LIST = ".dateline-site.json"  # what an earlier run wrote, so that what is gone goes


@dataclass(frozen=True, slots=True)
class Site:
    """What was built: where, how many files and editions, and what was left out."""

    folder: Path
    files: int
    editions: int
    problems: tuple[Problem, ...]


@beside_others
def build_desk_site(opened: OpenDesk, folder: Path | None = None) -> Site:
    """Build the site of all editions.

    An edition whose files are not as frozen, or that names a source which is withheld today, is
    left out and reported, and so is every other file of the desk that tells it still.

    Raises:
        PublishRefused: the desk's own words, such as a definition, name a withheld source.
        DeskError: the folder cannot be written.
    """
    from dateline.publish.site import SiteMatter, build_site

    desk = opened.desk
    folder = folder or desk.out / "site"
    secrets = list_withheld(opened)
    problems: list[Problem] = []
    sound = []
    issues = find_issues(opened)
    telling = find_telling(opened, [issue.edition for issue in issues], secrets)
    for issue in issues:
        faults = [*verify_edition(opened, issue.edition), *telling[issue.edition.id]]
        problems += faults
        if not faults:
            sound.append(issue)
    editions = _gather(opened, sound)
    site = SiteMatter(
        desk=desk.settings.name,
        says=desk.publish.says,
        address=desk.publish.address,
        editions=editions,
        definitions=desk.definitions,
        regions=desk.regions,
        groups=desk.groups,
        language=desk.publish.language,
        templates=find_templates(desk),
    )
    files = build_site(site, secrets)
    _replace_site(folder, files)
    problems += find_telling_files(opened, secrets)
    return Site(folder, len(files), len(editions), tuple(problems))


def _gather(opened: OpenDesk, issues: list[FrozenIssue]) -> tuple["SiteEdition", ...]:
    """One edition for each update, its issues the newest first; the newest update first."""
    by_update: dict[str, list[FrozenIssue]] = {}
    for issue in reversed(issues):
        by_update.setdefault(issue.edition.update, []).append(issue)
    found = [_describe(opened, listed) for listed in by_update.values()]
    return tuple(sorted(found, key=lambda one: (one.published, one.update), reverse=True))


def _describe(opened: OpenDesk, issues: list[FrozenIssue]) -> "SiteEdition":
    from dateline.publish.front_matter import read_update
    from dateline.publish.phrases import direction_of
    from dateline.publish.site.matter import SiteEdition

    edition = issues[0].edition
    text = read_text(opened, edition)
    source = opened.desk.editions / edition.id / "record" / edition.source
    meta = read_update(edition.source, source.read_text(encoding="utf-8")).meta
    language = str(meta.get("language") or meta.get("lang") or "en")
    names = opened.words.gazetteer.country_names()
    queries = " ".join(number.query for number in text.numbers).split()
    return SiteEdition(
        update=edition.update,
        title=edition.title,
        summary=str(meta.get("standfirst") or text.takeaways),
        published=edition.published,
        language=language,
        direction=direction_of(language),
        theatres=_theatres(meta) or tuple(names.get(code, code) for code in text.countries),
        text=" ".join(text.sentences),
        definitions=tuple(key for key in opened.desk.definitions if key in queries),
        methods=tuple(dict.fromkeys(_method(number.kind) for number in text.numbers)),
        corrections=edition.corrections,
        issues=tuple(_issue(opened, issue) for issue in issues),
    )


def _theatres(meta: Mapping[str, Any]) -> tuple[str, ...]:
    """The theatres that the front matter names."""
    named = meta.get("theatres") or meta.get("theatre") or ()
    return tuple(map(str, named)) if isinstance(named, list | tuple) else (str(named),)


def _method(kind: str) -> str:
    return "first" if kind == "last" else kind


def _issue(opened: OpenDesk, issue: FrozenIssue) -> "SiteIssue":
    from dateline.publish.site.matter import SiteIssue

    edition = issue.edition
    return SiteIssue(
        id=edition.id,
        hash=edition.hash,
        state=edition.state,
        frozen=issue.frozen_at,
        page=f"{edition.update}.html",
        files=_outgoing(opened, edition),
    )


def _outgoing(opened: OpenDesk, edition: Edition) -> dict[str, bytes]:
    folder = opened.desk.editions / edition.id
    names = [name for name in edition.files if name.startswith("out/")]
    return {name.removeprefix("out/"): (folder / name).read_bytes() for name in names}


def _replace_site(folder: Path, files: dict[str, bytes]) -> None:
    """Write the site, and take away what an earlier run wrote there and this one does not."""
    listed = folder / LIST
    earlier: list[str] = []
    if listed.is_file():
        earlier = json.loads(listed.read_text(encoding="utf-8"))
    write_files(folder, files)
    try:
        for name in set(earlier) - set(files):
            (folder / name).unlink(missing_ok=True)
        listed.write_text(json.dumps(sorted(files)), encoding="utf-8")
    except OSError as error:
        raise DeskError(f"{folder} could not be written: {error.strerror}.") from error
