"""A short run of `make fuzz`: damaged files of every format, under limits of time and memory."""

import pytest
from fuzz.corpus import corpus
from fuzz.mutate import Damaged, damaged_files
from fuzz.trial import try_reading
from hypothesis import HealthCheck, given, settings


@pytest.mark.parametrize("name", sorted(corpus()))
def test_every_file_of_the_corpus_is_read(name: str) -> None:
    assert try_reading(name, corpus()[name]).seconds < 2


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(damaged_files())
def test_a_damaged_file_raises_nothing(damaged: Damaged) -> None:
    try_reading(damaged.name, damaged.payload)
