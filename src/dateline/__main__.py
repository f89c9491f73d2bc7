"""The door of the command: `dateline`, or `python -m dateline`."""

import os
import sys

from dateline import __version__


def main() -> None:
    """Answer `--version` at once; hand everything else to the command line."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"dateline {__version__}\n")
        return
    # Dateline's matrices are small: threads of the linear algebra only wait for one another.
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    from dateline.cli.run import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
