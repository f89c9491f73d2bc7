"""Commands for judgements: assess add, assess list."""

from typing import Annotated

import typer

from dateline.cli.app import app
from dateline.cli.material import JsonOption
from dateline.cli.output import print_json, print_table, print_text
from dateline.cli.session import opened_desk

PANEL = "Judgements"
assess = typer.Typer(help="Put judgements on record, and list them.", no_args_is_help=True)
app.add_typer(assess, name="assess", rich_help_panel=PANEL)


@assess.command("add")
def add_judgement(  # noqa: PLR0913 - one option for each part of a judgement
    context: typer.Context,
    key: Annotated[str, typer.Argument(help="The name by which an update binds it.")],
    statement: Annotated[str, typer.Option(help="The judgement in a sentence.")],
    probability: Annotated[float, typer.Option(help="0 to 1.")],
    made: Annotated[str, typer.Option(help="ISO date; today by default.")] = "",
    confidence: Annotated[
        str, typer.Option(help="In the evidence: low, moderate or high.")
    ] = "moderate",
    horizon: Annotated[str | None, typer.Option(help="ISO date by which it can be scored.")] = None,
    author: Annotated[str, typer.Option(help="Who judges; the system's user by default.")] = "",
    evidence: Annotated[
        list[str] | None, typer.Option(help="A query or citation key; may be repeated.")
    ] = None,
    indicator: Annotated[
        list[str] | None, typer.Option(help="A query that would show it; may be repeated.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Put a judgement on record: its probability, confidence, horizon and evidence."""
    from dateline.model.assessment import Assessment
    from dateline.pipeline.record.judge import add_assessment, today

    judgement = Assessment(
        key=key,
        statement=statement,
        probability=probability,
        confidence=confidence,
        made=made or today(),
        horizon=horizon,
        author=author,
        evidence=tuple(evidence or ()),
        indicators=tuple(indicator or ()),
    )
    with opened_desk(context, create=True) as opened:
        recorded, appended = add_assessment(opened, judgement)
    if as_json:
        print_json([recorded])
    else:
        print_text(f"{key}: {'on record' if appended else 'stood on record already'}.")


@assess.command("list")
def list_judgements(context: typer.Context, as_json: JsonOption = False) -> None:
    """List the judgements in force, with likelihood in words and numbers."""
    from dateline.pipeline.record.judge import list_assessments, say_likelihood

    with opened_desk(context) as opened:
        found = list_assessments(opened)
    if as_json:
        print_json(found)
        return
    print_table(
        ("key", "likelihood", "confidence", "made", "horizon", "statement"),
        (
            (
                item.key,
                say_likelihood(item.probability),
                item.confidence,
                item.made,
                item.horizon,
                item.statement,
            )
            for item in found
        ),
    )
