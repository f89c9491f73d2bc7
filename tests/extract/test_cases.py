"""In Turkish and Persian endings and particles tell doer from struck."""

from datetime import date

import pytest

from dateline.extract.roles import Roles, find_roles
from dateline.extract.scene import read_scene
from dateline.extract.triggers import find_groups
from dateline.lexicon import load_lexicon

LEXICON = load_lexicon()


def roles(text: str, language: str) -> Roles:
    scene = read_scene(text, 0, language=language, lexicon=LEXICON, anchor=date(2023, 12, 15))
    assert scene is not None
    return find_roles(scene, find_groups(scene)[0], (0, len(text)))


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("Operasyonda DEAŞ üyesi olduğu öne sürülen 12 kişi gözaltına alındı.", []),
        ("Suriye'nin kuzeyinde düzenlenen saldırıda iki kişi öldü.", []),
        ("Mali'deki saldırıda üç kişi öldü.", []),
        ("PKK Hakkari'de bir karakola saldırdı.", ["PKK"]),
    ],
)
def test_turkish_places_and_detainees_did_nothing(text: str, doers: list[str]) -> None:
    assert [party.text for party in roles(text, "tr").perpetrators] == doers


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("سه سرباز در حمله طالبان کشته شدند.", "طالبان"),
        ("دو خبرنگار توسط طالبان بازداشت شدند.", "طالبان"),
    ],
)
def test_persian_deeds_are_of_who_follows_them_or_by(text: str, doer: str) -> None:
    assert doer in [party.text for party in roles(text, "fa").perpetrators]
