#!/usr/bin/env python3
"""Opens a vault with its key file, verifies its log, prints the notes. Exit 1 if something is wrong.

    python3 -m pip install pynacl
    python3 Keys/vectors/read_vault.py VAULT_FOLDER KEY_FILE < passphrase

Written from docs/format.md and docs/events.md alone. It reads the vault and changes nothing.

Not checked: powers, roles, and who is entitled to a wrap; times; whether X25519 keys are ones to rely
on; words, beyond their spelling; in headers more than what the log says too. Nothing from outside (pin,
ticket, checkpoint) is compared: a log cut short with all its rows is not found, nor is an old copy.
It follows the log of a practice that has its founders only: at an enrolment, a wrap added later, a
rotation or new rules it stops, and where the program reports a violation and goes on, it stops too.
What the key file's member does not hold is compared by its hashes and not opened.
"""
import contextlib
import datetime
import hashlib
import json
import pathlib
import re
import sqlite3
import sys

from nacl import bindings as sodium
from nacl.exceptions import CryptoError

import casevault_format as form
from casevault_format import Refused, require

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

PATTERNS = {"id": "[0-9a-f]{32}", "hash": "[0-9a-f]{64}", "hex": "([0-9a-f]{2})+",
            "shelf": "[0-7][0-9a-f]{15}", "word": "[a-z-]+",
            "time": r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z"}
SHAPES = {  # events.md §1, and objects that §5 writes out; a field with ? may be left out
    "link": "entry:count hash:hash",
    "wrap": "holder:id hash:hash",
    "epoch": "id:id kind:word epoch:count commitment:hash key:hash wraps:[wrap]",
    "envelope": "envelope:id version:count hash:hash slots:hash",
    "device": "kid:id sign:hash box:hash locator:hash",
    "member": "compartment:epoch device:device roles:[word] name:envelope",
    "assigned": "member:id",
    "reading": "file:id note:id version:count kind:word",
    "opened": "file:id client:id number:count compartment:epoch shelf:shelf record:envelope "
              "assigned:[assigned]",
    "part": "file:id after:link count:count chunk:hash process:flag",
}
EVENTS = {  # events.md §5, after event, at and by
    "vault.founded": "rules:count founding:hex members:[member] compartments:[epoch] "
                     "checkpoint-key:hash checkpoint-seed:envelope",
    "file.opened": SHAPES["opened"],
    "files.opened": "count:count chunk:hash",
    "client.renamed": "file:id after:link record:envelope",
    "process.opened": "file:id after:link compartment:epoch shelf:shelf",
    "note.stored": "file:id after:link kind:word note:envelope",
    "note.signed": "file:id after:link kind:word note:id version:count hash:hash",
    "note.discarded": "file:id after:link kind:word note:id",
    "note.added": "file:id after:link kind:word to:id note:envelope",
    "notes.imported": "count:count chunk:hash",
    "note.read": "notes:[reading] to:word",
    "words.exported": "to:word basis:word digest:hash",
    "files.listed": "file?:id",
    "files.searched": "file?:id files:count",
    "act.refused": "power:word file?:id proposal?:link reason:word",
    "checkpoint.issued": "size:count root:hash",
    "vault.backed-up": "",
    "vault.restored": "lost-size:count lost-root:hash generation:count",
}


@contextlib.contextmanager
def within(where):
    """Says where it was that something is refused."""
    try:
        yield
    except Refused as reason:
        raise Refused(f"{where}: {reason}") from None


# Strict JSON (format.md §1) and the shapes of events

SHORT = {"\\b": "\\u0008", "\\f": "\\u000c", "\\n": "\\u000a", "\\r": "\\u000d", "\\t": "\\u0009"}


def no_float(text):
    raise Refused("a float")


def strict_json(data):
    """The object of bytes that are its only encoding."""
    try:
        value = json.loads(data.decode("ascii"), parse_float=no_float, parse_constant=no_float)
    except (ValueError, RecursionError):
        raise Refused("not JSON in ASCII") from None
    written = json.dumps(value, separators=(",", ":"))
    written = re.sub(r"\\.", lambda escape: SHORT.get(escape[0], escape[0]), written)
    require(isinstance(value, dict) and written.encode("ascii") == data, "not the one encoding")
    return value


def fits(value, kind):
    if kind.startswith("["):
        return isinstance(value, list) and all(fits(one, kind[1:-1]) for one in value)
    if kind in PATTERNS:
        return isinstance(value, str) and re.fullmatch(PATTERNS[kind], value) is not None
    if kind == "count":
        return type(value) is int and 0 <= value < 1 << 53
    if kind == "flag":
        return isinstance(value, bool)
    return isinstance(value, dict) and has_fields(value, SHAPES[kind])


def has_fields(value, shape):
    """Whether an object has these fields, in this order, and no other."""
    fields = [field.split(":") for field in shape.split()]
    fields = [(name.rstrip("?"), kind) for name, kind in fields
              if not name.endswith("?") or name[:-1] in value]
    return (list(value) == [name for name, _ in fields]
            and all(fits(value[name], kind) for name, kind in fields))


def parsed_event(data):
    event = strict_json(data)
    kind = event.get("event")
    require(kind in EVENTS, f"an event that this reader does not follow: {kind}")
    shape = "at:time by:id " + EVENTS[kind]
    fields = {name: value for name, value in event.items() if name != "event"}
    require(list(event)[0] == "event" and has_fields(fields, shape), f"{kind} with wrong fields")
    return event


def parsed_lines(text, shape):
    require(text.endswith(b"\n"), "a last line without its end")
    found = [strict_json(line) for line in text[:-1].split(b"\n")]
    require(all(fits(line, shape) for line in found), "a line with wrong fields")
    return found


# The database (format.md §7)

def open_database(folder):
    path = pathlib.Path(folder).resolve() / "vault.db"
    require(path.is_file(), f"{path} is no file")
    in_use = any(path.with_name("vault.db" + end).exists() for end in ("-wal", "-journal"))
    # At rest it is opened as what nobody writes: else SQLite would lay files of its own beside it.
    how = "mode=ro" if in_use else "mode=ro&immutable=1"
    db = sqlite3.connect(f"{path.as_uri()}?{how}", uri=True)
    require(db.execute("PRAGMA application_id").fetchone()[0] == 0x43564c54,
            "the database's application_id is not CaseVault's")
    version = db.execute("PRAGMA user_version").fetchone()[0]
    require(version == 2, f"the database's user_version is {version}, and this reader knows only 2")
    expected = [("table", sql.split()[2], sql.split()[2], sql) for sql in TABLES]
    expected += [("index", f"sqlite_autoindex_{table}_1", table, None)
                 for table in ("chunk", "envelope")]
    found = db.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    require(sorted(found, key=str) == sorted(expected, key=str),
            "the database's sqlite_schema holds other tables than format 2 has")
    return db


def rows(db, columns, table, *types):
    found = db.execute(f"SELECT {columns} FROM {table} ORDER BY 1").fetchall()
    require(all([type(value) for value in row] == list(types) for row in found),
            f"table {table} holds a value of a wrong type")
    return found


# The tree (RFC 6962 §2.1), over leaf hashes

def add_leaf(peaks, leaf_hash):
    """`peaks` are size and root of the complete subtrees, from the left."""
    size = 1
    while peaks and peaks[-1][0] == size:
        leaf_hash = hashlib.sha256(b"\x01" + peaks.pop()[1] + leaf_hash).digest()
        size *= 2
    peaks.append((size, leaf_hash))


def root_of(peaks):
    root = peaks[-1][1] if peaks else hashlib.sha256(b"").digest()
    for _, left in reversed(peaks[:-1]):
        root = hashlib.sha256(b"\x01" + left + root).digest()
    return root


def check_tiles(tiles, leaves):
    expected, width = {}, 256
    while width <= len(leaves):
        level = (width.bit_length() - 1) // 8
        for number in range(len(leaves) // width):
            expected[(level, number)] = form.tree_root(leaves[number * width:][:width])
        width *= 256
    require(tiles == expected, "the tiles are not those of the tree")


# Replay (events.md)

class File:
    """A case file: what its history says so far, and the last link of it."""

    def __init__(self, opened, link):
        self.number, self.shelf, self.record = opened["number"], opened["shelf"], opened["record"]
        self.compartment, self.last = opened["compartment"]["id"], link
        self.processes, self.notes = {}, {}

    def add_note(self, log, kind, author, envelope, state, **more):
        """An unknown note; its envelope lies where the file's or the author's notes lie."""
        require(kind in NOTE_KINDS[1:], "no such kind of note")
        require(envelope["envelope"] not in self.notes, "a note that exists already")
        self.notes[envelope["envelope"]] = dict(kind=kind, author=author, state=state,
                                                versions=[], **more)
        self.add_version(log, envelope)

    def add_version(self, log, envelope):
        note = self.notes[envelope["envelope"]]
        require(envelope["version"] == len(note["versions"]) + 1, "version out of sequence")
        note["versions"].append(envelope)
        place = (self.compartment, self.shelf)
        if note["kind"] == "psychotherapy":
            require(note["author"] in self.processes, "the author has no process compartment")
            place = self.processes[note["author"]]
        log.name(envelope, [place[0]], place[1])

    def draft(self, event, note_id, by):
        note = self.notes.get(note_id)
        require(note is not None and (note["state"], note["kind"], note["author"])
                == ("draft", event["kind"], by), "no draft of the signer's own and of that kind")
        return note


class Log:
    """The state after the entries so far, and what they name."""

    def __init__(self, vault, log_key, chunks):
        self.vault, self.log_key, self.chunks = vault, log_key, chunks
        self.leaves, self.peaks, self.roots = [], [], []
        self.generation, self.devices, self.compartments, self.files = 1, {}, {}, {}
        self.ids, self.envelopes, self.opened_chunks = {}, {}, set()

    def append(self, leaf):
        """Place, prior root, seal, encoding, signatures (format.md §6); then what the event does."""
        require(len(leaf) >= 134 and leaf[2:34] == self.vault, "it does not name this vault")
        require(int.from_bytes(leaf[34:42], "big") == len(self.leaves), "it names another number")
        self.roots.append(root_of(self.peaks))
        require(leaf[42:74] == self.roots[-1], "its prior root is not the root of those before it")
        require(leaf[74:78] == form.u32(1), "it is of an epoch that this reader does not follow")
        signatures, text, message = form.open_leaf(leaf, self.log_key)
        event = parsed_event(text)
        signers = self.signers(event)
        require(len(signatures) == len(signers), "more or fewer signatures than signers")
        for public, signature in zip(signers, signatures):
            form.verify(bytes.fromhex(public), signature, message)
        leaf_hash = hashlib.sha256(b"\x00" + leaf).digest()
        with within(event["event"]):
            self.apply(event, {"entry": len(self.leaves), "hash": leaf_hash.hex()})
        self.leaves.append(leaf)
        add_leaf(self.peaks, leaf_hash)

    def signers(self, event):
        """The public key of the device that must have signed; of entry 0, of every founder."""
        if self.leaves:
            require(event["by"] in self.devices, "it is signed by an unknown device")
            return [self.devices[event["by"]]["sign"]]
        require(event["event"] == "vault.founded" and event["rules"] == 1, "no founding, or new rules")
        founding = bytes.fromhex(event["founding"])
        require(form.vault_id(founding) == self.vault, "its founding does not hash to the vault id")
        devices = [member["device"] for member in event["members"]]
        keys = "".join(device["sign"] + device["box"] for device in devices)
        require(founding[35:].hex() == form.u8(len(devices)).hex() + keys, "keys of other founders")
        require(event["by"] in [device["kid"] for device in devices], "it is signed by no founder")
        return [device["sign"] for device in devices]

    def apply(self, event, link):
        kind = event["event"]
        by = self.devices[event["by"]]["member"] if self.leaves else None
        if kind == "vault.founded":
            require(not self.leaves, "a second one")
            self.found(event)
        elif kind == "file.opened":
            self.open_file(event, link)
        elif kind == "files.opened":
            lines = parsed_lines(self.chunk(event["chunk"]), "opened")
            require(len(lines) == event["count"], "another number of files")
            for line in lines:
                self.open_file(line, link)
        elif kind == "notes.imported":
            parts = parsed_lines(self.chunk(event["chunk"]), "part")
            require(sum(part["count"] for part in parts) == event["count"], "another number of notes")
            for part in parts:
                require(part["after"]["entry"] < link["entry"], "a second part for a file")
                file = self.go_on(part, {"entry": link["entry"], "hash": part["chunk"]})
                self.import_part(file, part, event["at"], by)
        elif kind == "checkpoint.issued":
            require(1 <= event["size"] < len(self.roots), "the log had no such size")
            require(self.roots[event["size"]].hex() == event["root"], "the root was another")
        elif kind == "vault.restored":
            require(event["generation"] == self.generation + 1, "generation out of sequence")
            self.generation += 1
        elif "after" in event:
            self.change_file(self.go_on(event, link), event, by)

    def found(self, event):
        require(len(event["compartments"]) == 3, "not three compartments")
        for epoch, kind in zip(event["compartments"], KINDS[1:4]):
            self.ids[kind] = epoch["id"]
            self.add_compartment(epoch, kind)
        for member in event["members"]:
            device, own = member["device"], member["compartment"]
            keys = bytes.fromhex(device["sign"]), bytes.fromhex(device["box"])
            kid = form.b2b(128, form.label("casevault/1 kid") + form.SUITE + keys[0] + keys[1])
            require(kid.hex() == device["kid"] not in self.devices, "not the kid of the keys, or twice")
            require(sodium.crypto_core_ed25519_is_valid_point(keys[0]), "an unusable signing key")
            self.devices[device["kid"]] = dict(device, member=own["id"])
            self.add_compartment(own, "member")
            self.name(member["name"], [self.ids["vault"]], None)
        self.name(event["checkpoint-seed"], [self.ids["vault"]], None)

    def add_compartment(self, epoch, kind):
        require(epoch["kind"] == kind and epoch["epoch"] == 1, "not a first epoch of that kind")
        require(epoch["id"] not in self.compartments, "a compartment that exists already")
        self.compartments[epoch["id"]] = epoch

    def name(self, envelope, compartments, shelf):
        """A row that must be there: sealed to these compartments, on this shelf where one is known."""
        place = (envelope["envelope"], envelope["version"])
        require(place not in self.envelopes, "an envelope that exists already")
        self.envelopes[place] = (envelope, compartments, shelf)

    def chunk(self, address):
        require(address in self.chunks, f"chunk {address} is missing")
        self.opened_chunks.add(address)
        with within(f"chunk {address}"):
            require(self.chunks[address][1:5] == form.u32(1), "another epoch")
            return form.open_chunk(self.chunks[address], self.log_key, self.vault)

    def open_file(self, opened, link):
        require(opened["file"] not in self.files, "a case file that exists already")
        require(opened["number"] == len(self.files) + 1, "number out of sequence")
        require(opened["record"]["version"] == 1, "version out of sequence")
        self.add_compartment(opened["compartment"], "file")
        self.files[opened["file"]] = file = File(opened, link)
        self.name(file.record, [file.compartment, self.ids["registry"]], file.shelf)

    def go_on(self, event, link):
        """The case file whose history has one more link."""
        require(event["file"] in self.files, "no such case file")
        file = self.files[event["file"]]
        require(event["after"] == file.last, "not after the last link of the file's history")
        file.last = link
        return file

    def change_file(self, file, event, by):
        kind, note = event["event"], event.get("note")
        if kind == "client.renamed":
            later = dict(file.record, version=file.record["version"] + 1)
            require([event["record"][name] for name in ("envelope", "version")]
                    == [later["envelope"], later["version"]], "not the record's next version")
            file.record = event["record"]
            self.name(file.record, [file.compartment, self.ids["registry"]], file.shelf)
        elif kind == "process.opened":
            require(by not in file.processes, "a second one of this author")
            self.add_compartment(event["compartment"], "process")
            file.processes[by] = (event["compartment"]["id"], event["shelf"])
        elif kind == "note.stored" and note["envelope"] not in file.notes:
            file.add_note(self, event["kind"], by, note, "draft")
        elif kind == "note.stored":
            file.draft(event, note["envelope"], by)
            file.add_version(self, note)
        elif kind == "note.added":
            to = file.notes.get(event["to"])
            require(to is not None and to["state"] == "signed" and to["kind"] == event["kind"]
                    and "to" not in to, "no locked note of that kind to add to")
            file.add_note(self, event["kind"], by, note, "signed", to=event["to"])
        else:
            draft = file.draft(event, note, by)
            latest = draft["versions"][-1]
            require(kind == "note.discarded" or (event["version"], event["hash"])
                    == (latest["version"], latest["hash"]), "not the draft's latest version")
            draft["state"] = kind.split(".")[1]

    def import_part(self, file, part, at, by):
        """The notes that an import gave one file (events.md, notes.imported)."""
        text = self.chunk(part["chunk"])
        time = datetime.datetime.strptime(at, "%Y-%m-%dT%H:%M:%S.%fZ") - datetime.datetime(1970, 1, 1)
        start = (b"\x01" + bytes.fromhex(part["file"]) + part["after"]["entry"].to_bytes(8, "big")
                 + bytes.fromhex(part["after"]["hash"] + by)
                 + (time // datetime.timedelta(milliseconds=1)).to_bytes(8, "big", signed=True)
                 + form.u32(part["count"]))
        require(text.startswith(start) and len(text) == len(start) + 81 * part["count"],
                f"chunk {part['chunk']} is not what the entry says of it")
        notes = [text[n:n + 81] for n in range(len(start), len(text), 81)]
        require(part["process"] == any(note[16] == 2 for note in notes), "process notes, or none")
        for note in notes:
            require(note[16] in (1, 2), "no such kind of note")
            envelope = {"envelope": note[:16].hex(), "version": 1, "hash": note[17:49].hex(),
                        "slots": note[49:].hex()}
            file.add_note(self, NOTE_KINDS[note[16]], by, envelope, "signed", imported=True)


# Secrets, and the rows that the log names

def open_at(wraps, locator, holder, its_id, vault, kind, what):
    require(locator in wraps, f"there is no wrap of the {what} for this key file")
    with within(f"the wrap of the {what}"):
        return form.open_wrap(wraps[locator], its_id, holder, vault, kind)


def main(folder, key_file):
    pass
