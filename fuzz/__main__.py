"""`make fuzz`: mutated inputs over all readers, half by Hypothesis and half by atheris.

usage: python -m fuzz [--runs 100000]

Hypothesis damages sound files at random; atheris keeps the mutations that reach new code.
Every kind of failure is told once, with the file that holds the input, and the run goes on.
"""

import argparse
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings

from fuzz.corpus import corpus
from fuzz.mutate import Damaged, damaged_files
from fuzz.trial import Trial, try_reading


def main() -> int:
    """Run both and print what they saw; 1 where anything failed."""
    parser = argparse.ArgumentParser(prog="python -m fuzz")
    parser.add_argument("--runs", type=int, default=100_000)
    runs = parser.parse_args().runs
    kept = Path(tempfile.mkdtemp(prefix="dateline-fuzz-"))
    failed = by_hypothesis(runs - runs // 2, kept) + by_atheris(runs // 2, kept)
    print(f"{failed} kinds of failure" + (f", kept in {kept}" if failed else ""), flush=True)
    return min(failed, 1)


def by_hypothesis(runs: int, kept: Path) -> int:
    """Damage the corpus at random; the number of kinds of failure, an input of each kept."""
    trials: list[Trial] = []
    failed: set[str] = set()
    count = 0

    @settings(
        max_examples=runs, deadline=None, database=None,
        suppress_health_check=list(HealthCheck), phases=(Phase.generate,),
    )  # fmt: skip
    @given(damaged_files())
    def reads(damaged: Damaged) -> None:
        nonlocal count
        count += 1
        try:
            trials.append(try_reading(damaged.name, damaged.payload))
        except Exception as error:  # noqa: BLE001 - what is looked for
            where = traceback.extract_tb(error.__traceback__)[-1]
            kind = f"{type(error).__name__} at {Path(where.filename).name}:{where.lineno}"
            if kind not in failed:
                file = kept / f"hypothesis-{len(failed)}-{damaged.name}"
                file.write_bytes(damaged.payload)
                print(f"hypothesis: {kind}: {str(error)[:200]}: {file}", flush=True)
            failed.add(kind)
        if count % 1000 == 0:
            print(f"hypothesis: {count} inputs", flush=True)

    start = time.monotonic()
    reads()
    slowest = max(trial.seconds for trial in trials)
    heaviest = max(trial.megabytes for trial in trials)
    print(
        f"hypothesis: {count} inputs in {time.monotonic() - start:.0f} s,"
        f" {count - len(trials)} failed; of the others the slowest took {slowest:.2f} s"
        f" and the heaviest added {heaviest:.0f} MB to the peak",
        flush=True,
    )
    return len(failed)


def by_atheris(runs: int, kept: Path) -> int:
    """Start one process for each file of the corpus, guided by the code it reaches."""
    try:
        import atheris  # noqa: F401
    except ImportError:
        print("atheris is not installed: pip install 'dateline[dev]' on Linux", file=sys.stderr)
        return 1
    files = corpus()
    failed = 0
    for name, payload in files.items():
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / name).write_bytes(payload)
            line = [
                sys.executable, "-m", "fuzz.guided", name, f"-runs={runs // len(files)}",
                f"-max_len={4 * len(payload)}", "-timeout=20", "-rss_limit_mb=2000",
                "-verbosity=0", "-print_final_stats=1",
                f"-artifact_prefix={kept}/atheris-{name}-", folder,
            ]  # fmt: skip
            done = subprocess.run(line, capture_output=True, text=True, check=False)
        said = [part for part in done.stderr.splitlines() if "number_of_executed" in part]
        print(f"atheris: {name}: {(said or ['?'])[0].split()[-1]} inputs", flush=True)
        if done.returncode:
            failed += 1
            print(done.stdout[-2000:], done.stderr[-2000:], file=sys.stderr, flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
