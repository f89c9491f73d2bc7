"""Where sentences begin and end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.prose.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "language", "sentences"),
    [
        ("It fell on Dec. 13 near Bankass.", "en", ["It fell on Dec. 13 near Bankass."]),
        ("Lt. Gen. A. Diarra spoke. He left.", "en", ["Lt. Gen. A. Diarra spoke.", "He left."]),
        ("U.S. forces left. All did.", "en", ["U.S. forces left.", "All did."]),
        ("It happened in the U.S. The army said so.", "en",
         ["It happened in the U.S.", "The army said so."]),
        ("They struck.[3] Nobody died.[12]The army left.", "en",
         ["They struck.[3]", "Nobody died.[12]", "The army left."]),
        ("“We left.” They said so.", "en", ["“We left.”", "They said so."]),
        ("One\nTwo", "en", ["One", "Two"]),
        ("1. First thing. 2. Second thing.", "en", ["1. First thing.", "2. Second thing."]),
        ("M. Diallo est parti. Il a dit non.", "fr", ["M. Diallo est parti.", "Il a dit non."]),
        ("حمله شد؟ بله. ارتش گفت.", "fa", ["حمله شد؟", "بله.", "ارتش گفت."]),
        ("حملہ ہوا۔ فوج نے کہا۔", "ur", ["حملہ ہوا۔", "فوج نے کہا۔"]),
        ("It cost 3.5 million. It rose 4.2 percent.", "en",
         ["It cost 3.5 million.", "It rose 4.2 percent."]),
    ],
)  # fmt: skip
def test_a_text_is_parted_into_sentences(text: str, language: str, sentences: list[str]) -> None:
    assert [span.text for span in split_sentences(text, language)] == sentences


@given(st.text(alphabet='aB. !?\n[1]؟۔…"”', max_size=80))
def test_spans_are_exact_in_order_and_lose_no_letter(text: str) -> None:
    spans = split_sentences(text)
    assert all(text[span.start : span.end] == span.text for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    kept = "".join(span.text for span in spans)
    assert "".join(kept.split()) == "".join(text.split())
