"""A folder for the run, on a real disk, gone at the end however the run ends."""
import contextlib
import os
import shutil
import signal
import subprocess
import tempfile


def file_system(folder):
    """The kind of file system a folder lies on, as `stat` names it."""
    found = subprocess.run(
        ["stat", "--file-system", "--format=%T", folder], capture_output=True, text=True)
    return found.stdout.strip() or "unknown"


def _place():
    # In memory a durable commit costs nothing, and every figure about one would be wrong.
    candidates = [os.environ.get("TMPDIR"), "/var/tmp", os.getcwd()]
    for folder in filter(None, candidates):
        if os.access(folder, os.W_OK) and file_system(folder) not in ("tmpfs", "ramfs"):
            return folder
    raise SystemExit("bench: error: no folder on a disk to measure in; set TMPDIR to one")


def _stop(number, _frame):
    # As an exception, so that everything on the way out cleans up after itself.
    raise SystemExit(128 + number)


@contextlib.contextmanager
def scratch_folder():
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    folder = tempfile.mkdtemp(prefix="casevault-bench-", dir=_place())
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
