"""The words with which a dispatch begins: place of writing, day and agency."""

import re

_AGENCIES = (
    "Reuters|AFP|AP|Associated Press|Agence France-Presse|Xinhua|Anadolu(?: Agency)?|AA|DPA|EFE"
    "|ANSA|TASS|Interfax|UPI|IRNA|SANA|WAM|PANA|APA|APS|MAP|QNA|KUNA|NAN|BBC|VOA|RFI|IANS|PTI|BNO"
)
_PLACE = r"[^\W\d_a-z][^\W\d_]*(?:[ '’/-][^\W\d_]+){0,3}"
_LINE = re.compile(
    rf"(?P<place>{_PLACE})(?:,\s*(?P<country>[^\W\d_][\w. ]{{2,24}}?))??"
    r"(?:,\s*(?:[^\W\d_]{3,9}\.?\s+\d{1,2}|\d{1,2}\s+[^\W\d_]{3,9}\.?)(?:,?\s+\d{4})?)?"
    rf"\s*(?:\((?P<agency>{_AGENCIES}|[A-Z]{{2,6}})\))?\s*(?:[-–—]{{1,2}}|:)\s+(?=\S)"
)
_LONGEST = 80


def read_dispatch(text: str) -> tuple[str, str | None] | None:
    """Read place and agency from a first paragraph; None where it is no dispatch.

    >>> read_dispatch("BAMAKO, Dec 13 (Reuters) - Two raids hit the road.")
    ('Bamako', 'Reuters')
    >>> read_dispatch("Two raids hit the road.") is None
    True
    """
    match = _LINE.match(text[: 2 * _LONGEST])
    if match is None or match.end() > _LONGEST:
        return None
    place = match["place"].strip()
    if not place.isupper() and match["agency"] is None:
        return None
    return (place.title() if place.isupper() else place), match["agency"]
