"""How fast the atlas opens and answers: `python benchmarks/atlas.py`."""

import subprocess
import sys
import timeit
from collections.abc import Callable

from dateline.atlas import open_gazetteer
from dateline.atlas.basemap import load_basemap

_READY = (
    "import time; start = time.perf_counter();"
    "from dateline.atlas import open_gazetteer; open_gazetteer().exact('Mopti');"
    "print(time.perf_counter() - start)"
)
_RUNS = 5


def main() -> int:
    """Measure and print one line a figure."""
    starts = [
        float(
            subprocess.run([sys.executable, "-c", _READY], check=True, capture_output=True).stdout
        )
        for _ in range(_RUNS)
    ]
    _line("ready, imports included", min(starts))
    gazetteer, basemap = open_gazetteer(), load_basemap()
    _line("exact", _best(lambda: gazetteer.exact("Bandiagara"), 10_000))
    _line("exact, a name of many places", _best(lambda: gazetteer.exact("San Jose"), 50))
    _line("knows", _best(lambda: gazetteer.knows("Bandiagara"), 10_000))
    _line("find, misspelt", _best(lambda: gazetteer.find("Bandiagarra"), 20))
    _line("resolve_admin", _best(lambda: gazetteer.resolve_admin("ML/Ségou"), 1_000))
    basemap.admin1_at(14.5, -4.2)
    _line("admin1_at", _best(lambda: basemap.admin1_at(14.5, -4.2), 1_000))
    _line("layers_in, central Mali", _best(lambda: basemap.layers_in((-8, 11, 2, 18)), 5))
    return 0


def _best(call: Callable[[], object], number: int) -> float:
    return min(timeit.repeat(call, number=number, repeat=_RUNS)) / number


def _line(what: str, seconds: float) -> None:
    print(f"{what:32} {seconds * 1e6:12.1f} us")


if __name__ == "__main__":
    sys.exit(main())
