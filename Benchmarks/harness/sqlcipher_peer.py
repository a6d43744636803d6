"""SQLCipher 4 from the wheel on PyPI, with whichever of its settings is fastest here."""
import os
import pathlib
import shutil
import sys

from processes import Failed, answer, run

PEERS = pathlib.Path(__file__).resolve().parent.parent / "peers"
WHEEL = "sqlcipher3>=0.6.2"  # from 0.6.2 on the wheel brings SQLCipher 4 with it
DEFAULT_PAGE = 4096


class SQLCipherPeer:
    def __init__(self, scratch, notes):
        self.scratch, self.notes = scratch, notes
        self.python = self._environment()
        self.loop = self._loop()
        self.import_settings = []
        self.variants = []

    def _environment(self):
        folder = os.path.join(self.scratch, "sqlcipher")
        try:
            run([sys.executable, "-m", "venv", folder])
            python = os.path.join(folder, "bin", "python")
            run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                 "--only-binary", ":all:", WHEEL])
        except Failed as reason:
            raise Failed(
                f"SQLCipher could not be installed: {reason}\n"
                f"bench: hint: this needs python3-venv and a network that reaches PyPI ({WHEEL})"
            ) from None
        return python

    def _loop(self):
        library = os.path.join(self.scratch, "sqlcipher_loop.so")
        run(["cc", "-O2", "-shared", "-fPIC", "-o", library, PEERS / "sqlcipher_loop.c"])
        return library

    def _answer(self, what, database, argument, settings):
        return answer(
            [self.python, PEERS / "sqlcipher.py", what, database, *argument, *settings])

    def choose(self):
        """Measures callers, journals and pages once; keeps each caller's fastest with the default page.

        The wheel is a Python module, and so it is what a program that uses it waits for. From C, past
        its interface, the same library is quicker: that is measured beside it.

        Larger pages are measured for the record: SQLCipher's makers ship 4,096, and that is what
        somebody gets who follows their manual.
        """
        callers = {"Python": [], "C": ["--loop", self.loop]}
        tried = [
            (callers[caller] + ["--journal", journal, "--page-size", str(page)], page)
            for caller, journal, page in [
                ("Python", "wal", DEFAULT_PAGE), ("Python", "delete", DEFAULT_PAGE),
                ("C", "wal", DEFAULT_PAGE), ("C", "delete", DEFAULT_PAGE),
                ("C", "delete", 8192), ("C", "delete", 16384)]
        ]
        best = {}
        for settings, page in tried:
            found = self.import_all(settings)
            self.variants.append(found)
            caller = "C" if self.loop in settings else "Python"
            if page == DEFAULT_PAGE and found["seconds"] < best.get(caller, (float("inf"),))[0]:
                best[caller] = found["seconds"], settings
        self.import_settings = best["Python"][1]
        self.settings_from_c = best["C"][1]

    def import_all(self, settings=None):
        database = os.path.join(self.scratch, "sqlcipher-import.db")
        self._remove(database)
        found = self._answer("import", database, [self.notes], settings or self.import_settings)
        self._remove(database)
        return found

    def import_from_c(self):
        return self.import_all(self.settings_from_c)

    def keep(self):
        """A database of all the notes, for what is measured on one that is full already."""
        self.database = os.path.join(self.scratch, "sqlcipher.db")
        # Write-ahead from C: one sync a commit instead of several, and no interpreter between.
        self.settings = ["--loop", self.loop, "--journal", "wal"]
        self.kept = self._answer("import", self.database, [self.notes], self.settings)

    def commits(self, count, settings=("--journal", "wal")):
        # On a copy, as ours: what is searched later must hold each note once.
        copy = os.path.join(self.scratch, "sqlcipher-copy.db")
        shutil.copyfile(self.database, copy)
        os.sync()
        found = self._answer("commits", copy, [self.notes, count], settings)
        self._remove(copy)
        return found

    def commits_from_c(self, count):
        return self.commits(count, self.settings)

    def scan(self, word):
        return self._answer("scan", self.database, [word], self.settings)

    @staticmethod
    def _remove(database):
        for ending in ("", "-wal", "-shm", "-journal"):
            if os.path.exists(database + ending):
                os.remove(database + ending)
