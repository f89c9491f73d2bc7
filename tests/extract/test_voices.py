"""Who claims, denies and is blamed, in each language, and what follows for the status."""

import pytest

from dateline.atlas import open_gazetteer
from dateline.extract import extract_mentions
from dateline.lexicon import load_lexicon
from dateline.model.document import Block, Document
from dateline.model.mention import Mention

LEXICON = load_lexicon()
GAZETTEER = open_gazetteer()


def only_mention(text: str, language: str = "en") -> Mention:
    block = Block("paragraph", text, 0, len(text), None, language)
    document = Document(
        "n", "note", None, text, "", published="2024-03-12", language=language, blocks=(block,)
    )
    return extract_mentions(document, lexicon=LEXICON, gazetteer=GAZETTEER)[0][0]


@pytest.mark.parametrize(
    ("text", "language", "claimed_by"),
    [
        ("A bomb killed two officers in Garissa; the River Lions claimed it.", "en", "River Lions"),
        ("A bomb killed two officers in Garissa. Al-Shabaab claimed responsibility.", "en",
         "al-shabaab"),
        ("Le GSIM a revendiqué l'attaque contre le camp de Sévaré.", "fr", "jnim"),
        ("تبنّت جماعة نصرة الإسلام والمسلمين هجوماً على معسكر للجيش المالي.", "ar", "jnim"),
        ("HPG, Hakkari'deki karakola düzenlenen silahlı saldırıyı üstlendi.", "tr", "HPG"),
    ],
)  # fmt: skip
def test_who_claims(text: str, language: str, claimed_by: str) -> None:
    assert only_mention(text, language).claimed_by == (claimed_by,)


@pytest.mark.parametrize(
    ("text", "language", "denied_by"),
    [
        ("Mortars hit Goma, killing three civilians; Kigali denied any role.", "en", "Kigali"),
        ("Rebels shelled Goma, killing three civilians. The group rejected the charge.", "en",
         "The group"),
        ("Des soldats ont tué cinq civils à Bambari, un bilan que l'armée rejette.", "fr", "armée"),
        ("قتل مسلحون ثلاثة مدنيين في تكريت، ونفت قيادة الشرطة ذلك.", "ar", "الشرطة"),
    ],
)  # fmt: skip
def test_who_denies(text: str, language: str, denied_by: str) -> None:
    mention = only_mention(text, language)
    assert mention.denied_by == (denied_by,)
    assert mention.status == "disputed"


@pytest.mark.parametrize(
    ("text", "language", "blamed"),
    [
        ("A bomb killed three people in Kabul and officials pointed to the Haqqani Network.", "en",
         "haqqani"),
        ("Gunmen killed six farmers in Yelwa; elders held the Sahel Shield responsible.", "en",
         "Sahel Shield"),
        ("Des hommes armés ont tué six éleveurs à Boni ; les élus accusent Wagner.", "fr",
         "wagner"),
    ],
)  # fmt: skip
def test_who_is_blamed(text: str, language: str, blamed: str) -> None:
    assert only_mention(text, language).blamed == (blamed,)


def test_what_is_told_only_as_denied_is_denied() -> None:
    mention = only_mention("The army denied firing on protesters in Butembo.")
    assert (mention.status, mention.denied_by) == ("denied", ("army",))


def test_nobody_claims_where_no_group_did() -> None:
    mention = only_mention("A bomb killed two in Garissa. No group claimed responsibility.")
    assert mention.claimed_by == ()


def test_a_side_that_tells_of_its_own_deed_claims_it() -> None:
    assert only_mention("The army said it had killed 20 fighters near Djibo.").status == "claimed"


def test_a_verb_in_the_present_is_no_plural() -> None:
    assert only_mention("Boko Haram attacks a village near Diffa, killing four.").status == (
        "asserted"
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("No group has claimed responsibility for the attack in Koro that killed 12.", "en"),
        ("There was no claim of responsibility for the bombing in Mogadishu.", "en"),
        ("L'attaque de Koro n'a pas été revendiquée.", "fr"),
        ("Aucun groupe n'a revendiqué l'attaque de Koro, qui a fait 12 morts.", "fr"),
        ("Halep'teki saldırıyı henüz hiçbir örgüt üstlenmedi.", "tr"),
        ("لم تتبن أي جهة الهجوم على غاو.", "ar"),
    ],
)
def test_an_attack_that_nobody_claims_has_no_claimant(text: str, language: str) -> None:
    assert only_mention(text, language).claimed_by == ()


def test_a_claim_may_be_a_noun() -> None:
    mention = only_mention("JNIM's claim of responsibility for the attack on Djibo came Monday.")
    assert mention.claimed_by == ("jnim",)


@pytest.mark.parametrize(
    ("text", "language", "blamed"),
    [
        ("Officials blamed the attack in Maiduguri on Boko Haram.", "en", "boko-haram"),
        ("The RSF was accused of killing 30 civilians in El Fasher.", "en", "rsf"),
        ("Responsibility for the shelling of El Fasher was pinned on the RSF.", "en", "rsf"),
        ("L'attaque de Koro a été attribuée au GSIM.", "fr", "jnim"),
    ],
)
def test_blame_in_the_passive_and_after_the_deed(text: str, language: str, blamed: str) -> None:
    assert only_mention(text, language).blamed == (blamed,)
