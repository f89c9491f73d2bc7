"""What a page carries beside its document: blog chrome, analytics ids, calls to subscribe."""

import re

_LINES = re.compile(
    r"""(?ix)
    (?:UA-\d{4,}-\d+|G-[A-Z0-9]{8,12}|GTM-[A-Z0-9]{5,8}|AW-\d{8,}|ca-pub-\d+)
    | no\ comments?(?:\ yet)?\s*:?  | \d+\ comments?\s*:?  | post\ a\ comment
    | leave\ a\ (?:comment|reply) | aucun\ commentaire\s*:? | enregistrer\ un\ commentaire
    | (?:newer|older|previous|next)\ (?:posts?|articles?|stories) | subscribe\ to:.*
    | home | (?:main\ )?menu | search | close | email\ this | blogthis!? | pin\ it
    | share\ to\ (?:x|twitter|facebook|pinterest).* | share\ (?:this|on|via|to).{0,40}
    | share | tweet | print | e-?mail | copy\ link | save | like | follow | partager.{0,40}
    | advert(?:isement)? | posted\ (?:by|in|on)\b.{0,60} | labels\s*:.{0,120} | tags\s*:.{0,160}
    | (?:related|recommended|most\ read|trending|read\ (?:more|next|also)|lire\ aussi)\b.{0,80}
    | (?:more\ (?:from|on)|you\ may\ also\ like)\b.{0,60}
    | skip\ to\ (?:main\ )?content | jump\ to\ navigation | table\ of\ contents
    | view\ (?:web|mobile|full)\ version | powered\ by\ \S+ | all\ rights\ reserved.{0,80}
    | (?:©|copyright|\(c\))\ .{0,120} | (?:accept|manage)\ (?:all\ )?cookies
    | cookie\ (?:policy|settings) | privacy\ policy | terms\ of\ (?:use|service)
    | (?:view|hide|show)\ (?:all\ )?(?:citations|notes|references|comments)
    | (?:download|view|print)\b.{0,30}\bpdf.{0,20}
    | \W{1,12}
    """
)
_CALLS = re.compile(
    r"""(?ix)
    ^to\ (?:receive|get)\b.{0,160}\b(?:e-?mail|inbox|newsletter|alerts?)\b.{0,80}
      \b(?:subscribe|sign\ up|click)
    | ^(?:please\ )?(?:subscribe|sign\ up|click\ here\ to\ (?:subscribe|sign|receive))\b
    | \b(?:sign\ up|subscribe)\b.{0,60}
      \b(?:newsletter|mailing\ list|e-?mail\ alerts?|updates?\ by\ e-?mail|via\ e-?mail|here)\b
    | ^follow\ (?:us|@?\w+)\ on\b
    | \bfollow\ \w+\ on\ .{0,20}
      \b(?:twitter|facebook|linkedin|instagram|telegram|whatsapp)\b
    | \b(?:we|this\ site)\ uses?\ cookies\b
    | ^(?:this|the)\ (?:article|story|post)\ (?:was|has\ been)\ (?:first|originally)\ published\b
    | ^(?:abonnez-vous|inscrivez-vous|suivez-nous|recevez)\b
    """
)
_CALLING = (
    "subscri",
    "sign up",
    "click",
    "follow",
    "cookie",
    "published",
    "abonnez",
    "inscrivez",
    "suivez",
    "recevez",
)  # fmt: skip - one of these stands in every call; looking for them first is cheap
_LONGEST_CALL = 400


def is_noise(text: str) -> bool:
    """Whether a piece belongs to the page around the document and not to the document.

    >>> is_noise("Post a Comment"), is_noise("UA-12345678-1"), is_noise("Two raids hit the town.")
    (True, True, False)
    """
    line = text.strip()
    if _LINES.fullmatch(line):
        return True
    if len(line) > _LONGEST_CALL:
        return False
    lowered = line.lower()
    return any(word in lowered for word in _CALLING) and _CALLS.search(line) is not None
