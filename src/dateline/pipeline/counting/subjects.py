"""What the query of a binding counts, for holding the noun beside a number against it."""

from functools import partial
from typing import TYPE_CHECKING

from dateline.errors import CommandError
from dateline.model.binding import Binding
from dateline.model.estimate import Estimate
from dateline.model.resolved import ActorTest, ResolvedQuery, ValueTest
from dateline.pipeline.counting.count import Asker

if TYPE_CHECKING:
    from dateline.audit.nouns import Bounds, Subject


def find_subject(asker: Asker, binding: Binding, estimate: Estimate) -> "Subject | None":
    """What a count, rate, share or sum is of; None for what compares or measures otherwise."""
    from dateline.audit.nouns import Subject

    if binding.kind not in ("count", "rate", "share", "sum"):
        return None
    line = binding.arguments.get("of", "") if binding.kind == "share" else binding.query
    resolved = asker.resolve(line)
    if binding.kind == "sum":
        of = binding.arguments.get("of", "killed")
        return Subject(people=partial(_bound_people, asker, line, resolved, of, estimate))
    definitions = resolved.definitions
    actors = [test.ids for test in resolved.tests if isinstance(test, ActorTest)]
    actors += [ids for ids in resolved.definition_actors if ids is not None]
    return Subject(
        definitions=tuple(definition.key for definition in definitions),
        types=_kinds(resolved, "event_type"),
        subtypes=_kinds(resolved, "sub_event_type"),
        actors=frozenset().union(*actors),
        find_actors=partial(_find_actors, asker),
    )


def _kinds(resolved: ResolvedQuery, column: str) -> frozenset[str]:
    """The event types, or sub-event types, that a query takes; empty takes all."""
    named = [
        frozenset(str(value) for value in test.values)
        for test in resolved.tests
        if isinstance(test, ValueTest) and test.column == column and not test.negated
    ]
    if resolved.definitions and not resolved.dataset:
        kinds = [
            one.event_types if column == "event_type" else one.sub_event_types
            for one in resolved.definitions
        ]
        if all(kinds):
            named.append(frozenset(kind for row in kinds for kind in row))
    return frozenset.intersection(*named) if named else frozenset()


def _find_actors(asker: Asker, name: str) -> frozenset[str] | None:
    """Ids of an actor by name, its wider kin included; None for a word that is no actor's."""
    try:
        resolved = asker.resolve(f'party:"{name}"')
    except CommandError:
        return None
    return next((test.ids for test in resolved.tests if isinstance(test, ActorTest)), None)


def _bound_people(
    asker: Asker, line: str, resolved: ResolvedQuery, of: str, estimate: Estimate, group: str
) -> "Bounds | None":
    """Bounds of one group among those harmed; None for a dataset, whose rows name nobody."""
    from dateline.audit.nouns import bound_group

    if resolved.dataset:
        return None
    events = asker.state_of(line).select(estimate.events)
    return bound_group((event.tolls for event in events), of, group)
