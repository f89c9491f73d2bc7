"""Who publishes a document, where its own text says so; an outlet is never guessed."""

import re
from collections.abc import Sequence

_SITES = r"(?:X|Twitter|Facebook|LinkedIn|Instagram|Telegram|WhatsApp|YouTube|Mastodon|Bluesky)"
_FOLLOWED = re.compile(
    rf"\b[Ff]ollow (?:the )?(?P<name>[A-Z][\w.&’'-]*(?: [\w.&’'-]+){{0,5}}) on {_SITES}"
)
_COPYRIGHT = re.compile(
    r"(?:©|\([cC]\)|[Cc]opyright(?: ©)?)\s*"
    r"(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?,?\s+)?(?:by )?"
    r"(?P<name>[^\W\d_a-z][^.|\n]{2,60}?)(?:\.|,)?\s*(?:[Aa]ll [Rr]ights.*|[Tt]ous droits.*)?"
)
_SMALL = r"[\s-]+(?:(?:of|for|and|the|de|du|des|la)\s+)*"
_LEAST_USES = 2


def find_outlet(texts: Sequence[str]) -> str | None:
    """Name the outlet that a document speaks for, None where it does not say.

    "Follow X on Twitter" names it where the text goes on to speak of X; a line of copyright
    names it outright. An abbreviation is given in full where the text spells it out.

    >>> find_outlet(["Follow BDM on Twitter.", "BDM assesses that they left.", "BDM counts two."])
    'BDM'
    >>> find_outlet(["© 2024 Basin Post. All rights reserved."])
    'Basin Post'
    """
    for text in texts:
        match = _FOLLOWED.search(text)
        if match is not None and _uses(match["name"], texts) > _LEAST_USES:
            return _in_full(match["name"], texts)
    for text in texts:
        match = _COPYRIGHT.fullmatch(text.strip())
        if match is not None:
            return match["name"].strip()
    return None


def _uses(name: str, texts: Sequence[str]) -> int:
    return sum(len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text)) for text in texts)


def _in_full(name: str, texts: Sequence[str]) -> str:
    """The name that stands before its abbreviation in brackets, letter for letter."""
    if not name.isupper():
        return name
    words = _SMALL.join(rf"{letter}[\w’'-]*" for letter in name)
    form = re.compile(rf"\b({words}) \({re.escape(name)}\)")
    found = next((match for text in texts if (match := form.search(text))), None)
    return found[1] if found else name
