"""`make bench`: how long the line takes, each figure beside a named peer in the same run.

usage: python -m benchmarks

Times are medians of whole processes or loops on this machine; a test never asserts one.
"""

import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from evals.shared import shared_folder

from benchmarks import extraction, reading

RUNS = 5


def main() -> int:
    """Print every benchmark."""
    start = [sys.executable, "-c", "pass"]
    row("python -c pass", seconds(lambda: run(start)))
    row("dateline --version", seconds(lambda: run(command("--version"))))
    row("dateline --help", seconds(lambda: run(command("--help"))))
    with tempfile.TemporaryDirectory() as folder:
        bench_demo(Path(folder))
        bench_seeds(Path(folder))
    reading.report(1_000)
    bench_places()
    extraction.main()
    row("installed size, MB", installed_size())
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    row("largest process, MB", peak)
    return 0


def bench_demo(folder: Path) -> None:
    """The newcomer's demo, whole."""
    target = folder / "demo"

    def once() -> None:
        shutil.rmtree(target, ignore_errors=True)
        run(command("demo", str(target)))

    row("dateline demo", seconds(once, runs=3))
    bench_publishing(target)


def bench_publishing(desk: Path) -> None:
    """The example's four outputs with their figures, beside Pandoc's page of the same words."""
    import pypandoc

    update = desk / "updates" / "2023-12-15.md"
    line = command("--desk", str(desk), "publish", str(update), "--to", "html,pdf,docx,email")
    row("dateline publish, four outputs, cold", seconds(lambda: run(line), runs=3))
    plain = [pypandoc.get_pandoc_path(), str(update), "--to", "html5"]
    row("pandoc alone, one page without figures", seconds(lambda: run(plain), runs=3))


def bench_seeds(folder: Path) -> None:
    """Adding three long documents with all their notes and mentions."""
    shared = shared_folder()
    if shared is None:
        print("the shared material is absent: adding the seeds is not timed")
        return
    seeds = [str(path) for path in sorted((shared / "seeds").glob("*.txt"))]
    desk = folder / "seeds"

    def once() -> None:
        shutil.rmtree(desk, ignore_errors=True)
        run(command("init", str(desk)))
        run(command("--desk", str(desk), "add", *seeds), status=(0, 1))

    row("dateline add, three seeds", seconds(once, runs=3))


def bench_places() -> None:
    """Opening the gazetteer and looking names up, beside a dict of the same names."""
    from dateline.atlas import open_gazetteer

    names = ("Mopti", "Bandiagara", "تمبكتو", "Ouagadougou", "Khan Younis")
    row("gazetteer opened, seconds", seconds(lambda: open_gazetteer().exact("Gao", limit=1)))
    gazetteer = open_gazetteer()
    plain = {name: [name] for name in names}
    loops = 2000
    ours = seconds(lambda: [gazetteer.exact(name, limit=1) for name in names * loops])
    theirs = seconds(lambda: [plain[name] for name in names * loops])
    row("exact lookup, microseconds", ours / (len(names) * loops) * 1e6)
    row("a dict's lookup, microseconds", theirs / (len(names) * loops) * 1e6)


def installed_size() -> float:
    """Megabytes of the packages that the command needs to run, without the development tools."""
    from importlib.metadata import PackageNotFoundError, distribution

    from packaging.requirements import Requirement

    names: set[str] = set()
    waiting = ["dateline"]
    total = 0
    while waiting:
        name = waiting.pop()
        if name in names:
            continue
        names.add(name)
        try:
            part = distribution(name)
        except PackageNotFoundError:
            continue
        needs = [Requirement(line) for line in part.requires or []]
        waiting += [
            need.name
            for need in needs
            if need.marker is None or need.marker.evaluate({"extra": ""})
        ]
        if name != "dateline":
            files = [Path(str(file.locate())) for file in part.files or []]
            total += sum(path.stat().st_size for path in files if path.is_file())
    return total / 1_000_000


def command(*arguments: str) -> list[str]:
    """The command line of a Dateline command."""
    return [sys.executable, "-m", "dateline", *arguments]


def run(line: list[str], status: tuple[int, ...] = (0,)) -> None:
    """Run a command to its end."""
    done = subprocess.run(line, capture_output=True, check=False)
    if done.returncode not in status:
        raise SystemExit(done.stderr.decode())


def seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """Median seconds of some runs, after one that does not count."""
    work()
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def row(name: str, value: float) -> None:
    """Print one figure."""
    print(f"{name:<55} {value:10.3f}")


if __name__ == "__main__":
    sys.exit(main())
