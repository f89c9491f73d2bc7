"""Invented pages in the manners of the web: six texts in twelve templates."""

import html
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

MENU = (
    "Home",
    "World",
    "Africa",
    "Middle East",
    "Opinion",
    "Sport",
    "Video",
    "About us",
    "Contact",
)
TEASERS = (
    "Ten places to see before the dry season ends", "Why the price of rice will not fall soon",
    "A minister resigns after a night of talks", "Quiz: how well do you know the river towns?",
    "The weather for the weekend in every province", "Champions lose at home for the first time",
)  # fmt: skip
PLACES = ("Kidira", "Tera", "Matam", "Bankilare", "Dori", "Nara", "Sevare", "Ansongo")
OPENINGS = (
    "Gunmen on motorbikes crossed the river near {place} at dawn and opened fire on the market",
    "The prefect of {place} said that the road to the north would stay closed until the rains end",
    "Traders in {place} counted their losses on Monday after the warehouse had burned for a night",
    "Soldiers who had left {place} in the spring came back with two lorries and a water tank",
    "A teacher from {place} walked for two days to reach the camp with forty of her pupils",
    "Elders met under the great tree in {place} and swore to give the stolen cattle back",
)
MIDDLES = (
    "and nobody in the town could say who had sent them",
    "which the garrison, cut in half since January, had not been able to prevent",
    "while the young men who had kept watch for a year were asleep in the school",
    "as they had done in the year of the drought, when the wells gave nothing but sand",
    "although a truce had been read out in every mosque only nine days before",
)
ENDINGS = (
    "An official who asked not to be named called it the worst week since the war began.",
    "The ministry did not answer questions, and the governor's telephone was switched off.",
    "Prices have doubled since then, and a sack of millet now costs what a goat once did.",
    "Two aid agencies said that they would keep their staff in the capital until further notice.",
)
FRENCH = (
    "Des hommes armés ont traversé le fleuve près de {place} et tiré sur le marché avant l'aube.",
    "Le préfet a déclaré que la route du nord resterait fermée jusqu'à la fin des pluies.",
    "Les commerçants ont compté leurs pertes lundi, après une nuit où l'entrepôt avait brûlé.",
)
ARABIC = (
    "عبر مسلحون على دراجات نارية النهر قرب المدينة عند الفجر وأطلقوا النار على السوق المزدحم.",
    "وقال مسؤول محلي إن الطريق إلى الشمال سيبقى مغلقا حتى نهاية موسم الأمطار هذا العام.",
    "وأحصى التجار خسائرهم يوم الاثنين بعد أن احترق المستودع طوال الليل دون أن يصل أحد.",
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page with what a reader should find on it."""

    template: str
    source: str
    title: str
    body: str


def pages(seed: int = 7) -> Iterator[Page]:
    """Every template filled with six texts."""
    chance = Random(seed)  # noqa: S311 - invented prose, no secret
    for name, template in TEMPLATES.items():
        for number in range(6):
            title, paragraphs = _text(chance, number)
            source = template(title, paragraphs, chance)
            yield Page(f"{name}-{number}", source, title, " ".join(paragraphs))


def _text(chance: Random, number: int) -> tuple[str, list[str]]:
    place = chance.choice(PLACES)
    bank = {3: FRENCH, 4: ARABIC}.get(number)
    paragraphs: list[str] = []
    for _ in range(chance.randint(4, 11)):
        if bank is not None:
            sentences = [sentence.format(place=place) for sentence in chance.sample(bank, 2)]
        else:
            opening, middle = chance.choice(OPENINGS), chance.choice(MIDDLES)
            sentences = [f"{opening.format(place=place)}, {middle}.", chance.choice(ENDINGS)]
        paragraphs.append(f"{' '.join(sentences)} ({len(paragraphs) + 1}.)")
    return f"{place}: {chance.choice(TEASERS[1:4])[:30].strip()} ({number})", paragraphs


def _menu(tag: str = "nav") -> str:
    items = "".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in MENU)
    return f"<{tag}><ul>{items}</ul></{tag}>"


def _teasers(chance: Random) -> str:
    return "".join(
        f'<div class="card"><h3><a href="/{number}">{teaser}</a></h3><p>{teaser}.</p></div>'
        for number, teaser in enumerate(chance.sample(TEASERS, 4))
    )


def _p(paragraphs: list[str]) -> str:
    return "".join(f"<p>{html.escape(words)}</p>\n" for words in paragraphs)


def _page(title: str, inner: str, head: str = "") -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f"{head}</head><body>{inner}</body></html>"
    )


def _news(title: str, text: list[str], chance: Random) -> str:
    data = {"@type": "NewsArticle", "headline": title, "datePublished": "2024-03-02T10:00:00Z"}
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    middle = f'{_p(text[:2])}<div class="related-links">{_teasers(chance)}</div>{_p(text[2:])}'
    return _page(
        title + " | Desert Post",
        f"<header>{_menu()}</header><main><article><h1>{title}</h1><p class='byline'>By A. B.</p>"
        f"{middle}</article><aside>{_teasers(chance)}</aside></main><footer>{_menu('div')}</footer>",
        head,
    )


def _think_tank(title: str, text: list[str], chance: Random) -> str:
    body = "".join(
        f'<p>{words}<a href="#_ftn{n}" name="_ftnref{n}">[{n}]</a></p>'
        for n, words in enumerate(text, 1)
    )
    notes = "".join(
        f'<p><a href="#_ftnref{n}" name="_ftn{n}">[{n}]</a> https://news.example/{n}</p>'
        for n in range(1, len(text) + 1)
    )
    return _page(
        title,
        f'<div id="menu">{_menu("div")}</div><div class="region-content"><h1>{title}</h1>'
        f'<div class="field-body">{body}<hr>{notes}</div></div>'
        f'<div class="sidebar">{_teasers(chance)}</div>',
    )


def _blog(title: str, text: list[str], chance: Random) -> str:
    body = "<br /><br />".join(text)
    archive = "".join(
        f"<li><a href='/{year}'>{year} ({year % 40})</a></li>" for year in range(2009, 2025)
    )
    return _page(
        f"My desk: {title}",
        f"<div class='header'><h1>My desk</h1></div><div class='main'><div class='post'>"
        f"<h3 class='post-title'>{title}</h3><div class='post-body'>{body}</div>"
        f"<div class='post-footer'>Posted by A at 10:00 <a href='/c'>No comments:</a></div></div>"
        f"</div><div class='sidebar'><h2>Archive</h2><ul>{archive}</ul>{_teasers(chance)}</div>",
    )


def _tables(title: str, text: list[str], chance: Random) -> str:
    return (
        f"<html><title>{title}</title><body><table width=800><tr><td colspan=2>{_menu('div')}</td>"
        f"</tr><tr><td width=150>{_teasers(chance)}</td><td><font size=5><b>{title}</b></font>"
        f"<p>{'<p>'.join(text)}</td></tr><tr><td colspan=2>Copyright 2003</td></tr></table></body>"
    )


def _wordpress(title: str, text: list[str], chance: Random) -> str:
    share = "<div class='sharedaddy share'><a href='#'>Click to share on X</a></div>"
    comments = "".join(
        f"<li class='comment'><p>I do not believe a word of it, friend {n}.</p></li>"
        for n in range(4)
    )
    return _page(
        title,
        f"<div id='page'><header class='site-header'>{_menu()}</header><div id='content'>"
        f"<article class='post'><h1 class='entry-title'>{title}</h1><div class='entry-content'>"
        f"{_p(text)}</div>{share}</article><ol class='comment-list'>{comments}</ol></div>"
        f"<div class='widget-area'>{_teasers(chance)}</div></div>",
    )


def _divs(title: str, text: list[str], chance: Random) -> str:
    body = "".join(
        f"<div class='c-{n % 3}'><span>{words}</span></div>" for n, words in enumerate(text)
    )
    return _page(
        title,
        f"<div class='top-nav'>{_menu('div')}</div><div class='wrap'><h2>{title}</h2>{body}</div>"
        f"<div class='promo'>{_teasers(chance)}</div>",
    )


def _wire(title: str, text: list[str], chance: Random) -> str:
    first = f"NIAMEY, March 2 (AFN) - {text[0]}"
    return _page(
        title,
        f"<div data-menu>{_menu()}</div><section><h1>{title}</h1><time datetime='2024-03-02'>2 May"
        f"</time><div class='article-body'>{_p([first, *text[1:]])}</div><p class='trust'>Our "
        f"standards: the principles we hold.</p></section><section class='more-from'>"
        f"{_teasers(chance)}</section>",
    ).replace("NIAMEY, March 2 (AFN) - ", "")


def _release(title: str, text: list[str], chance: Random) -> str:
    return _page(
        title,
        f"{_menu()}<main id='main'><div class='breadcrumb'><a href='/'>Home</a> &gt; <a href='/p'>"
        f"Press</a></div><h1>{title}</h1><dl><dt>Number</dt><dd>12/2024</dd></dl>{_p(text)}"
        f"<div class='newsletter-signup'><p>Subscribe to our newsletter</p></div></main>"
        f"<footer><p>{chance.choice(TEASERS)}</p></footer>",
    )


def _quoted(title: str, text: list[str], chance: Random) -> str:
    body = "".join(
        f"<blockquote><p>{words}</p></blockquote>" if n % 4 == 2 else f"<p>{words}</p>"  # noqa: PLR2004
        for n, words in enumerate(text)
    )
    return _page(
        title,
        f"<div class='cookie-consent'><p>We use cookies.</p></div>{_menu()}<article><header><h1>"
        f"{title}</h1></header>{body}</article>{_teasers(chance)}",
    )


def _sections(title: str, text: list[str], chance: Random) -> str:
    body = "".join(f"<section><p>{words}</p></section>" for words in text)
    return _page(
        title, f"{_menu()}<main><h1>{title}</h1>{body}</main><aside>{_teasers(chance)}</aside>"
    )


def _archived(title: str, text: list[str], chance: Random) -> str:
    bar = "<div id='wm-ipp-base'><p>The Wayback Machine - 12 captures</p></div>"
    return _news(title, text, chance).replace("<body>", f"<body>{bar}")


def _plain(title: str, text: list[str], _chance: Random) -> str:
    return _page(title, f"<h1>{title}</h1>{_p(text)}")


TEMPLATES: dict[str, Callable[[str, list[str], Random], str]] = {
    "news": _news, "think-tank": _think_tank, "blog": _blog, "tables": _tables,
    "wordpress": _wordpress, "divs": _divs, "wire": _wire, "release": _release,
    "quoted": _quoted, "sections": _sections, "archived": _archived, "plain": _plain,
}  # fmt: skip
