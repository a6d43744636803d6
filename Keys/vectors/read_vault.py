#!/usr/bin/env python3
"""Opens a vault with its key file, verifies its log, prints the notes. Exit 1 if one is not so.

    python3 -m pip install pynacl
    python3 Keys/vectors/read_vault.py VAULT_FOLDER KEY_FILE < passphrase

Written from docs/format.md and docs/events.md alone. It reads the vault and changes nothing.

It follows every kind of entry under rules version 1; at new rules it stops and says so. Where the
program reports a violation and goes on, or a fault and goes on, it stops too: a vault in which a
power was once lacking is read by the program and not by this reader. What the member of the key
file does not hold is compared by its hashes and locators and not opened.

Not checked: times, but for how long an act waited for approval; of a note's header more than what
the log says too; that an imported note's id is made from what was imported; the digest of what was
exported; that the notes named as read exist; on which shelf the rows lie that are sealed to the
vault compartment. What only a holder can tell is checked with a holder's key alone: that a slot, a
wrap or a chain of the right place and hash holds the right secret. Nothing from outside (pin,
ticket, checkpoint, a fingerprint that was compared aloud) is compared: a log cut short together
with its rows, or an old copy, is not found.
"""
import base64
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

from nacl.bindings import crypto_sign_seed_keypair
from nacl.exceptions import CryptoError

import casevault_format as form
from casevault_format import Refused, require, u32
from recoveries import Recoveries
from sheets import admitted

TABLES = """\
CREATE TABLE meta (id INTEGER PRIMARY KEY CHECK (id = 1), vault BLOB NOT NULL, generation INTEGER NOT NULL, founding BLOB) STRICT
CREATE TABLE leaf (position INTEGER PRIMARY KEY, hash BLOB NOT NULL, bytes BLOB NOT NULL) STRICT
CREATE TABLE tile (level INTEGER NOT NULL, number INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (level, number)) STRICT, WITHOUT ROWID
CREATE TABLE chunk (number INTEGER PRIMARY KEY, address BLOB NOT NULL UNIQUE, bytes BLOB NOT NULL) STRICT
CREATE TABLE wrap (locator BLOB PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID
CREATE TABLE envelope (number INTEGER PRIMARY KEY, id BLOB NOT NULL, version INTEGER NOT NULL, shelf INTEGER NOT NULL, slots BLOB NOT NULL, header BLOB NOT NULL, body BLOB NOT NULL, UNIQUE (id, version)) STRICT
""".splitlines()
KINDS = ("", "vault", "oversight", "registry", "member", "file", "grant", "process", "report",
         "emergency", "recovery")
CHAINING = ("vault", "oversight", "member", "emergency")  # a rotation keeps the secret before, in a chain
NOTE_KINDS = ("", "progress", "psychotherapy")
TERMS = "purpose:purpose until:time kinds:granted-kind* notes:scope since?:day picked?:picked*"
SET_UP = "keys:recovery-keys count:count chunk:hash epochs:numbered* gives-up?:number"
FIELDS = {  # events.md §5, after event, at and by; one with ? may be left out, * says a list
    "vault.founded": "rules:count founding:hex members:member* compartments:epoch* "
                     "checkpoint-key:hash checkpoint-seed:envelope",
    "act.proposed": "act:act",
    "act.approved": "proposal:link wraps:added*",
    "act.withdrawn": "proposal:link",
    "wraps.added": "wraps:added*",
    "compartment.rotated": "compartment:epoch count?:count chunk?:hash kept?:hash chain?:hash "
                           "checkpoint?:handover",
    "file.opened": "file:id client:id number:count compartment:epoch shelf:shelf record:envelope "
                   "assigned:assigned*",
    "files.opened": "count:count chunk:hash",
    "file.assigned": "file:id member:id wraps:added*",
    "file.unassigned": "file:id member:id",
    "file.handed-over": "file:id member:id wraps:added*",
    "conflict.declared": "file:id member:id reason?:envelope",
    "grant.requested": f"file:id grant:count {TERMS} reason:envelope",
    "grant.given": f"file:id grant:count member:id {TERMS} reason?:envelope compartment:epoch "
                   "count:count chunk:hash",
    "grant.declined": "file:id grant:count",
    "grant.extended": "file:id grant:count until:time",
    "grant.supplied": "file:id grant:count count:count chunk:hash",
    "grant.ended": "file:id grant:count cause:cause",
    "roster.set": "members:assigned*",
    "emergency.keyed": "compartment:epoch",
    "emergency.opened": "file:id emergency:count safety:safety until:time reason:envelope",
    "emergency.ended": "file:id emergency:count cause:ending",
    "emergency.reviewed": "file:id emergency:count finding:finding comment:envelope",
    "device.added": "wrap:added device:device",
    "device.revoked": "member:id device:id",
    "client.renamed": "file:id after:link record:envelope",
    "process.opened": "file:id after:link compartment:epoch shelf:shelf",
    "note.stored": "file:id after:link kind:note-kind note:envelope",
    "note.signed": "file:id after:link kind:note-kind note:id version:number hash:hash",
    "note.submitted": "file:id after:link kind:note-kind note:id version:number hash:hash",
    "note.cosigned": "file:id after:link kind:note-kind note:id author:id version:number hash:hash",
    "note.returned": "file:id after:link kind:note-kind note:id author:id comment?:envelope",
    "note.discarded": "file:id after:link kind:note-kind note:id",
    "note.added": "file:id after:link kind:note-kind to:id note:envelope",
    "addendum.submitted": "file:id after:link kind:note-kind to:id note:envelope",
    "notes.imported": "count:count chunk:hash",
    "note.read": "notes:read* to:destination",
    "records.read": "records:record* grant?:count emergency?:count recovery?:count to:destination",
    "words.exported": "to:destination basis:basis digest:hash",
    "files.listed": "file?:id",
    "files.searched": "file?:id files:count",
    "act.refused": "power:power file?:id proposal?:link reason:reason",
    "device.unlocked": "failed:number first:time last:time",
    "access.attested": "member?:id size:count digest:hash comment?:envelope",
    "recovery.rehearsed": "epoch:count place:count",
    "recovery.started": "member:id device?:device file?:id keys:recovery-purpose* reason:envelope",
    "recovery.contributed": "start:link count:count chunk:hash",
    "recovery.stopped": "start:link",
    "recovery.set-up": SET_UP,
    "member.recovered": "start?:link compartment:epoch device:device next?:recovery-keys pieces:count "
                        "wraps:count chunk:hash signature:signature",
    "file.regained": "start:link file:id member:id next:recovery-keys pieces:count wraps:count chunk:hash "
                     "signature:signature",
    "executor.admitted": "member:member wraps:count chunk:hash signature:signature",
    "checkpoint.issued": "size:count root:hash",
    "vault.backed-up": "",
    "vault.restored": "lost-size:count lost-root:hash generation:count conflicts:kept-out* "
                      "ended:ended* revoked:revoked* left:assigned*",
}
ACTS = {  # what an act.proposed can hold: the fields, the power
    "member.enrolled": ("member:member", "manage-members"),
    "member.offboarded": ("member:id", "manage-members"),
    "device.revoked": ("member:id device:id", "manage-members"),
    "roles.set": ("member:id before:role* after:role*", "manage-members"),
    "member.supervised": ("member:id supervisor:id", "manage-members"),
    "supervision.ended": ("member:id supervisor:id closes?:number", "manage-members"),
    "conflict.cleared": ("file:id member:id", "clear-conflict"),
    "recovery.set-up": (SET_UP, "manage-members"),
    "vault.restored": (FIELDS["vault.restored"], "restore"),
    "rules.raised": ("rules:count", "raise-rules"),
}
OBJECTS = {  # events.md §1
    "link": "entry:count hash:hash",
    "wrap": "holder:id hash:hash",
    "epoch": "id:id kind:kind epoch:number commitment:hash key:hash wraps:wrap*",
    "handover": "key:hash seed:envelope signature?:signature",
    "added": "compartment:id epoch:number holder:id hash:hash",
    "envelope": "envelope:id version:number hash:hash slots:hash",
    "device": "kid:id sign:hash box:hash locator:hash",
    "member": "compartment:epoch device:device roles:role* name:envelope",
    "assigned": "member:id",
    "kept-out": "file:id member:id",
    "ended": "file:id grant:count",
    "revoked": "member:id device:id",
    "record": "envelope:id",
    "granted-kind": "kind:note-kind",
    "picked": "note:id",
    "numbered": "epoch:number",
    "recovery-epoch": "id:id kind:recovery-kind epoch:number commitment:hash key:hash",
    "recovery-key": "key:recovery-epoch officers:assigned* quorum:count",
    "recovery-keys": "main:recovery-key process?:recovery-key sign:hash",
    "read": "file:id note:id version:number kind:note-kind",
}
FOUNDERS_ROLES = {  # by preset, quorum and number of founders
    (1, 1, 1): [["clinician", "supervisor", "privacy-officer", "administrator"]],
    (2, 2, 2): [["privacy-officer"], ["administrator"]],
}
CLINICAL = {"clinician", "trainee", "supervisor"}
OFFICERS = {"privacy-officer", "administrator"}
ROLES = CLINICAL | OFFICERS | {"auditor"}
COMES_WITH = {  # the roles that a compartment comes with (events.md §3)
    "vault": ROLES,
    "oversight": {"auditor", "privacy-officer"},
    "registry": {"supervisor", "privacy-officer"},
}
OVERSEERS = {"supervisor", "privacy-officer"}
WITH_ANOTHER = {power: OFFICERS for _, power in ACTS.values()} | {"clear-conflict": OVERSEERS}
ANYWHERE = {  # the roles that give a power, here in every case file
    "take-part": ROLES, "issue-checkpoint": ROLES, "back-up": OFFICERS, "open-file": CLINICAL,
    "rename-client": {"privacy-officer"}, "declare-conflict": OVERSEERS,
    "read-reasons": {"auditor", "privacy-officer"}, "review-access": ROLES,
    "attest-access": {"auditor", "privacy-officer", "supervisor"},
    "ask-for-grant": CLINICAL | {"privacy-officer"}, "end-grant": {"privacy-officer"},
    "set-roster": OVERSEERS, "end-emergency": OVERSEERS, "review-emergency": OVERSEERS | {"auditor"},
}
ON_DUTY = {"clinician", "supervisor"}  # who may be on the roster, and so has open-emergency
WITH_EMERGENCIES = {"read-notes", "write-notes", "sign-notes", "list-files", "search-files"}
WHERE_ASSIGNED = {
    "hand-over": {"clinician", "supervisor"}, "sign-notes": {"clinician"},
    "submit-notes": {"trainee"}, "read-notes": {"clinician", "trainee"},
    "write-notes": {"clinician", "trainee"}, "rename-client": {"clinician", "trainee"},
    "list-files": {"clinician", "trainee", "privacy-officer"},
    "search-files": {"clinician", "trainee"}, "end-grant": {"clinician", "trainee"},
    "end-emergency": {"clinician", "trainee"},
}
WHERE_SUPERVISED = {  # what a supervisor may do where somebody is assigned whom they supervise
    "assign-file", "read-notes", "write-notes", "sign-notes", "co-sign-notes", "rename-client",
    "list-files", "search-files", "give-grant", "end-grant",
}
WITH_GRANTS = {  # what a running grant is enough for, by the roles that have it at all
    "read-notes": CLINICAL | {"privacy-officer"}, "write-notes": CLINICAL,
    "sign-notes": {"clinician", "supervisor"}, "submit-notes": {"trainee"},
    "list-files": CLINICAL | {"privacy-officer"}, "search-files": CLINICAL,
}
PROGRESS_ALONE = {"submit-notes", "co-sign-notes"}  # over no psychotherapy note, not even one's own
TO_COME = {  # asked for by no kind of event yet
    "record-consent", "prepare-disclosure", "disclose", "make-report", "read-ledger", "view-requests",
    "answer-requests", "hold-file", "set-retention", "destroy-file"}
NEEDS = {  # the power that a kind asks for, where it is another than take-part
    "file.opened": "open-file", "files.opened": "open-file", "file.assigned": "assign-file",
    "file.unassigned": "assign-file", "file.handed-over": "hand-over",
    "client.renamed": "rename-client", "process.opened": "write-notes",
    "note.stored": "write-notes", "note.signed": "sign-notes", "note.submitted": "submit-notes",
    "note.cosigned": "co-sign-notes", "note.returned": "co-sign-notes",
    "note.discarded": "write-notes", "note.added": "sign-notes",
    "addendum.submitted": "submit-notes", "files.listed": "list-files",
    "files.searched": "search-files", "checkpoint.issued": "issue-checkpoint",
    "vault.backed-up": "back-up", "vault.restored": "restore",
    "access.attested": "attest-access", "recovery.set-up": "manage-members",
    "grant.requested": "ask-for-grant", "grant.given": "give-grant",
    "grant.declined": "give-grant", "grant.extended": "give-grant",
    "roster.set": "set-roster", "emergency.keyed": "open-emergency",
    "emergency.opened": "open-emergency", "emergency.reviewed": "review-emergency",
}
OPEN, LOCKED = {"draft", "submitted"}, {"signed", "co-signed"}  # what a note's state may be
TURNS = {  # events.md §4: the states in which an event may find a note, and the one that follows
    "note.signed": ({"draft"}, "signed"), "note.submitted": ({"draft"}, "submitted"),
    "note.cosigned": ({"submitted"}, "co-signed"), "note.returned": ({"submitted"}, "draft"),
    "note.discarded": (OPEN, "discarded"),
}
WORDS = {
    "kind": set(KINDS[1:-1]), "recovery-kind": {"recovery"}, "recovery-purpose": {"main", "process"}, "note-kind": set(NOTE_KINDS[1:]), "role": ROLES, "basis": {"own-use"},
    "purpose": {"leave-cover", "consultation", "crisis", "training", "quality-review",
                "client-request", "legal"},
    "scope": {"from-now-on", "since", "all", "picked"},
    "cause": {"expired", "revoked", "returned"}, "ending": {"expired", "closed", "revoked"},
    "safety": {"suicide-risk", "self-harm", "violence", "domestic-violence", "child-safety",
               "adult-safety", "medical", "disaster"},
    "finding": {"appropriate", "not-appropriate"},
    "destination": {"terminal", "editor", "pipe", "file", "socket", "program"},
    "power": (WITH_ANOTHER.keys() | ANYWHERE.keys() | WHERE_ASSIGNED.keys() | WHERE_SUPERVISED
              | {"read-log", "verify", "open-emergency", "recover"} | TO_COME),
    "reason": {"not-a-member", "role-lacks-power", "file-not-assigned", "no-such-file",
               "psychotherapy-note-of-another", "own-note", "author-not-supervised",
               "no-second-reader", "conflict-declared", "conflict-of-another",
               "entry-of-another", "access-of-another", "own-access", "own-proposal", "proposal-concerns-you",
               "proposal-lapsed", "proposal-waits", "own-request", "outside-grant", "not-on-duty", "own-duty",
               "own-emergency", "not-an-officer", "own-recovery"},
}
PATTERNS = {"id": "[0-9a-f]{32}", "hash": "[0-9a-f]{64}", "signature": "[0-9a-f]{128}",
            "shelf": "[0-7][0-9a-f]{15}",
            "hex": "([0-9a-f]{2})*", "day": "[0-9]{4}(-[0-9]{2}){2}",
            "time": r"[0-9]{4}(-[0-9]{2}){2}T([0-9]{2}:){2}[0-9]{2}\.[0-9]{3}Z"}
LARGEST = {"count": 2 ** 53 - 1, "number": 2 ** 32 - 1}
HOUR = 3_600_000  # milliseconds, as times are compared
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
    require_simple(value, 1)
    return value


def require_simple(value, depth):
    require(value is not None and depth <= 8, "a null, or deeper than 8")
    require(type(value) is not int or abs(value) < 2 ** 53, "an integer that is too large")
    members = value.values() if isinstance(value, dict) else value
    for member in members if isinstance(value, (dict, list)) else ():
        require_simple(member, depth + isinstance(member, (dict, list)))


def require_fields(value, fields):
    """Just these fields, in this order, each of its form."""
    named = [field.split(":") for field in fields.split()]
    named = [(name.rstrip("?"), its_form) for name, its_form in named
             if not name.endswith("?") or name[:-1] in value]
    require(list(value) == [name for name, _ in named],
            "other fields, or in another order, than events.md says")
    for name, its_form in named:
        require_form(value[name], its_form, name)


def require_form(value, its_form, name):
    """What events.md §1 says of values."""
    if its_form.endswith("*"):
        require(isinstance(value, list), f"{name} is no list")
        for one in value:
            require_form(one, its_form[:-1], name)
    elif its_form in OBJECTS:
        require(isinstance(value, dict), f"{name} is no object")
        require_fields(value, OBJECTS[its_form])
    elif its_form == "act":
        require(isinstance(value, dict) and value.get("event") in ACTS, "this is no act")
        act_fields = {key: field for key, field in value.items() if key != "event"}
        require(next(iter(value)) == "event", "an act does not begin with its kind")
        require_fields(act_fields, ACTS[value["event"]][0])
    elif its_form in LARGEST:
        least = 1 if its_form == "number" else 0
        require(type(value) is int and least <= value <= LARGEST[its_form],
                f"{name} is no number of its form")
    else:
        require(isinstance(value, str), f"{name} is no string")
        right = (value in WORDS[its_form] if its_form in WORDS
                 else re.fullmatch(PATTERNS[its_form], value))
        require(right, f"{name} is not of its form")


def milliseconds(time):
    """Since 1970."""
    moment = datetime.datetime.fromisoformat(time.replace("Z", "+00:00"))
    start = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
    return (moment - start) // datetime.timedelta(milliseconds=1)


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


def renewal(record):
    """Envelope and version of a row that a rotation renewed, the slot's hash before and after."""
    envelope, version, before, after = cut(record, 16, 4, 32, 32)
    return (envelope, int(version, 16)), before, after


def granted_slots(text):
    """Envelope, version and slot, as a row of its own, of each that a grant's chunk lists."""
    require(text[:1] == b"\x01", "no list of granted slots")
    found, rest = [], text[1:]
    while rest:
        length = rest[20]
        require(0 < length <= len(rest) - 21, "a granted slot of nothing, or cut")
        place = rest[:16].hex(), int.from_bytes(rest[16:20], "big")
        found.append((place, b"\x01" + rest[21:21 + length]))
        rest = rest[21 + length:]
    return found


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

def holders(epoch):
    return [wrap["holder"] for wrap in epoch["wraps"]]


def concerned(act):
    """The members who may not decide about the act, because it is about them."""
    if act["event"] == "member.enrolled":
        return [act["member"]["compartment"]["id"]]
    if act["event"] == "vault.restored":
        return [one["member"] for one in act["left"]]
    return [act[name] for name in ("member", "supervisor") if name in act]


def leavers(act):
    """Who does not count among those who decide."""
    about = ("member.offboarded", "device.revoked", "roles.set", "vault.restored")
    return concerned(act) if act["event"] in about else []


def voided(act):
    """The devices that may sign neither half of the act, as it has them count no more."""
    return [one["device"] for one in act.get("revoked", ())]


class Log(Recoveries):
    """The state after the entries so far, and the rows that they name."""

    def __init__(self, vault, log_keys, chunks):
        self.vault, self.log_keys, self.chunks = vault, log_keys, chunks
        self.leaves, self.peaks, self.roots, self.generation = [], [], [], 1
        self.rules, self.quorum, self.members, self.devices = 1, 1, {}, {}
        self.supervisors = {}  # by member
        self.left = set()  # members who work here no longer
        self.revoked = set()  # devices
        self.exposed = set()  # members with a revoked device, until they rotate their own compartment
        # Of compartments the epoch in force, with the wraps added since; `epochs` has every epoch.
        self.compartments, self.epochs, self.chains = {}, {}, {}
        self.conflicts = {}  # by a file's compartment: who is kept from it
        self.assigned = {}  # by a file's compartment; by a process compartment its author
        self.files, self.ids, self.shelves, self.proposals = {}, {}, set(), {}
        self.newcomers, self.envelopes, self.opened_chunks = [], {}, set()
        self.grants = []  # number 1 first
        self.kept = []  # of each rotation: compartment, epoch, text, hashes of the slots that went
        self.roster, self.duty, self.duty_exposed = set(), None, False
        self.emergencies = []  # number 1 first
        self.begin_without_recovery()

    def append(self, leaf):
        """Place, prior root, seal, encoding, signatures (format.md §6); then what it does."""
        require(len(leaf) >= 134 and leaf[2:34] == self.vault, "it does not name this vault")
        require(int.from_bytes(leaf[34:42], "big") == len(self.leaves), "it has another number")
        self.roots.append(root_of(self.peaks))
        require(leaf[42:74] == self.roots[-1], "its prior root is not that of the entries before")
        require(self.rules == 1, f"rules version {self.rules}, and this reader knows only 1")
        require(leaf[74:78] == u32(self.vault_epoch()), "it is of another epoch than is in force")
        signatures, text, message = form.open_leaf(leaf, self.log_key(self.vault_epoch()))
        link = {"entry": len(self.leaves), "hash": sha256(b"\x00" + leaf).hex()}
        self.follow(strict_json(text), link, signatures, message)
        self.leaves.append(leaf)
        add_leaf(self.peaks, bytes.fromhex(link["hash"]))

    def follow(self, event, link, signatures, message):
        """Who signed it, whether they may, and what it then means (events.md §2)."""
        kind = event.get("event")
        require(kind in FIELDS, f"this reader does not follow an event {kind}")
        with within(kind):
            require(list(event)[:3] == ["event", "at", "by"], "it does not begin as events do")
            require_form(event["at"], "time", "at")
            require_form(event["by"], "id", "by")
            require_fields(dict(list(event.items())[3:]), FIELDS[kind])
            if kind == "device.unlocked":
                require(event["first"] <= event["last"], "first is after last")
            require((kind == "vault.founded") == (not self.leaves), "entry 0 and no other")
            if kind == "vault.founded":
                self.found(event)
            by_sheets = admitted(kind, event)
            signers = ([self.signer_by_sheets(*by_sheets, event)] if by_sheets
                       else self.signers(event))
            require(len(signatures) == len(signers), "more or fewer signatures than signers")
            for device, signature in zip(signers, signatures):
                form.verify(bytes.fromhex(device["sign"]), signature, message)
            by = next(one["member"] for one in signers if one["kid"] == event["by"])
            require(event["by"] not in self.revoked, "signed by a revoked device")
            self.end_late_grants(by, event["at"])
            if not by_sheets:
                needed = self.needed(kind, event, by)
                self.require_power(by, needed, event.get("file") if needed != "take-part" else None,
                                   own=kind == "process.opened" or event.get("kind") == "psychotherapy")
            self.apply(kind, event, link, by)
            self.end_groundless_grants()

    def signers(self, event):
        require(event["by"] in self.devices, "signed by an unknown device")
        return [self.devices[event["by"]]] if self.leaves else list(self.devices.values())

    def vault_epoch(self):
        """The number of the vault's epoch in force; of the first before there is an entry."""
        return self.compartments[self.ids["vault"]]["epoch"] if self.leaves else 1

    def log_key(self, number):
        require(number in self.log_keys, f"the vault's epoch {number} is none that was handed over")
        return self.log_keys[number]

    def found(self, event):
        require(event["rules"] == 1, "rules that this reader does not know")
        founding = bytes.fromhex(event["founding"])
        require(form.vault_id(founding) == self.vault, "the founding does not hash to the vault id")
        require(founding[:1] == form.SUITE, "another suite")
        self.quorum = founding[34]
        roles = [member["roles"] for member in event["members"]]
        require(FOUNDERS_ROLES.get(tuple(founding[33:36])) == roles,
                "neither a solo practice of one nor an agency of two")
        for member in event["members"]:
            self.require_newcomer(member)
            self.admit(member)
        require([epoch["kind"] for epoch in event["compartments"]] == list(KINDS[1:4]),
                "other compartments than vault, oversight and registry")
        for epoch in event["compartments"]:
            self.require_usable(epoch)
            self.ids[epoch["kind"]] = self.add_compartment(epoch, epoch["kind"])
        for member in event["members"]:
            self.name(member["name"], [self.ids["vault"]], None)
        require(event["checkpoint-seed"]["version"] == 1, "the seed's first version is not 1")
        self.name(event["checkpoint-seed"], [self.ids["vault"]], None)
        self.newcomers = list(event["members"])
        self.checkpoint = event["checkpoint-key"], event["checkpoint-seed"]["envelope"]
        require(form.usable_signing_key(bytes.fromhex(event["checkpoint-key"])), "unusable key")
        keys = [bytes.fromhex(one["sign"] + one["box"]) for one in self.devices.values()]
        require(founding[36:] == b"".join(keys), "keys of other founders")

    def apply(self, kind, event, link, by):
        if kind == "act.proposed":
            require(event["by"] not in voided(event["act"]), "signed by a device that it revokes")
            self.propose(event["act"], event["at"], link, by)
        elif kind == "act.approved":
            self.approve(event, by)
        elif kind == "act.withdrawn":
            self.withdraw(event["proposal"], by)
        elif kind == "device.added":
            self.add_device(event["device"], event["wrap"], by)
        elif kind == "device.revoked":
            require(by == event["member"], "a device of another, outside a proposal")
            self.require_revocable(event, alone=True)
            self.revoke(event)
        elif kind == "wraps.added":
            for added in event["wraps"]:
                self.add_wrap(added, by)
        elif kind == "compartment.rotated":
            self.rotate(event, by)
        elif kind == "file.opened":
            self.open_file(event, link, by)
        elif kind == "files.opened":
            openings = self.records_of_chunk(event["chunk"], 256)
            require(len(openings) == event["count"], "the chunk opens another number of files")
            for record in openings:
                self.open_file(opening(record), link, by)
        elif kind == "conflict.declared":
            self.declare_conflict(event, by)
        elif kind.startswith("grant."):
            self.change_grant(kind, event, by)
        elif kind == "roster.set" or kind.startswith("emergency."):
            self.change_emergency(kind, event, by)
        elif kind == "records.read":
            require(event["records"], "no record was read")
        elif kind in ("file.assigned", "file.unassigned", "file.handed-over"):
            self.assign(kind, event, by)
        elif kind == "notes.imported":
            parts = [import_part(record) for record in self.records_of_chunk(event["chunk"], 93)]
            require(sum(part["count"] for part in parts) == event["count"], "another count")
            for part in parts:
                require(part["after"]["entry"] < link["entry"], "two parts for one file")
                self.require_power(by, "sign-notes", part["file"], own=part["process"])
                file = self.go_on(part, dict(link, hash=part["chunk"]))
                require(not part["process"] or by in file["processes"], "no process compartment")
                self.import_part(file, part, event["at"], by)
        elif kind == "note.read":
            require(event["notes"], "no note was read")
            for note in event["notes"]:
                self.require_power(by, "read-notes", note["file"],
                                   own=note["kind"] == "psychotherapy")
        elif kind == "checkpoint.issued":
            require(1 <= event["size"] < len(self.roots), "the log had no such size")
            require(self.roots[event["size"]].hex() == event["root"], "the root was another")
        elif kind == "access.attested":
            self.attest(event, by)
        elif kind.startswith("recovery.") or kind in (
                "member.recovered", "file.regained", "executor.admitted"):
            self.change_recovery(kind, event, link, by)
        elif kind == "vault.restored":
            require(self.quorum == 1, "outside a proposal")
            require(event["by"] not in voided(event), "signed by a device that it revokes")
            self.take_effect(event, [], by)
        elif "after" in event:
            self.change_file(self.go_on(event, link), kind, event, by)

    # Members and powers

    def needed(self, kind, event, by):
        """The power that an entry asks for; for what hangs on a grant it follows from who signs."""
        if kind == "records.read" and "grant" in event:
            grant = self.grant(event["grant"])
            require(event["records"] == [{"envelope": grant["reason"]}], "another than its reason")
            if by not in (grant["grantee"], grant.get("giver")) and not self.may(by, "read-reasons"):
                self.require_power(by, "give-grant", grant["file"])
        elif kind == "records.read" and "emergency" in event:
            known = self.emergency(event["emergency"])
            require(all(one["envelope"] in known["words"] for one in event["records"]), "others")
            if by != known["opener"]:
                self.require_power(by, "review-emergency", known["file"])
        elif kind == "records.read" and "recovery" in event:
            self.require_reader_of_start(event, by)
        elif kind == "records.read":
            return "read-reasons"
        elif kind == "grant.declined" and self.grant(event["grant"])["grantee"] == by:
            return "take-part"  # a request is its maker's own to take back
        elif kind == "grant.supplied":
            return "write-notes" if self.may(by, "write-notes", event["file"]) else "rename-client"
        elif kind == "grant.ended" and event["cause"] == "revoked":
            return "end-grant"
        elif kind == "emergency.ended" and event["cause"] == "revoked":
            return "end-emergency"
        return NEEDS.get(kind, "take-part")

    def may(self, *power):
        try:
            self.require_power(*power)
        except Refused:
            return False
        return True

    def require_power(self, member, power, file=None, own=False, leavers=()):
        """`file` is the case file that the power would reach, where one is named; `own` says that it is
        over psychotherapy notes, which no grant opens; `leavers` are whose leaving is decided, who do not
        count."""
        require(member in self.members, "no such member")
        require(member not in self.left, "a member who has left")
        roles = set(self.members[member])
        if power in WITH_ANOTHER:
            able = {one for one, its in self.members.items()
                    if self.devices_of(one) and WITH_ANOTHER[power] & set(its)}
            count = len(able) - bool(able & set(leavers))
            stand_in = {"supervisor"} if self.quorum == 2 and count < 2 else set()
            require(roles & (WITH_ANOTHER[power] | stand_in),
                    f"no role of the member gives {power}")
        elif power == "open-emergency":
            require(roles & ON_DUTY and member in self.roster, "not on duty")
            require(file is None or file in self.files, "no such case file")
        elif not roles & ANYWHERE.get(power, set()):
            supervises = "supervisor" in roles and power in WHERE_SUPERVISED
            works = supervises or roles & WHERE_ASSIGNED.get(power, set())
            by_grant = not own and roles & WITH_GRANTS.get(power, set())
            require(works or roles & WITH_GRANTS.get(power, set()),
                    f"no role of the member gives {power}")
            if file is not None:
                require(file in self.files, "no such case file")
                assigned = self.files[file]["assigned"]
                require(works and member in assigned
                        or supervises and member in self.above(assigned)
                        or by_grant and any((one["grantee"], one["file"]) == (member, file)
                                            for one in self.running())
                        or not own and power in WITH_EMERGENCIES and roles & ON_DUTY
                        and self.in_emergency(member, file),
                        "file not assigned")
        if file in self.files:
            require(member not in self.files[file]["conflicts"], "a conflict of interest")

    def above(self, members):
        return {supervisor for member in members for supervisor in self.supervisors[member]}

    def require_co_signer(self, file, author, by):
        """What `co-sign-notes` asks besides."""
        require(author != by, "a note of the signer's own")
        require(author not in file["assigned"] or author in self.left
                or by in self.supervisors[author],
                "the signer does not supervise the author")

    def require_newcomer(self, member):
        """What must be so of a founder, of whoever is proposed, and once more at the approval."""
        device, epoch, roles = member["device"], member["compartment"], member["roles"]
        require(roles and len(set(roles)) == len(roles) and set(roles) <= ROLES
                and ("auditor" not in roles or len(roles) == 1), "roles that do not combine")
        require(epoch["id"] not in self.compartments, "a compartment that exists already")
        self.require_new_device(device)
        self.require_usable(epoch)
        require((epoch["kind"], epoch["epoch"]) == ("member", 1), "not a member's first epoch")
        require(holders(epoch) == [device["kid"]], "not one wrap, for the device")
        require(member["name"]["version"] == 1, "the name's first version is not 1")

    def require_new_device(self, device):
        for field in ("kid", "sign", "box", "locator"):
            require(device[field] not in [one[field] for one in self.devices.values()],
                    "a device, or a key of one, that exists already")
        sign, box = bytes.fromhex(device["sign"]), bytes.fromhex(device["box"])
        require(form.usable_signing_key(sign) and form.usable_box_key(box), "unusable key")
        kid = form.b2b(128, form.label("casevault/1 kid") + form.SUITE + sign + box)
        require(device["kid"] == kid.hex(), "a kid is not that of its keys")

    def admit(self, member):
        own = member["compartment"]["id"]
        self.members[own], self.supervisors[own] = member["roles"], []
        self.devices[member["device"]["kid"]] = dict(member["device"], member=own)
        self.add_compartment(member["compartment"], "member")

    # Acts that take two (events.md §3, §5)

    def propose(self, act, at, link, by):
        self.require_act(act, by)
        require(self.quorum == 1 or by not in concerned(act), "it concerns the signer")
        self.proposals[link["entry"]] = {"act": act, "at": at, "link": link, "by": by,
                                         "closes": self.given_up(act)}
        if act["event"] == "member.enrolled":
            self.name(act["member"]["name"], [self.ids["vault"]], None)
            self.newcomers.append(act["member"])
        if act["event"] == "recovery.set-up":
            self.require_set_up_pieces(act)

    def require_act(self, act, *members):
        """An act that makes sense here, and for which each of these has the power."""
        kind = act["event"]
        for member in members:
            self.require_power(member, ACTS[kind][1], leavers=leavers(act))
        if kind == "member.enrolled":
            self.require_newcomer(act["member"])
        elif kind == "member.offboarded":
            self.require_leaver(act["member"])
        elif kind == "device.revoked":
            self.require_revocable(act)
        elif kind == "roles.set":
            self.require_roles(act)
        elif kind == "member.supervised":
            self.require_supervision(act["member"], act["supervisor"])
        elif kind == "supervision.ended":
            require(act["supervisor"] in self.supervisors.get(act["member"], []),
                    "no such supervision")
            require(act.get("closes", 0) == len(self.given_up(act)), "closes more files, or fewer")
        elif kind == "conflict.cleared":
            require(act["member"] in self.files.get(act["file"], {}).get("conflicts", ()),
                    "no such conflict")
        elif kind == "vault.restored":
            require(act["generation"] == self.generation + 1, "the generation is not the next")
            self.require_takings(act)
        elif kind == "recovery.set-up":
            self.require_set_up(act)
        else:
            require(act["rules"] == self.rules + 1, "the rules version is not the next")

    def require_supervision(self, member, supervisor):
        self.require_power(member, "write-notes")
        require("supervisor" in self.members.get(supervisor, []), "by whoever is no supervisor")
        require(member != supervisor and supervisor not in self.supervisors[member]
                and member not in self.supervisors[supervisor],
                "of oneself, of one's own supervisor, or what is so already")

    def require_leaver(self, member):
        require(member in self.members and member not in self.left, "no such member is here")
        others = {one: set(roles) for one, roles in self.members.items()
                  if one != member and self.is_reachable(one)}
        able = {one for one, roles in others.items() if OFFICERS & roles}
        if self.quorum == 2 and len(able) < 2:
            able |= {one for one, roles in others.items() if "supervisor" in roles}
        require(len(able) >= self.quorum, "nobody left who could enrol")
        for kind in COMES_WITH:
            compartment = self.compartments[self.ids[kind]]
            stay = set(holders(compartment)) & set(self.keepers(compartment)) - {member}
            require(member not in holders(compartment) or stay, "nobody left who holds a key")

    def require_roles(self, act):
        member, after = act["member"], set(act["after"])
        require(member in self.members and member not in self.left, "no such member is here")
        require(set(act["before"]) == set(self.members[member]), "other roles than the member has")
        require(after != set(act["before"]), "the roles that the member has already")
        require(after and len(after) == len(act["after"]) and after <= ROLES
                and ("auditor" not in after or len(after) == 1), "roles that do not combine")
        assigned = {one for file in self.files.values() for one in file["assigned"]}
        require(after & CLINICAL or member not in assigned, "case files of whoever would have none")
        require("supervisor" in after or not any(
            member in above for one, above in self.supervisors.items()
            if one not in self.left or one in assigned), "supervisees of whoever would have none")
        require(after & ON_DUTY or member not in self.roster, "on duty, who could not be any more")
        then = {one: after if one == member else set(roles) for one, roles in self.members.items()
                if self.is_reachable(one)}
        able = {one for one, roles in then.items() if OFFICERS & roles}
        if self.quorum == 2 and len(able) < 2:
            able |= {one for one, roles in then.items() if "supervisor" in roles}
        require(len(able) >= self.quorum, "nobody left who could enrol")
        for kind in COMES_WITH:
            compartment = self.compartments[self.ids[kind]]
            stay = set(holders(compartment)) & set(self.people(compartment)) - {member}
            require(COMES_WITH[kind] & after or member not in holders(compartment) or stay,
                    "nobody left who holds a key")

    def set_roles(self, act):
        member, after = act["member"], act["after"]
        self.members[member] = after
        if not CLINICAL & set(after):
            self.supervisors[member] = []
        if not self.may(member, "read-notes"):
            for grant in self.running():
                if grant["grantee"] == member:
                    grant["stage"] = "over"

    def add_device(self, device, wrap, by):
        require(wrap["compartment"] == by and wrap["holder"] == device["kid"], "of another member")
        require(wrap["epoch"] == self.compartments[by]["epoch"], "an epoch that is not in force")
        self.require_new_device(device)
        self.devices[device["kid"]] = dict(device, member=by)
        self.compartments[by]["wraps"].append({"holder": device["kid"], "hash": wrap["hash"]})

    def can_be_without_device(self, member):
        """Whether the recovery officers can bring a member back who has no device any more."""
        if self.quorum != 2 or self.recovery is None:
            return False
        main = self.recovery["main"]
        others = [one["member"] for one in main["officers"] if self.is_reachable(one["member"])]
        try:
            self.require_leaver(member)
        except Refused:
            return False
        return len(set(others) - {member}) >= main["quorum"]

    def is_reachable(self, member):
        return member not in self.left and bool(self.devices_of(member))

    def require_revocable(self, act, alone=False):
        require(act["member"] in self.members and act["member"] not in self.left, "no such member")
        devices = self.devices_of(act["member"])
        require(act["device"] in devices, "no device of the member's, or revoked already")
        require(len(devices) > 1 or not alone and self.can_be_without_device(act["member"]),
                "the member's only device")

    def revoke(self, act):
        self.end_recoveries_of(act["member"])
        self.revoked.add(act["device"])
        self.exposed.add(act["member"])
        for grant in self.running():
            if grant["grantee"] == act["member"]:
                grant["stage"] = "over"
        self.close_emergencies(act["member"])
        self.duty_exposed |= self.duty is not None and act["member"] in self.duty_holders()

    def devices_of(self, member):
        return [kid for kid, device in self.devices.items()
                if device["member"] == member and kid not in self.revoked]

    def let_go(self, member):
        self.end_recoveries_of(member)
        held = self.duty is not None and member in self.duty_holders()
        self.roster.discard(member)
        self.close_emergencies(member)
        if held and not self.roster:
            self.duty = None
        self.members[member] = []
        self.left.add(member)
        for supervisors in self.supervisors.values():
            if member in supervisors:
                supervisors.remove(member)
        self.proposals = {
            number: one for number, one in self.proposals.items()
            if one["by"] != member and member not in concerned(one["act"])}

    def require_takings(self, act):
        """What an older copy gave back, and is taken away again, is there, and named once."""
        for field in ("conflicts", "ended", "revoked", "left"):
            named = [tuple(one.values()) for one in act[field]]
            require(len(set(named)) == len(named), "named twice")
        for one in act["conflicts"]:
            require(one["file"] in self.files and one["member"] in self.members, "no such conflict")
        for one in act["ended"]:
            require(1 <= one["grant"] <= len(self.grants), "no such grant")
            grant = self.grants[one["grant"] - 1]
            require(grant["file"] == one["file"] and "compartment" in grant, "no such grant")
        for one in act["revoked"]:
            require(self.devices.get(one["device"], {}).get("member") == one["member"],
                    "no such device")
        for one in act["left"]:
            require(one["member"] in self.members, "no such member")
            require(self.quorum == 2 or "auditor" not in self.members[one["member"]],
                    "the auditor of a practice of one")

    def take_again(self, act):
        self.require_takings(act)
        for one in act["conflicts"]:
            if one["member"] not in self.files[one["file"]]["conflicts"]:
                self.keep_out(one["file"], one["member"])
        for one in act["ended"]:
            grant = self.grants[one["grant"] - 1]
            if grant["stage"] in ("running", "over"):
                grant["stage"] = "ended"
                self.compartments[grant["compartment"]]["wraps"] = []
        for one in act["revoked"]:
            if one["member"] not in self.left and one["device"] in self.devices_of(one["member"]):
                leaves = self.quorum == 1 or one["member"] in [other["member"] for other in act["left"]]
                require(leaves or len(self.devices_of(one["member"])) > 1
                        or self.can_be_without_device(one["member"]), "the member's only device")
                self.revoke(one)
        for one in act["left"]:
            if one["member"] not in self.left:
                self.require_leaver(one["member"])
                self.let_go(one["member"])
        able = {one for one in self.members if self.devices_of(one)} - self.left
        decide = {one for one in able if OFFICERS & set(self.members[one])}
        if self.quorum == 2 and len(decide) < 2:
            decide |= {one for one in able if "supervisor" in self.members[one]}
        nothing = not any(act[field] for field in ("conflicts", "ended", "revoked", "left"))
        require(nothing or len(decide) >= self.quorum, "nobody left who could decide")

    def take_proposal(self, link):
        """The proposal waits no longer."""
        proposal = self.proposals.pop(link["entry"], None)
        require(proposal is not None and proposal["link"] == link, "no such proposal waits")
        return proposal

    def approve(self, event, by):
        proposal = self.take_proposal(event["proposal"])
        require(self.quorum == 1 or by not in concerned(proposal["act"]), "it concerns the signer")
        require(event["by"] not in voided(proposal["act"]), "signed by a device that it revokes")
        self.require_act(proposal["act"], by, proposal["by"])
        require(proposal["closes"] == self.given_up(proposal["act"]), "closes others than proposed")
        waited = milliseconds(event["at"]) - milliseconds(proposal["at"])
        require(waited <= 14 * 24 * HOUR, "approved after more than 14 days")
        if self.quorum == 2:
            require(by != proposal["by"], "approved by its proposer")
        else:
            require(waited >= 24 * HOUR, "approved before 24 hours had passed")
        self.take_effect(proposal["act"], event["wraps"], by)

    def given_up(self, act):
        """What an act would close for good, as things stand."""
        if act["event"] == "supervision.ended":
            return self.files_closed(act["member"], act["supervisor"])
        return self.open_by_recovery_alone() if act["event"] == "recovery.set-up" else set()

    def withdraw(self, link, by):
        proposal = self.take_proposal(link)
        if by != proposal["by"]:
            require(by not in concerned(proposal["act"]), "it concerns the signer")
            self.require_power(by, ACTS[proposal["act"]["event"]][1],
                               leavers=leavers(proposal["act"]))

    def take_effect(self, act, wraps, by):
        if act["event"] == "member.enrolled":
            self.admit(act["member"])
            for added in wraps:
                self.add_wrap(added, by)
            newcomer = act["member"]["compartment"]["id"]
            require((self.ids["vault"], newcomer)
                    in [(added["compartment"], added["holder"]) for added in wraps],
                    "no wrap of the vault's secret for the newcomer")
            return
        require(not wraps, "wraps for an act that brings nobody in")
        if act["event"] == "vault.restored":
            require(act["generation"] == self.generation + 1, "the generation is not the next")
            self.take_again(act)
            self.generation += 1
        elif act["event"] == "member.offboarded":
            self.let_go(act["member"])
        elif act["event"] == "device.revoked":
            self.revoke(act)
        elif act["event"] == "roles.set":
            self.set_roles(act)
        elif act["event"] == "recovery.set-up":
            require(self.quorum == 2, "approved in a practice of one")
            self.begin_recovery(act["keys"], by)
        elif act["event"] == "member.supervised":
            self.supervisors[act["member"]].append(act["supervisor"])
        elif act["event"] == "conflict.cleared":
            self.files[act["file"]]["conflicts"].remove(act["member"])
        elif act["event"] == "supervision.ended":
            self.supervisors[act["member"]].remove(act["supervisor"])
        else:
            self.rules = act["rules"]

    # Compartments

    def entitled(self, epoch):
        """Who ought to hold a compartment, the recovery key among them."""
        return [*self.people(epoch), *self.recovery_holders(epoch["kind"])]

    def people(self, epoch):
        """Those of them who count where a key must not be left with nobody; of a member's own the devices."""
        its_id, kind = epoch["id"], epoch["kind"]
        if kind in COMES_WITH:
            return [one for one, roles in self.members.items() if COMES_WITH[kind] & set(roles)
                    and (kind == "vault" or one not in self.exposed)]
        if kind == "member":
            return self.devices_of(its_id)
        assigned, kept = self.assigned[its_id], self.conflicts.get(its_id, set())
        if kind in ("process", "grant"):
            return assigned
        if kind == "emergency":
            return self.key_holders() if its_id == self.duty else holders(epoch)
        return self.keepers(epoch) | self.emergency_holders(kept, self.keepers(epoch))

    def keepers(self, epoch):
        """Of a file those who hold it not for emergencies alone; of others whoever is entitled."""
        if epoch["kind"] != "file":
            return self.people(epoch)
        return self.workers(epoch) - self.exposed

    def workers(self, epoch):
        """Those who work in a case file, be their own key in doubt or not."""
        assigned, kept = self.assigned[epoch["id"]], self.conflicts.get(epoch["id"], set())
        return {*assigned, *self.above(assigned)} - kept - self.left

    def reachable_holders(self, epoch):
        return {one for one in self.workers(epoch) & set(holders(epoch)) if self.is_reachable(one)}

    def files_closed(self, member, supervisor):
        """The case files of who has left that would be nobody's any more without this supervisor. A revoked device
        does not count here: its owner has the key again with their own new one."""
        closed = set()
        gone = {one for one in self.members if not self.is_reachable(one)}
        for name, file in self.files.items():
            if member in self.left and member in file["assigned"]:
                its_holders = {*holders(self.compartments[file["place"][0]])}
                now = {*file["assigned"], *self.above(file["assigned"])} - gone - file["conflicts"]
                rest = [one for one in self.supervisors[member] if one != supervisor]
                others = [one for one in file["assigned"] if one != member]
                then = {*others, *rest, *self.above(others)} - gone - file["conflicts"]
                if now & its_holders and not then:
                    closed.add(name)
        return closed

    def attest(self, event, by):
        """Who holds what was looked at; of whom, and by whom that may be signed."""
        member, roles = event.get("member"), set(self.members[by])
        everybodys = roles & {"auditor", "privacy-officer"}
        if member is None:
            require(everybodys, "of others than those whom the signer supervises")
            require(any(one != by and one not in self.left for one in self.members), "of oneself")
        else:
            require(member in self.members, "no such member")
            require(member != by, "of oneself")
            require(everybodys or by in self.supervisors[member], "of another's supervisee")
        require(0 < event["size"] <= len(self.leaves), "a size that the log has not had")
        if "comment" in event:
            require(event["comment"]["version"] == 1, "the comment's first version is not 1")
            self.name(event["comment"], [self.ids["oversight"]], None)
    # Duty and emergencies (events.md §2, §5)

    def duty_holders(self):
        return holders(self.compartments[self.duty])

    def key_holders(self):
        """Whoever is on duty; who has no key yet and is kept from a file that it opens, not before it does not."""
        sound = self.roster - self.exposed
        if self.duty is None or not {*self.duty_holders()} - self.left:
            return sound
        kept = [self.conflicts.get(its_id, set()) for its_id, one in self.compartments.items()
                if one["kind"] == "file" and self.duty in holders(one)]
        return sound - (set().union(*kept) - {*self.duty_holders()})

    def emergency_holders(self, kept, readers):
        have_the_key = set() if self.duty is None else {*self.duty_holders()}
        if self.roster and kept & (self.roster | have_the_key):
            return self.roster - kept - self.exposed - readers
        sound = (self.roster and self.duty is not None and not self.duty_exposed
                 and self.duty_holders() and not {*self.duty_holders()} & (self.left | self.exposed))
        return {self.duty} if sound else set()

    def emergency(self, number):
        require(1 <= number <= len(self.emergencies), "no such emergency")
        return self.emergencies[number - 1]

    def in_emergency(self, member, file):
        return any((one["opener"], one["file"], one["stage"]) == (member, file, "open")
                   for one in self.emergencies)

    def opens_in_emergency(self, member, compartment):
        return any(self.in_emergency(member, file) and one["place"][0] == compartment
                   for file, one in self.files.items())

    def close_emergencies(self, member, until=None):
        for one in self.emergencies:
            if (one["opener"], one["stage"]) == (member, "open") and (
                    until is None or one["until"] <= until
                    or milliseconds(until) < milliseconds(one["at"]) - HOUR // 12):
                one["stage"] = "over"

    def give_up_duty(self):
        if self.duty is not None:
            self.compartments[self.duty]["wraps"] = []
        self.duty, self.duty_exposed = None, False

    def change_emergency(self, kind, event, by):
        if kind == "roster.set":
            members = [one["member"] for one in event["members"]]
            require(members == sorted(set(members)), "not in the order of their ids")
            require(set(members) != self.roster, "they are on duty already")
            require(by not in members or by in self.roster, "the signer puts themselves on duty")
            require(all(ON_DUTY & set(self.members[one]) for one in members), "no such role")
            self.roster = set(members)
            if not members:
                self.give_up_duty()
        elif kind == "emergency.keyed":
            self.key_duty(event["compartment"], by)
        elif kind == "emergency.opened":
            self.open_emergency(event, by)
        else:
            known = self.emergency(event["emergency"])
            require(known["file"] == event["file"], "an emergency on another file")
            self.end_emergency(known, event, by)

    def key_duty(self, epoch, by):
        last = [] if self.duty is None else self.duty_holders()
        require(all(one in self.left for one in last), "there is one, and somebody here holds it")
        require(by not in self.exposed, "by whoever has a revoked device")
        self.require_usable(epoch)
        keepers = self.key_holders()
        self.give_up_duty()
        self.duty = self.add_compartment(epoch, "emergency", *sorted(keepers))

    def open_emergency(self, event, by):
        file = self.files[event["file"]]
        require(event["emergency"] == len(self.emergencies) + 1, "not the next number")
        require(by not in self.keepers(self.compartments[file["place"][0]]), "of the signer's own")
        require(by not in self.exposed, "by whoever has a revoked device")
        require(not self.in_emergency(by, event["file"]), "one is open already")
        ahead = milliseconds(event["until"]) - milliseconds(event["at"])
        require(0 < ahead <= 4 * HOUR, "an end that is past, or too far")
        self.emergencies.append({"file": event["file"], "opener": by, "stage": "open",
                                 "at": event["at"], "until": event["until"], "words": [], "reviewed": False})
        self.name_words(self.emergencies[-1], event["reason"])

    def end_emergency(self, known, event, by):
        if event["event"] == "emergency.reviewed":
            require(by != known["opener"], "the signer's own")
            require(known["stage"] != "open" and not known["reviewed"], "open, or reviewed")
            known["reviewed"] = True
            self.name_words(known, event["comment"])
            return
        require(known["stage"] != "ended", "it has ended")
        require(event["cause"] != "closed" or by == known["opener"], "closed by another")
        require(event["cause"] != "expired" or known["stage"] == "over"
                or known["until"] <= event["at"]
                or milliseconds(event["at"]) < milliseconds(known["at"]) - HOUR // 12,
                "its time has not come")
        known["stage"] = "ended"

    def name_words(self, known, envelope):
        """Sealed to oversight, to those who may review it and read no reasons else, and to the opener."""
        require(envelope["version"] == 1, "the first version is not 1")
        known["words"].append(envelope["envelope"])
        readers = {one for one in self.members
                   if one != known["opener"] and not self.may(one, "read-reasons")
                   and self.may(one, "review-emergency", known["file"])}
        self.name(envelope, [self.ids["oversight"], *sorted(readers | {known["opener"]})], None)

    def declare_conflict(self, event, by):
        """Who is kept from a case file from here on."""
        member = event["member"]
        require(event["file"] in self.files and member in self.members, "no such file or member")
        file, roles = self.files[event["file"]], set(self.members[by])
        require(roles & OVERSEERS or by == member and roles & CLINICAL, "of another than the signer")
        require(member not in file["conflicts"], "a conflict that is declared already")
        self.keep_out(event["file"], member)
        if "reason" in event:
            self.name(event["reason"], [self.ids["oversight"]], None)

    def keep_out(self, its_id, member):
        """Unless the key would be left with nobody."""
        file = self.files[its_id]
        compartment = self.compartments[file["place"][0]]
        had_holder = self.reachable_holders(compartment)
        file["conflicts"].add(member)
        require(not had_holder or self.reachable_holders(compartment), "nobody left")

    # Grants (events.md §2, §5)

    def grant(self, number):
        require(1 <= number <= len(self.grants), "no such grant")
        return self.grants[number - 1]

    def running(self):
        return [grant for grant in self.grants if grant["stage"] == "running"]

    def end_late_grants(self, grantee, at):
        """What a time that the grantee claims has over."""
        for grant in self.running():
            if grant["grantee"] == grantee and grant["until"] <= at:
                grant["stage"] = "over"
        self.close_emergencies(grantee, until=at)

    def end_groundless_grants(self):
        """What lasts no longer than its giver's say in the file, and its grantee's being here."""
        for grant in self.running():
            kept = self.files[grant["file"]]["conflicts"] | self.left
            if grant["grantee"] in kept or not self.may(grant["giver"], "give-grant", grant["file"]):
                grant["stage"] = "over"
        for one in self.emergencies:
            if one["opener"] in self.files[one["file"]]["conflicts"] | self.left | (
                    self.members.keys() - self.roster) and one["stage"] == "open":
                one["stage"] = "over"

    def require_end(self, until, at):
        ahead = milliseconds(until) - milliseconds(at)
        require(0 < ahead <= 90 * 24 * HOUR, "an end that is past, or too far")

    def require_terms(self, event):
        for field, notes in (("since", "since"), ("picked", "picked")):
            require((field in event) == (event["notes"] == notes), f"{field}, or none")
        if "since" in event:
            datetime.date.fromisoformat(event["since"])
        require(1 <= len(event.get("picked", [0])) <= 500, "too few or too many picked notes")
        require(event["kinds"] == [{"kind": "progress"}], "of a kind that nobody may be granted")
        self.require_end(event["until"], event["at"])

    def name_reason(self, event, grantee):
        """Sealed to oversight, and to who decides and who asked or was given access."""
        require(event["grant"] == len(self.grants) + 1, "not the next number")
        require(event["reason"]["version"] == 1, "the reason's first version is not 1")
        deciders = {one for one in self.members if self.may(one, "give-grant", event["file"])}
        self.name(event["reason"], [self.ids["oversight"], *sorted(deciders | {grantee})], None)
        self.grants.append({"file": event["file"], "grantee": grantee, "stage": "requested",
                            "reason": event["reason"]["envelope"], "slots": []})

    def change_grant(self, kind, event, by):
        require(event["file"] in self.files, "no such case file")
        if kind == "grant.requested":
            self.require_terms(event)
            self.name_reason(event, by)
            return
        if kind == "grant.given":
            self.give_grant(event, by)
            return
        grant = self.grant(event["grant"])
        require(grant["file"] == event["file"], "a grant on another file")
        if kind == "grant.declined":
            require(grant["stage"] == "requested", "no request that waits")
            grant["stage"] = "declined"
        elif kind == "grant.extended":
            require(grant["stage"] == "running" and event["at"] < grant["until"], "it is over")
            require(by != grant["grantee"], "the signer's own grant")
            require(event["until"] > grant["until"], "no later end")
            self.require_end(event["until"], event["at"])
            grant["until"] = event["until"]
        elif kind == "grant.supplied":
            require(grant["stage"] == "running" and event["at"] < grant["until"], "it is over")
            self.supply(grant, event)
        else:
            self.end_grant(grant, event, by)

    def give_grant(self, event, by):
        grantee, epoch = event["member"], event["compartment"]
        require(grantee != by, "to the signer")
        require(self.may(grantee, "read-notes"), "to whoever reads no notes")
        require(grantee not in self.files[event["file"]]["conflicts"], "a conflict of interest")
        require(grantee not in self.exposed, "to whoever has a revoked device")
        self.require_terms(event)
        self.require_usable(epoch)
        if "reason" in event:
            self.name_reason(event, grantee)
        grant = self.grant(event["grant"])
        require((grant["stage"], grant["file"], grant["grantee"])
                == ("requested", event["file"], grantee), "no such request waits")
        grant.update(stage="running", until=event["until"], giver=by,
                     compartment=self.add_compartment(epoch, "grant", grantee))
        self.supply(grant, event)

    def supply(self, grant, event):
        """The slots in a chunk, each of an envelope that the log names and under its own locator."""
        listed = granted_slots(self.chunk(event["chunk"]))
        require(len(listed) == event["count"], "the chunk lists another number of slots")
        for (envelope, version), slot in listed:
            require((envelope, version) in self.envelopes, "a slot of what the log does not name")
            (_, locator, _), = form.slots(slot)
            key = self.locator_key(grant["compartment"], 1)
            require(locator == form.slot_locator(key, bytes.fromhex(envelope), version),
                    "a granted slot with another locator than its compartment gives it")
        grant["slots"] += listed

    def end_grant(self, grant, event, by):
        cause = event["cause"]
        require(grant["stage"] in ("running", "over"), "it does not run")
        require(cause != "returned" or by == grant["grantee"], "given back by another")
        require(cause != "expired" or grant["stage"] == "over" or grant["until"] <= event["at"],
                "its time has not come")
        grant["stage"] = "ended"
        self.compartments[grant["compartment"]]["wraps"] = []

    def granted(self, place):
        """The slots that grants open an envelope with, each with its compartment."""
        return [(grant["compartment"], slot) for grant in self.grants
                for listed, slot in grant["slots"] if listed == place]

    def put_in_force(self, epoch, entitled):
        self.compartments[epoch["id"]] = dict(epoch, wraps=list(epoch["wraps"]))
        self.epochs[(epoch["id"], epoch["epoch"])] = epoch
        require(sorted(holders(epoch)) == sorted(entitled),
                "not one wrap for each of those entitled, and no other")

    def require_usable(self, epoch):
        """Not asked of a case file's compartments: whoever seals to those looks at the key."""
        require(form.usable_box_key(bytes.fromhex(epoch["key"])), "unusable key")

    def add_wrap(self, added, by):
        compartment = self.compartments.get(added["compartment"])
        require(compartment is not None, "a wrap of a compartment that does not exist")
        require(added["epoch"] == compartment["epoch"], "a wrap of an epoch that is not in force")
        require(by in holders(compartment), "a wrap by whoever does not hold the compartment")
        require(added["holder"] in self.entitled(compartment), "a wrap for one not entitled")
        require(added["holder"] not in holders(compartment), "a second wrap for one holder")
        compartment["wraps"].append({"holder": added["holder"], "hash": added["hash"]})

    def rotate(self, event, by):
        new = event["compartment"]
        require(new["id"] in self.compartments, "no such compartment")
        require(new["kind"] != "grant", "of a grant, which has one epoch")
        old = self.compartments[new["id"]]
        require((new["kind"], new["epoch"]) == (old["kind"], old["epoch"] + 1),
                "not the next epoch")
        entitled = self.entitled(new)
        require(by == new["id"] or by in self.keepers(old) and by in holders(old),
                "by whoever is not entitled, or does not hold it")
        self.require_usable(new)
        self.put_in_force(new, entitled)
        if new["id"] == self.duty:
            self.duty_exposed = False
        if by == new["id"]:
            self.exposed.discard(by)
            self.drawn_by_others.discard(by)
        if new["kind"] in CHAINING:
            require(event.keys() & {"count", "chunk", "kept", "chain"} == {"chain"}, "no chain, or a list")
            self.chains[(new["id"], new["epoch"])] = event["chain"]
            require(("checkpoint" in event) == (new["kind"] == "vault"), "a key for checkpoints")
            if new["kind"] == "vault":
                self.hand_over(event["checkpoint"], new["epoch"])
        else:
            require(event.keys() & {"count", "chunk", "kept", "chain"} == {"count", "chunk", "kept"},
                    "no list, or a chain")
            self.renew(event, new)

    def hand_over(self, new, epoch):
        """The key for checkpoints from the next entry on, signed over by the one before (format.md §8)."""
        before, key = bytes.fromhex(self.checkpoint[0]), bytes.fromhex(new["key"])
        require(form.usable_signing_key(key), "unusable key")
        require(new["seed"]["version"] == 1, "the seed's first version is not 1")
        message = (form.label("casevault/1 checkpoint key") + self.vault + form.u32(epoch)
                   + before + key)
        if "signature" in new:
            form.verify(before, bytes.fromhex(new["signature"]), message)
        self.name(new["seed"], [self.ids["vault"]], None)
        self.checkpoint = new["key"], new["seed"]["envelope"]

    def renew(self, event, new):
        """The slots that a rotation lists: of every row that the log names, each the one it had."""
        listed = [renewal(record) for record in self.records_of_chunk(event["chunk"], 84)]
        require(len(listed) == event["count"], "the chunk lists another number of rows")
        named = sorted(place for place, row in self.envelopes.items()
                       if new["id"] in [slot["compartment"] for slot in row["slots"]])
        require([place for place, _, _ in listed] == named,
                "the rotation lists other rows than lie under the compartment, or in another order")
        for place, before, after in listed:
            slot, = [slot for slot in self.envelopes[place]["slots"]
                     if slot["compartment"] == new["id"]]
            require(slot.get("now", before) == before, "renewed from another slot than was there")
            slot.setdefault("first", before)
            slot.update(now=after, epoch=new["epoch"])
        self.kept.append((new["id"], new["epoch"], self.chunk(event["kept"]),
                          [bytes.fromhex(before) for _, before, _ in listed]))

    # Rows

    def locator_key(self, its_id, number):
        commitment = bytes.fromhex(self.epochs[(its_id, number)]["commitment"])
        return form.locator_key(bytes.fromhex(its_id), number, commitment)

    def wrap_locators(self, compartment, holder):
        """Where a wrap may lie: it may be made for any epoch of the holder's own compartment."""
        if compartment["kind"] == "member":
            keys = [bytes.fromhex(self.devices[holder]["locator"])]
        else:
            last = self.compartments[holder]["epoch"]
            keys = [self.locator_key(holder, number) for number in range(1, last + 1)]
        return {wrap_locator_in(compartment, key) for key in keys}

    def named_wraps(self):
        """The hash of each wrap and chain that must be there, and where it may lie."""
        named = {}
        # A newcomer's wrap that was proposed and never admitted stays; a later one takes its place.
        waiting = {one["device"]["kid"]: one for one in self.newcomers}
        for kid, member in waiting.items():
            if kid not in self.devices:
                at = form.first_wrap_locator(bytes.fromhex(member["device"]["locator"]))
                named[member["compartment"]["wraps"][0]["hash"]] = {at}
        for compartment in self.compartments.values():
            for wrap in compartment["wraps"]:
                named[wrap["hash"]] = self.wrap_locators(compartment, wrap["holder"])
        for (its_id, number), chain in self.chains.items():
            key = self.locator_key(its_id, number)
            named[chain] = {form.chain_locator(key, bytes.fromhex(its_id), number)}
        return named

    def name(self, envelope, compartments, shelf):
        """A row that must be there, sealed to these, on this shelf where the log gives one."""
        place = (envelope["envelope"], envelope["version"])
        require(place not in self.envelopes, "an envelope that exists already")
        slots = [{"compartment": one, "epoch": self.compartments[one]["epoch"]}
                 for one in compartments]
        self.envelopes[place] = {"named": envelope, "slots": slots, "shelf": shelf}

    def add_compartment(self, epoch, kind, *opener):
        """A file's or a process compartment is its opener's; supervisors get their wraps later."""
        require((epoch["kind"], epoch["epoch"]) == (kind, 1), "a compartment of another kind")
        require(epoch["id"] not in self.compartments, "a compartment that exists already")
        self.assigned[epoch["id"]] = list(opener)
        self.put_in_force(epoch, opener or self.entitled(epoch))
        return epoch["id"]

    def add_shelf(self, shelf):
        require(shelf not in self.shelves, "a shelf that exists already")
        self.shelves.add(shelf)

    def chunk(self, address):
        with within(f"chunk {address}"):
            require(address in self.chunks, "missing")
            self.opened_chunks.add(address)
            epoch = int.from_bytes(self.chunks[address][1:5], "big")
            require(epoch <= self.vault_epoch(), "of an epoch that was not yet in force")
            return form.open_chunk(self.chunks[address], self.log_key(epoch), self.vault)

    def records_of_chunk(self, address, width):
        text = self.chunk(address)
        require(text[:1] == b"\x01" and (len(text) - 1) % width == 0,
                f"chunk {address} is not of the form that its entry gives it")
        return [text[n:n + width] for n in range(1, len(text), width)]

    def open_file(self, opened, link, by):
        require(opened["file"] not in self.files, "a case file that exists already")
        require(opened["number"] == len(self.files) + 1, "the file's number is not the next")
        require(opened["record"]["version"] == 1, "the record's first version is not 1")
        require(opened["assigned"] == [{"member": by}], "assigned to others than the signer")
        compartment = self.add_compartment(opened["compartment"], "file", by)
        self.add_shelf(opened["shelf"])
        self.files[opened["file"]] = file = dict(
            opened, assigned=self.assigned[compartment], last=link,
            place=(compartment, opened["shelf"]), processes={}, notes={},
            conflicts=self.conflicts.setdefault(compartment, set()))
        self.name(file["record"], [compartment, self.ids["registry"]], opened["shelf"])

    def assign(self, kind, event, by):
        """Who works in a case file from here on. Its key is lost where none of them has it."""
        file, member = self.files[event["file"]], event["member"]
        compartment, assigned = self.compartments[file["place"][0]], file["assigned"]
        leave = {"file.unassigned": [member], "file.handed-over": [by]}.get(kind, [])
        come = [member] if kind != "file.unassigned" else []
        require(all(one in assigned for one in leave), "the file is not assigned to who leaves it")
        require(leave != come and (leave or member not in assigned), "assigned to them already")
        for one in come:
            self.require_power(one, "write-notes")
            require(one not in file["conflicts"], "a conflict of interest")
        assigned[:] = [one for one in assigned if one not in leave + come] + come
        for added in event.get("wraps", []):
            require(added["compartment"] == compartment["id"], "a wrap of another compartment")
            self.add_wrap(added, by)
        require(set(self.keepers(compartment)) & set(holders(compartment)), "nobody left")

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
            own = self.add_compartment(event["compartment"], "process", by)
            self.add_shelf(event["shelf"])
            file["processes"][by] = (own, event["shelf"])
        elif kind == "note.stored":
            self.put_note(file, event["kind"], by, event["note"], "draft")
        elif kind in ("note.added", "addendum.submitted"):
            to = file["notes"].get(event["to"], {})
            require(to.get("state") in LOCKED and to["kind"] == event["kind"] and "to" not in to,
                    "no locked note of that kind to add to")
            require(to["kind"] == "progress" or to["author"] == by, "a note of another author")
            state = "signed" if kind == "note.added" else "submitted"
            self.put_note(file, event["kind"], by, event["note"], state,
                          to=event["to"], called="addendum")
        else:
            self.turn_note(file, kind, event, by)

    def turn_note(self, file, kind, event, by):
        """A note that is there gets another state."""
        note, author = file["notes"].get(event["note"], {}), event.get("author", by)
        before, state = TURNS[kind]
        require(note.get("state") in before and (note["kind"], note["author"])
                == (event["kind"], author), "no note of that author, kind and state")
        require(note["kind"] == "progress" or NEEDS[kind] not in PROGRESS_ALONE,
                "a psychotherapy note, which takes no second signature")
        if "author" in event:
            self.require_co_signer(file, author, by)
        signed = {"version": len(note["versions"]), "hash": note["versions"][-1]["hash"]}
        require("version" not in event or signed.items() <= event.items(), "another version")
        note["state"] = state
        if "comment" in event:
            self.put_note(file, note["kind"], by, event["comment"], "signed",
                          to=event["note"], called="comment")

    def put_note(self, file, kind, by, envelope, state, **more):
        """The next version of a draft, or the only one of a note that is locked from the start."""
        note = file["notes"].setdefault(envelope["envelope"], dict(
            more, kind=kind, author=by, state="draft", versions=[]))
        require(note["state"] in OPEN and (note["kind"], note["author"]) == (kind, by),
                "the note is locked, discarded, or of another author or kind")
        require(state == "draft" or not note["versions"], "a note that exists already")
        require(envelope["version"] == len(note["versions"]) + 1, "not its next version")
        places = {"progress": file["place"], "psychotherapy": file["processes"].get(by)}
        require(places.get(kind) is not None, "no such kind of note, or no process compartment")
        note["versions"].append(envelope)
        note["state"] = state
        self.name(envelope, [places[kind][0]], places[kind][1])

    def import_part(self, file, part, at, by):
        """The notes that an import gave one file."""
        text, after = self.chunk(part["chunk"]), part["after"]
        start = (b"\x01" + bytes.fromhex(part["file"]) + after["entry"].to_bytes(8, "big")
                 + bytes.fromhex(after["hash"] + by) + struct.pack(">q", milliseconds(at))
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


def wrap_locator_in(compartment, holders_key):
    """A device must find the member's and the vault's wraps before it has read the log."""
    if compartment["kind"] in ("vault", "member"):
        return form.first_wrap_locator(holders_key)
    its_id = bytes.fromhex(compartment["id"])
    return form.wrap_locator(holders_key, its_id, compartment["epoch"])


def open_members_wrap(wraps, compartment, member, vault):
    """`member` has all epochs of the member's own compartment; the wrap may be made for any."""
    for holder in reversed(member.values()):
        at = wrap_locator_in(compartment, holder.locator_key)
        if at in wraps:
            return open_wrap(wraps, at, holder, vault, KINDS.index(compartment["kind"]))
    raise Refused(f"the wrap of a {compartment['kind']} secret is missing")


def with_earlier(newest, wraps, vault):
    """All epochs by number: each but the newest out of the chain that lies under the one behind. A member's may
    end early; whether it should, the log says."""
    found = [newest]
    while found[0].epoch > 1:
        new = found[0]
        at = form.chain_locator(new.locator_key, new.compartment, new.epoch)
        if at not in wraps and KINDS[new.kind] == "member":
            break
        with within(f"the chain under epoch {new.epoch} of a {KINDS[new.kind]} secret, {at.hex()}"):
            require(at in wraps, "missing")
            secret = form.open_chain(new, vault, wraps[at])
        found.insert(0, form.Epoch(new.compartment, new.kind, new.epoch - 1, secret))
    return {epoch.epoch: epoch for epoch in found}


def same_rows(found, named, what):
    missing, stray = named - found, found - named
    require(not missing, f"{what} {min(missing, default='')} is missing, and the log names it")
    require(not stray, f"{what} {min(stray, default='')} is there, and the log does not name it")


def check_wraps(log, wraps):
    """Each wrap and chain is there that the log names, where it belongs, and no other."""
    found = {form.wrap_hash(at, data).hex(): at for at, data in wraps.items()}
    named = log.named_wraps()
    same_rows(set(found), set(named), "wrap with the hash")
    for digest, at in found.items():
        require(at in named[digest], f"the wrap with the hash {digest} lies under another locator")


def held_secrets(log, wraps, device, member, vault_epochs):
    """All that the member holds, by compartment and epoch; each is what the log commits to."""
    own = log.devices.get(device.kid.hex(), {}).get("member")
    require(own == member[max(member)].compartment.hex(), "the log gives this device to another member")
    require(min(member) == log.recovered_at.get(own, 1), "the member's chain ends at another epoch")
    all_epochs = {own: member, log.ids["vault"]: vault_epochs}
    for its_id, compartment in log.compartments.items():
        for_emergencies = compartment["kind"] == "file" and own not in log.keepers(compartment)
        if for_emergencies and own in log.roster and not log.opens_in_emergency(own, its_id):
            continue  # held singly, because of somebody's conflict: not to be used yet
        if compartment["kind"] == "grant" and own in log.recovered_at and own in holders(compartment):
            if not any(wrap_locator_in(compartment, one.locator_key) in wraps
                       for one in member.values()):
                continue  # of before the key was lost: over, and to nobody's use
        if its_id not in all_epochs and own in holders(compartment):
            epoch = open_members_wrap(wraps, compartment, member, log.vault)
            all_epochs[its_id] = (with_earlier(epoch, wraps, log.vault)
                                  if compartment["kind"] in CHAINING else {epoch.epoch: epoch})
    for its_id, compartment in log.compartments.items():
        # What those on duty reach, where the member has an emergency open.
        if (log.duty in all_epochs and its_id not in all_epochs and log.duty in holders(compartment)
                and log.opens_in_emergency(own, its_id)):
            epoch = open_members_wrap(wraps, compartment, all_epochs[log.duty], log.vault)
            all_epochs[its_id] = {epoch.epoch: epoch}
    held = {}
    for its_id, epochs in all_epochs.items():
        require(max(epochs) == log.compartments[its_id]["epoch"],
                f"the epoch of compartment {its_id} is not the one in force")
        for number, epoch in epochs.items():
            said = log.epochs[(its_id, number)]
            require((epoch.compartment.hex(), epoch.commitment.hex(), epoch.public.hex())
                    == (its_id, said["commitment"], said["key"]),
                    f"the secret of compartment {its_id}, epoch {number}, is not what the log "
                    "commits to")
            held[(its_id, number)] = epoch
    return held


def check_kept(log, held):
    """What rotations replaced, as far back as the member's secrets lead: each gives the one before."""
    secrets = dict(held)
    for its_id, number, text, hashes in reversed(log.kept):
        new = secrets.get((its_id, number))
        if new:
            with within(f"what was kept of epoch {number - 1} of compartment {its_id}"):
                secret, slots = form.open_kept(new, log.vault, text)
                old = form.Epoch(new.compartment, new.kind, number - 1, secret)
                require(old.commitment.hex() == log.epochs[(its_id, number - 1)]["commitment"],
                        "another secret than the log commits to")
                require([form.slot_hashes(b"\x01" + slot)[0] for slot in slots] == hashes,
                        "other slots than the rotation replaced")
                secrets[(its_id, number - 1)] = old


def check_slots(log, row, slots, place):
    """Renewed slots are those that came last; with those that went first, the row is as stored."""
    vault, envelope, version = place
    found, hashes = form.slots(slots), form.slot_hashes(slots)
    require(len(found) == len(row["slots"]), "more or fewer slots than compartments")
    for number, slot in enumerate(row["slots"]):
        if "now" in slot:
            require(hashes[number].hex() == slot["now"], "another slot than the rotation put there")
            hashes[number] = bytes.fromhex(slot["first"])
        own_key = log.locator_key(slot["compartment"], slot["epoch"])
        require(found[number][1] == form.slot_locator(own_key, envelope, version),
                "a slot with another locator than its compartment's epoch in force gives it")
    require(form.digest_of_hashes(hashes).hex() == row["named"]["slots"],
            "other slots than the log names")


def open_envelope(log, held, stored):
    """Header and body of a row that is as the log says; None if the member does not hold it."""
    its_id, version, shelf, slots, header, body = stored
    row = log.envelopes[(its_id.hex(), version)]
    place = (log.vault, its_id, version)
    require(form.envelope_hash(*place, header, body).hex() == row["named"]["hash"],
            "another hash")
    require(row["shelf"] in (None, "%016x" % shelf), "it lies on another shelf")
    check_slots(log, row, slots, place)
    epochs = [held.get((slot["compartment"], slot["epoch"])) for slot in row["slots"]]
    keys = {form.open_slot(slots, epoch, *place) for epoch in epochs if epoch}
    for compartment, slot in log.granted((its_id.hex(), version)):
        if (compartment, 1) in held:
            keys.add(form.open_slot(slot, held[(compartment, 1)], *place))
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


def check_newcomer(member, text, asked_nobody):
    """The request in a name's envelope asks for just the device, compartment and wrap admitted. Whoever drew up the
    founding, or was let in by sheets, asked nobody."""
    header, body = text
    require(header["record"] == "member" and list(header) == ["record", "name"], "another header")
    if asked_nobody:
        require(not body, "a request of whoever had nobody to ask")
        return
    line, signature = form.open_request(body)
    asked, device, epoch = strict_json(line), member["device"], member["compartment"]
    require(list(asked) == "signingKey boxKey locatorKey member epoch commitment publicKey wrap "
            "wrapAt name time".split(), "a request of other fields, or in another order")
    form.verify_request(line, signature, bytes.fromhex(device["sign"]))
    for name, said in (("signingKey", device["sign"]), ("boxKey", device["box"]),
                       ("locatorKey", device["locator"]), ("member", epoch["id"]), ("epoch", 1),
                       ("commitment", epoch["commitment"]), ("publicKey", epoch["key"]),
                       ("name", header["name"])):
        require((asked[name], type(asked[name])) == (said, type(said)),
                f"the request has another {name}")
    require_form(asked["time"], "time", "time")
    at, wrap = bytes.fromhex(asked["wrapAt"]), base64.b64decode(asked["wrap"], validate=True)
    require(at == form.first_wrap_locator(bytes.fromhex(device["locator"])), "another locator")
    require(form.wrap_hash(at, wrap).hex() == epoch["wraps"][0]["hash"], "another wrap")


def check_records(log, texts):
    """What lies sealed to all members, and of clients' records those that could be opened."""
    for number, member in enumerate(log.newcomers):
        place = (member["name"]["envelope"], 1)
        with within(f"the name of member {member['compartment']['id']}"):
            its_id = member["compartment"]["id"]
            check_newcomer(member, texts[place], number == 0 or its_id in log.executors)
    public, envelope = log.checkpoint
    header, seed = texts[(envelope, 1)]
    require(header == {"record": "checkpoint-key"}, "the checkpoint key's seed has another header")
    require(crypto_sign_seed_keypair(seed)[0].hex() == public, "the seed is of another key")
    for file in log.files.values():
        envelope, last = file["record"]["envelope"], file["record"]["version"]
        opened = [texts.get((envelope, version)) for version in range(1, last + 1)]
        with within(f"the client's record {envelope}"):
            held = list(filter(None, opened))  # a grant opens the latest alone
            for header, key in held:
                require(header["record"] == "client" and list(header) == ["record", "name"],
                        "another header")
                require(len(key) == 32 and key == held[0][1], "another key in another version")


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
        what += f", {note['called']} to {note['to'][:8]}" if "to" in note else ""
        yield f"  {note_id[:8]} {what}"
        yield from ("    | " + line for line in body.decode("utf-8").removesuffix("\n").split("\n"))


def read_log(db, vault, log_keys, chunks):
    log = Log(vault, log_keys, chunks)
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
    newest = open_wrap(wraps, form.first_wrap_locator(device.locator_key), device, vault, 4)
    member = with_earlier(newest, wraps, vault)
    newest = open_members_wrap(wraps, {"kind": "vault"}, member, vault)
    vault_epochs = with_earlier(newest, wraps, vault)
    log_keys = {number: epoch.log_key for number, epoch in vault_epochs.items()}
    log = read_log(db, vault, log_keys, chunks)
    require((generation, no_founding) == (log.generation, 1), "meta is not as the log says")
    same_rows(set(chunks), log.opened_chunks, "chunk")
    check_wraps(log, wraps)
    held = held_secrets(log, wraps, device, member, vault_epochs)
    check_kept(log, held)
    texts = read_texts(db, log, held)
    check_records(log, texts)

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
