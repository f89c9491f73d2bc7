"""Publishing: a checked update becomes files in the desk's `out` folder."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import CommandError, DeskError, PublishRefused
from dateline.model.place import GazetteerEntry, Place
from dateline.pipeline.counting.check import UpdateCheck, check_update
from dateline.pipeline.editions.edition import resolve_edition
from dateline.pipeline.keeping.opening import OpenDesk, current_person, read_clock
from dateline.pipeline.keeping.turns import beside_others
from dateline.publish.edition import DrawnFigure, ResolvedUpdate

REVIEW = "review.docx"  # for editors: it may be made of what does not hold yet
FORMATS = {"html": "html", "pdf": "pdf", "docx": "docx", "email": "eml", REVIEW: REVIEW}
READERS = ("html", "pdf", "docx", "email")  # formats that readers get, and that an edition keeps
USUAL = ("html", "pdf")


@dataclass(frozen=True, slots=True)
class Publication:
    """What was published.

    Attributes:
        check: the update with every finding.
        files: pages first, then the figures with their data.
        state: hash of the ledger's state that it rests on.
    """

    check: UpdateCheck
    files: tuple[Path, ...]
    state: str


@beside_others
def publish_update(
    opened: OpenDesk, path: Path, *, formats: tuple[str, ...] = USUAL, because: str = ""
) -> Publication:
    """Check an update and write it out.

    Args:
        opened: the desk.
        path: the update's Markdown.
        formats: of `FORMATS`.
        because: why it may go out although something does not hold; kept on record.

    Raises:
        CommandError: a format is unknown.
        PublishRefused: something fails or is unclear, and nobody said why it may stand.
        DeskError: the files cannot be written.
    """
    unknown = [name for name in formats if name not in FORMATS]
    if unknown or not formats:
        raise CommandError(
            f"'{', '.join(unknown)}' is no format to publish in. Choose among {', '.join(FORMATS)}."
        )
    because = because.strip()
    check = check_update(opened, path)
    if check.errors and not because and set(formats) != {REVIEW}:
        raise PublishRefused(_refusal(check, path))
    edition = resolve_edition(check, signed=because)
    files = write_files(opened.desk.out, render_files(opened, edition, path.stem, formats))
    if check.errors and because:
        record = {
            "update": path.name,
            "because": because,
            "errors": [finding.text for finding in check.errors],
            "state": check.asker.state.hash,
        }
        opened.ledger.append_edition(path.stem, record, at=read_clock(), author=current_person())
    return Publication(check, files, check.asker.state.hash)


def render_files(
    opened: OpenDesk,
    edition: ResolvedUpdate,
    stem: str,
    formats: tuple[str, ...] = READERS,
    *,
    anew: bool = False,
) -> dict[str, bytes]:
    """Every file of an edition by its path: pages first, then the figures with their data.

    The pages are made side by side: most of their time goes to Pandoc and Typst.

    Args:
        opened: the desk.
        edition: the update with every answer beside it.
        stem: what the files are called.
        formats: of `FORMATS`.
        anew: whether figures are drawn anew although the same were drawn before.
    """
    drawn = _draw(opened, edition, anew=anew)
    wanted = [name for name in FORMATS if name in formats]
    with ThreadPoolExecutor(max_workers=len(wanted)) as pool:
        made = list(pool.map(lambda name: _render(name, edition, drawn), wanted))
    pages = {f"{stem}.{FORMATS[name]}": page for name, page in zip(wanted, made, strict=True)}
    return pages | _figure_files(stem, drawn)


def _refusal(check: UpdateCheck, path: Path) -> str:
    first = check.errors[:3]
    said = "; ".join(
        f"“{finding.text}” {finding.verdict}: {finding.found}"
        + (f" ({finding.advice.rstrip('.')})" if finding.advice else "")
        for finding in first
    )
    more = f" and {len(check.errors) - len(first)} more" if len(check.errors) > len(first) else ""
    return (
        f"{path.name} is not published: {said}{more}. See `dateline check {path}`, mend the words, "
        "or say on record why it may stand with --because."
    )


def _draw(opened: OpenDesk, edition: ResolvedUpdate, *, anew: bool) -> tuple[DrawnFigure, ...]:
    if not edition.figures:
        return ()
    from dateline.atlas.basemap import load_basemap
    from dateline.pipeline.keeping.drawings import KeptDrawings
    from dateline.publish.figures import draw_figures

    towns = _towns(opened, edition)
    shelf = None if anew else KeptDrawings(opened.desk, edition, towns)
    return draw_figures(edition, load_basemap(), towns, bound_share=_bound_share, shelf=shelf)


def _bound_share(part: float, whole: float) -> tuple[float, float]:
    from dateline.measure.intervals import bound_share

    return bound_share(part, whole)


def _towns(opened: OpenDesk, edition: ResolvedUpdate) -> list[GazetteerEntry]:
    """Towns around the events of the figures, for labelling maps."""
    places: list[Place | GazetteerEntry] = [
        event.place for matter in edition.figures for event in matter.events if event.place
    ]
    places += [matter.centre for matter in edition.figures if matter.centre]
    east = [place.longitude for place in places if place.longitude is not None]
    north = [place.latitude for place in places if place.latitude is not None]
    if not east or not north:
        return []
    margin = max(max(east) - min(east), max(north) - min(north), 1.0) / 2
    bounds = (min(east) - margin, min(north) - margin, max(east) + margin, max(north) + margin)
    return opened.words.gazetteer.towns_within(bounds)


def _render(name: str, edition: ResolvedUpdate, drawn: tuple[DrawnFigure, ...]) -> bytes:
    if name == "html":
        from dateline.publish.render import render_html

        return render_html(edition, drawn).encode("utf-8")
    if name == "pdf":
        from dateline.publish.typeset import render_pdf

        return render_pdf(edition, drawn)
    if name == "docx":
        from dateline.publish.word import render_docx

        return render_docx(edition, drawn)
    if name == REVIEW:
        from dateline.publish.review import render_review

        return render_review(edition, drawn)
    from dateline.publish.mail import render_email

    return render_email(edition, drawn)


def _figure_files(stem: str, drawn: tuple[DrawnFigure, ...]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for figure in drawn:
        name = f"{stem}-figures/figure-{figure.number}"
        files[f"{name}.svg"] = figure.svg.encode("utf-8")
        files[f"{name}.png"] = figure.png
        if figure.csv:
            files[f"{name}.csv"] = figure.csv.encode("utf-8")
    return files


def write_files(folder: Path, files: dict[str, bytes]) -> tuple[Path, ...]:
    """Write files whole or not at all, each in the place of the one before."""
    written = []
    try:
        for name, payload in files.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            partial = target.with_name(f".{target.name}.partial")
            partial.write_bytes(payload)
            partial.replace(target)
            written.append(target)
    except OSError as error:
        raise DeskError(
            f"{folder} could not be written: {error.strerror}. Make room or make it writable, "
            "then publish again."
        ) from error
    return tuple(written)
