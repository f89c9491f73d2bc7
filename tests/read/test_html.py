"""Pages as found on the web."""

from collections.abc import Callable

from dateline.model.document import Document, Image, Reading

Reader = Callable[..., Reading]

NEWS = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Four drivers killed near Tera | Desert Post</title>
<link rel="canonical" href="https://desertpost.example/2024/03/tera">
<meta property="og:site_name" content="Desert Post">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type":
"NewsArticle", "headline": "Four drivers killed near Tera", "datePublished":
"2024-03-02T18:05:00+01:00", "dateModified": "2024-03-03T07:00:00+01:00",
"author": [{"@type": "Person", "name": "Awa Diallo"}, {"name": "Ben Keita"}],
"publisher": {"@type": "Organization", "name": "Desert Post"}}]}</script>
<style>p {color: red}</style></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<div class="cookie-banner">We use cookies to improve your visit.</div>
<main><article><h1>Four drivers killed near Tera</h1>
<p class="byline">By Awa Diallo and Ben Keita</p><time datetime="2024-03-02">2 March 2024</time>
<figure><img src="https://desertpost.example/tera.jpg" alt="">
<figcaption>A lorry on the Tera road in January. (Photo by Moussa Sow / DP)</figcaption></figure>
<p>NIAMEY, March 2 (AFN) - Gunmen attacked a supply convoy near the town of Tera on Saturday and
killed four drivers, the prefecture said.</p>
<div class="share-buttons"><a href="#">Tweet</a> <a href="#">Share this on Facebook</a></div>
<p>The convoy was carrying rice from the capital to the border, said a trader who lost two lorries
in the attack and asked not to be named.</p>
<blockquote><p>“We heard shots for an hour,” said a teacher in a village nearby.</p></blockquote>
<h2>A road long feared</h2>
<p>The route has seen eleven attacks since January, and drivers now ask for twice their old pay
before they set out.</p>
<div class="related"><h3>Related</h3><ul><li><a href="/a">Truce talks open in the lake region</a>
</li></ul></div></article></main>
<aside>Most read: prices in the capital</aside><footer>© 2024 Desert Post</footer></body></html>"""

THINK_TANK = """<html><head><title>Basin Notes</title></head><body><div id="content">
<h1>Basin Notes: The Tera Road</h1>
<p>Raiders hit two convoys in March.<a href="#_ftn1" name="_ftnref1">[1]</a> The garrison was cut
in half in the winter, which left the road without patrols for weeks.<a href="#_ftn2"
name="_ftnref2"><sup>[2]</sup></a> Traders paid for guards of their own.</p>
<p>The pattern is an old one, and the villages know it well from the years before the war.</p>
<hr><div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> <a
href="https://www.example.org/a-very-long-address-that-the-page-cuts">https://www.example.org/a-very-lo...</a>;
author’s research.</p></div>
<div id="ftn2"><p><a href="#_ftnref2" name="_ftn2">[2]</a> See <a
href="https://www.example.net/garrison">“The Garrison”</a>.</p></div></div></body></html>"""

WIKI = """<html><body><article><h1>The Ford</h1><p>The ford was closed in May.<sup
id="r1"><a href="#n1">1</a></sup> It opened again in June after the rains had passed, and the
police counted the boats.<sup id="r2"><a href="#n2">2</a></sup></p><section><h2>Notes</h2><ol>
<li id="n1"><a href="#r1">↑</a> https://a.example/closed</li>
<li id="n2"><p>First part. <a href="#r2">↩</a></p><p>Second part: https://a.example/open</p></li>
</ol></section></article></body></html>"""

BLOG = """<html><head><title>My blog: REPOST</title></head><body><div class="post"><h3
class="post-title">Delta Weekly Update, May 3, 2024</h3><div class="post-body">Author: Chidi
Okoro<br><br>Data Cutoff: May 1, 2024, at 10 a.m.<br><br><b>Key Takeaway:</b>&nbsp;<br><br>Smugglers
moved to the northern ford after the police had burned nine boats.<br><br><b>Smugglers moved north
in April.</b>&nbsp;Traders noticed it first, and then the police did.[1]<br><br>Figure&nbsp;1. The
Fords<br><br>Source: Chidi Okoro.<br><br>[1]&nbsp;https://news&nbsp;dot example/ford<br><br></div>
<div class="comments"><h4>No comments:</h4><p><a href="/c">Post a Comment</a></p></div></div>
</body></html>"""


def one(reading: Reading) -> Document:
    (document,) = reading.documents
    return document


def running(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.role == "paragraph"]


def test_a_news_page_gives_headline_people_outlet_time_and_address(read: Reader) -> None:
    page = one(read(NEWS, "https://desertpost.example/2024/03/tera?utm_source=x"))
    assert (page.kind, page.title) == ("article", "Four drivers killed near Tera")
    assert page.authors == ("Awa Diallo", "Ben Keita")
    assert page.publisher == "Desert Post"
    assert page.published == "2024-03-02T18:05:00+01:00"
    assert page.url == "https://desertpost.example/2024/03/tera"


def test_a_news_page_keeps_its_body_and_no_navigation(read: Reader) -> None:
    page = one(read(NEWS, "https://desertpost.example/2024/03/tera"))
    assert [text.split(" ")[0] for text in running(page)] == ["NIAMEY,", "The", "The"]
    for chrome in ("Home", "cookies", "Most read", "Desert Post ©", "Truce talks"):
        spoken = " ".join(block.text for block in page.blocks if block.role != "noise")
        assert chrome not in spoken
    assert [block.text for block in page.blocks if block.role == "quote"] == [
        "“We heard shots for an hour,” said a teacher in a village nearby."
    ]
    assert [section.head for section in page.sections] == ["A road long feared"]


def test_a_picture_s_credit_is_parted_from_its_caption(read: Reader) -> None:
    page = one(read(NEWS, "https://desertpost.example/2024/03/tera"))
    assert page.images == (
        Image(
            "A lorry on the Tera road in January.",
            "Moussa Sow / DP",
            "https://desertpost.example/tera.jpg",
        ),
    )


def test_the_place_of_writing_and_the_agency_are_read(read: Reader) -> None:
    page = one(read(NEWS, "https://desertpost.example/2024/03/tera"))
    assert (page.written_at, page.agency) == ("Niamey", "AFN")


def test_footnotes_linked_both_ways_are_notes(read: Reader) -> None:
    page = one(read(THINK_TANK, "https://basin.example/tera"))
    assert [ref.marker for ref in page.note_refs] == ["1", "2"]
    assert "in March.[1] The garrison" in page.text
    assert "for weeks.[2] Traders" in page.text
    first, second = page.notes
    assert [(work.url, work.state, work.access) for work in first.citations] == [
        ("https://www.example.org/a-very-long-address-that-the-page-cuts", "ok", "open"),
        (None, "ok", "own_research"),
    ]
    assert (second.citations[0].url, second.citations[0].title) == (
        "https://www.example.net/garrison", "The Garrison",
    )  # fmt: skip


def test_superior_figures_with_links_and_signs_back_are_notes(read: Reader) -> None:
    page = one(read(WIKI, "https://wiki.example/ford"))
    assert [ref.marker for ref in page.note_refs] == ["1", "2"]
    assert "in May.[1] It" in page.text
    assert [note.text for note in page.notes] == [
        "https://a.example/closed",
        "First part. Second part: https://a.example/open",
    ]


def test_a_blog_that_breaks_lines_reads_like_text(read: Reader) -> None:
    page = one(read(BLOG, "https://blog.example/delta"))
    assert page.title == "Delta Weekly Update, May 3, 2024"
    assert page.authors == ("Chidi Okoro",)
    assert (page.published, page.cutoff) == ("2024-05-03", "2024-05-01T10:00")
    assert [takeaway.text[:14] for takeaway in page.takeaways] == ["Smugglers move"]
    assert [(figure.number, figure.credit) for figure in page.figures] == [(1, "Chidi Okoro")]
    assert [ref.marker for ref in page.note_refs] == ["1"]
    assert page.notes[0].citations[0].url == "https://news.example/ford"


def test_an_archived_page_has_the_address_it_was_taken_from(read: Reader) -> None:
    address = "https://web.archive.org/web/20240305120000/https://wiki.example/ford"
    assert one(read(WIKI, address)).url == "https://wiki.example/ford"


def test_a_page_declares_its_encoding_inside(read: Reader) -> None:
    page = "<html><head><meta charset='windows-1256'></head><body><p>{}</p></body></html>"
    words = "هاجم مسلحون قافلة قرب تيرا يوم السبت، وقال مسؤولون إن أربعة سائقين قتلوا في الهجوم."
    document = one(read(page.format(words).encode("cp1256"), "https://a.example"))
    assert document.text == words
    assert document.language == "ar"


def test_zero_width_joiners_of_persian_stay(read: Reader) -> None:
    words = "نیروهای امنیتی می‌گویند که در این حمله دست‌کم چهار راننده کشته شده‌اند و جاده بسته شد."
    document = one(read(f"<html><body><p>{words}</p></body></html>", "https://a.example"))
    assert document.text == words


def test_deep_nesting_is_read_without_harm(read: Reader) -> None:
    deep = "<div>" * 5000 + "<p>Words far down in the page are still words of the page.</p>"
    reading = read(f"<html><body>{deep}</body></html>", "https://a.example")
    assert reading.documents or reading.problems


def test_a_page_without_words_is_a_problem(read: Reader) -> None:
    reading = read("<html><head></head><body><script>x()</script></body></html>", "https://a.b")
    assert [problem.kind for problem in reading.problems] == ["no-text"]


BLOGGER = """<html><head><title>Sahel Watcher: Lake Basin Brief 12</title></head><body>
<h1 class="title"><a href="/">Sahel Watcher</a></h1>
<h2 class="date-header"><span>Friday, March 8, 2024</span></h2>
<div class="post"><h3 class="post-title entry-title">Lake Basin Brief 12: Raids Move South</h3>
<div class="post-body">Author: Awa Diallo<br><br><b>Key Takeaway:</b> Raiders moved south of the
river for the first time since January and are likely to stay there.<br><br>Raiders on motorbikes
crossed the river at dawn on 2 March and burned the granaries of two hamlets near Tera.[1]<br><br>
[1] https://post dot example dot com/raid</div></div><h4>Post a Comment</h4></body></html>"""


def test_a_blog_s_name_is_not_its_entry_s_title(read: Reader) -> None:
    page = one(read(BLOGGER, "https://watcher.example/2024/03/brief"))
    assert page.title == "Lake Basin Brief 12: Raids Move South"
    assert (page.authors, page.published) == (("Awa Diallo",), "2024-03-08")
    (takeaway,) = page.takeaways
    assert takeaway.head is None
    assert takeaway.text.startswith("Raiders moved south of the river for the first time")
    assert "Sahel Watcher" not in page.text


def test_rows_of_a_table_are_no_headings(read: Reader) -> None:
    table = "<table><tr><th>Place</th><th>Dead</th></tr><tr><td>Tera</td><td>Four</td></tr></table>"
    body = f"<p>{'Raiders came. ' * 20}</p>{table}<p>{'They left. ' * 20}</p>"
    page = one(read(f"<html><body><article>{body}</article></body></html>", "a.html"))
    assert [block.role for block in page.blocks] == ["paragraph"] * 4
    assert page.blocks[2].text == "Tera | Four"


def test_an_arabic_byline_names_the_author(read: Reader) -> None:
    source = (
        "<html lang='ar'><body><article><h1>هجوم قرب تيرا</h1><p>كتب: أحمد سالم</p>"
        f"<p>{'هاجم مسلحون قافلة شاحنات قرب بلدة تيرا فجر السبت. ' * 4}</p>"
        f"<p>{'وقال مسؤولون إن أربعة سائقين قتلوا وأصيب تسعة آخرون. ' * 4}</p>"
        "</article></body></html>"
    )
    assert one(read(source, "a.html")).authors == ("أحمد سالم",)


def test_what_a_page_shows_only_when_pointed_at_is_no_part_of_the_sentence(read: Reader) -> None:
    page = (
        "<html><body><article><h1>The Ford</h1><p>Raiders crossed the ford <a>nine times</a>"
        '<span role="note"><span>9 crossings</span> with high confidence</span> in May, and the '
        "village paid for every one of them.</p></article></body></html>"
    )
    (document,) = read(page, "ford.html").documents
    assert "high confidence" not in document.text
    assert "ford nine times in May, and the village" in document.text
