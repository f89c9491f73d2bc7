"""The example desk: made, filled through the whole line, published."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import dateline
from dateline.desk import Desk, create_desk, load_desk
from dateline.errors import CommandError
from dateline.pipeline.keeping.opening import open_desk

EXAMPLE = "central-mali"
UPDATE = Path("updates") / "2023-12-15.md"


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What `dateline demo` did.

    Attributes:
        folder: the desk.
        update: its update.
        documents: how many documents it holds.
        mentions: how many mentions.
        events: how many events.
        bound: how many bound phrases the update has.
        holds: how many of them hold.
        warnings: how many findings are warnings.
        published: the files published.
    """

    folder: Path
    update: Path
    documents: int
    mentions: int
    events: int
    bound: int
    holds: int
    warnings: int
    published: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class FoundDesk:
    """A desk that stood in a folder already: its name and what it holds."""

    name: str
    documents: int
    updates: int


def find_made(folder: Path) -> FoundDesk | None:
    """The desk that a folder holds already; None where it has no settings or no ledger yet.

    Raises:
        SettingsError: its settings cannot be read.
        DeskError: its ledger cannot be opened.
    """
    if not (folder / "desk.toml").is_file():
        return None
    desk = load_desk(folder)
    if isinstance(desk.ledger_place, Path) and not desk.ledger_place.is_file():
        return None
    with open_desk(folder) as opened:
        documents = len(opened.ledger.document_origins())
    return FoundDesk(desk.settings.name, documents, len(list(desk.updates.glob("*.md"))))


def make_desk(folder: Path) -> Desk:
    """Make a desk with an empty ledger; one that is there already is left as it is."""
    from dateline.ledger import open_ledger

    desk = create_desk(folder)
    with open_ledger(desk.ledger_place, create=True):
        return desk


def example_folder() -> Path:
    """Where the example's material lies: in the package, or beside it in a checkout.

    Raises:
        CommandError: it is in neither place.
    """
    package = Path(dateline.__file__).parent
    for folder in (package / "examples" / EXAMPLE, package.parents[1] / "examples" / EXAMPLE):
        if (folder / "desk.toml").is_file():
            return folder
    raise CommandError("The example's material is not installed. Install Dateline again.")


def example_notes() -> list[Path]:
    """The example's source notes, in order."""
    return sorted((example_folder() / "notes").glob("*.md"))


def run_demo(folder: Path, *, step: Callable[[str], None] = lambda _label: None) -> DemoReport:
    """Make the example desk and take its notes through the whole line.

    Args:
        folder: where; a desk that an earlier demo made there is used again, nothing else is.
        step: called with each note's name when it is recorded.

    Raises:
        CommandError: the folder holds something that is not the example desk.
    """
    from dateline.pipeline.editions.publish import publish_update
    from dateline.pipeline.keeping.state import load_state
    from dateline.pipeline.material.ingest import add_sources
    from dateline.pipeline.record.judge import record_assessments

    _lay_out(folder)
    with open_desk(folder, create=True) as opened:
        add_sources(opened, [str(path) for path in example_notes()], step=step)
        record_assessments(opened, folder / "assessments.toml")
        outcome = publish_update(opened, folder / UPDATE, formats=("html", "pdf"))
        state = load_state(opened)
    findings = outcome.check.bound
    return DemoReport(
        folder=folder,
        update=folder / UPDATE,
        documents=len(state.documents),
        mentions=len(state.mentions),
        events=len(state.events),
        bound=len(findings),
        holds=sum(finding.verdict == "holds" for finding in findings),
        warnings=sum(finding.severity == "warning" for finding in outcome.check.findings),
        published=outcome.files,
    )


def _lay_out(folder: Path) -> None:
    """Copy the example's own files, never over one that is there: a reader may have edited it."""
    source = example_folder()
    if folder.exists() and any(folder.iterdir()) and not (folder / "assessments.toml").is_file():
        raise CommandError(
            f"{folder} is not empty and holds no example desk. Name another folder: "
            "`dateline demo DIR`."
        )
    for path in sorted(source.rglob("*")):
        target = folder / path.relative_to(source)
        if path.is_file() and _belongs_to_desk(path.relative_to(source)) and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    create_desk(folder)


def _belongs_to_desk(path: Path) -> bool:
    return path.parts[0] in {"README.md", "desk.toml", "assessments.toml", "lexicon", "updates"}
