"""The shipped fonts: what the list beside them says they have."""

from dateline.publish.fonts.build import list_letters
from dateline.publish.typefaces import FOLDER, find_unprintable


def test_the_list_of_letters_is_what_the_fonts_have() -> None:
    assert (FOLDER / "letters.txt").read_text("utf-8") == list_letters()


def test_letters_of_shipped_scripts_are_printable() -> None:
    assert find_unprintable("Ségou, Møre, žluť, σ, Москва, هدوء، پنجشنبه، ټول") == {}
