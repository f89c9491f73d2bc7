"""A toll says what ties its speaker to those it counts."""

import pytest

from dateline.extract.interests import find_interest
from dateline.extract.scene import read_scene
from dateline.lexicon import load_lexicon

LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("text", "language", "speaker", "interest"),
    [
        ("Eleven terrorists were neutralised near Gao.", "en", "the army", "enemy"),
        ("Two soldiers were killed near Gao.", "en", "the army", "own side"),
        ("Two soldiers were killed near Gao.", "en", "JNIM", "enemy"),
        ("Four JNIM fighters were killed near Gao.", "en", "JNIM", "own side"),
        ("Two soldiers were killed near Gao.", "en", "hospital sources", "third party"),
        ("Two soldiers were killed near Gao.", "en", "military sources", "third party"),
        ("Six civilians were killed near Gao.", "en", "the army", "third party"),
        ("Six terroristes ont été tués près de Gao.", "fr", "l'état-major", "enemy"),
        ("قتل ستة مسلحين قرب غاو.", "ar", "الجيش", "enemy"),
    ],
)
def test_the_interest_is_that_of_the_speaker(
    text: str, language: str, speaker: str, interest: str
) -> None:
    scene = read_scene(text, 0, language=language, lexicon=LEXICON, anchor=None)
    assert scene is not None
    assert find_interest(speaker, scene, scene.tolls[0], LEXICON) == interest
