"""Average networks that began with the same weights into one.

python -m training.tagger.average OUT.pt TRAINED.pt ...
"""

import sys
from pathlib import Path

import torch


def average(out: Path, trained: list[Path]) -> None:
    """Write the mean of every weight."""
    states = [torch.load(path, weights_only=True) for path in trained]
    mean = {
        part: {
            name: sum(state[part][name].float() for state in states) / len(states)
            for name in states[0][part]
        }
        for part in ("branch", "heads")
    }
    torch.save(mean, out)


if __name__ == "__main__":
    first, *others = (Path(argument) for argument in sys.argv[1:])
    average(first, others)
