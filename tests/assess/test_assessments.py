"""A judgement is kept only when it can be scored later."""

from dataclasses import replace

import pytest

from dateline.assess.assessments import check_assessment, list_faults
from dateline.errors import CommandError
from dateline.model.assessment import Assessment

SOUND = Assessment(
    "mali-protection",
    "Security forces will likely fail to protect civilians by March.",
    0.7,
    "moderate",
    "2023-12-15",
    "2024-03-15",
)


def test_a_sound_judgement_is_kept() -> None:
    assert check_assessment(SOUND) is SOUND


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"probability": 1.0}, "Its probability is 1.0"),
        ({"probability": 70.0}, "Its probability is 70.0"),
        ({"probability": 0.9}, "very likely would hold"),
        ({"confidence": "certain"}, "Its confidence is “certain”"),
        ({"horizon": None}, "no horizon"),
        ({"horizon": "2023-12-15"}, "does not lie after"),
        ({"horizon": "next spring"}, "is no date"),
        ({"made": "yesterday"}, "The day it was made"),
        ({"key": "two words"}, "one word"),
        ({"statement": " "}, "states nothing"),
        ({"statement": "They will probably or likely fail."}, "two columns"),
        ({"statement": "They will likely fail (high confidence)."}, "keep them apart"),
    ],
)
def test_a_fault_is_named_with_the_way_out(change: dict[str, object], fault: str) -> None:
    faulty = replace(SOUND, **change)
    assert any(fault in sentence for sentence in list_faults(faulty))
    with pytest.raises(CommandError, match="cannot be kept"):
        check_assessment(faulty)
