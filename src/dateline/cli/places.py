"""Commands for places: gazetteer find, add, resolve."""

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.app import app
from dateline.cli.material import JsonOption
from dateline.cli.output import print_json, print_table, print_text, say_problems
from dateline.cli.session import opened_desk, session_of

PANEL = "Places"
gazetteer = typer.Typer(help="Look places up, add places, resolve toponyms.", no_args_is_help=True)
app.add_typer(gazetteer, name="gazetteer", rich_help_panel=PANEL)


@gazetteer.command("find")
def find_places(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A place name, in any script.", metavar="NAME")],
    country: Annotated[
        str | None, typer.Option("--in", help="ISO alpha-2 code of a country.", metavar="CC")
    ] = None,
    limit: Annotated[int, typer.Option(help="How many candidates at the most.")] = 10,
    as_json: JsonOption = False,
) -> None:
    """Show the candidates for a name, likeliest first; needs no desk."""
    from dateline.pipeline.material.places import find_candidates

    found = find_candidates(session_of(context).folder, name, country=country, limit=limit)
    if as_json:
        print_json(found)
        return
    print_table(
        ("id", "name", "as", "feature", "country", "admin1", "population", "lat", "lon"),
        (
            (
                entry.id,
                entry.name,
                entry.alias,
                entry.feature,
                entry.country,
                entry.admin1,
                entry.population or "",
                f"{entry.latitude:.4f}",
                f"{entry.longitude:.4f}",
            )
            for entry in found
        ),
    )


@gazetteer.command("add")
def add_places(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(
            help="GeoNames country files, Who's On First tables, or the desk's own TSV.",
            metavar="FILE...",
        ),
    ],
    as_json: JsonOption = False,
) -> None:
    """Add places to the desk; the same file again adds nothing."""
    from dateline.pipeline.material.places import add_place_files

    with opened_desk(context, create=True) as opened:
        added = add_place_files(opened, files)
    say_problems(problem for each in added for problem in each.problems[:20])
    if as_json:
        print_json(added)
    else:
        for each in added:
            print_text(f"{each.file}: {each.places} places, {each.new} new.")
    raise typer.Exit(1 if any(each.failed for each in added) else 0)


@gazetteer.command("resolve")
def resolve_toponyms(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            help="Lines {id?, text, title?, domain?, toponyms[{start, end}]}; `-` is stdin.",
            metavar="FILE.jsonl",
        ),
    ],
    min_confidence: Annotated[
        float, typer.Option(help="Below this the answer is null; 0 always answers.")
    ] = 0.0,
    as_json: JsonOption = False,
) -> None:
    """Resolve given toponyms to coordinates, line by line in order; needs no desk."""
    from dateline.pipeline.material.places import resolve_lines

    failed = False
    for record, problem in resolve_lines(session_of(context).folder, file, min_confidence):
        if problem is not None:
            failed = True
            say_problems([problem])
        if as_json:
            print_json([record])
            continue
        for toponym in record.get("toponyms") or []:
            print_text(
                f"{record.get('id') or ''}\t{toponym.get('name') or '-'}\t"
                f"{toponym.get('latitude')}\t{toponym.get('longitude')}\t"
                f"{toponym.get('confidence')}"
            )
    raise typer.Exit(1 if failed else 0)
