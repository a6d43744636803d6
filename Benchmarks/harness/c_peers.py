"""The peers that are written in C over libsodium and SQLite."""
import os
import pathlib
import shutil
import sqlite3

from processes import Failed, answer, run

PEERS = pathlib.Path(__file__).resolve().parent.parent / "peers"
PROGRAMS = ("by_hand", "write_by_hand", "sealed_boxes", "rotate_by_hand", "verify_by_hand", "made_up_log")


class CPeers:
    def __init__(self, scratch, notes):
        self.scratch, self.notes = scratch, notes
        flags = run(["pkg-config", "--cflags", "--libs", "libsodium", "sqlite3"]).split()
        for program in PROGRAMS:
            run(["cc", "-O2", "-o", self._program(program), PEERS / f"{program}.c", *flags, "-lpthread"])
        self.schema = str(PEERS / "envelope.sql")
        self.settings = []
        self.variants = []

    def _program(self, name):
        return os.path.join(self.scratch, name)

    def choose(self, schema=None, page_size=4096):
        """Takes our vault's own table and page size; keeps the faster journal for one thread."""
        self.schema = schema or self.schema
        best = None
        for threads, journal in (("1", "wal"), ("1", "delete"), ("2", "wal"), ("2", "delete")):
            settings = [
                "--threads", threads, "--journal", journal, "--page-size", str(page_size)]
            found = self.import_all(settings)
            self.variants.append(found)
            if threads == "1" and (best is None or found["seconds"] < best):
                best, self.settings = found["seconds"], settings

    def import_all(self, settings=None, keep_as=None):
        database = keep_as or os.path.join(self.scratch, "by-hand.db")
        self._remove(database)
        found = answer([self._program("by_hand"), self.notes, database, self.schema,
                        *(settings or self.settings)])
        if keep_as is None:
            self._remove(database)
        return found

    def write(self, vault, count):
        """Notes and entries into a copy of a vault's database, each durable."""
        copy = os.path.join(self.scratch, "written-by-hand.db")
        shutil.copyfile(vault, copy)
        os.sync()
        found = answer([self._program("write_by_hand"), self.notes, copy, count])
        self._remove(copy)
        return found

    def rotate(self, vault, slots, boxes, length):
        """New slots and boxes in a copy of a vault's database, in one durable transaction."""
        copy = os.path.join(self.scratch, "rotated-by-hand.db")
        shutil.copyfile(vault, copy)
        os.sync()
        found = answer([self._program("rotate_by_hand"), copy, slots, boxes, length])
        self._remove(copy)
        return found

    def sealed_boxes(self, count, length):
        return answer([self._program("sealed_boxes"), count, length])

    def verify(self, database, log_keys, signers):
        arguments = [word for key in log_keys for word in ("--log-key", key)]
        arguments += [word for key in signers for word in ("--signer", key)]
        return answer([self._program("verify_by_hand"), database, *arguments])

    def made_up_vault(self, leaves):
        """A database that verify_by_hand can be tried on, and the arguments that open it."""
        database = os.path.join(self.scratch, "made-up.db")
        self.import_all(keep_as=database)
        printed = run([self._program("made_up_log"), database, leaves]).split()
        return database, [printed[1]], [printed[3]]

    def must_find_damage(self, database, log_keys, signers):
        """A verifier that overlooks one changed bit is fast for the wrong reason."""
        copy = os.path.join(self.scratch, "damaged.db")
        shutil.copyfile(database, copy)
        damaged = sqlite3.connect(copy)
        position, leaf = damaged.execute("SELECT position, bytes FROM leaf ORDER BY position DESC").fetchone()
        changed = leaf[:-1] + bytes([leaf[-1] ^ 1])
        damaged.execute("UPDATE leaf SET bytes = ? WHERE position = ?", (changed, position))
        damaged.commit()
        damaged.close()
        try:
            self.verify(copy, log_keys, signers)
        except Failed:
            return
        finally:
            self._remove(copy)
        raise Failed("verify_by_hand does not notice a changed bit in a leaf")

    @staticmethod
    def _remove(database):
        for ending in ("", "-wal", "-shm", "-journal", "-pin"):
            if os.path.exists(database + ending):
                os.remove(database + ending)
