"""A sum told before its parts is no event beside them."""

from dateline.atlas import open_gazetteer
from dateline.extract.tagger import extract_mentions
from dateline.lexicon import load_lexicon
from dateline.model.document import Block, Document


def statuses(text: str, language: str) -> list[str]:
    """The status of each mention of a note, in the order of the text."""
    block = Block("paragraph", text, 0, len(text), None, language)
    document = Document(
        "note", "note", None, text, "", published="2024-03-01", language=language, blocks=(block,)
    )
    found, _problems = extract_mentions(
        document, lexicon=load_lexicon(), gazetteer=open_gazetteer()
    )
    return [one.status for one in sorted(found, key=lambda one: one.start)]


def test_a_sum_whose_parts_follow_is_an_aggregate() -> None:
    told = statuses(
        "JNIM fighters carried out attacks near Koro this week. "
        "On Monday they attacked the village of Madougou and killed four civilians. "
        "On Wednesday they attacked the village of Dinangourou and killed two civilians.",
        "en",
    )
    assert told[0] == "aggregate"
    assert told[1:] == ["asserted", "asserted"]


def test_a_dual_whose_two_deeds_follow_is_an_aggregate() -> None:
    told = statuses(
        "أعلنت جماعة نصرة الإسلام والمسلمين مسؤوليتها عن تفجيرين قرب موبتي. "
        "وقالت إن عبوة ناسفة استهدفت آلية للجيش المالي قرب كورو يوم الاثنين. "
        "وأضافت أن عبوة ثانية انفجرت في آلية لمجموعة فاغنر قرب سيفاري يوم الثلاثاء.",
        "ar",
    )
    assert told[0] == "aggregate"
    assert "aggregate" not in told[1:]
