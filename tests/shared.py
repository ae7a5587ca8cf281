"""Where the shared evaluation data lies, if this machine has it. The project's own tests pass without it."""

import os
from pathlib import Path

_beside = Path(os.environ.get("KWIT_SHARED") or Path(__file__).resolve().parents[2] / "shared")
SHARED: Path | None = _beside if (_beside / "data").is_dir() else None
