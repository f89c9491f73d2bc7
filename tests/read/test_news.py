"""What a news page says of itself: times, outlet, place of writing, pictures."""

from collections.abc import Callable

import pytest

from dateline.model.document import Document, Image, Reading
from dateline.read.dispatch import read_dispatch
from dateline.read.outlet import find_outlet

Reader = Callable[..., Reading]

BODY = """<p>{first} Gunmen attacked a supply convoy near the town of Tera on Saturday and killed
four drivers, the prefecture said in the evening.</p><p>The convoy was carrying rice from the
capital to the border, said a trader who lost two lorries in the attack.</p><p>The route has seen
eleven attacks since January, and drivers now ask for twice their old pay.</p>"""


def page(read: Reader, *, head: str = "", top: str = "", first: str = "") -> Document:
    source = (
        f"<html><head><title>Four drivers killed near Tera</title>{head}</head><body><article>"
        f"<h1>Four drivers killed near Tera</h1>{top}{BODY.format(first=first)}</article></body>"
        "</html>"
    )
    (document,) = read(source, "https://desertpost.example/2024/03/tera").documents
    return document


@pytest.mark.parametrize(
    ("head", "top"),
    [
        (
            (
                '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Four'
                ' drivers killed near Tera", "datePublished": "2024-03-02T18:05:00+01:00",'
                ' "dateModified": "2024-03-03T07:00:00+01:00"}</script>'
            ),
            "",
        ),
        (
            (
                '<meta property="article:published_time" content="2024-03-02T18:05:00+01:00">'
                '<meta property="article:modified_time" content="2024-03-03T07:00:00+01:00">'
            ),
            "",
        ),
        (
            "",
            (
                '<time datetime="2024-03-02T18:05:00+01:00">2 March</time>'
                '<time class="updated" datetime="2024-03-03T07:00:00+01:00">3 March</time>'
            ),
        ),
        (
            "",
            (
                '<p>Updated <time datetime="2024-03-03T07:00:00+01:00">3 March 2024</time></p>'
                '<p>Published <time datetime="2024-03-02T18:05:00+01:00">2 March 2024</time></p>'
            ),
        ),
    ],
)
def test_publication_and_change_are_kept_with_their_zones(
    read: Reader, head: str, top: str
) -> None:
    document = page(read, head=head, top=top)
    assert document.published == "2024-03-02T18:05:00+01:00"
    assert document.modified == "2024-03-03T07:00:00+01:00"


def test_times_that_stand_only_in_print_are_read(read: Reader) -> None:
    top = "<p>Published 2 March 2024 18:05 GMT | Updated 3 March 2024 07:00 GMT</p>"
    document = page(read, top=top)
    assert document.published == "2024-03-02T18:05+00:00"
    assert document.modified == "2024-03-03T07:00+00:00"


def test_a_page_that_was_never_changed_says_nothing(read: Reader) -> None:
    assert page(read, top="<p>2 March 2024</p>").modified is None


def test_a_page_known_by_its_change_alone_has_no_day_of_publication(read: Reader) -> None:
    document = page(read, top="<p>Last updated: 3 March 2024</p>")
    assert (document.published, document.modified) == (None, "2024-03-03")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("BAMAKO, Dec 13 (Reuters) - Two raids.", ("Bamako", "Reuters")),
        ("BAMAKO, Mali, Dec 13 (Reuters) - Two raids.", ("Bamako", "Reuters")),
        ("NIAMEY, Niger (AP) — Two raids.", ("Niamey", "AP")),
        ("Bamako, 13 déc 2023 (AFP) – Deux raids.", ("Bamako", "AFP")),
        ("KIDAL (Mali), 3 mars 2024 (AFP) - Deux raids.", ("Kidal", "AFP")),
        ("AL-HASAKAH, Syria (North Press) – Two raids.", ("Al-Hasakah", "North Press")),
        ("PORT-AU-PRINCE, Haiti (AP) — Two raids.", ("Port-au-Prince", "AP")),
        ("N'DJAMENA, Dec 13 (Reuters) - Two raids.", ("N'Djamena", "Reuters")),
        ("Abuja, March 3, 2024 (NAN) The police counted two raids.", ("Abuja", "NAN")),
        ("ANKARA (AA) - İki baskın.", ("Ankara", "AA")),
        ("باماكو (رويترز) - غارتان.", ("باماكو", "رويترز")),
        ("KABUL, Dec. 13 -- Two raids.", ("Kabul", None)),
        ("MOGADISHU — Two raids.", ("Mogadishu", None)),
        ("(Reuters) - Two raids.", (None, "Reuters")),
        ("JNIM: the group said that it left.", None),
        ("ISIS - the group - said that it left.", None),
        ("Two raids - one at night - hit the road.", None),
    ],
)
def test_the_line_of_a_dispatch_is_read(
    line: str, found: tuple[str | None, str | None] | None
) -> None:
    assert read_dispatch(line) == found


def test_a_name_in_capitals_throughout_is_no_place() -> None:
    line = "MINUSMA — The mission left."
    assert read_dispatch(line, line + " MINUSMA closed its camps.") is None


def test_pictures_have_captions_credits_and_whole_addresses(read: Reader) -> None:
    top = """<figure><img src="/tera.jpg"><figcaption>A lorry on the road.
<span class="credit">Photo: Moussa Sow / DP</span></figcaption></figure>
<div class="wp-caption"><img data-src="https://cdn.example/b.jpg"><p class="wp-caption-text">The
market in January. (Photo by Awa Diallo)</p></div>
<aside><figure><img src="/c.jpg"><figcaption>Another story</figcaption></figure></aside>
<div class="related"><figure><img src="/d.jpg"><figcaption>A third</figcaption></figure></div>"""
    assert page(read, top=top).images == (
        Image("A lorry on the road.", "Moussa Sow / DP", "https://desertpost.example/tera.jpg"),
        Image("The market in January.", "Awa Diallo", "https://cdn.example/b.jpg"),
    )


def test_an_outlet_is_named_where_the_text_names_it() -> None:
    call = "To receive the update via email, please subscribe here. Follow BDM on Twitter."
    spoken = ["BDM assesses that the ford stays closed.", "BDM has paused its other updates."]
    assert find_outlet([call, *spoken]) == "BDM"
    assert find_outlet([call, "The Basin Desk Monitor (BDM) counts boats.", *spoken]) == (
        "Basin Desk Monitor"
    )
    assert find_outlet(["© 2019-2024 The Basin Post. All rights reserved."]) == "The Basin Post"


def test_an_outlet_is_never_guessed() -> None:
    assert find_outlet(["Follow Awa Diallo on X.", "The ford stays closed."]) is None
    assert find_outlet(["Follow us on Twitter.", "Copyright law was changed in May 2023."]) is None
