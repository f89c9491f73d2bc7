from evals.linkage_scores import score_groups
from evals.worlds import ROOTS, WorldSettings, make_world

from dateline.model.link import Link
from dateline.reconcile import sample_groupings
from dateline.reconcile.linkage import Linker


def test_draws_differ_where_the_evidence_is_unsure_and_the_same_seed_draws_the_same() -> None:
    world = make_world(1, WorldSettings(events=60))
    drawn = sample_groupings(world.mentions, draws=10, seed=3, roots=ROOTS)
    assert drawn == sample_groupings(world.mentions, draws=10, seed=3, roots=ROOTS)
    counts = {len(set(groups.values())) for groups in drawn}
    assert len(counts) > 1
    assert all(40 <= count <= 80 for count in counts)


def test_what_a_person_linked_stays_in_every_draw() -> None:
    world = make_world(2, WorldSettings(events=20))
    apart = [Link(1, 901, "Aminata", "two raids"), Link(2, 902, "Aminata", "two raids")]
    for groups in sample_groupings(world.mentions, apart, draws=5, roots=ROOTS):
        assert groups[1] != groups[2]


def test_a_group_that_is_an_event_has_its_number_in_a_draw() -> None:
    world = make_world(3, WorldSettings(events=20, towns=400, hotspot=0.0))
    links = Linker(roots=ROOTS).link(world.mentions, next_event=1)
    (groups,) = sample_groupings(world.mentions, links, draws=1, roots=ROOTS)
    known = {link.mention: link.event for link in links}
    kept = sum(groups[mention] == event for mention, event in known.items())
    assert kept > len(known) / 2


def test_scores_of_a_grouping_are_those_worked_out_by_hand() -> None:
    """Events {1, 2, 3} and {4}; found {1, 2} and {3, 4}: one of two pairs right, one of three."""
    found = score_groups({1: 1, 2: 1, 3: 2, 4: 2}, {1: 1, 2: 1, 3: 1, 4: 2})
    assert (found.precision, round(found.recall, 3), found.f1) == (0.5, 0.333, 0.4)
    assert round(found.b_cubed, 4) == 0.7059
    assert round(found.ceaf, 4) == 0.7333
    assert found.count_error == 0.0
