"""Commands around the text of an update: update new, import-edits."""

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.app import app
from dateline.cli.editions import PANEL, print_findings
from dateline.cli.material import JsonOption
from dateline.cli.output import print_json, print_text, say
from dateline.cli.session import opened_desk

update = typer.Typer(help="Start updates.", no_args_is_help=True)
app.add_typer(update, name="update", rich_help_panel=PANEL)


@update.command("new")
def start_update_command(
    context: typer.Context,
    template: Annotated[
        str,
        typer.Option(help="weekly, digest, flash, annex, or one of the desk's `templates/`."),
    ] = "weekly",
    name: Annotated[
        str, typer.Option(help="The file's name without .md; the cutoff's day by default.")
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Start an update: its sections, what recurs, and what is new since the last edition.

    Numbers that the template states are bound to their queries already.
    """
    from dateline.pipeline.editions.drafts import start_update

    with opened_desk(context) as opened:
        path = start_update(opened, template, name=name)
    if as_json:
        print_json([{"update": str(path), "template": template}])
    else:
        print_text(str(path))


@app.command("import-edits", rich_help_panel=PANEL)
def import_edits_command(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The edited review file.", metavar="FILE")],
    into: Annotated[
        Path | None,
        typer.Option(help="The update; by default the one of the file's name.", metavar="UPDATE"),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell the changes, and write nothing.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Bring an editor's tracked changes and comments from Word into the update's Markdown.

    The file is one that `publish --to review.docx` made. No binding is lost: bound words that were
    deleted whole stay, and are told. What changed is checked again; the exit status is 1 when it
    does not hold or a change was held back.
    """
    from dateline.pipeline.editions.edits import import_edits

    with opened_desk(context) as opened:
        done = import_edits(opened, file, into, write=not dry_run)
    failing = [finding for finding in done.findings if finding.severity == "error"]
    if as_json:
        print_json([{
            "update": str(done.update),
            "changes": [{"before": before, "after": after} for before, after in done.changes],
            "comments": list(done.remarks),
            "held": list(done.held),
            "findings": list(done.findings),
        }])  # fmt: skip
        raise typer.Exit(1 if failing or done.held else 0)
    for before, after in done.changes:
        print_text(f"- {before.strip()}\n+ {after.strip()}" if after.strip() else f"- {before}")
    for remark in done.remarks:
        print_text(f"# {remark}")
    for reason in done.held:
        say(f"Held back: {reason}.")
    print_findings(done.findings, done.check.update.source)
    print_text(
        f"{len(done.changes)} lines changed, {len(done.remarks)} comments came in, "
        f"{len(done.held)} changes were held back"
        f"{'; nothing is written' if dry_run else f'; see {done.update}'}."
    )
    raise typer.Exit(1 if failing or done.held else 0)
