"""Where the material that stays outside the repository lies."""

import os
from pathlib import Path


def shared_folder() -> Path | None:
    """Find the shared folder beside the repository, or the one `DATELINE_SHARED` names."""
    default = Path(__file__).resolve().parent.parent.parent / "shared"
    folder = Path(os.environ.get("DATELINE_SHARED", default))
    return folder if (folder / "gold").is_dir() else None
