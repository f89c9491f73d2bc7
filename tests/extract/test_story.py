"""A sentence takes doer, place and day from the one before it where its own words name none."""

from dateline.atlas import open_gazetteer
from dateline.extract import extract_mentions
from dateline.lexicon import load_lexicon
from dateline.model.document import Block, Document
from dateline.model.mention import Mention

LEXICON = load_lexicon()
GAZETTEER = open_gazetteer()


def mentions(text: str, language: str = "en") -> list[Mention]:
    block = Block("paragraph", text, 0, len(text), None, language)
    document = Document(
        "note", "note", None, text, "", published="2024-03-01", language=language, blocks=(block,)
    )
    found, _problems = extract_mentions(document, lexicon=LEXICON, gazetteer=GAZETTEER)
    for mention in found:
        for span in mention.spans:
            assert text[span.start : span.end] == span.text
    return found


def doers(mention: Mention) -> list[tuple[str | None, str]]:
    return [(part.id, part.basis) for part in mention.actors if part.role == "perpetrator"]


def test_a_passive_event_takes_the_doer_place_and_day_of_the_scene_before_it() -> None:
    (found,) = mentions(
        "Boko Haram fighters stopped a minibus on Monday between Damboa and Maiduguri. "
        "Nine passengers were abducted and the women were let go."
    )
    assert doers(found) == [("boko-haram", "inferred")]
    assert found.place is not None
    assert (found.place.text, found.place.geo_precision) == ("Damboa", 2)
    assert str(found.date_start) == "2024-02-26"


def test_more_victims_are_of_the_same_doer() -> None:
    first, second = mentions(
        "On Monday JNIM fighters killed two farmers in Mopti. "
        "Three more farmers were killed in Gao the same day."
    )
    assert doers(first) == [("jnim", "attributed")]
    assert doers(second) == [("jnim", "inferred")]


def test_a_claim_holds_for_the_rest_of_the_statement() -> None:
    found = mentions(
        "Boko Haram's media arm claimed responsibility for two bombings in Borno state. "
        "It said an explosive device hit an army lorry in Damboa on 20 February 2024. "
        "A second exploded in Maiduguri on 22 February 2024. "
        "Residents of Gwoza said a mine exploded there on 25 February 2024."
    )
    assert [doers(mention) for mention in found] == [[("boko-haram", "claimed")]] * 3 + [[]]
    assert [mention.status for mention in found[1:]] == ["claimed", "claimed", "asserted"]
    assert [mention.claimed_by for mention in found] == [("boko-haram",)] * 3 + [()]


def test_a_french_claim_holds_for_the_rest_of_the_statement() -> None:
    found = mentions(
        "Le JNIM a revendiqué deux attentats dans la région de Mopti. "
        "Le groupe affirme qu'un engin explosif a explosé contre un camion à Douentza le 20 "
        "février 2024.",
        "fr",
    )
    assert doers(found[-1]) == [("jnim", "claimed")]
    assert found[-1].status == "claimed"


def test_an_arabic_claim_holds_for_the_rest_of_the_statement() -> None:
    (found,) = mentions(
        "أعلنت الذراع الإعلامية لحركة الشباب مسؤولية الحركة عن عمليات في الصومال. "
        "وقالت إن عبوة ناسفة انفجرت في شاحنة قرب كيسمايو يوم الثلاثاء 20 فبراير 2024.",
        "ar",
    )
    assert doers(found) == [("al-shabaab", "claimed")]
    assert (found.status, found.claimed_by) == ("claimed", ("al-shabaab",))


def test_who_residents_blame_did_it() -> None:
    (found,) = mentions(
        "Gunmen attacked a village near Gao on Friday. "
        "Ten civilians were killed, according to residents, who blame the jihadists of JNIM."
    )
    assert ("jnim", "attributed") in doers(found)


def test_the_blast_is_the_one_told_before() -> None:
    (found,) = mentions(
        "A mine exploded near Gao on Friday. The blast came hours before the assault in Mopti."
    )
    assert found.place is not None
    assert found.place.text == "Gao"


def test_what_was_burnt_in_an_attack_is_no_event_of_its_own() -> None:
    (found,) = mentions("Gunmen attacked a market in Gao on Friday; shops were burned.")
    assert found.sub_event_type == "Attack"


def test_who_accuses_speaks_and_the_accused_did_it() -> None:
    (found,) = mentions(
        "Local sources accuse Wagner fighters of executing twelve herders near Gao."
    )
    assert doers(found) == [("wagner", "attributed")]
    assert found.speakers == ("Local sources",)
    assert found.status == "asserted"
