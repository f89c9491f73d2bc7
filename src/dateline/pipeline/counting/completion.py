"""What a desk knows that may stand where the cursor is in a query line."""

from pathlib import Path

from dateline.desk import find_desk
from dateline.errors import DatelineError
from dateline.pipeline.keeping.opening import load_words
from dateline.query import complete


def complete_line(folder: Path | None, line: str) -> list[str]:
    """Complete the last part of a line by what a desk knows; the parts before it stay.

    A shell asks this at each key: a desk that cannot be read offers nothing, and no ledger is
    opened.

    Args:
        folder: the desk's folder; None is the current one or the nearest above it.
        line: the line up to the cursor.

    Returns:
        Whole lines, in order.
    """
    from dateline.datasets.store import list_snapshots

    try:
        desk = find_desk(folder)
        words = load_words(desk.lexicon)
        snapshots = list_snapshots(desk.folder / "datasets")
    except DatelineError:
        return []
    lexicon, gazetteer = words.lexicon, words.gazetteer
    countries = {
        area.partition("/")[0]
        for region in desk.regions.values()
        for area in (*region.countries, *region.admin1)
    }
    units = [unit for code in sorted(countries) for unit in gazetteer.admin1_units(code)]
    groups = [f"@{name}" for name in (*desk.groups, *lexicon.groups())]
    actors = [*groups, *sorted(lexicon.actors)]
    places = [*desk.regions, *sorted(countries), *units]
    known = {
        "actor": actors,
        "pair": actors,
        "place": places,
        "reach": places,
        "period": [f"${name}" for name in desk.periods],
        "weapon": sorted(lexicon.weapon_names()),
        "source": list(desk.sources),
        "dataset": [text for one in snapshots for text in (one.name, f"{one.name}@{one.version}")],
    }
    last = line.rsplit(None, 1)[-1] if line and not line[-1].isspace() else ""
    before = line[: len(line) - len(last)]
    return [before + word for word in complete(line, definitions=desk.definitions, known=known)]
