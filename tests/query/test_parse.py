"""A line of the query language becomes a tree, and the tree its line."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import QueryError
from dateline.model.query import KEYS as MODEL_KEYS
from dateline.model.query import Query, Term, Value
from dateline.query import complete, parse_query, print_query
from dateline.query.keys import KEYS

DESIGN_LINES = (
    "attack by:jnim in:central-mali since:2023-11-19 until:2023-12-13",
    "attack against:@civilians in:ML/Mopti during:2023-07 killed:>=3 dataset:ucdp-ged",
    'type:"Air/drone strike" by:@state in:BF during:2022-10..2023-03 review:accepted',
    'attack near:"Al Sina\'a prison"~5km as-reported:2023-04-05T10:00',
    "type:Battles party:@state|wagner -subtype:Grenade dataset:acled during:$spring",
)


@pytest.mark.parametrize("line", DESIGN_LINES)
def test_a_line_prints_as_it_was_written(line: str) -> None:
    assert print_query(parse_query(line)) == line


def test_every_part_keeps_its_offsets() -> None:
    query = parse_query("attack  by:jnim|isgs -in:'Tin Hama' near:Gao~2.5km")
    assert [(one.text, one.start, one.end) for one in query.definitions] == [("attack", 0, 6)]
    by, place, near = query.terms
    assert (by.start, by.end, [(v.text, v.start, v.end) for v in by.values]) == (
        8, 20, [("jnim", 11, 15), ("isgs", 16, 20)],
    )  # fmt: skip
    assert (place.negated, place.start, place.values[0].text) == (True, 21, "Tin Hama")
    assert (near.values[0].text, near.values[0].within_km) == ("Gao", 2.5)


def test_both_signs_of_negation_mean_the_same() -> None:
    assert print_query(parse_query("attack not:by:jnim")) == "attack -by:jnim"


def test_an_equals_sign_leaves_subgroups_out() -> None:
    assert parse_query("by:=jnim").terms[0].values[0].exact


def test_a_comparison_belongs_to_a_number() -> None:
    assert parse_query("killed:>=3").terms[0].values[0].comparator == ">="
    with pytest.raises(QueryError, match="takes no comparison"):
        parse_query("by:>3")


@pytest.mark.parametrize(
    ("line", "start", "message"),
    [
        ("attack agianst:jnim", 7, "Did you mean against"),
        ("attack by:", 7, "needs a value"),
        ('attack in:"Tin Hama', 10, "never closed"),
        ('attack in:"Gao"x', 15, "right behind a value"),
        ("near:Gao~far", 8, "A distance reads"),
        ("-attack", 0, "cannot be negated"),
        ('"attack"', 0, "cannot be read"),
        ("by:jnim:", 0, ""),
    ],
)
def test_an_error_points_at_its_part(line: str, start: int, message: str) -> None:
    if not message:
        assert parse_query(line).terms[0].values[0].text == "jnim:"
        return
    with pytest.raises(QueryError, match=message) as caught:
        parse_query(line)
    assert caught.value.start in (start, start + len("by:"))
    assert caught.value.end <= len(line)


def test_the_table_of_keys_and_the_model_agree() -> None:
    assert tuple(KEYS) == MODEL_KEYS


@pytest.mark.parametrize("key", KEYS.values(), ids=lambda key: key.name)
def test_the_example_of_every_key_parses_and_prints(key) -> None:  # noqa: ANN001 - from the table
    assert print_query(parse_query(key.example)) == key.example


def test_completion_offers_keys_definitions_and_values() -> None:
    assert complete("attack as", definitions=["attack", "assassination"]) == [
        "as-of:", "as-reported:", "assassination",
    ]  # fmt: skip
    assert complete("attack -rev") == ["-review:"]
    assert complete("by:jnim|is", known={"actor": ["isgs", "iswap", "jnim"]}) == [
        "by:jnim|isgs", "by:jnim|iswap",
    ]  # fmt: skip
    assert complete("type:ex")[0] == 'type:"Excessive force against protesters"'


words = st.text(min_size=1, max_size=12).filter(
    lambda text: text.strip() == text and "\n" not in text
)
bare = st.from_regex(r"[a-z][a-z-]{0,10}", fullmatch=True).filter(
    lambda word: not word.startswith("not")
)


@st.composite
def terms(draw: st.DrawFn) -> Term:
    key = KEYS[draw(st.sampled_from(list(KEYS)))]
    values = []
    for _ in range(draw(st.integers(1, 3))):
        sign = draw(st.sampled_from([None, ">=", "<=", ">", "<", "="]))
        numeric, reach = key.kind == "number", key.kind == "reach"
        values.append(
            Value(
                draw(words), 0, 0,
                exact=not numeric and draw(st.booleans()),
                within_km=draw(st.sampled_from([None, 5.0, 0.25])) if reach else None,
                comparator=sign if numeric else None,
            )
        )  # fmt: skip
    return Term(key.name, tuple(values), 0, 0, draw(st.booleans()))


def unplaced(query: Query) -> Query:
    """Forget offsets and the line."""
    flat = [
        replace(t, start=0, end=0, values=tuple(replace(v, start=0, end=0) for v in t.values))
        for t in query.terms
    ]
    plain = tuple(replace(value, start=0, end=0) for value in query.definitions)
    return Query("", plain, tuple(flat))


@given(st.lists(bare, max_size=2), st.lists(terms(), max_size=4))
def test_what_is_printed_parses_to_the_same_tree(definitions: list[str], parts: list[Term]) -> None:
    query = Query("", tuple(Value(word, 0, 0) for word in definitions), tuple(parts))
    assert unplaced(parse_query(print_query(query))) == query


@given(st.text(max_size=40))
def test_no_line_breaks_the_parser(line: str) -> None:
    try:
        query = parse_query(line)
    except QueryError as error:
        assert 0 <= error.start <= error.end <= len(line)  # noqa: PT017 - either outcome is right
    else:
        assert print_query(parse_query(print_query(query))) == print_query(query)
