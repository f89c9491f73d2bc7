"""The shipped model: what it marks, and that it marks the same every time."""

import numpy as np

from dateline.encoder import embed, tag_sentences
from dateline.encoder.session import DATA

REPORT = "Gunmen attacked a checkpoint near Gao on Tuesday, killing four soldiers, the army said."


def test_an_attack_is_marked_with_its_parties_place_and_toll() -> None:
    (event,) = tag_sentences([REPORT])[0].events
    found = {span.label: span.text for span in event.arguments}
    assert event.trigger.text == "attacked"
    assert found["perp"] == "Gunmen"
    assert "Gao" in found["place"]
    assert found["killed"] == "four soldiers"


def test_a_trigger_is_typed_by_what_the_text_says_of_it() -> None:
    texts = tag_sentences(
        ["Warplanes bombed a market in Taiz.", "Teachers marched peacefully through Lomé."]
    )
    assert [event.sub_event_type for text in texts for event in text.events] == [
        "Air/drone strike",
        "Peaceful protest",
    ]


def test_every_span_quotes_the_text() -> None:
    for text in tag_sentences([REPORT, "اندلعت اشتباكات عنيفة في مدينة الأبيض مساء الأحد."]):
        for event in text.events:
            for span in (event.trigger, *event.arguments):
                assert text.text[span.start : span.end] == span.text


def test_weather_is_no_event() -> None:
    assert tag_sentences(["Heavy rain is expected over the coast on Friday."])[0].events == ()


def test_the_same_sentences_are_marked_the_same_every_time() -> None:
    assert tag_sentences([REPORT, "Rain fell."]) == tag_sentences([REPORT, "Rain fell."])


def test_nothing_and_blanks_are_read_without_fault() -> None:
    assert tag_sentences([]) == []
    assert [text.events for text in tag_sentences(["", "   "])] == [(), ()]


def test_a_sentence_of_fifty_thousand_characters_is_read_as_far_as_the_model_goes() -> None:
    assert len(tag_sentences(["raid " * 10_000])) == 1


def test_sentence_vectors_are_unit_vectors_and_put_translations_together() -> None:
    english, french, other = embed(
        [
            "Soldiers killed ten rebels.",
            "Des soldats ont tué dix rebelles.",
            "The bakery sells bread.",
        ]
    )
    assert abs(float(np.linalg.norm(english)) - 1.0) < 1e-4
    assert english @ french > english @ other


def test_the_encoder_stays_within_its_size() -> None:
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 60_000_000
