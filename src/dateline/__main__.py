"""The door of the command: `dateline`, or `python -m dateline`."""

import sys

from dateline import __version__


def main() -> None:
    """Answer `--version` at once; hand everything else to the command line."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"dateline {__version__}\n")
        return
    from dateline.cli.run import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
