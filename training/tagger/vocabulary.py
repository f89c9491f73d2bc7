"""Cut the vocabulary down to the desk's languages; other words fall apart into what is kept."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice

from tokenizers import Tokenizer

_ARABIC = re.compile(r"▁?[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff\u200c\u200d]+$")
_LATIN = re.compile(r"▁?[A-Za-zÀ-ÿĀ-žƁ-ɏƏƙɓɗḀ-ỹ'’]+$")
_PLAIN = re.compile(r"▁?[^\w\s]{1,3}$|▁?\d{1,4}$|▁?[۰-۹٠-٩]{1,4}$")
_LETTER = re.compile(r"▁?[\u0000-\u024f\u1e00-\u1eff\u0600-\u06ff\u2000-\u22ff]$")


def keep_pieces(
    tokenizer: Tokenizer, texts: Iterable[str], names: Iterable[str], *, commonest: int, most: int
) -> list[int]:
    """Choose the pieces to keep, by old id, in the old order.

    Args:
        tokenizer: over the whole vocabulary.
        texts: running prose, whose pieces are all kept.
        names: of places, whose most frequent pieces fill what is left.
        commonest: how many of the most probable Latin and Arabic pieces stay even if unseen, for
            languages of the desk that no corpus here is written in (Swahili, Urdu, Somali).
        most: pieces kept in all.
    """
    size = tokenizer.get_vocab_size() - 1  # the last is <mask>
    pieces = [tokenizer.id_to_token(number) for number in range(size)]
    kept = {0, 1, 2, 3}
    kept.update(n for n, piece in enumerate(pieces) if _LETTER.match(piece) or _PLAIN.match(piece))
    for script in (_LATIN, _ARABIC):
        kept.update([n for n, piece in enumerate(pieces) if script.match(piece)][:commonest])
    kept.update(_count(tokenizer, texts))
    for number, _times in _count(tokenizer, names).most_common():
        if len(kept) >= most:
            break
        kept.add(number)
    return sorted(number for number in kept if number < size)


def _count(tokenizer: Tokenizer, texts: Iterable[str]) -> Counter[int]:
    seen: Counter[int] = Counter()
    several = iter(texts)
    while batch := list(islice(several, 2_000)):
        for encoded in tokenizer.encode_batch(batch, add_special_tokens=False):
            seen.update(encoded.ids)
    return seen
