"""Look up every name of a query; what is unknown is an error, never a silent nought."""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from dateline.errors import QueryError
from dateline.model.definition import Definition
from dateline.model.query import Period, Query, Term, Value
from dateline.model.resolved import ResolvedQuery, Test
from dateline.query.names import Names
from dateline.query.periods import intersect_periods, invert_periods, merge_periods, read_period
from dateline.query.terms import resolve_terms

# Datasets whose first actor is not the attacker (ACLED) or usually the government (UCDP).
_NO_INITIATOR = frozenset({"acled", "ucdp-ged", "gdelt"})
TIME_KEYS = ("since", "until", "on", "during", "last")


def resolve_query(query: Query, names: Names, *, within: str = "") -> ResolvedQuery:
    """Resolve a parsed query against what the desk knows.

    Args:
        query: from `parse_query`.
        names: what the desk knows.
        within: a period, such as `$before`, that the query's own days are cut to: one side of a
            comparison. (A `during:` added to the line would widen the line's own instead.)

    Returns:
        The query with ids, days and coordinates in place of names.

    Raises:
        QueryError: where a name is unknown, with its offsets and the nearest known ones.
    """
    clocks = _read_clocks(query, names)
    dataset = _read_dataset(query, names)
    definitions = tuple(_find_definition(value, names, dataset) for value in query.definitions)
    periods = _read_periods(query, names, clocks.reported or names.cutoff, within)
    on = next((period.start for period in periods if period.start), None)
    tests: tuple[Test, ...] = resolve_terms(query, names, on)
    return ResolvedQuery(
        query.text,
        definitions,
        tuple(_definition_actors(definition, names, query) for definition in definitions),
        tests,
        periods,
        clocks.cutoff,
        clocks.recorded,
        clocks.reported,
        dataset,
        tuple(definition.datasets[dataset_name(dataset)] for definition in definitions)
        if dataset
        else (),
        _common_unit(query, definitions),
        bool(within) or any(term.key in TIME_KEYS for term in query.terms),
    )


@dataclass(frozen=True, slots=True)
class _Clocks:
    """The two clocks, with zone, and the cutoff in the desk's own zone."""

    recorded: datetime | None
    reported: datetime | None
    cutoff: datetime | None


def _read_clocks(query: Query, names: Names) -> _Clocks:
    moments: dict[str, datetime] = {}
    for term in query.terms:
        if term.key in ("as-of", "as-reported"):
            _refuse_negation(term)
            moments[term.key] = _read_moment(_only_value(term), names.timezone)
    reported = moments.get("as-reported") or _with_zone(names.cutoff, names.timezone)
    local = reported.astimezone(_zone(names.timezone)) if reported else None
    return _Clocks(moments.get("as-of"), reported, local)


def _read_moment(value: Value, timezone: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value.text)
    except ValueError as error:
        raise QueryError(
            f"“{value.text}” is no moment; write 2023-12-13T10:00 or 2023-12-13.",
            value.start,
            value.end,
        ) from error
    if len(value.text) == len("2023-12-13"):
        moment = datetime.combine(moment, time.max)
    zoned = _with_zone(moment, timezone)
    return zoned or moment


def _with_zone(moment: datetime | None, timezone: str) -> datetime | None:
    if moment is None or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=_zone(timezone))


def _zone(timezone: str) -> ZoneInfo:
    return ZoneInfo(timezone)


def _read_dataset(query: Query, names: Names) -> str | None:
    terms = [term for term in query.terms if term.key == "dataset"]
    if not terms:
        return None
    _refuse_negation(terms[0])
    value = _only_value(terms[0])
    if not names.dataset(value.text):
        raise QueryError(
            f"The desk has no dataset “{value.text}”."
            f"{_offer(names, 'dataset', value.text)} `dateline dataset add` pins one.",
            value.start,
            value.end,
        )
    for term in query.terms:
        if term.key in ("by", "against", "basis") and dataset_name(value.text) in _NO_INITIATOR:
            raise QueryError(
                f"The dataset {value.text} does not say who attacked whom, so `{term.key}:` "
                "cannot be asked of it; use `party:`, or for one-sided violence a definition "
                "that takes only that.",
                term.start,
                term.end,
            )
    return value.text


def dataset_name(text: str) -> str:
    """The dataset of a snapshot written `name@version`.

    >>> dataset_name("ucdp-ged@25.1"), dataset_name("acled")
    ('ucdp-ged', 'acled')
    """
    return text.partition("@")[0]


def _find_definition(value: Value, names: Names, dataset: str | None) -> Definition:
    definition = names.definition(value.text)
    if definition is None:
        raise QueryError(
            f"“{value.text}” is no definition of this desk."
            f"{_offer(names, 'definition', value.text)} A word without a key is a definition.",
            value.start,
            value.end,
        )
    name = dataset_name(dataset) if dataset else ""
    if name and name not in definition.datasets:
        raise QueryError(
            f"The definition “{value.text}” has no filter for the dataset {name}; give it one "
            f"as [definitions.{value.text}.{name}] in desk.toml.",
            value.start,
            value.end,
        )
    return definition


def _definition_actors(definition: Definition, names: Names, query: Query) -> frozenset[str] | None:
    if not definition.by:
        return None
    ids: frozenset[str] = frozenset()
    for text in definition.by:
        found = names.actors(text, exact=False, on=None)
        if found is None:
            raise QueryError(
                f"The definition “{definition.key}” names the actor “{text}”, which the lexicon "
                f"does not know.{_offer(names, 'actor', text)}",
                0,
                len(query.text),
            )
        ids |= found
    return ids


def _common_unit(query: Query, definitions: tuple[Definition, ...]) -> str:
    units = sorted({definition.unit for definition in definitions})
    if len(units) > 1:
        raise QueryError(
            f"The definitions count in different units ({' and '.join(units)}); ask one at a time.",
            query.definitions[0].start,
            query.definitions[-1].end,
        )
    return units[0] if units else "incident"


def _read_periods(
    query: Query, names: Names, cutoff: datetime | None, within: str
) -> tuple[Period, ...]:
    local = _with_zone(cutoff, names.timezone)
    days: tuple[Period, ...] = (Period(None, None),)
    if within:
        days = (_read_edge("during", Value(within, 0, 0), names, local),)
    for key in TIME_KEYS:
        terms = [term for term in query.terms if term.key == key]
        kept = [
            _read_edge(key, value, names, local)
            for term in terms
            if not term.negated
            for value in term.values
        ]
        if kept:
            days = intersect_periods(days, merge_periods(kept))
        for term in terms:
            if term.negated:
                left_out = [_read_edge(key, value, names, local) for value in term.values]
                days = intersect_periods(days, invert_periods(left_out))
    if not days:
        terms = [term for term in query.terms if term.key in TIME_KEYS]
        raise QueryError(
            "No day meets every time the query names"
            f"{f' within {within}' if within else ''}; widen `since:`, `until:` or `during:`.",
            terms[0].start,
            terms[-1].end,
        )
    return () if days == (Period(None, None),) else days


def _read_edge(key: str, value: Value, names: Names, cutoff: datetime | None) -> Period:
    local = cutoff.astimezone(_zone(names.timezone)) if cutoff else None
    try:
        period = read_period(value.text, cutoff=local, named=names.period, at=value.start)
    except QueryError as error:
        if value.text.startswith("$"):
            hint = _offer(names, "period", value.text)
            raise QueryError(f"{error}{hint}", value.start, value.end) from error
        raise
    if key == "since":
        return Period(period.start, None)
    if key == "until":
        return Period(None, period.end)
    return period


def _only_value(term: Term) -> Value:
    if len(term.values) > 1:
        raise QueryError(f"`{term.key}:` takes one value.", term.start, term.end)
    return term.values[0]


def _refuse_negation(term: Term) -> None:
    if term.negated:
        raise QueryError(f"`{term.key}:` cannot be negated.", term.start, term.end)


def _offer(names: Names, kind: str, text: str) -> str:
    near = names.nearest(kind, text)
    return f" Did you mean {' or '.join(near)}?" if near else ""
