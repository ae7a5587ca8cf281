"""Sets the environment of a test run before Django reads its settings: a home of its own."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

ROOT = "KWIT_TEST_ROOT"
"""Names the folder of this run; the processes of a parallel run inherit it."""


MEMORY = Path("/dev/shm")
"""Where the system keeps files in memory: each commit of a test waits for the disk otherwise."""


def _in_memory() -> Path | None:
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 2_000_000_000
    return MEMORY if roomy else None


def _root() -> Path:
    if inherited := os.environ.get(ROOT):
        return Path(inherited)
    root = Path(tempfile.mkdtemp(prefix="kwit-tests-", dir=_in_memory()))
    os.environ[ROOT] = str(root)
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    return root


def _separate(worker: str) -> None:
    """Each process of a parallel run has its own home, queue and bucket; pytest-django separates the databases."""
    home = _root() / worker
    (home / "static").mkdir(parents=True, exist_ok=True)
    os.environ["KWIT_HOME"] = str(home)
    os.environ["JOB_QUEUE"] = f"kwit-{worker}-{os.getpid()}"
    if files_url := os.environ.get("KWIT_ENGINES_FILES_URL"):
        os.environ["FILES_URL"] = files_url.replace("/BUCKET", f"/kwit-{worker}")


for name in ("DATABASE_URL", "BROKER_URL", "FILES_URL", "SITE_URL", "EMAIL_URL", "DEBUG", "BEHIND_PROXY"):
    # What is set on this machine must not leak into the tests; only the engines' runner may choose.
    if "KWIT_ENGINES" not in os.environ:
        os.environ.pop(name, None)
os.environ["KWIT_TESTING"] = "1"
os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "s" * 50)
os.environ.setdefault("CODE_KEY", "only-for-tests-" + "c" * 50)
# Playwright keeps an event loop in the test's thread, which Django would take for an async view.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
_separate(os.environ.get("PYTEST_XDIST_WORKER", "main"))
