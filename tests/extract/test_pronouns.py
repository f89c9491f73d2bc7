""" "It", "they" and "its fighters" stand for the subject before them."""

from datetime import date

from dateline.extract.anaphora import resolve_anaphors
from dateline.extract.pronouns import is_pronoun, stand_for
from dateline.extract.scene import Scene, read_scene
from dateline.lexicon import ActorSpan, Party, load_lexicon

LEXICON = load_lexicon()


def scenes(*texts: str) -> list[Scene]:
    read = [
        read_scene(text, 0, language="en", lexicon=LEXICON, anchor=date(2024, 3, 1), wordless=True)
        for text in texts
    ]
    return resolve_anaphors([scene for scene in read if scene is not None])


def meant(scene: Scene, words: str) -> str | None:
    at = scene.text.index(words)
    party = stand_for(scene, ActorSpan(at, at + len(words), words, Party("unknown")))
    return party.party.actor


def test_it_is_the_subject_of_its_sentence_not_an_object() -> None:
    (scene,) = scenes("After the raid on Boko Haram, the Chadian army said it had struck a boat.")
    assert meant(scene, "it") == "chad-army"


def test_they_are_who_the_sentence_before_is_about() -> None:
    _first, second = scenes("JNIM overran the post on Friday.", "They burned two vehicles.")
    assert meant(second, "They") == "jnim"


def test_its_fighters_are_its_own() -> None:
    (scene,) = scenes("Al Shabaab said its fighters killed five soldiers near Dhusamareb.")
    assert [party.party.actor for party in scene.parties][:2] == ["al-shabaab", "al-shabaab"]


def test_a_pronoun_for_nobody_named_stays_open() -> None:
    (scene,) = scenes("They burned two vehicles near Dhusamareb.")
    assert meant(scene, "They") is None
    assert is_pronoun("They")
