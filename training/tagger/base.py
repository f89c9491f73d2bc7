"""Make the base that training starts from: e5 with the desk's vocabulary, as one .npz.

python -m training.tagger.base OUT_FOLDER [TOKENIZER]

Given the tokenizer that ships, its vocabulary is kept, so that the trunk and the sentence vectors
come out as they are and only the tagger's own files change.
"""

import sys
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer
from training.tagger.sources import corpus, gold_items, place_names
from training.tagger.unpack import make_tokenizer, unpack
from training.tagger.vocabulary import keep_pieces

COMMONEST = 8_000
MOST = 52_000


def make_base(folder: Path, like: Path | None = None) -> None:
    """Write `base.npz` and `tokenizer.json`; `like` is a tokenizer whose pieces are kept."""
    model = unpack()
    whole = make_tokenizer(model.pieces, model.scores)
    if like:
        known = {piece: number for number, piece in enumerate(model.pieces)}
        pieces = Tokenizer.from_file(str(like)).get_vocab()
        kept = [known[piece] for piece in sorted(pieces, key=pieces.__getitem__)]
    else:
        kept = keep_pieces(whole, corpus(), place_names(), commonest=COMMONEST, most=MOST)
    tokenizer = make_tokenizer([model.pieces[n] for n in kept], [model.scores[n] for n in kept])
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    weights = dict(model.weights, words=model.weights["words"][kept])
    np.savez(folder / "base.npz", heads=model.heads, epsilon=model.epsilon, **weights)
    texts = [item.text for item in gold_items()]
    before = sum(len(e.ids) for e in whole.encode_batch(texts))
    after = [e.ids for e in tokenizer.encode_batch(texts)]
    print(
        f"{len(kept)} pieces of {len(model.pieces)}; gold: {before} tokens, now "
        f"{sum(map(len, after))}, unknown {sum(ids.count(3) for ids in after)}"
    )


if __name__ == "__main__":
    make_base(*(Path(argument) for argument in sys.argv[1:3]))
