"""Words, tags and spans."""

import numpy as np
import pytest

from dateline.encoder.heads import pair_features
from dateline.encoder.labels import (
    LABELS,
    TAG_COUNT,
    bar_transitions,
    decode_tags,
    decode_texts,
    find_words,
)
from dateline.model.mention import EVENT_TYPE_OF


def scores(*tags: int) -> np.ndarray:
    rows = np.zeros((len(tags), TAG_COUNT), dtype=np.float32)
    for row, tag in enumerate(tags):
        rows[row, tag] = 5.0
    return rows


def test_pieces_of_one_word_are_one_word_and_marks_of_punctuation_stand_alone() -> None:
    words = find_words("Kidal's raid.", [(0, 0), (0, 3), (3, 5), (5, 7), (7, 12), (12, 13), (0, 0)])
    assert words.offsets == [(0, 7), (8, 12), (12, 13)]
    assert words.pieces == [(1, 4), (4, 5), (5, 6)]


def test_a_word_with_vowel_marks_is_one_word() -> None:
    text = "قُتل"
    assert find_words(text, [(0, 1), (1, 2), (2, 4)]).offsets == [(0, 4)]


def test_a_span_runs_from_its_beginning_over_what_goes_on_with_it() -> None:
    begins, goes_on = 1 + 2 * LABELS.index("place"), 2 + 2 * LABELS.index("place")
    spans = decode_tags(scores(0, begins, goes_on, 0), bar_transitions())
    assert [(span.label, span.first, span.last) for span in spans] == [("place", 1, 3)]


def test_two_spans_of_one_label_may_touch() -> None:
    begins = 1 + 2 * LABELS.index("ev")
    spans = decode_tags(scores(begins, begins), bar_transitions())
    assert [(span.first, span.last) for span in spans] == [(0, 1), (1, 2)]


def test_a_label_is_never_gone_on_with_before_it_begins() -> None:
    goes_on = 2 + 2 * LABELS.index("killed")
    spans = decode_tags(scores(0, goes_on), bar_transitions())
    assert all(span.first < span.last for span in spans)
    assert bar_transitions()[0, goes_on] < -1000


def test_a_boost_marks_what_was_nearly_marked() -> None:
    close = np.zeros((1, TAG_COUNT), dtype=np.float32)
    close[0, 0], close[0, 1] = 1.0, 0.5
    assert decode_tags(close, bar_transitions()) == []
    assert [span.label for span in decode_tags(close, bar_transitions(), boost=1.0)] == ["ev"]


def test_no_words_give_no_spans() -> None:
    assert decode_tags(np.zeros((0, TAG_COUNT), dtype=np.float32), bar_transitions()) == []


def test_the_nearest_trigger_is_told_from_the_others() -> None:
    triggers = [(1, 2), (9, 10)]
    near, far = pair_features(triggers, 0, (3, 4)), pair_features(triggers, 1, (3, 4))
    assert near[2] == 1.0
    assert far[2] == 0.0
    assert near[0] == pytest.approx(0.05)
    assert far[0] == pytest.approx(-0.25)


def test_every_sub_event_type_can_be_given() -> None:
    from dateline.encoder.labels import SUBTYPES

    assert set(SUBTYPES) == set(EVENT_TYPE_OF)


def test_texts_of_any_length_are_decoded_side_by_side_as_each_would_be_alone() -> None:
    begins, goes_on = 1 + 2 * LABELS.index("perp"), 2 + 2 * LABELS.index("perp")
    texts = [
        scores(0, begins),
        np.zeros((0, TAG_COUNT), dtype=np.float32),
        scores(begins, goes_on, goes_on, 0, 0, begins),
        scores(0),
    ]
    found = decode_texts(texts, bar_transitions())
    assert [[(span.first, span.last) for span in spans] for spans in found] == [
        [(1, 2)], [], [(0, 3), (5, 6)], [],
    ]  # fmt: skip
