"""Linkage: mentions grouped into events, on invented worlds and on real headlines.

Worlds count only where the simple rule (same type, 5 km, a day) scores at most .40 pair F1, and
their seeds are only scored. Splink and the rule stand in the same table, over the same worlds.
`python -m evals.linkage --all` takes every scored seed.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import mean

import numpy as np
from numpy.typing import NDArray

from dateline.atlas import open_gazetteer
from dateline.encoder import embed
from dateline.lexicon import load_lexicon
from dateline.model.stored import StoredMention
from dateline.reconcile.blocking import Blocks
from dateline.reconcile.columns import Columns
from dateline.reconcile.fit import draw_sample, maximise_weights
from dateline.reconcile.linkage import Linker
from dateline.reconcile.samples import sample_groupings
from dateline.reconcile.settings import LinkSettings
from dateline.reconcile.texts import center_vectors
from dateline.reconcile.weights import PRIOR, Weights
from evals.linkage_peers import link_by_rule, link_by_splink
from evals.linkage_scores import GroupScore, mean_score, score_groups
from evals.linkage_ucdp import load_headlines
from evals.shared import shared_folder
from evals.worlds import KINDS, ROOTS, SCORED, TOLD, World, make_worlds

DRAWS = 30
TRUTH_FAITH = 0.02  # how much the priors count where the truth is known
INTERVAL = (0.05, 0.95)
Way = Callable[[World], dict[int, int]]


def score(shared: Path | None, *, worlds: int = 2) -> dict[str, float]:
    """Print the tables and return the figures; `worlds` of each kind are taken."""
    structured = list(make_worlds(KINDS, SCORED, worlds))
    ways: dict[str, Way] = {
        "dateline": link_ours,
        "true weights": lambda world: link_ours(world, find_true_weights(world)),
        "prior weights": lambda world: link_ours(world, PRIOR),
        "5 km and a day": lambda world: link_by_rule(world.mentions),
    }
    print(f"\nLinkage, structured fields only ({len(structured)} worlds)")
    means = _print_table(structured, ways)
    figures = _name_figures("linkage.worlds", means["dateline"])
    figures["linkage.worlds.of_true_weights"] = means["dateline"].f1 / means["true weights"].f1
    figures["linkage.worlds.covered"] = share_covered(structured)
    print(f"the 90 % interval holds the true count in {figures['linkage.worlds.covered']:.0%}")
    first = [one for one in structured if one[1] == _first_seeds(structured)[one[0]]]
    print(f"\nBeside Splink, on the first world of each kind ({len(first)})")
    _print_table(
        first,
        {"dateline": link_ours, "Splink": lambda world: link_by_splink(world.mentions)},
        kinds=False,
    )
    told = list(make_worlds(TOLD, SCORED, max(1, worlds - 1)))
    print(f"\nLinkage with text ({len(told)} worlds)")
    spoken = _print_table(told, {"dateline": link_told, "without meaning": link_ours})
    figures |= _name_figures("linkage.told", spoken["dateline"])
    if shared is not None:
        figures |= score_headlines(shared)
    return figures


def score_headlines(shared: Path) -> dict[str, float]:
    """Real headlines grouped back into their UCDP events, the half looked at and the half not."""
    figures: dict[str, float] = {}
    words = {"lexicon": load_lexicon(None), "gazetteer": open_gazetteer()}
    for heldout in (False, True):
        found = load_headlines(shared, heldout=heldout, **words)
        half = "heldout" if heldout else "look"
        vectors = embed_mentions(found.mentions, ["en"] * len(found.mentions))
        ways = {
            "dateline": _group(Linker(), found.mentions, vectors),
            "without meaning": _group(Linker(), found.mentions, {}),
            "5 km and a day": link_by_rule(found.mentions),
            "Splink": link_by_splink(found.mentions),
        }
        print(
            f"\nUCDP headlines, {half}: {len(found.mentions)} mentions of "
            f"{len(set(found.truth.values()))} events; {found.unread} headlines gave none"
        )
        for name, groups in ways.items():
            _print_row(name, score_groups(groups, found.truth))
        figures |= _name_figures(
            f"linkage.headlines.{half}", score_groups(ways["dateline"], found.truth)
        )
    return figures


def link_ours(world: World, weights: Weights | None = None) -> dict[int, int]:
    """Link a world by its structured fields, and its words where it has any."""
    return _group(Linker(roots=ROOTS, weights=weights), world.mentions, {})


def link_told(world: World) -> dict[int, int]:
    """Link a world with the meaning of its sentences."""
    spoken = [world.languages[stored.id] for stored in world.mentions]
    return _group(Linker(roots=ROOTS), world.mentions, embed_mentions(world.mentions, spoken))


def find_true_weights(world: World) -> Weights:
    """The weights that truth gives: what a perfect fit would reach."""
    columns = Columns(ROOTS)
    rows = columns.add(list(world.mentions))
    sample = draw_sample(columns, Blocks(columns, LinkSettings(), rows), rows)
    events = np.array([world.truth[stored.id] for stored in columns.mentions])
    same = events[sample.findings.a] == events[sample.findings.b]
    return maximise_weights(sample, same.astype(float), faith=TRUTH_FAITH)


def share_covered(worlds: Sequence[tuple[str, int, World]]) -> float:
    """Share of worlds whose true number of events lies in the 90 % interval of drawn counts."""
    held = []
    for _, seed, world in worlds:
        drawn = sample_groupings(world.mentions, draws=DRAWS, seed=seed, roots=ROOTS)
        counts = [len(set(groups.values())) for groups in drawn]
        low, high = np.quantile(counts, INTERVAL)
        held.append(bool(low <= world.events <= high))
    return mean(held)


def embed_mentions(
    mentions: Sequence[StoredMention], languages: Sequence[str]
) -> dict[int, NDArray[np.float32]]:
    """Centred vectors of the sentences of mentions, by id."""
    vectors = center_vectors(embed([stored.mention.sentence for stored in mentions]), languages)
    return {stored.id: vector for stored, vector in zip(mentions, vectors, strict=True)}


def _group(
    linker: Linker, mentions: Sequence[StoredMention], vectors: Mapping[int, NDArray[np.float32]]
) -> dict[int, int]:
    links = linker.link(mentions, next_event=1, vectors=vectors)
    return {link.mention: link.event for link in links}


def _print_table(
    worlds: Sequence[tuple[str, int, World]], ways: Mapping[str, Way], *, kinds: bool = True
) -> dict[str, GroupScore]:
    scores: dict[str, dict[str, list[GroupScore]]] = {name: defaultdict(list) for name in ways}
    for kind, _, world in worlds:
        for name, way in ways.items():
            scores[name][kind].append(score_groups(way(world), world.truth))
    print(f"{'':<34} pair P  pair R pair F1  B-cub.  CEAF-e  count error")
    means = {}
    for name, by_kind in scores.items():
        means[name] = mean_score(one for listed in by_kind.values() for one in listed)
        _print_row(name, means[name])
        if kinds and name == "dateline":
            for kind, listed in by_kind.items():
                _print_row(f"  {kind} ({len(listed)})", mean_score(listed))
    return means


def _print_row(name: str, found: GroupScore) -> None:
    figures = (found.precision, found.recall, found.f1, found.b_cubed, found.ceaf)
    print(f"{name:<34}" + "".join(f"{value:8.3f}" for value in figures), end="")
    print(f"{abs(found.count_error):12.1%}")


def _name_figures(prefix: str, found: GroupScore) -> dict[str, float]:
    return {
        f"{prefix}.pair_f1": found.f1,
        f"{prefix}.b_cubed": found.b_cubed,
        f"{prefix}.ceaf_e": found.ceaf,
        f"{prefix}.count_accuracy": 1 - abs(found.count_error),
    }


def _first_seeds(worlds: Sequence[tuple[str, int, World]]) -> dict[str, int]:
    first: dict[str, int] = {}
    for kind, seed, _ in worlds:
        first.setdefault(kind, seed)
    return first


if __name__ == "__main__":
    score(shared_folder(), worlds=12 if "--all" in sys.argv else 2)
