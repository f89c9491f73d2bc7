"""`make eval`: score everything, print the tables, and refuse a figure below its floor.

usage: python -m evals [--set-floors]

`--set-floors` raises floors to today's figures, less a margin; it never lowers one.
"""

import json
import math
import sys
from collections.abc import Mapping
from pathlib import Path

from evals import (
    accounts,
    audit,
    claims,
    example,
    extraction,
    linkage,
    measure_breaks,
    measure_delay,
    measure_sizes,
    places,
    quantities,
    reading,
    snippets,
    times,
    when_where,
)
from evals.shared import shared_folder

FLOORS = Path(__file__).with_name("floors.json")
REPORT = Path(__file__).with_name("figures.json")
MARGIN = 0.01
FEWEST = 30  # of a share that has a floor
# Fields on matched mentions are pinned where the group is large enough for them to mean something.
FEW = ("ar", "tr", "fa", "written.fr")


def main(arguments: list[str]) -> int:
    """Score, compare with the floors, and return the exit status."""
    shared = shared_folder()
    figures = claims.score() | example.score() | snippets.score() | accounts.score()
    figures |= when_where.score()
    figures |= measure_sizes.score() | measure_delay.score() | measure_breaks.score()
    figures |= linkage.score(shared)
    if shared is None:
        print("evals: the shared material is absent; only the example desk is scored.")
    else:
        for part in (audit, reading, quantities, times, places, extraction):
            figures |= part.score(shared)
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8"))
    if "--set-floors" in arguments:
        raised = {
            name: max(floors.get(name, 0.0), math.floor((value - MARGIN) * 1000) / 1000)
            for name, value in figures.items()
            if pinned(name, figures)
        }
        kept = {name: floor for name, floor in floors.items() if pinned(name, figures)}
        FLOORS.write_text(json.dumps(dict(sorted((kept | raised).items())), indent=1) + "\n")
        REPORT.write_text(json.dumps(dict(sorted(figures.items())), indent=1) + "\n")
        return 0
    return gate(figures, floors, complete=shared is not None)


def pinned(name: str, figures: Mapping[str, float]) -> bool:
    """Whether a figure gets a floor: held out, no end of an interval, on enough material.

    A test's size and an error have no floor, less being better; what they leave (`holds`,
    `accuracy`) has. A share of fewer than thirty has none.

    >>> pinned("accounts.heldout.voices", {"accounts.heldout.voices_n": 18})
    False
    >>> pinned("extraction.en.heldout.country", {}), pinned("extraction.fa.heldout.country", {})
    (True, False)
    """
    free = name.endswith(("error", "_low", "_high", "_n"))
    if free or name.startswith("measure.size.") or ".look." in name or name.endswith(".look"):
        return False
    if figures.get(f"{name}_n", FEWEST) < FEWEST:
        return False
    part, _, rest = name.removeprefix("joined.").partition(".")
    if part != "extraction" or ".heldout." not in rest:
        return True
    group, figure = rest.split(".heldout.")
    return group not in FEW or figure in ("f1", "precision", "recall")


def _one_mention(figures: Mapping[str, float], name: str) -> float:
    """What one mention weighs in a share of fewer than a hundred, else nothing.

    A mention newly found joins the sample of its fields; that alone breaks no floor.
    """
    return 1 / figures[f"{name}_n"] if f"{name}_n" in figures else 0.0


def gate(figures: dict[str, float], floors: dict[str, float], *, complete: bool) -> int:
    """Print every figure that lies below its floor, or is missing; return 1 when there is one."""
    failed = 0
    for name, floor in sorted(floors.items()):
        if name not in figures:
            if complete:
                print(f"evals: {name} has a floor of {floor} but was not scored")
                failed = 1
        elif figures[name] + _one_mention(figures, name) < floor:
            print(f"evals: {name} is {figures[name]:.3f}, below its floor of {floor}")
            failed = 1
    print(f"evals: {len(figures)} figures, {len(floors)} floors, {'FAILED' if failed else 'held'}")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
