"""PDF: running heads, hyphens, columns, footnotes, Arabic script, locked and empty files."""

from collections.abc import Callable

import pytest

from dateline.model.document import Document, Reading

Reader = Callable[..., Reading]
PARAGRAPH = (
    "Raiders on motorbikes crossed the river at dawn and burned the granaries of two hamlets "
    "before the garrison could answer, and the villagers fled to the administrative town. "
)


@pytest.fixture(scope="module")
def typeset() -> Callable[[str], bytes]:
    import typst

    return lambda source: bytes(typst.compile(source.encode()))


def one(reading: Reading) -> Document:
    (document,) = reading.documents
    return document


def test_running_heads_and_page_numbers_are_left_out(
    read: Reader, typeset: Callable[[str], bytes]
) -> None:
    source = (
        '#set page(height: 12cm, header: [River Review, spring 2024], numbering: "1 / 1")\n'
        "= The River\n\n" + (PARAGRAPH * 3 + "\n\n") * 6
    )
    document = one(read(typeset(source), "river.pdf"))
    assert "River Review" not in document.text
    assert " / " not in document.text
    assert document.title == "The River"
    paragraphs = [block.text for block in document.blocks if block.role == "paragraph"]
    assert paragraphs == [(PARAGRAPH * 3).strip()] * 6


def test_hyphens_at_the_line_s_end_are_joined(
    read: Reader, typeset: Callable[[str], bytes]
) -> None:
    source = (
        f"#set page(width: 7cm)\n#set par(justify: true)\n#set text(hyphenate: true)\n{PARAGRAPH}"
    )
    assert one(read(typeset(source), "a.pdf")).text == PARAGRAPH.strip()


def test_columns_are_read_one_after_the_other(
    read: Reader, typeset: Callable[[str], bytes]
) -> None:
    source = f"#set page(columns: 2, height: 14cm)\n{PARAGRAPH * 2}\n\n{PARAGRAPH * 4}"
    texts = [block.text for block in one(read(typeset(source), "a.pdf")).blocks]
    assert texts == [(PARAGRAPH * 2).strip(), (PARAGRAPH * 4).strip()]


WORDS = (
    "raiders crossed the river at dawn and burned granaries of two hamlets while officials in the "
    "capital said that drivers fled towards a ford near some market where traders"
)


def _sentence(words: list[str], start: int, step: int) -> str:
    taken = (words[(start + step * place) % len(words)] for place in range(17))
    return f"In {' '.join(taken)}."


@pytest.mark.parametrize(
    "layout",
    [
        "#set page(columns: 2, height: 14cm)\n#set par(justify: true, spacing: 1.2em)",
        "#set page(columns: 4, height: 9cm, width: 21cm, margin: 1.5cm)\n#set par(spacing: 1.2em)",
        "#set page(columns: 2, height: 12cm)\n#set par(first-line-indent: 1em, spacing: 0.65em)",
    ],
    ids=["justified", "narrow", "indented"],
)
def test_a_paragraph_goes_on_in_the_next_column(
    read: Reader, typeset: Callable[[str], bytes], layout: str
) -> None:
    words = WORDS.split()
    paragraphs = [
        " ".join(_sentence(words, 7 * one + 5 * two, (2, 3, 5)[two]) for two in range(3))
        for one in range(12)
    ]
    source = "\n\n".join((layout, *paragraphs))
    texts = [block.text for block in one(read(typeset(source), "a.pdf")).blocks]
    # where a sentence ends with its column, the next may be a paragraph of its own
    assert " ".join(texts) == " ".join(paragraphs)
    assert all(text.endswith(".") and text.startswith("In ") for text in texts)
    assert sum(text in paragraphs for text in texts) >= len(paragraphs) - 1


def test_footnotes_on_several_pages_are_gathered_and_linked(
    read: Reader, typeset: Callable[[str], bytes]
) -> None:
    source = "#set page(height: 13cm)\n" + "\n\n".join(
        f"{PARAGRAPH}Nine died.#footnote[https://a.example/{number}] {PARAGRAPH}"
        for number in range(1, 7)
    )
    document = one(read(typeset(source), "a.pdf"))
    markers = ["1", "2", "3", "4", "5", "6"]
    assert [ref.marker for ref in document.note_refs] == markers
    assert [note.citations[0].url for note in document.notes] == [
        f"https://a.example/{marker}" for marker in markers
    ]
    paragraphs = [block.text for block in document.blocks if block.role == "paragraph"]
    assert len(paragraphs) == 6


def test_arabic_script_comes_in_reading_order(
    read: Reader, typeset: Callable[[str], bytes]
) -> None:
    words = "هاجم مسلحون قافلة قرب تيرا يوم السبت وقتلوا أربعة سائقين على الطريق"
    source = f'#set text(lang: "ar", font: "DejaVu Sans")\n{words}'
    document = one(read(typeset(source), "a.pdf"))
    assert document.text.split()[:4] == words.split()[:4]
    assert document.language == "ar"


def test_a_pdf_without_words_says_that_it_is_a_scan(
    read: Reader, typeset: Callable[[str], bytes]
) -> None:
    reading = read(typeset("#rect(width: 5cm, height: 5cm)"), "a.pdf")
    assert [problem.kind for problem in reading.problems] == ["scanned-pdf"]


def test_a_pdf_with_broken_references_is_read_or_refused(
    read: Reader, typeset: Callable[[str], bytes]
) -> None:
    whole = typeset(PARAGRAPH)
    for cut in (len(whole) // 3, len(whole) // 2, len(whole) - 40):
        reading = read(whole[:cut], "a.pdf")
        assert reading.documents or reading.problems


def test_an_address_broken_over_lines_is_whole_and_a_set_hyphen_is_no_part_of_it(
    read: Reader, typeset: Callable[[str], bytes]
) -> None:
    address = (
        "https://www.example.org/politics/attackers-withdrew-after-nightfall/"
        "reinforcements?session=K3SdOHEtQ&page=12"
    )
    for width in ("6cm", "7cm", "8cm", "9cm", "10cm", "11cm"):
        source = (
            f"#set page(width: {width})\n#set text(hyphenate: true)\n"
            f'{PARAGRAPH.strip()}#"[1]"\n\nNotes:\n\n#"[1] {address}"'
        )
        document = one(read(typeset(source), "a.pdf"))
        assert [work.url for work in document.notes[0].citations] == [address], width
        assert document.blocks[0].text == f"{PARAGRAPH.strip()}[1]"


def test_a_marker_at_the_start_of_a_line_opens_no_paragraph(
    read: Reader, typeset: Callable[[str], bytes]
) -> None:
    words = " ".join(f'The raiders came again.#"[{number}]"' for number in range(1, 40))
    notes = "\n\n".join(f'#"[{number}] https://a.example/{number}"' for number in range(1, 40))
    document = one(read(typeset(f"{words}\n\nNotes:\n\n{notes}"), "a.pdf"))
    assert [block.role for block in document.blocks][:2] == ["paragraph", "heading"]
    assert document.blocks[0].text == " ".join(
        f"The raiders came again.[{number}]" for number in range(1, 40)
    )
    assert len(document.notes) == 39


@pytest.mark.parametrize(
    "line",
    [
        "The paper wrote “هاجم مسلحون قافلة قرب «تيرا» يوم السبت” on Saturday.",
        "The paper wrote “الانفصالي قتل (أمس) في الأسواق” on Saturday.",
        "See https://a.example/شؤون/4952726-تركيا for more of it.",
        "Radio Azadi, “بازداشت دو مهاجم در ۱۲ مارس” of Kabul.",
    ],
)
def test_lines_of_mixed_script_come_in_reading_order(
    read: Reader, typeset: Callable[[str], bytes], line: str
) -> None:
    source = (
        f'#set text(font: ("Libertinus Serif", "DejaVu Sans"))\n{PARAGRAPH}\n\n#"{line}"\n\n'
        f"{PARAGRAPH}"
    )
    document = one(read(typeset(source), "a.pdf"))
    assert document.blocks[1].text == line


def test_latin_words_in_an_arabic_line_stay_where_they_are_read(
    read: Reader, typeset: Callable[[str], bytes]
) -> None:
    line = "وقالت وكالة Reuters News إن 12 سائقا قتلوا قرب تيرا في 2024."
    source = f'#set text(lang: "ar", font: ("DejaVu Sans",))\n#"{line}"'
    assert one(read(typeset(source), "a.pdf")).text == line


ARABIC = (
    "هاجم مسلحون على دراجات نارية قافلة شاحنات قرب بلدة تيرا فجر السبت، وقال مسؤولون إن أربعة "
    "سائقين قتلوا وأصيب تسعة آخرون على الطريق القديم"
)
EASTERN = '#set text(lang: "ar", font: ("DejaVu Sans",))\n'


def test_footnotes_of_an_arabic_page_are_linked(
    read: Reader, typeset: Callable[[str], bytes]
) -> None:
    source = (
        f"{EASTERN}{ARABIC}#footnote[صحيفة النهر، https://river.example/tera?id=4]. {ARABIC} مساء."
        f"#footnote[https://river.example/ford]\n\n{ARABIC}."
    )
    document = one(read(typeset(source), "a.pdf"))
    assert [block.text for block in document.blocks if block.role == "paragraph"] == [
        f"{ARABIC}[1]. {ARABIC} مساء.[2]", f"{ARABIC}.",
    ]  # fmt: skip
    assert [ref.marker for ref in document.note_refs] == ["1", "2"]
    assert [work.url for note in document.notes for work in note.citations] == [
        "https://river.example/tera?id=4", "https://river.example/ford",
    ]  # fmt: skip


def test_joiners_and_vowel_signs_stay_where_they_are_written(
    read: Reader, typeset: Callable[[str], bytes]
) -> None:
    line = "مقام‌ها می‌گویند خانه‌هایشان نزدیک تِرا بود."
    source = f'#set text(lang: "fa", font: ("DejaVu Sans",))\n{line}'
    assert one(read(typeset(source), "a.pdf")).text == line


def test_a_quotation_before_a_full_stop_is_closed(
    read: Reader, typeset: Callable[[str], bytes]
) -> None:
    line = "وقال العقيد موسى ديارا: «لن نترك الطريق مغلقا»."
    assert one(read(typeset(f"{EASTERN}{line}"), "a.pdf")).text == line


def test_arabic_paragraphs_end_with_their_short_line(
    read: Reader, typeset: Callable[[str], bytes]
) -> None:
    source = f"#set par(spacing: 0.65em)\n{EASTERN}{ARABIC} أمس.\n\n{ARABIC} مساء السبت."
    assert [block.text for block in one(read(typeset(source), "a.pdf")).blocks] == [
        f"{ARABIC} أمس.", f"{ARABIC} مساء السبت.",
    ]  # fmt: skip


def test_letters_that_the_font_does_not_name_are_told(
    read: Reader, typeset: Callable[[str], bytes]
) -> None:
    # DejaVu Sans holds no Urdu ye, so that the page draws an empty box for it
    source = '#set text(lang: "ur", font: ("DejaVu Sans",), fallback: false)\n'
    words = "حکام نے بتایا کہ لوگوں نے پرانے پل کے قریب دیکھا۔ " * 2
    document = one(read(typeset(source + words), "a.pdf"))
    (problem,) = document.problems
    assert problem.kind == "unnamed-letters"
    assert problem.what.startswith("8 of ")
