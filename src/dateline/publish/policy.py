"""What may leave: links live, defanged or withheld, and how precisely a place may be shown."""

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from urllib.parse import quote, urlsplit

from dateline.errors import PublishRefused
from dateline.model.place import Place
from dateline.model.source import Source
from dateline.publish.edition import ResolvedUpdate, Work

WITHHELD = "Source withheld"
# Kinds of place that are never shown more precisely than their second admin level.
COARSE_KINDS = frozenset(
    {"aid site", "camp", "clinic", "school", "worship", "home", "detention"},
)
DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)+")
SAFE_SCHEMES = ("http", "https", "mailto")
MIN_SECRET = 6  # letters: shorter words of a withheld source stand in too much innocent prose
_MARKS = re.compile(  # vowel signs, the stretch, joiners and marks of direction
    "[\u00ad\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_LAM_ALEF = re.compile("[\u0622\u0623\u0625\u0627\u0644]{2,}")
TITLE_WORDS = 5  # words in a row of a title that tell it
TEXT_WORDS = 8  # words in a row of a text that no innocent text shares


def link_policy(work: Work) -> str:
    """Say how a work's address may be shown: `live`, `defang` or `withhold`."""
    return work.source.links if work.source else "live"


def name_of(work: Work) -> str:
    """Name a work's outlet; a name that is itself a hostile address is broken like one."""
    document = work.document
    if document.publisher:
        return document.publisher
    name = work.source.key if work.source else (document.source or "Unnamed source")
    return defang(name) if link_policy(work) == "defang" and DOMAIN.fullmatch(name) else name


def is_withheld(work: Work) -> bool:
    """Say whether nothing of a work may be shown."""
    return link_policy(work) == "withhold"


def policy_of_address(address: str, sources: Mapping[str, Source]) -> str:
    """Say how an address written in prose may be shown, by the source it belongs to.

    >>> policy_of_address("https://www.aamaq.example/x", {"aamaq.example": Source(
    ...     "aamaq.example", links="defang")})
    'defang'
    """
    source = find_source(address, sources)
    return source.links if source else "live"


def find_source(address: str, sources: Mapping[str, Source]) -> Source | None:
    """Find the source that an address belongs to, or that is named by its key.

    >>> known = {"aamaq.example": Source("aamaq.example")}
    >>> [find_source(text, known) is None for text in ("https://t.aamaq.example/x", "rfi.fr")]
    [False, True]
    """
    host = address if "//" not in address else urlsplit(address).hostname or ""
    host = host.partition("/")[0].removeprefix("www.")
    while host:
        if host in sources:
            return sources[host]
        host = host.partition(".")[2]
    return None


def defang(address: str) -> str:
    """Break an address on purpose, in the house style.

    >>> defang("https://www.shafaq.com/en/x.html")
    'www.shafaq dot com/en/x.html'
    """
    bare = re.sub(r"^[a-z][a-z0-9+.-]*://", "", address, flags=re.IGNORECASE).rstrip("/")
    host, slash, path = bare.partition("/")
    head, _, last = host.rpartition(".")
    return f"{head} dot {last}{slash}{path}" if head else bare


def safe_href(address: str) -> str | None:
    """Give an address that may stand in `href`, or None for a script or a broken one."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    if parts.scheme.lower() not in SAFE_SCHEMES:
        return None
    return quote(address.strip(), safe="%/:=&?~#+!$,;'@()*[]")


def coarsen_place(place: Place | None) -> Place | None:
    """Bring a place down to what may be published of its kind.

    A camp, clinic, home or the like is shown as its second admin level, or its first where the
    second is unknown; its coordinates, name and words are dropped.
    """
    if place is None or place.kind not in COARSE_KINDS:
        return place
    unit = place.admin2 or place.admin1 or place.country or ""
    return replace(
        place,
        name=unit.rpartition("/")[2],
        text="",
        gazetteer_id=None,
        latitude=None,
        longitude=None,
        geo_precision=3,
    )


def secrets_of(edition: ResolvedUpdate) -> frozenset[str]:
    """List the words that must not leave an edition."""
    return list_secrets(edition.works.values(), edition.sources.values())


def list_secrets(works: Iterable[Work], sources: Iterable[Source]) -> frozenset[str]:
    """List the words that must not leave: all that names or quotes a withheld source.

    What an open source shares with it, such as the host of a platform, is no secret, and neither
    is a run of words so short that innocent prose has it too.
    """
    secret: set[str] = set()
    shown: set[str] = set()
    for source in sources:
        hidden = source.links == "withhold"
        (secret if hidden else shown).update({source.key}, _phrases(source.says, TITLE_WORDS))
    for work in works:
        names = _names(work)
        if is_withheld(work):
            secret.update(names, _phrases(work.document.text, TEXT_WORDS))
        else:
            shown.update(names)
    return frozenset(word for word in secret - shown if len(word) >= MIN_SECRET)


def redact(text: str, secrets: Iterable[str]) -> str:
    """Replace every secret in a text that the program, not the analyst, wrote."""
    known = frozenset(secrets)
    return _any_of(known).sub(f"[{WITHHELD.lower()}]", text) if known and text else text


@lru_cache(maxsize=4)
def _any_of(secrets: frozenset[str]) -> re.Pattern[str]:
    """A pattern for all secrets, the longest first."""
    ordered = sorted(secrets, key=lambda secret: (-len(secret), secret))
    return re.compile("|".join(map(_alone, ordered)), re.IGNORECASE)


def refuse_leaks(output: str, secrets: Iterable[str], where: str) -> None:
    """Refuse an output in which a withheld source can be read.

    Args:
        output: the text that is about to leave.
        secrets: what `secrets_of` listed.
        where: which output, for the message.

    Raises:
        PublishRefused: when any of the secrets stands in it, escaped or not.
    """
    plain = " ".join(_fold(html.unescape(output)).split())
    for secret in sorted(secrets):
        told = _fold(secret)
        if told in plain and re.search(_alone(told), plain):
            raise PublishRefused(
                f"The {where} would name a source that is withheld, and was not written. "
                f"Take the name out of the update's own words: it begins with {secret[:3]!r}.",
            )


def _fold(text: str) -> str:
    """Words as they are compared, whatever forms of letters a file has them in.

    A PDF may have Arabic letters in the forms they are printed in, with marks, and a lam and alef
    that are printed as one letter in either order.

    >>> _fold("\ufeb3\ufefb\ufee1") == _fold("سالم") == _fold("سَلام")
    True
    """
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _LAM_ALEF.sub(lambda found: "".join(sorted(found[0])), _MARKS.sub("", plain))


def _alone(secret: str) -> str:
    """A pattern for words that are no part of longer words."""
    return rf"(?<!\w){re.escape(secret)}(?!\w)"


def _names(work: Work) -> set[str]:
    """All by which a work may be known."""
    document = work.document
    names = {document.publisher, document.url, *document.authors}
    if not (document.id.isalpha() and document.id.islower()):  # a plain word names nothing alone
        names.add(document.id)
    if work.source:
        names |= {work.source.key, *_phrases(work.source.says, TITLE_WORDS)}
    for title in (document.title, document.summary):
        names |= _phrases(title or "", TITLE_WORDS)
    host = urlsplit(document.url or "").hostname or ""
    return {name for name in (*names, host, host.removeprefix("www.")) if name}


def _phrases(text: str, words: int) -> set[str]:
    """Every run of so many words."""
    found = text.split()
    return {" ".join(found[at : at + words]) for at in range(len(found) - words + 1)}
