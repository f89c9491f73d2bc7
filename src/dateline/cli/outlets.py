"""Commands that bring editions to readers: site."""

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.app import app
from dateline.cli.editions import PANEL
from dateline.cli.material import JsonOption
from dateline.cli.output import print_json, print_text, say_problems
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
    withheld today is left out; the exit status is then 1.
    """
    from dateline.pipeline.site import build_desk_site

    with opened_desk(context) as opened:
        built = build_desk_site(opened, out)
    say_problems(built.problems)
    if as_json:
        print_json([{**to_record(built), "folder": str(built.folder)}])
    else:
        print_text(f"{built.editions} editions, {built.files} files: {built.folder / 'index.html'}")
    raise typer.Exit(1 if built.problems else 0)
