"""Commands that bring editions to readers: site, send, unsubscribe."""

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.app import app
from dateline.cli.editions import PANEL
from dateline.cli.frozen import EditionArgument
from dateline.cli.material import JsonOption
from dateline.cli.output import print_json, print_text, progress, say, say_problems
from dateline.cli.session import opened_desk
from dateline.model.record import to_record


@app.command(rich_help_panel=PANEL)
def site(
    context: typer.Context,
    out: Annotated[
        Path | None,
        typer.Option(help="Where; the desk's `out/site` without it.", metavar="DIR"),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Build a static site of all editions: archive, search, definitions, methods, feeds.

    It reads without a server and without script. An edition that names a source which is
    withheld today is left out; the exit status is then 1, unless a newer issue supersedes it.
    """
    from dateline.pipeline.editions.outdated import list_faults
    from dateline.pipeline.editions.site import build_desk_site

    with opened_desk(context) as opened:
        built = build_desk_site(opened, out)
    say_problems(built.problems)
    if as_json:
        print_json([{**to_record(built), "folder": str(built.folder)}])
    else:
        many = "edition" if built.editions == 1 else "editions"
        print_text(f"{built.editions} {many}, {built.files} files: {built.folder / 'index.html'}")
    raise typer.Exit(1 if list_faults(built.problems) else 0)


@app.command(rich_help_panel=PANEL)
def send(
    context: typer.Context,
    edition: EditionArgument,
    dry: Annotated[
        bool, typer.Option("--dry-run", help="Say how many would get it, and send nothing.")
    ] = False,
    again: Annotated[
        bool,
        typer.Option(
            "--again", help="Also to those of whom a broken connection left unsure if they got it."
        ),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Send an edition to the readers on the desk's list, through the server under `[mail]`.

    Nobody gets it twice: after a failure half way the same command goes on where it stopped. The
    exit status is 1 when the server refused somebody, or it is unsure who got it.
    """
    from dateline.pipeline.editions.send import list_readers, send_edition

    with opened_desk(context) as opened:
        total = 0 if dry else len(list_readers(opened.desk))
        with progress("Sending", total) as step:
            done = send_edition(opened, edition, dry=dry, again=again, step=step)
    if as_json:
        print_json([done])
    else:
        for refusal in done.refused:
            say(f"✗ {refusal}")
        print_text(
            f"{done.edition}: {done.sent} sent, {done.already} had it already, "
            f"{len(done.refused)} refused, {done.unsure} unsure, {done.waiting} waiting."
        )
    raise typer.Exit(1 if done.refused or done.unsure else 0)


@app.command(rich_help_panel=PANEL)
def unsubscribe(
    context: typer.Context,
    who: Annotated[
        str, typer.Argument(help="An address, or the token of a letter.", metavar="WHO")
    ],
    as_json: JsonOption = False,
) -> None:
    """Take a reader off the desk's list for good, also where a list is brought in again."""
    from dateline.pipeline.editions.send import leave_list

    with opened_desk(context) as opened:
        left = leave_list(opened.desk, who)
    if as_json:
        print_json([{"left": left}])
    else:
        print_text("Off the list." if left else "Nobody on the list goes by that.")
