#!/usr/bin/env python3
"""SQLCipher 4 on the same notes; one JSON line for each measurement.

    sqlcipher.py import  DATABASE NOTES.jsonl
    sqlcipher.py commits DATABASE NOTES.jsonl COUNT
    sqlcipher.py scan    DATABASE WORD

with `--loop LIBRARY` (sqlcipher_loop.c: the same statements from C), `--journal wal|delete` and
`--page-size N`. Runs in an environment that has the wheel `sqlcipher3`.

What its makers recommend for speed (https://www.zetetic.net/sqlcipher/performance and
https://www.zetetic.net/sqlcipher/comparison) is done: a raw key, so that no key derivation is
measured; one connection; prepared statements; one transaction around the import; cipher_memory_security
off. The cipher itself keeps its defaults (AES-256-CBC, HMAC-SHA512 per page). The table has no index.
"""
import argparse
import ctypes
import json
import os
import resource
import time

import sqlcipher3._sqlite3
import sqlcipher3.dbapi2

RAW_KEY = "2dd29ca851e7b56e4697b0e1f08507293d761a05ce4d1b628663f411a8086d99"  # a key for tests
TABLE = (
    "CREATE TABLE IF NOT EXISTS note"
    " (id TEXT, client TEXT, date TEXT, author TEXT, kind TEXT, text TEXT)")
INSERT = "INSERT INTO note (id, client, date, author, kind, text) VALUES (?, ?, ?, ?, ?, ?)"
SCAN = "SELECT id, text FROM note WHERE text LIKE ?"


def settings(chosen):
    """The pragmas in the order that SQLCipher asks for: the key before anything else."""
    return [
        f"PRAGMA key = \"x'{RAW_KEY}'\"",
        f"PRAGMA cipher_page_size = {chosen.page_size}",
        "PRAGMA cipher_memory_security = OFF",
        f"PRAGMA journal_mode = {chosen.journal}",
        "PRAGMA synchronous = FULL",
        TABLE,
    ]


def open_database(chosen):
    database = sqlcipher3.dbapi2.connect(chosen.database, isolation_level=None)
    for statement in settings(chosen):
        database.execute(statement)
    return database


def rows(notes):
    with open(notes, encoding="utf-8") as lines:
        for line in lines:
            note = json.loads(line)
            yield tuple(note[key] for key in ("id", "client", "date", "author", "kind", "text"))


class FromPython:
    name = "Python"

    def import_all(self, chosen):
        database = open_database(chosen)
        start = time.perf_counter()
        database.execute("BEGIN IMMEDIATE")
        database.executemany(INSERT, rows(chosen.notes))
        database.execute("COMMIT")
        seconds = time.perf_counter() - start
        database.close()
        return seconds

    def commits(self, chosen):
        database, each = open_database(chosen), []
        for row, _ in zip(rows(chosen.notes), range(chosen.count)):
            start = time.perf_counter()
            database.execute(INSERT, row)
            each.append(time.perf_counter() - start)
        database.close()
        return each

    def scan(self, chosen):
        database = open_database(chosen)
        start = time.perf_counter()
        found = sum(1 for _ in database.execute(SCAN, (f"%{chosen.word}%",)))
        seconds = time.perf_counter() - start
        database.close()
        return seconds, found


class FromC:
    name = "C"

    def __init__(self, library):
        # The wheel's functions must be visible to the library that is loaded after it.
        ctypes.CDLL(sqlcipher3._sqlite3.__file__, mode=ctypes.RTLD_GLOBAL)
        self.library = ctypes.CDLL(os.path.abspath(library))
        for name in ("sqlcipher_import", "sqlcipher_commits", "sqlcipher_scan"):
            getattr(self.library, name).restype = ctypes.c_double

    def arguments(self, chosen, *rest):
        texts = (chosen.database, ";".join(settings(chosen)), *rest)
        return [text.encode() for text in texts]

    def import_all(self, chosen):
        return checked(self.library.sqlcipher_import(*self.arguments(chosen, INSERT, chosen.notes)))

    def commits(self, chosen):
        each = (ctypes.c_double * chosen.count)()
        checked(self.library.sqlcipher_commits(
            *self.arguments(chosen, INSERT, chosen.notes), chosen.count, each))
        return list(each)

    def scan(self, chosen):
        found = ctypes.c_long()
        seconds = checked(self.library.sqlcipher_scan(
            *self.arguments(chosen, SCAN, f"%{chosen.word}%"), ctypes.byref(found)))
        return seconds, found.value


def checked(seconds):
    if seconds < 0:
        raise SystemExit("sqlcipher: error: a statement failed")
    return seconds


def version():
    database = sqlcipher3.dbapi2.connect(":memory:")
    database.execute("PRAGMA key = 'any'")
    cipher = database.execute("PRAGMA cipher_version").fetchone()[0]
    provider = database.execute("PRAGMA cipher_provider_version").fetchone()[0]
    return f"SQLCipher {cipher}, SQLite {sqlcipher3.dbapi2.sqlite_version}, {provider}"


def median(values):
    ordered = sorted(values)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def parse():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("what", choices=["import", "commits", "scan"])
    arguments.add_argument("database")
    arguments.add_argument("argument", nargs="+")
    arguments.add_argument("--loop")
    arguments.add_argument("--journal", default="wal")
    arguments.add_argument("--page-size", type=int, default=4096)
    chosen = arguments.parse_args()
    chosen.notes = chosen.word = chosen.argument[0]
    chosen.count = int(chosen.argument[1]) if len(chosen.argument) > 1 else 0
    return chosen


def main():
    chosen = parse()
    loop = FromC(chosen.loop) if chosen.loop else FromPython()
    answer = {"what": chosen.what}
    if chosen.what == "import":
        answer["seconds"] = loop.import_all(chosen)
        answer["bytes"] = os.path.getsize(chosen.database)
        answer["durability"] = "synchronous=FULL, one transaction"
    elif chosen.what == "commits":
        each = loop.commits(chosen)
        answer["seconds"] = median(each)
        answer["slowest"] = max(each)
        answer["commits"] = len(each)
        answer["durability"] = "synchronous=FULL, a transaction each"
    else:
        answer["seconds"], answer["found"] = loop.scan(chosen)
        answer["durability"] = "reads only"
    used = resource.getrusage(resource.RUSAGE_SELF)
    answer["processor_seconds"] = used.ru_utime + used.ru_stime
    answer["version"] = f"{version()}, called from {loop.name}"
    answer["settings"] = (
        f"raw key, journal_mode={chosen.journal}, cipher_page_size={chosen.page_size},"
        " cipher_memory_security=OFF, no index")
    answer["threads"] = 1
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
