"""Runs programs that measure themselves, and measures programs that do not."""
import json
import os
import pty
import subprocess
import threading
import time

LONGEST = 900  # seconds; whatever takes longer hangs, and the run must end


class Failed(Exception):
    """A program could not be run, or did not do what it was run for."""


def run(command, **options):
    """Runs to the end and returns what it printed; fails loudly."""
    try:
        done = subprocess.run(
            [str(word) for word in command], capture_output=True, text=True, timeout=LONGEST,
            **options)
    except (OSError, subprocess.TimeoutExpired) as reason:
        raise Failed(f"{command[0]}: {reason}") from None
    if done.returncode != 0:
        last_words = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        raise Failed(f"{' '.join(map(str, command[:3]))} ended with {done.returncode}:\n{last_words}")
    return done.stdout


def answer(command, **options):
    """Runs a measuring program; its last line is one JSON object."""
    printed = run(command, **options).strip().splitlines()
    try:
        return json.loads(printed[-1])
    except (IndexError, ValueError):
        raise Failed(f"{command[0]} printed no JSON line") from None


def whole_process_on_terminal(command, environment=None):
    """The same where it writes to a terminal, whose words are thrown away."""
    person, program = pty.openpty()
    reader = threading.Thread(target=_read_all, args=(person,))
    reader.start()
    try:
        return whole_process(command, environment, output=os.ttyname(program))
    finally:
        os.close(program)
        reader.join()
        os.close(person)


def _read_all(terminal):
    try:
        while os.read(terminal, 65_536):
            pass
    except OSError:
        return  # EIO: nobody has the other end any more.


def whole_process(command, environment=None, output=os.devnull):
    """Seconds from before a process is made until it has ended, its output thrown away."""
    words = [str(word) for word in command]
    nowhere = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_NOCTTY, 0),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
    ]
    start = time.perf_counter()
    process = os.posix_spawnp(words[0], words, environment or os.environ, file_actions=nowhere)
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    seconds = time.perf_counter() - start
    if status != 0:
        raise Failed(f"{' '.join(words)} ended with {status}")
    return {"seconds": seconds}
