#!/usr/bin/env python3
"""Opens a vault with its key file, verifies its log, prints the notes. Exit 1 if one is not so.

    python3 -m pip install pynacl
    python3 Keys/vectors/read_vault.py VAULT_FOLDER KEY_FILE < passphrase

Written from docs/format.md and docs/events.md alone. It reads the vault and changes nothing.

It follows the log of a practice that has its founders only: at an enrolment, a wrap added later, a
rotation or new rules it stops and says so; where the program reports a violation and goes on, it
stops too. What the member of the key file does not hold is compared by its hashes and not opened.

Not checked: powers, roles, who is assigned and who is entitled to a wrap; times; whether public
keys are ones to rely on; preset and quorum of the founding; in events the types of values and the
names inside objects; the limits of strict JSON (depth, size of integers, no null); of a header more
than what the log says too; where the wraps of others lie, beyond their hash; that shelves are drawn
apart; that the checkpoint key's seed is that key's. Nothing from outside (pin, ticket, checkpoint)
is compared: a log cut short together with its rows, or an old copy, is not found.
"""
import contextlib
import datetime
import hashlib
import itertools
import json
import pathlib
import re
import sqlite3
import struct
import sys

from nacl.exceptions import CryptoError

import casevault_format as form
from casevault_format import Refused, require, u32

TABLES = """\
CREATE TABLE meta (id INTEGER PRIMARY KEY CHECK (id = 1), vault BLOB NOT NULL, generation INTEGER NOT NULL, founding BLOB) STRICT
CREATE TABLE leaf (position INTEGER PRIMARY KEY, hash BLOB NOT NULL, bytes BLOB NOT NULL) STRICT
CREATE TABLE tile (level INTEGER NOT NULL, number INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (level, number)) STRICT, WITHOUT ROWID
CREATE TABLE chunk (number INTEGER PRIMARY KEY, address BLOB NOT NULL UNIQUE, bytes BLOB NOT NULL) STRICT
CREATE TABLE wrap (locator BLOB PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID
CREATE TABLE envelope (number INTEGER PRIMARY KEY, id BLOB NOT NULL, version INTEGER NOT NULL, shelf INTEGER NOT NULL, slots BLOB NOT NULL, header BLOB NOT NULL, body BLOB NOT NULL, UNIQUE (id, version)) STRICT
""".splitlines()
KINDS = ("", "vault", "oversight", "registry", "member", "file", "grant", "process")
NOTE_KINDS = ("", "progress", "psychotherapy")
FIELDS = {  # events.md §5, after event, at and by; one with ? may be left out
    "vault.founded": "rules founding members compartments checkpoint-key checkpoint-seed",
    "file.opened": "file client number compartment shelf record assigned",
    "files.opened": "count chunk",
    "client.renamed": "file after record",
    "process.opened": "file after compartment shelf",
    "note.stored": "file after kind note",
    "note.signed": "file after kind note version hash",
    "note.discarded": "file after kind note",
    "note.added": "file after kind to note",
    "notes.imported": "count chunk",
    "note.read": "notes to",
    "words.exported": "to basis digest",
    "files.listed": "file?",
    "files.searched": "file? files",
    "act.refused": "power file? proposal? reason",
    "checkpoint.issued": "size root",
    "vault.backed-up": "",
    "vault.restored": "lost-size lost-root generation",
}
SHORT_ESCAPES = {"\\b": "\\u0008", "\\t": "\\u0009", "\\n": "\\u000a", "\\f": "\\u000c",
                 "\\r": "\\u000d"}
MALFORMED = (CryptoError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError,
             struct.error)


@contextlib.contextmanager
def within(where):
    """Says where it was that something is refused, or has another form than the pages say."""
    try:
        yield
    except Refused as reason:
        raise Refused(f"{where}: {reason}") from None
    except MALFORMED as reason:
        raise Refused(f"{where}: not of the form that it should have ({reason})") from None


def sha256(data):
    return hashlib.sha256(data).digest()


# Strict JSON (format.md §1)

def strict_json(data):
    """The object of bytes that are its only encoding."""
    try:
        value = json.loads(data.decode("ascii"), parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        raise Refused("not JSON in ASCII") from None
    written = json.dumps(value, separators=(",", ":"))
    written = re.sub(r"\\.", lambda escape: SHORT_ESCAPES.get(escape[0], escape[0]), written)
    # A float was read as a string, and is now written with quotation marks that it did not have.
    require(isinstance(value, dict) and written.encode("ascii") == data, "not its one encoding")
    return value


def require_fields(value, fields):
    expected = [name.rstrip("?") for name in fields.split()
                if not name.endswith("?") or name[:-1] in value]
    require(list(value) == expected, "other fields, or in another order, than events.md says")


# Records of fixed width in chunks (events.md §5)

def cut(record, *widths):
    """The record's parts of these widths, as hexadecimal."""
    ends = list(itertools.accumulate(widths))
    require(ends[-1] == len(record), "a record of another width")
    return [record[end - width:end].hex() for end, width in zip(ends, widths)]


def opening(record):
    """One case file of `files.opened`, as `file.opened` has it."""
    (file, client, number, compartment, commitment, key, holder, wrap, shelf, envelope, digest,
     slots) = cut(record, 16, 16, 8, 16, 32, 32, 16, 32, 8, 16, 32, 32)
    epoch = {"id": compartment, "kind": "file", "epoch": 1, "commitment": commitment, "key": key,
             "wraps": [{"holder": holder, "hash": wrap}]}
    notice = {"envelope": envelope, "version": 1, "hash": digest, "slots": slots}
    return {"file": file, "client": client, "number": int(number, 16), "compartment": epoch,
            "shelf": shelf, "record": notice, "assigned": [{"member": holder}]}


def import_part(record):
    """What `notes.imported` brings into one file."""
    file, entry, digest, count, chunk, process = cut(record, 16, 8, 32, 4, 32, 1)
    require(process in ("00", "01"), "a byte that means nothing")
    return {"file": file, "after": {"entry": int(entry, 16), "hash": digest},
            "count": int(count, 16), "chunk": chunk, "process": process == "01"}


# The database (format.md §7)

def open_database(folder):
    path = pathlib.Path(folder).resolve() / "vault.db"
    require(path.is_file(), f"{path} is no file")
    in_use = any(path.with_name("vault.db" + end).exists() for end in ("-wal", "-journal"))
    # At rest it is opened as what nobody writes: else SQLite would lay files of its own beside it.
    how = "mode=ro" if in_use else "mode=ro&immutable=1"
    db = sqlite3.connect(f"{path.as_uri()}?{how}", uri=True)
    (application,), (version,) = (db.execute(f"PRAGMA {name}").fetchone()
                                  for name in ("application_id", "user_version"))
    require(application == 0x43564c54, "the database's application_id is not CaseVault's")
    require(version == 3, f"the database's user_version is {version}, and this reader knows only 3")
    expected = [("table", sql.split()[2], sql.split()[2], sql) for sql in TABLES]
    expected += [("index", f"sqlite_autoindex_{table}_1", table, None)
                 for table in ("chunk", "envelope")]
    found = db.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    require(sorted(found, key=str) == sorted(expected, key=str),
            "the database's sqlite_schema is not that of format version 3")
    damage = db.execute("PRAGMA integrity_check").fetchone()[0]
    require(damage == "ok", f"the database is damaged ({damage})")
    return db


def rows(db, table, columns, *types):
    found = db.execute(f"SELECT {columns} FROM {table} ORDER BY 1").fetchall()
    require(all([type(value) for value in row] == list(types) for row in found),
            f"the table {table} holds a value of a wrong type")
    return found


# The tree (RFC 6962 §2.1), growing by one leaf hash at a time

def add_leaf(peaks, leaf_hash):
    """`peaks` are size and root of the complete subtrees, from the left."""
    size = 1
    while peaks and peaks[-1][0] == size:
        leaf_hash, size = sha256(b"\x01" + peaks.pop()[1] + leaf_hash), 2 * size
    peaks.append((size, leaf_hash))


def root_of(peaks):
    root = peaks[-1][1] if peaks else sha256(b"")
    for _, left in reversed(peaks[:-1]):
        root = sha256(b"\x01" + left + root)
    return root


# Replay (events.md)

class Log:
    """The state after the entries so far, and the rows that they name."""

    def __init__(self, vault, log_key, chunks):
        self.vault, self.log_key, self.chunks = vault, log_key, chunks
        self.leaves, self.peaks, self.roots, self.generation = [], [], [], 1
        self.devices, self.compartments, self.files, self.ids = {}, {}, {}, {}
        self.envelopes, self.opened_chunks = {}, set()

    def append(self, leaf):
        """Place, prior root, seal, encoding, signatures (format.md §6); then what it does."""
        require(len(leaf) >= 134 and leaf[2:34] == self.vault, "it does not name this vault")
        require(int.from_bytes(leaf[34:42], "big") == len(self.leaves), "it has another number")
        self.roots.append(root_of(self.peaks))
        require(leaf[42:74] == self.roots[-1], "its prior root is not that of the entries before")
        require(leaf[74:78] == u32(1), "it is of an epoch that this reader does not follow")
        signatures, text, message = form.open_leaf(leaf, self.log_key)
        event = strict_json(text)
        kind = event.get("event")
        require(kind in FIELDS, f"this reader does not follow an event {kind}")
        link = {"entry": len(self.leaves), "hash": sha256(b"\x00" + leaf).hex()}
        with within(kind):
            require_fields(event, "event at by " + FIELDS[kind])
            require((kind == "vault.founded") == (not self.leaves), "entry 0 and no other")
            if kind == "vault.founded":
                self.found(event)
            require(event["by"] in self.devices, "signed by an unknown device")
            signers = [self.devices[event["by"]]] if self.leaves else list(self.devices.values())
            require(len(signatures) == len(signers), "more or fewer signatures than signers")
            for device, signature in zip(signers, signatures):
                form.verify(bytes.fromhex(device["sign"]), signature, message)
            self.apply(kind, event, link, self.devices[event["by"]]["member"])
        self.leaves.append(leaf)
        add_leaf(self.peaks, bytes.fromhex(link["hash"]))

    def found(self, event):
        require(event["rules"] == 1, "rules that this reader does not know")
        founding = bytes.fromhex(event["founding"])
        require(form.vault_id(founding) == self.vault, "the founding does not hash to the vault id")
        for epoch, kind in zip(event["compartments"], KINDS[1:4]):
            self.ids[kind] = self.add_compartment(epoch, kind)
        for member in event["members"]:
            device, own = member["device"], self.add_compartment(member["compartment"], "member")
            self.devices[device["kid"]] = dict(device, member=own)
            self.name(member["name"], [self.ids["vault"]], None)
        self.name(event["checkpoint-seed"], [self.ids["vault"]], None)
        keys = [bytes.fromhex(one["sign"] + one["box"]) for one in self.devices.values()]
        require(founding[35:] == form.u8(len(keys)) + b"".join(keys), "keys of other founders")
        for key, kid in zip(keys, self.devices):
            require(kid == form.b2b(128, form.label("casevault/1 kid") + form.SUITE + key).hex(),
                    "a kid is not that of its keys")

    def apply(self, kind, event, link, by):
        if kind == "file.opened":
            self.open_file(event, link)
        elif kind == "files.opened":
            openings = self.records_of_chunk(event["chunk"], 256)
            require(len(openings) == event["count"], "the chunk opens another number of files")
            for record in openings:
                self.open_file(opening(record), link)
        elif kind == "notes.imported":
            parts = [import_part(record) for record in self.records_of_chunk(event["chunk"], 93)]
            require(sum(part["count"] for part in parts) == event["count"], "another count")
            for part in parts:
                require(part["after"]["entry"] < link["entry"], "two parts for one file")
                file = self.go_on(part, dict(link, hash=part["chunk"]))
                self.import_part(file, part, event["at"], by)
        elif kind == "checkpoint.issued":
            require(1 <= event["size"] < len(self.roots), "the log had no such size")
            require(self.roots[event["size"]].hex() == event["root"], "the root was another")
        elif kind == "vault.restored":
            self.generation += 1
            require(event["generation"] == self.generation, "the generation is not the next")
        elif "after" in event:
            self.change_file(self.go_on(event, link), kind, event, by)

    def name(self, envelope, compartments, shelf):
        """A row that must be there, sealed to these, on this shelf where the log gives one."""
        place = (envelope["envelope"], envelope["version"])
        require(place not in self.envelopes, "an envelope that exists already")
        self.envelopes[place] = (envelope, compartments, shelf)

    def add_compartment(self, epoch, kind):
        require((epoch["kind"], epoch["epoch"]) == (kind, 1), "a compartment of another kind")
        require(epoch["id"] not in self.compartments, "a compartment that exists already")
        self.compartments[epoch["id"]] = epoch
        return epoch["id"]

    def chunk(self, address):
        with within(f"chunk {address}"):
            require(address in self.chunks, "missing")
            self.opened_chunks.add(address)
            require(self.chunks[address][1:5] == u32(1), "of another epoch")
            return form.open_chunk(self.chunks[address], self.log_key, self.vault)

    def records_of_chunk(self, address, width):
        text = self.chunk(address)
        require(text[:1] == b"\x01" and (len(text) - 1) % width == 0,
                f"chunk {address} is not of the form that its entry gives it")
        return [text[n:n + width] for n in range(1, len(text), width)]

    def open_file(self, opened, link):
        require(opened["file"] not in self.files, "a case file that exists already")
        require(opened["number"] == len(self.files) + 1, "the file's number is not the next")
        require(opened["record"]["version"] == 1, "the record's first version is not 1")
        compartment = self.add_compartment(opened["compartment"], "file")
        self.files[opened["file"]] = file = dict(
            opened, last=link, place=(compartment, opened["shelf"]), processes={}, notes={})
        self.name(file["record"], [compartment, self.ids["registry"]], opened["shelf"])

    def go_on(self, event, link):
        """The case file to whose history a link is added."""
        require(event["file"] in self.files, "no such case file")
        file = self.files[event["file"]]
        require(event["after"] == file["last"], "not after the last link of the file's history")
        file["last"] = link
        return file

    def change_file(self, file, kind, event, by):
        if kind == "client.renamed":
            before, file["record"] = file["record"], event["record"]
            require((file["record"]["envelope"], file["record"]["version"])
                    == (before["envelope"], before["version"] + 1), "not the record's next version")
            self.name(file["record"], [file["place"][0], self.ids["registry"]], file["place"][1])
        elif kind == "process.opened":
            require(by not in file["processes"], "the author has a process compartment")
            own = self.add_compartment(event["compartment"], "process")
            file["processes"][by] = (own, event["shelf"])
        elif kind == "note.stored":
            self.put_note(file, event["kind"], by, event["note"], "draft")
        elif kind == "note.added":
            to = file["notes"].get(event["to"], {})
            require((to.get("state"), to.get("kind")) == ("signed", event["kind"])
                    and "to" not in to, "no locked note of that kind to add to")
            self.put_note(file, event["kind"], by, event["note"], "signed", to=event["to"])
        else:
            note = file["notes"].get(event["note"])
            require(note is not None and (note["state"], note["kind"], note["author"])
                    == ("draft", event["kind"], by), "no draft of the signer's and of that kind")
            signed = {"version": len(note["versions"]), "hash": note["versions"][-1]["hash"]}
            require(kind == "note.discarded" or signed.items() <= event.items(), "another version")
            note["state"] = kind.removeprefix("note.")

    def put_note(self, file, kind, by, envelope, state, **more):
        """The next version of a draft, or the first of a note."""
        note = file["notes"].setdefault(envelope["envelope"], dict(
            more, kind=kind, author=by, state="draft", versions=[]))
        require((note["state"], note["kind"], note["author"]) == ("draft", kind, by),
                "the note is locked, discarded, or of another author or kind")
        require(envelope["version"] == len(note["versions"]) + 1, "not its next version")
        places = {"progress": file["place"], "psychotherapy": file["processes"].get(by)}
        require(places.get(kind) is not None, "no such kind of note, or no process compartment")
        note["versions"].append(envelope)
        note["state"] = state
        self.name(envelope, [places[kind][0]], places[kind][1])

    def import_part(self, file, part, at, by):
        """The notes that an import gave one file."""
        text, after = self.chunk(part["chunk"]), part["after"]
        time = datetime.datetime.fromisoformat(at.replace("Z", "+00:00")).timestamp()
        start = (b"\x01" + bytes.fromhex(part["file"]) + after["entry"].to_bytes(8, "big")
                 + bytes.fromhex(after["hash"] + by) + struct.pack(">q", round(time * 1000))
                 + u32(part["count"]))
        require(text.startswith(start) and len(text) == len(start) + 81 * part["count"],
                f"chunk {part['chunk']} is not what the entry says of it")
        notes = [text[n:n + 81] for n in range(len(start), len(text), 81)]
        require(part["process"] == any(note[16] == 2 for note in notes), "process notes, or none")
        for note in notes:
            envelope = {"envelope": note[:16].hex(), "version": 1, "hash": note[17:49].hex(),
                        "slots": note[49:].hex()}
            self.put_note(file, NOTE_KINDS[note[16]], by, envelope, "signed", imported=True)


# Secrets and rows, against the log

def open_wrap(wraps, at, holder, vault, kind):
    """`holder` is a device, or a member's epoch."""
    its_id, public = ((holder.kid, holder.box_public) if isinstance(holder, form.Identity)
                      else (holder.compartment, holder.public))
    with within(f"the wrap of a {KINDS[kind]} secret, {at.hex()}"):
        require(at in wraps, "missing")
        return form.open_wrap(wraps[at], its_id, public, holder.box_secret, vault, kind)


def same_rows(found, named, what):
    missing, stray = named - found, found - named
    require(not missing, f"{what} {min(missing, default='')} is missing, and the log names it")
    require(not stray, f"{what} {min(stray, default='')} is there, and the log does not name it")


def held_secrets(log, wraps, device, member, vault_epoch):
    """The epochs that the member holds, by compartment; each must be what the log commits to."""
    own = log.devices.get(device.kid.hex(), {}).get("member")
    require(own == member.compartment.hex(), "the log gives this device to another member")
    held = {own: member, log.ids["vault"]: vault_epoch}
    for its_id, compartment in log.compartments.items():
        if its_id not in held and own in [wrap["holder"] for wrap in compartment["wraps"]]:
            at = form.wrap_locator(member.locator_key, bytes.fromhex(its_id), compartment["epoch"])
            held[its_id] = open_wrap(wraps, at, member, log.vault, KINDS.index(compartment["kind"]))
    for its_id, epoch in held.items():
        said = log.compartments[its_id]
        require((epoch.compartment.hex(), epoch.epoch, epoch.commitment.hex(), epoch.public.hex())
                == (its_id, said["epoch"], said["commitment"], said["key"]),
                f"the secret of compartment {its_id} is not what the log commits to")
    return held


def open_envelope(log, held, row):
    """Header and body of a row that is as the log says; None if the member does not hold it."""
    its_id, version, shelf, slots, header, body = row
    envelope, compartments, named_shelf = log.envelopes[(its_id.hex(), version)]
    place = (log.vault, its_id, version)
    require(form.envelope_hash(*place, header, body).hex() == envelope["hash"], "another hash")
    require(form.slots_digest(slots).hex() == envelope["slots"], "other slots than the log names")
    require(named_shelf in (None, "%016x" % shelf), "it lies on another shelf")
    require(len(form.slots(slots)) == len(compartments), "more or fewer slots than compartments")
    keys = {form.open_slot(slots, held[one], *place) for one in compartments if one in held}
    require(len(keys) < 2, "its slots hold different keys")
    for key in keys:
        return [form.open_part(part, key, *place, header, body) for part in (1, 2)]
    return None


def check_header(header, file, note_id, note, version):
    """What a note's header says and the log says too."""
    before = note["versions"][version - 2]["hash"] if version > 1 else None
    for name, said in (("file", file["file"]), ("kind", note["kind"]), ("author", note["author"]),
                       ("addendumTo", note.get("to")), ("previous", before)):
        require(header.get(name) == said, f"note {note_id[:8]}: its header has another {name}")
    require(("source" in header) == ("imported" in note), f"note {note_id[:8]}: imported, or not")


def lines_of_file(file, texts):
    """`texts` are header and body of each envelope and version that could be opened."""
    not_held = ({"name": "(not held by this member)"}, b"(not held by this member)")
    place = (file["record"]["envelope"], file["record"]["version"])
    yield f"C-{file['number']} {texts.get(place, not_held)[0]['name']}"
    for note_id, note in file["notes"].items():
        for envelope in note["versions"]:
            header, body = texts.get((note_id, envelope["version"]), not_held)
            if header is not not_held[0]:
                check_header(header, file, note_id, note, envelope["version"])
        what = f"{note['kind']}, {note['state']}, version {len(note['versions'])}"
        what += ", imported" if "imported" in note else ""
        what += f", addendum to {note['to'][:8]}" if "to" in note else ""
        yield f"  {note_id[:8]} {what}"
        yield from ("    | " + line for line in body.decode("utf-8").removesuffix("\n").split("\n"))


def read_log(db, vault, log_key, chunks):
    log = Log(vault, log_key, chunks)
    for position, leaf_hash, leaf in rows(db, "leaf", "position, hash, bytes", int, bytes, bytes):
        with within(f"entry {len(log.leaves)}"):
            require(position == len(log.leaves), "missing")
            log.append(leaf)
            require(leaf_hash == sha256(b"\x00" + leaf), "leaf.hash is not the leaf's hash")
    require(log.leaves, "the log is empty")
    tiles = rows(db, "tile", "level, number, hash", int, int, bytes)
    complete = [(level, number, form.tree_root(log.leaves[number << 8 * level:][:1 << 8 * level]))
                for level in range(1, 8) for number in range(len(log.leaves) >> 8 * level)]
    require(sorted(tiles) == complete, "the tiles are not those of the tree")
    return log


def read_texts(db, log, held):
    """Header and body of each envelope and version that the member can open."""
    envelopes = rows(db, "envelope", "id, version, shelf, slots, header, body", bytes, int, int,
                     bytes, bytes, bytes)
    same_rows({f"{row[0].hex()}, version {row[1]}" for row in envelopes},
              {f"{its_id}, version {version}" for its_id, version in log.envelopes}, "envelope")
    texts = {}
    for row in envelopes:
        with within(f"envelope {row[0].hex()}, version {row[1]}"):
            opened = open_envelope(log, held, row)
            if opened:
                texts[(row[0].hex(), row[1])] = strict_json(opened[0]), opened[1]
    return texts


def read(folder, key_file, passphrase):
    """The lines to print, once everything is verified."""
    db = open_database(folder)
    with within("the table meta"):
        (vault, generation, no_founding), = rows(
            db, "meta", "vault, generation, founding IS NULL", bytes, int, int)
    wraps = dict(rows(db, "wrap", "locator, bytes", bytes, bytes))
    stored = rows(db, "chunk", "address, bytes", bytes, bytes)
    for address, data in stored:
        require(form.chunk_address(data) == address, f"chunk {address.hex()} has another address")
    chunks = {address.hex(): data for address, data in stored}

    with within("the key file"):
        device = form.Identity(form.open_key_file(pathlib.Path(key_file).read_bytes(), passphrase))
    member = open_wrap(wraps, form.first_wrap_locator(device.locator_key), device, vault, 4)
    vault_epoch = open_wrap(wraps, form.first_wrap_locator(member.locator_key), member, vault, 1)
    log = read_log(db, vault, vault_epoch.log_key, chunks)
    require((generation, no_founding) == (log.generation, 1), "meta is not as the log says")
    same_rows(set(chunks), log.opened_chunks, "chunk")
    same_rows({form.wrap_hash(at, data).hex() for at, data in wraps.items()},
              {wrap["hash"] for one in log.compartments.values() for wrap in one["wraps"]},
              "wrap with the hash")
    texts = read_texts(db, log, held_secrets(log, wraps, device, member, vault_epoch))

    lines = [f"vault {vault.hex()}", f"size {len(log.leaves)}", f"root {root_of(log.peaks).hex()}"]
    for file in log.files.values():
        lines.extend(lines_of_file(file, texts))
    return lines + [f"everything is as the log says: {len(log.leaves)} entries, "
                    f"{len(log.envelopes)} sealed texts"]


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: read_vault.py VAULT_FOLDER KEY_FILE < passphrase")
    try:
        with within("refused"):
            print("\n".join(read(*sys.argv[1:], sys.stdin.buffer.readline().removesuffix(b"\n"))))
    except (Refused, sqlite3.Error, OSError) as reason:
        sys.exit(str(reason))


if __name__ == "__main__":
    main()
