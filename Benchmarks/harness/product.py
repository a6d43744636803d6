"""CaseVault itself, through its command and through the measuring program.

The measuring program, `casevault-bench`, is the seam: a verb, a folder, one JSON line.
../README.md says what each verb does and what it must print.
"""
import contextlib
import os
import pathlib
import shutil
import sqlite3

from processes import answer, run, whole_process

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


class Product:
    def __init__(self, scratch, notes, few_notes):
        self.scratch, self.notes = scratch, notes
        self.command = self._built("casevault")
        self.program = self._built("casevault-bench")
        self.prepared = self._prepare("prepared", notes)
        self.full = self._imported("full", self.prepared, notes)
        self.small = self._imported("small", self._prepare("prepared-small", few_notes), few_notes)
        self.facts = self._ask("facts", self.full)

    def _built(self, name):
        print(f"bench: building {name}", flush=True)
        # The variable brings the measuring program into the package.
        environment = dict(os.environ, CASEVAULT_BENCH="1")
        return run([ROOT / "script" / "release", name], env=environment).strip()

    def _ask(self, verb, *arguments):
        return answer([self.program, verb, *arguments])

    def _folder(self, name):
        return os.path.join(self.scratch, name)

    def _prepare(self, name, notes):
        os.mkdir(self._folder(name), 0o700)
        self._ask("prepare", self._folder(name), notes)
        return self._folder(name)

    def _imported(self, name, prepared, notes):
        shutil.copytree(prepared, self._folder(name))
        self._ask("import", self._folder(name), notes)
        return self._folder(name)

    def _on_a_copy(self, of, verb, *arguments):
        """Measures what writes on a copy, so that each run starts from the same vault."""
        copy = self._folder("copy")
        shutil.copytree(of, copy)
        try:
            os.sync()
            return self._ask(verb, copy, *arguments)
        finally:
            shutil.rmtree(copy)

    def import_all(self):
        return self._on_a_copy(self.prepared, "import", self.notes)

    def case_files(self, count):
        return self._on_a_copy(self.prepared, "case-files", count)

    def write(self, count):
        return self._on_a_copy(self.full, "write", self.notes, count)

    def search(self, word):
        return self._ask("search", self.full, word)

    def verify(self):
        return self._ask("verify", self.full)

    def unlock(self, folder=None):
        return self._ask("unlock", folder or self.full)

    def show(self, folder):
        return whole_process([self.program, "show", folder])

    def help(self):
        return whole_process([self.command, "--help"])

    def one_file(self, notes):
        """A solo practice with all of these notes in one case file."""
        return self._made("one-file", lambda folder: (
            self._ask("prepare", folder, notes), self._ask("import", folder, notes)))

    def agency(self, notes):
        """An agency in which one clinician wrote all of these notes."""
        return self._made("agency", lambda folder: self._ask("prepare-agency", folder, notes))

    def large(self, members, files):
        return self._made(
            f"agency-{members}-{files}",
            lambda folder: self._ask("prepare-large", folder, members, files))

    def _made(self, name, make):
        folder = self._folder(name)
        if not os.path.exists(folder):
            os.mkdir(folder, 0o700)
            make(folder)
        return folder

    def rotate(self, folder):
        return self._on_a_copy(folder, "rotate")

    def offboard(self, folder):
        return self._on_a_copy(folder, "offboard")

    def decide(self, folder):
        return self._ask("decide", folder)

    def bytes(self):
        """The database and what its write-ahead log still holds."""
        paths = (self.facts["database"] + ending for ending in ("", "-wal"))
        return sum(os.path.getsize(path) for path in paths if os.path.exists(path))

    def _looked_up(self, sql):
        database = sqlite3.connect(f"file:{self.facts['database']}?mode=ro", uri=True)
        with contextlib.closing(database):
            return [row[0] for row in database.execute(sql)]

    @property
    def page_size(self):
        return self._looked_up("PRAGMA page_size")[0]

    def envelope_table(self, to):
        """Writes our own table of envelopes with its indexes as SQL, for by_hand."""
        statements = self._looked_up(
            "SELECT sql FROM sqlite_schema WHERE tbl_name = 'envelope' AND sql IS NOT NULL")
        with open(to, "w", encoding="utf-8") as file:
            file.write("".join(sql + ";\n" for sql in statements))
        return to
