import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import LedgerError
from dateline.ledger.payload import read_payload, rebuild, write_payload
from dateline.model.actor import Actor
from dateline.model.assessment import Assessment
from dateline.model.capture import Capture
from dateline.model.definition import Definition
from dateline.model.document import Document
from dateline.model.event import Event
from dateline.model.link import Link
from dateline.model.mention import Mention
from dateline.model.problem import Problem
from dateline.model.quantity import Quantity
from dateline.model.source import Source
from dateline.model.span import Span
from dateline.model.when import When

NOUNS = [
    Actor, Assessment, Capture, Definition, Document, Event, Link, Mention, Problem, Quantity,
    Source, When,
]  # fmt: skip
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_a_noun_comes_back_as_it_went(noun: type[Any], data: st.DataObject) -> None:
    value = data.draw(st.from_type(noun))
    assert read_payload(noun, write_payload(value)) == value


def test_half_a_surrogate_pair_is_kept() -> None:
    span = Span(0, 1, "\ud83d")
    assert read_payload(Span, write_payload(span)) == span
    assert write_payload(span).encode() == b'{"end":1,"start":0,"text":"\\ud83d"}'


def test_a_field_that_did_not_exist_yet_takes_its_default() -> None:
    assert rebuild(Source, {"key": "radio"}) == Source("radio")


@pytest.mark.parametrize(
    "record", [{"key": "radio", "grade": "A"}, {"says": "a radio"}, ["radio"], None, "radio"]
)
def test_a_record_that_does_not_fit_is_an_error_that_says_what_to_do(record: Any) -> None:  # noqa: ANN401 - any JSON
    with pytest.raises(LedgerError, match="another version"):
        rebuild(Source, record)


def test_a_number_that_is_none_has_no_payload() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        write_payload({"value": float("nan")})


def test_the_same_record_has_one_text() -> None:
    one = write_payload({"a": 1, "b": [True, None, "é"]})
    assert one == write_payload(json.loads('{"b": [true, null, "\\u00e9"], "a": 1}'))
