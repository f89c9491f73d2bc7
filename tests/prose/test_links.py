"""Addresses: found, parted, refanged, defanged, canonical."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.prose.links import canonical_link, defang, find_links, refang, split_links

LABEL = st.text(alphabet="abcxyz0129-éñбдقلمपन中", min_size=1, max_size=8)
TAIL = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc", "Z")), max_size=30)
ADDRESS = st.builds(
    lambda scheme, user, labels, port, mark, tail: (
        f"{scheme}://{user}{'.'.join(labels)}{port}{mark}{tail if mark else ''}"
    ),
    st.sampled_from(("http", "https", "ftp", "HTTPS")),
    st.sampled_from(("", "", "user@", "user:pass@")),
    st.lists(LABEL, min_size=2, max_size=4),
    st.sampled_from(("", ":8080")),
    st.sampled_from(("", "/", "?", "#")),
    TAIL,
)


@given(ADDRESS, st.sampled_from(("house", "security")))
def test_refanging_undoes_defanging(url: str, style: str) -> None:
    assert refang(defang(url, style=style)) == url


PLAIN = st.builds(
    lambda scheme, labels, path: f"{scheme}://{'.'.join(labels)}{path}",
    st.sampled_from(("http", "https")),
    st.lists(st.text(alphabet="abcz09éñбقलमपन中", min_size=1, max_size=8), min_size=2, max_size=4),
    st.sampled_from(
        (
            "",
            "/",
            "/a-b_c",
            "/%D8%A3%D8%AE/x",
            "/أخبار/الساحل-12",
            "/بایگانی",
            "/a?x=1&y=2",
            "/नगर#top",
        )
    ),
)


@given(
    PLAIN,
    st.sampled_from(("house", "security")),
    st.sampled_from(("", "See ", "(", "انظر ", "word", "[12] ", "\u00a0", "«")),
    st.sampled_from(("", " ", ". Then", ")", "\n", "»", "، ثم", "\u00a0and")),
    st.sampled_from((" ", "\u00a0", "\n", " \u00a0", "\u202f")),
)
def test_a_defanged_address_is_found_wherever_it_stands(
    url: str, style: str, before: str, after: str, space: str
) -> None:
    broken = defang(url, style=style).replace(" dot ", f"{space}dot{space}")
    (link,) = find_links(f"{before}{broken}{after}")
    assert (link.url, link.defanged, link.state) == (url, True, "ok")


@given(ADDRESS)
def test_refanging_leaves_a_whole_address_as_it_is(url: str) -> None:
    assert refang(url) == url


@given(ADDRESS, st.sampled_from(("house", "security")))
def test_a_defanged_address_holds_no_dot_between_its_names(url: str, style: str) -> None:
    authority = re.split(r"[/?#]", defang(url, style=style).split("://", 1)[1])[0]
    assert "." not in authority.rpartition("@")[2].replace("[.]", "")


@given(st.text(max_size=200))
def test_links_stand_where_they_are_said_to_stand(text: str) -> None:
    for link in find_links(text):
        assert text[link.start : link.end] == link.raw


@given(ADDRESS)
def test_the_canonical_form_is_stable(url: str) -> None:
    assert canonical_link(canonical_link(url)) == canonical_link(url)


@pytest.mark.parametrize(
    ("printed", "url"),
    [
        ("https://radio dot example/a", "https://radio.example/a"),
        ("https://radio\u00a0 dot example/a", "https://radio.example/a"),
        ("https://www dot radio dot co.uk/a", "https://www.radio.co.uk/a"),
        ("https://radio\ndot example/a", "https://radio.example/a"),
        ("hxxps://radio[.]example/a", "https://radio.example/a"),
        ("hxxp[:]//radio(.)example/a", "http://radio.example/a"),
        ("hxxps[://]www[dot]radio[.]example", "https://www.radio.example"),
        ("radio[.]example/a", "https://radio.example/a"),
        ("radio dot example/a", "https://radio.example/a"),
        ("www dot radio dot example/a", "https://www.radio.example/a"),
        ("https://إذاعة dot موقع/أخبار", "https://إذاعة.موقع/أخبار"),
        ("hXXps://radio[.]example/a", "https://radio.example/a"),
        ("radio {dot} example/a", "https://radio.example/a"),
        ("hxxps[:]//radio[.]example[/]a", "https://radio.example/a"),
        ("hxxps://radio[.]example/page[.]html", "https://radio.example/page.html"),
        ("https://radio dot example/page dot html", "https://radio.example/page.html"),
        ("https://radio.example/page dot html", "https://radio.example/page.html"),
        ("hxxp://10[.]0[.]0[.]1/x", "http://10.0.0.1/x"),
        ("https://xn--mgbh0fb[.]example/x", "https://xn--mgbh0fb.example/x"),
        ("https://bücher dot example/straße", "https://bücher.example/straße"),
        ("t dot me/channel/12", "https://t.me/channel/12"),
    ],
)
def test_a_defanged_address_is_found_and_mended(printed: str, url: str) -> None:
    (link,) = find_links(f"See {printed} for more.")
    assert (link.url, link.defanged, link.state) == (url, True, "ok")
    assert link.raw == printed


@pytest.mark.parametrize(
    ("printed", "url"),
    [
        ("ttps://a.example/x", "https://a.example/x"),
        ("ttp://a.example/x", "http://a.example/x"),
        ("https:/a.example/x", "https://a.example/x"),
        ("https//a.example/x", "https://a.example/x"),
        ("hhttps://a.example/x", "https://a.example/x"),
    ],
)
def test_a_broken_scheme_is_mended_and_flagged(printed: str, url: str) -> None:
    (link,) = find_links(printed)
    assert (link.url, link.state) == (url, "malformed")


@pytest.mark.parametrize(
    ("run", "parts"),
    [
        ("https://a.example/xhttps://b.example/y", ["https://a.example/x", "https://b.example/y"]),
        ("www.a.examplehttps://b.example/y", ["www.a.example", "https://b.example/y"]),
        (
            "https://a.example/lo...https://b.example/yhttps://c.example",
            ["https://a.example/lo...", "https://b.example/y", "https://c.example"],
        ),
        (
            "https://a.example/x/https://b.example/y",
            ["https://a.example/x/", "https://b.example/y"],
        ),
    ],
)
def test_a_glued_address_is_parted(run: str, parts: list[str]) -> None:
    assert split_links(run) == parts


@pytest.mark.parametrize(
    "whole",
    [
        "https://web.archive.org/web/20240304/https://a.example/x",
        "https://a.example/go?to=https://b.example/y",
        "https://a.example/wiki/Tera_(town)",
        "https://a.example/أخبار/الساحل-12",
        "https://a.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1",
        "https://xn--mgbh0fb.example/x",
        "https://bücher.example/x?a=1&b=2#c",
        "http://[2001:db8::1]:8080/x",
    ],
)
def test_an_address_with_everything_in_it_stays_whole(whole: str) -> None:
    (link,) = find_links(f"({whole}).")
    assert (link.url, link.raw) == (whole, whole)


def test_a_truncated_address_is_flagged_and_never_guessed() -> None:
    first, second = find_links("https://a.example/long-ti...; https://b.example/other…")
    assert (first.url, first.raw, first.state) == (
        "https://a.example/long-ti", "https://a.example/long-ti...", "truncated",
    )  # fmt: skip
    assert (second.url, second.state) == ("https://b.example/other", "truncated")


def test_a_sentence_s_full_stop_is_not_part_of_the_address() -> None:
    assert find_links("See https://a.example/x.")[0].url == "https://a.example/x"
    assert find_links("https://a.example/x.", keep_stop=True)[0].url == "https://a.example/x."


def test_prose_with_the_word_dot_is_no_address() -> None:
    assert find_links("The dot com bubble burst. He put a dot on the i.") == []


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://x.com/a/status/1?s=20", "https://x.com/a/status/1"),
        ("https://twitter.com/a/status/1?s=20&t=Ab-_9", "https://twitter.com/a/status/1"),
        ("https://a.example/x?lang=fr&utm_source=f&fbclid=2", "https://a.example/x?lang=fr"),
        ("https://a.example/x#:~:text=some%20words", "https://a.example/x"),
        ("https://a.example/x;jsessionid=0A1B?y=2", "https://a.example/x?y=2"),
        ("https://dash.example/map/#/islands", "https://dash.example/map/#/islands"),
        ("https://a.example/list?s=20", "https://a.example/list?s=20"),
        ("HTTPS://A.Example:443/Path", "https://a.example/Path"),
        ("https://youtu.be/abc?si=Zz", "https://youtu.be/abc"),
    ],
)
def test_the_canonical_form_drops_who_shared_it(url: str, canonical: str) -> None:
    assert canonical_link(url) == canonical
