"""What is measured, against what, and the limit: one function a measure, one entry in the table."""
import json
import os

from processes import Failed
from rounds import interleave
from rows import AmountRow, Row

WORD = "insomnia"  # in about one note of eighty
COMMITS = 300
NEW_CASE_FILES = 1000
WRAP = 119  # bytes of a wrap's text, docs/format.md §4
MEMORY_LIMIT = 200e6
FILE_NOTES = 10_000
LEAVING_FILES, LEAVING_NOTES = 500, 10_000
SMALL_AGENCY, LARGE_AGENCY = (10, 100), (1_000, 50_000)
# Peers with one thread, by the names that they have below; the one that verifies has as many as ours.
ONE_THREAD = ("sqlcipher", "from_c", "by_hand", "boxes")


def contenders(house, ours, **peers):
    """Ours first, unless only the peers are measured."""
    found = {"ours": ours} if house.product else {}
    found.update(peers)
    return found


def imports(house):
    product, sqlcipher, by_hand = house.product, house.sqlcipher(), house.c()
    answers = interleave(house.runs, contenders(
        house, lambda: product.import_all(),
        sqlcipher=sqlcipher.import_all, from_c=sqlcipher.import_from_c,
        by_hand=by_hand.import_all), on_one=ONE_THREAD)
    house.remember("import", answers.get("ours"))
    counted = {name: answers[name] for name in answers if name not in ("sqlcipher", "from_c")}
    house.must_agree("import", counted, "notes")
    what = f"import {house.count:,} notes into existing case files, log included"
    ours = answers.get("ours")
    yield Row(what, "SQLCipher 4 from its wheel, the same file", 1.0, "s", ours, answers["sqlcipher"])
    yield Row(what, "its library called from C", None, "s", ours, answers["from_c"],
              remark="for the record: no limit was set for it")
    yield Row(what, "C by hand, no log", 1.3, "s", answers.get("ours"), answers["by_hand"])


def case_files(house):
    product, c = house.product, house.c()
    first = product.case_files(NEW_CASE_FILES) if product else {}
    boxes = first.get("boxes", NEW_CASE_FILES)
    length = first.get("box_length", WRAP)
    answers = interleave(house.runs, contenders(
        house, lambda: product.case_files(NEW_CASE_FILES),
        boxes=lambda: c.sealed_boxes(boxes, length)), on_one=ONE_THREAD)
    yield Row(f"open {NEW_CASE_FILES:,} new case files", f"their {boxes:,} sealed boxes alone", 1.5, "ms",
              answers.get("ours"), answers["boxes"])


def write(house):
    product, sqlcipher = house.product, house.full_sqlcipher()
    peers = {"sqlcipher": lambda: sqlcipher.commits(COMMITS),
             "from_c": lambda: sqlcipher.commits_from_c(COMMITS)}
    if product:
        c = house.c()
        peers["by_hand"] = lambda: c.write(product.facts["database"], COMMITS)
    answers = interleave(
        2 * house.runs, contenders(house, lambda: product.write(COMMITS), **peers),
        on_one=("ours", *ONE_THREAD))
    what = "one durable `note write` in an open process, without the pin's own fsync"
    ours, by_hand, from_c = answers.get("ours"), answers.get("by_hand"), answers["from_c"]
    median = f"median of {COMMITS} commits in each run"
    recorded = f"for the record: no limit was set for it; {median}"
    yield Row(what, "SQLCipher 4 from its wheel, durable commit of the same text", 1.2, "µs",
              ours, answers["sqlcipher"], remark=median)
    yield Row(what, "its library called from C", None, "µs", ours, from_c, remark=recorded)
    if by_hand:
        yield Row(what, "the same seals, signature, hashes and rows by hand in C", None, "µs",
                  ours, by_hand, remark=recorded)
        yield Row("the same by hand in C", "SQLCipher's library called from C", None, "µs",
                  by_hand, from_c, remark=recorded)


def search(house):
    product, sqlcipher = house.product, house.full_sqlcipher()
    answers = interleave(2 * house.runs, contenders(
        house, lambda: product.search(WORD), sqlcipher=lambda: sqlcipher.scan(WORD)), on_one=ONE_THREAD)
    house.remember("search", answers.get("ours"))
    house.must_agree("search", answers, "found")
    yield Row("search for a word in all notes", "SQLCipher 4, LIKE", 0.3, "s",
              answers.get("ours"), answers["sqlcipher"])


def verify(house):
    product, c = house.product, house.c()
    if product:
        facts = product.facts
        vault = facts["database"], facts["log_keys"], facts["signers"]
    else:
        vault = c.made_up_vault(5000)
    c.must_find_damage(*vault)
    answers = interleave(2 * house.runs, contenders(
        house, lambda: product.verify(), by_hand=lambda: c.verify(*vault)))
    house.remember("verify", answers.get("ours"))
    house.must_agree("verify", answers, "entries")
    yield Row("`audit verify` of everything", "the same primitives by hand in C", 1.3, "s",
              answers.get("ours"), answers["by_hand"],
              remark="" if product else "on a made-up log of 5,000 entries")


def show(house):
    product = house.product
    if not product:
        return
    answers = interleave(house.many_runs, {
        "full": lambda: product.show(product.full), "small": lambda: product.show(product.small)})
    yield Row(f"`note show`, whole process without Argon2id, {house.count:,} notes",
              "the same with 1,000 notes", 1.5, "ms", answers["full"], answers["small"],
              remark="both with a key that is derived already")


def unlocked(house):
    peers = {}
    for name, peer in (("store", house.store), ("age", house.age)):
        try:
            peers[name] = peer().show
        except Failed as reason:
            print(f"bench: leaving out what {name} would be measured for: {reason}", flush=True)
    if house.product:
        house.unlocked()  # made before anything is measured
    answers = interleave(2 * house.many_runs, contenders(
        house, lambda: house.unlocked().show(), **peers))
    what = "`note show` through the agent, whole process, the read durably in the log"
    ours = answers.get("ours")
    yield Row(what, "`pass show` of the same note", 0.8, "ms", ours, answers.get("store"),
              remark="ours on a terminal, where showing is no export")
    yield Row(what, "`age -d` of the same note", 4, "ms", ours, answers.get("age"),
              remark="age keeps no log, and writes nothing")


def rotate(house):
    if not house.product:
        return
    product, c = house.product, house.c()
    vault = product.one_file(house.notes_of_one_client(FILE_NOTES))
    database = os.path.join(vault, "vault", "vault.db")
    answers = interleave(house.runs, {
        "ours": lambda: product.rotate(vault),
        "by_hand": lambda: c.rotate(database, FILE_NOTES, 1, WRAP)}, on_one=ONE_THREAD)
    yield Row(f"a new key for a case file of {FILE_NOTES:,} notes",
              "its slots opened, sealed, opened again, and its rows written, by hand in C", 3, "ms",
              answers["ours"], answers["by_hand"])


def offboard(house):
    if not house.product:
        return
    product, c = house.product, house.c()
    vault = product.agency(house.notes_of_clients(LEAVING_FILES, LEAVING_NOTES))
    database = os.path.join(vault, "vault", "vault.db")
    first = product.offboard(vault)
    answers = interleave(house.runs, {
        "ours": lambda: product.offboard(vault),
        "by_hand": lambda: c.rotate(database, LEAVING_NOTES, first["files"], WRAP)},
        on_one=ONE_THREAD)
    yield Row(f"offboarding a member with {first['files']:,} case files and {LEAVING_NOTES:,} notes",
              "a sealed box for each file and a slot for each note, by hand in C", 2, "ms",
              answers["ours"], answers["by_hand"],
              remark="ours: from the second signature until nothing is open to them any more")


def large(house):
    if not house.product:
        return
    product = house.product
    small, large = product.large(*SMALL_AGENCY), product.large(*LARGE_AGENCY)
    what = "{:,} members and {:,} case files".format(*LARGE_AGENCY)
    than = "with {:,} and {:,}".format(*SMALL_AGENCY)
    answers = interleave(house.many_runs, {
        "large": lambda: product.unlock(large), "small": lambda: product.unlock(small)})
    yield Row(f"opening a vault of {what}", than, 2, "ms", answers["large"], answers["small"],
              remark="both with a key that is derived already; twenty members opened the files")
    answers = interleave(house.runs, {
        "large": lambda: product.decide(large), "small": lambda: product.decide(small)})
    yield Row(f"one decision of policy, {what}", than, 2, "µs", answers["large"], answers["small"],
              remark="mean of 100,000 on files and members in no order")
    yield AmountRow(f"one decision of policy, {what}", "", 10e-6, "µs", answers["large"], None)


def help_text(house):
    product, store = house.product, house.store()
    answers = interleave(house.many_runs, contenders(
        house, lambda: product.help(), store=store.show))
    yield Row("`casevault --help`, whole process", "`pass show` of one note", 0.5, "ms",
              answers.get("ours"), answers["store"])


def size(house):
    product, sqlcipher = house.product, house.full_sqlcipher()
    ours = [{"bytes": product.bytes()}] if product else None
    yield Row("size of the database", "SQLCipher's, of the same texts", 1.4, "MB",
              ours, [sqlcipher.kept], field="bytes",
              remark=f"ours has pages of {product.page_size:,} bytes" if product else "")


def memory(house):
    if not house.product:
        return
    baseline = min(house.product.unlock()["peak_bytes"] for _ in range(house.runs))
    measured = {"import": house.product.import_all, "search": lambda: house.product.search(WORD),
                "verify": house.product.verify}
    for what, once in measured.items():
        answers = house.remembered(what) or [once() for _ in range(house.runs)]
        above = [{"peak_bytes": answer["peak_bytes"] - baseline} for answer in answers]
        yield AmountRow(f"peak memory of {what} above that of unlocking", "", MEMORY_LIMIT, "MB",
                        above, None, field="peak_bytes")


MEASURES = {
    "import": imports, "case-files": case_files, "write": write, "search": search, "verify": verify,
    "show": show, "unlocked": unlocked, "rotate": rotate, "offboard": offboard, "large": large,
    "help": help_text, "size": size, "memory": memory,
}


def first_text(notes):
    with open(notes, encoding="utf-8") as lines:
        return json.loads(next(lines))["text"]
