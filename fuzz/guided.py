"""One process of atheris over one kind of file.

usage: python -m fuzz.guided NAME [libFuzzer options] FOLDER
"""

import sys

import atheris

with atheris.instrument_imports(include=["dateline.read", "dateline.prose"]):
    from fuzz.trial import try_reading


def main() -> None:
    """Hand every mutation to the readers under the file's name."""
    name = sys.argv.pop(1)
    atheris.Setup(sys.argv, lambda payload: bool(try_reading(name, payload)) and None)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
