"""A static site of all editions: readable without script and without a server."""

import json
import re
import tomllib
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dateline.publish.phrases import direction_of
from dateline.publish.policy import refuse_leaks
from dateline.publish.site.feeds import write_atom, write_json_feed, write_rss
from dateline.publish.site.matter import SiteEdition, SiteMatter
from dateline.publish.templates_of import find_template, make_templates
from dateline.publish.typefaces import link_faces

METHODS = Path(__file__).resolve().parents[1] / "templates" / "methods.toml"
SCRIPT = Path(__file__).resolve().parents[1] / "templates" / "search.js"


def build_site(site: SiteMatter, secrets: frozenset[str]) -> dict[str, bytes]:
    """Make every file of a site.

    Args:
        site: what it shows.
        secrets: words of withheld sources, which no page may hold.

    Returns:
        Files by path from the site's root.

    Raises:
        PublishRefused: a page would name a withheld source.
    """
    writer = _SiteWriter(site)
    pages = writer.pages()
    texts = {
        **pages,
        "search-index.js": _index(site),
        "feed.xml": write_atom(site).decode(),
    }
    if site.root:  # these have no relative links
        texts["rss.xml"] = write_rss(site).decode()
        texts["feed.json"] = write_json_feed(site).decode()
    for name, text in texts.items():
        refuse_leaks(text, secrets, f"page {name} of the site")
    files = {name: text.encode() for name, text in texts.items()}
    files["search.js"] = find_template(SCRIPT, site.templates).read_bytes()
    rules, fonts = link_faces("fonts/")
    style = writer.templates.get_template("page.css").render()
    own = writer.templates.get_template("site.css").render()
    files["site.css"] = f"{rules}\n{style}\n{own}".encode()
    files |= {f"fonts/{name}": payload for name, payload in fonts.items()}
    for edition in site.editions:
        for issue in edition.issues:
            folder = f"{edition.folder}{issue.id}/"
            files |= {folder + name: payload for name, payload in issue.files.items()}
    return files


class _SiteWriter:
    """Fills the frame of every page."""

    def __init__(self, site: SiteMatter) -> None:
        self.site = site
        self.templates = make_templates(site.templates)
        self.say = site.say
        self.methods = find_methods(self.say.language, site.templates)
        self.theatres = _group(site.editions, self.say("other"))

    def pages(self) -> dict[str, str]:
        """Every page of the site's own, by path."""
        site = self.site
        pages = {"index.html": self.fill("index", "", site.desk)}
        for name, editions in self.theatres.items():
            path = f"theatres/{slug(name)}.html"
            pages[path] = self.fill("theatre", "../", name, name=name, listed=editions)
        for edition in site.editions:
            pages[f"{edition.folder}index.html"] = self.fill(
                "edition", "../../", edition.title, edition=edition
            )
        pages["numbers/index.html"] = self.fill("numbers", "../", self.say("how-made"))
        for key, definition in site.definitions.items():
            using = [one for one in site.editions if key in one.definitions]
            pages[f"numbers/{slug(key)}.html"] = self.fill(
                "definition", "../", key, definition=definition, using=using
            )
        for key, method in self.methods.items():
            using = [one for one in site.editions if key in one.methods]
            pages[f"numbers/how-{key}.html"] = self.fill(
                "method", "../", method["head"], method=method, using=using
            )
        return pages

    def fill(self, kind: str, up: str, title: str, **told: Any) -> str:  # noqa: ANN401 - as each needs
        """One page: its frame, and the part of its kind.

        Args:
            kind: which part of the template.
            up: the way to the site's root.
            title: of the page.
            told: what the part shows.
        """
        given = {
            "definition": None, "edition": None, "method": None, "listed": (), "name": "",
            "using": (), **told,
        }  # fmt: skip
        page: str = self.templates.get_template("site.html").render(
            kind=kind,
            up=up,
            title=title,
            site=self.site,
            theatres=self.theatres,
            methods=self.methods,
            slug=slug,
            say=self.say,
            **given,
        )
        return page


def find_methods(language: str, own: str = "") -> dict[str, dict[str, Any]]:
    """What readers are told of each kind of number: head, sentences and their language.

    A desk's own words come first; what a language lacks is said in English.

    Args:
        language: ISO 639-1 code.
        own: the desk's folder of templates, or nothing.

    >>> find_methods("fr")["rate"]["head"], find_methods("ha")["rate"]["language"]
    ('Rythmes', 'en')
    """
    methods: dict[str, dict[str, Any]] = {}
    for folder in (METHODS.parent, *((Path(own),) if own else ())):
        for spoken, name in (("en", METHODS.name), (language, f"methods.{language}.toml")):
            path = folder / name
            if path.is_file():
                told = tomllib.loads(path.read_text("utf-8"))
                own_words = {"language": spoken if folder == METHODS.parent else language}
                methods |= {key: method | own_words for key, method in told.items()}
    return {
        key: {**method, "direction": direction_of(method["language"])}
        for key, method in methods.items()
    }


def slug(name: str) -> str:
    """A name as part of an address, letters of every script kept.

    >>> slug("Burkina Faso"), slug("Côte d’Ivoire"), slug("مالي"), slug("../x")
    ('burkina-faso', 'cote-d-ivoire', 'مالي', 'x')
    """
    plain = unicodedata.normalize("NFKD", name)
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub(r"[^\w]+", "-", bare.lower()).strip("-") or "other"


def _group(editions: Iterable[SiteEdition], other: str) -> dict[str, list[SiteEdition]]:
    """Editions by theatre, the theatres in order of name."""
    found: dict[str, list[SiteEdition]] = {}
    for edition in editions:
        for theatre in edition.theatres or (other,):
            found.setdefault(theatre, []).append(edition)
    return dict(sorted(found.items()))


def _index(site: SiteMatter) -> str:
    """What search looks through, as a script: a page opened from a disk may not fetch."""
    records = [
        {
            "title": edition.title,
            "date": site.say.date(edition.published),
            "page": edition.page,
            "text": edition.text,
        }
        for edition in site.editions
    ]
    written = json.dumps(records, ensure_ascii=False).replace("<", "\\u003c")
    return f"window.datelineEditions = {written};\n"
