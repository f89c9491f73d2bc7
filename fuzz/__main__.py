"""`make fuzz`: mutated inputs over all readers, half by Hypothesis and half by atheris.

usage: python -m fuzz [--runs 100000]

Hypothesis damages sound files at random and shrinks what fails; atheris keeps the mutations that
reach new code.
A failure ends the run with the input that caused it.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from fuzz.corpus import corpus
from fuzz.mutate import Damaged, damaged_files
from fuzz.trial import Trial, try_reading


def main() -> int:
    """Run both and print what they saw."""
    parser = argparse.ArgumentParser(prog="python -m fuzz")
    parser.add_argument("--runs", type=int, default=100_000)
    runs = parser.parse_args().runs
    by_hypothesis(runs - runs // 2)
    return by_atheris(runs // 2)


def by_hypothesis(runs: int) -> None:
    """Damage the corpus at random; a failure is shrunk and raised."""
    trials: list[Trial] = []

    @settings(
        max_examples=runs, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(damaged_files())
    def reads(damaged: Damaged) -> None:
        trials.append(try_reading(damaged.name, damaged.payload))
        if len(trials) % 1000 == 0:
            print(f"hypothesis: {len(trials)} inputs", flush=True)

    start = time.monotonic()
    reads()
    slowest = max(trial.seconds for trial in trials)
    heaviest = max(trial.megabytes for trial in trials)
    print(
        f"hypothesis: {len(trials)} inputs in {time.monotonic() - start:.0f} s, nothing raised;"
        f" the slowest took {slowest:.2f} s, the heaviest added {heaviest:.0f} MB to the peak",
        flush=True,
    )


def by_atheris(runs: int) -> int:
    """Start one process for each file of the corpus, guided by the code it reaches."""
    try:
        import atheris  # noqa: F401
    except ImportError:
        print("atheris is not installed: pip install 'dateline[dev]' on Linux", file=sys.stderr)
        return 1
    files = corpus()
    for name, payload in files.items():
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / name).write_bytes(payload)
            line = [
                sys.executable, "-m", "fuzz.guided", name, f"-runs={runs // len(files)}",
                f"-max_len={4 * len(payload)}", "-timeout=20", "-rss_limit_mb=2000",
                "-verbosity=0", "-print_final_stats=1", folder,
            ]  # fmt: skip
            done = subprocess.run(line, capture_output=True, text=True, check=False)
        said = [part for part in done.stderr.splitlines() if "number_of_executed" in part]
        print(f"atheris: {name}: {(said or ['?'])[0].split()[-1]} inputs", flush=True)
        if done.returncode:
            print(done.stdout[-4000:], done.stderr[-4000:], file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
