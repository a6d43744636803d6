"""Logs of hand-made events, for what no honest program signs. Keys and signatures are real, so that each event is
refused for what is wrong with it and for nothing else; of wraps and envelopes there are hashes alone, and chunks are
texts. For check_recoveries.py.
"""
import copy
import datetime
import json

from nacl import bindings as sodium

import casevault_format as form
import casevault_recovery as pieces_of
import recoveries
from read_vault import COMES_WITH, Log
from recoveries import officers, places, purposes_of

NOON = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.timezone.utc)
DAY = datetime.timedelta(days=1)


class HandMade(Log):
    """A vault's state, with the people and the keys that made it."""

    def __init__(self, vault=bytes(32)):
        super().__init__(vault, {}, {})
        self.made, self.now, self.texts, self.secrets, self.who = 0, NOON, {}, {}, {}

    def chunk(self, address):
        return self.texts[address]

    # What events speak of

    def new(self, size):
        self.made += 1
        return form.b2b(8 * size, b"hand-made %d" % self.made)

    def id(self):
        return self.new(16).hex()

    def hash(self):
        return self.new(32).hex()

    def text(self, text):
        """The address of a chunk with this text."""
        address = self.hash()
        self.texts[address] = text
        return address

    def envelope(self, version=1):
        return {"envelope": self.id(), "version": version, "hash": self.hash(), "slots": self.hash()}

    def wrap(self, holder):
        return {"holder": holder, "hash": self.hash()}

    def added(self, compartment, holder):
        return dict({"compartment": compartment, "epoch": self.compartments[compartment]["epoch"]},
                    **self.wrap(holder))

    def epoch(self, kind, its_id=None, number=1, holders=None):
        """The next secret of a compartment; of a recovery key, with no wraps."""
        its_id = its_id or self.id()
        made = form.Epoch(bytes.fromhex(its_id), 0, number, self.new(32))
        self.secrets[(its_id, number)] = made
        said = {"id": its_id, "kind": kind, "epoch": number, "commitment": made.commitment.hex(),
                "key": made.public.hex()}
        return said if holders is None else dict(said, wraps=[self.wrap(one) for one in holders])

    def device(self):
        identity = form.Identity(self.new(32))
        kid = identity.kid.hex()
        self.secrets[kid] = identity.signing_secret
        return {"kid": kid, "sign": identity.signing_public.hex(), "box": identity.box_public.hex(),
                "locator": identity.locator_key.hex()}

    def newcomer(self, *roles):
        device = self.device()
        return {"compartment": self.epoch("member", holders=[device["kid"]]), "device": device,
                "roles": list(roles), "name": self.envelope()}

    # What happens

    def at(self, time=None):
        return (time or self.now).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def enter(self, kind, by, signed_by=None, **fields):
        """`by` is a device; answers the entry's link."""
        event = dict({"event": kind, "at": self.at(), "by": by},
                     **{name.replace("_", "-"): value for name, value in fields.items()})
        link = {"entry": len(self.leaves), "hash": self.hash()}
        signers = [by] if self.leaves else [one["device"]["kid"] for one in fields["members"]]
        message = json.dumps(event).encode()
        signatures = [sodium.crypto_sign(message, self.secrets[signed_by or one])[:64] for one in signers]
        self.follow(event, link, signatures, message)
        self.roots.append(bytes(32))
        self.leaves.append(b"")
        return link

    def says(self, name, kind, **fields):
        return self.enter(kind, self.who[name][1], **fields)

    def member(self, name):
        return self.who[name][0]

    def found(self, event=None, **people):
        """By each of these with their roles; as replay calls it, with an event."""
        if event is not None:
            return super().found(event)
        members = [self.newcomer(*roles) for roles in people.values()]
        keys = b"".join(bytes.fromhex(one["device"]["sign"] + one["device"]["box"]) for one in members)
        count = len(members)
        founding = form.SUITE + self.new(32) + bytes([count, count, count]) + keys
        self.vault = form.vault_id(founding)
        compartments = [
            self.epoch(kind, holders=[one["compartment"]["id"] for one in members
                                      if COMES_WITH[kind] & {*one["roles"]}])
            for kind in ("vault", "oversight", "registry")]
        checkpoints = form.Identity(self.new(32))
        self.who = {name: (one["compartment"]["id"], one["device"]["kid"])
                       for name, one in zip(people, members)}
        self.enter("vault.founded", members[0]["device"]["kid"], rules=1, founding=founding.hex(), members=members,
                   compartments=compartments, checkpoint_key=checkpoints.signing_public.hex(),
                   checkpoint_seed=self.envelope())
        return self

    def decide(self, by, other, act, wraps=()):
        """Proposed by one and approved by the other; alone, a day later."""
        proposal = self.says(by, "act.proposed", act=act)
        self.now += DAY
        return self.says(other, "act.approved", proposal=proposal, wraps=list(wraps))

    def enrol(self, name, *roles, by, other):
        newcomer = self.newcomer(*roles)
        its_id = newcomer["compartment"]["id"]
        self.who[name] = its_id, newcomer["device"]["kid"]
        self.decide(by, other, {"event": "member.enrolled", "member": newcomer},
                    [self.added(self.ids["vault"], its_id)])

    def supervise(self, member, supervisor, by, other):
        self.decide(by, other, self.supervision("member.supervised", member, supervisor))

    def supervision(self, kind, member, supervisor):
        return {"event": kind, "member": self.member(member), "supervisor": self.member(supervisor)}

    def leave(self, name, by, other):
        self.decide(by, other, {"event": "member.offboarded", "member": self.member(name)})

    def open(self, by):
        """A case file of theirs; answers its id."""
        member = self.member(by)
        self.says(by, "file.opened", file=(its_id := self.id()), client=self.id(),
                  number=len(self.files) + 1, compartment=self.epoch("file", holders=[member]),
                  shelf=form.u8(len(self.files)).hex() * 8, record=self.envelope(),
                  assigned=[{"member": member}])
        return its_id

    def compartment(self, file):
        return self.files[file]["place"][0]

    def open_process(self, by, file):
        """Their psychotherapy notes in a file; answers the compartment's id."""
        epoch = self.epoch("process", holders=[self.member(by)])
        self.says(by, "process.opened", file=file, after=self.files[file]["last"], compartment=epoch,
                  shelf=form.u8(0x40 + len(self.shelves)).hex() * 8)
        return epoch["id"]

    def hand(self, by, compartment, holder):
        self.says(by, "wraps.added", wraps=[self.added(compartment, holder)])

    # Recovery keys

    def key(self, those, quorum, before=None):
        epoch = self.epoch("recovery", before and before["key"]["id"], before["key"]["epoch"] + 1 if before else 1)
        return {"key": epoch, "officers": [{"member": one} for one in those], "quorum": quorum}

    def signing(self, key):
        """The key that verifies what this recovery key signs."""
        pair = pieces_of.signing_pair(self.secrets[(key["key"]["id"], key["key"]["epoch"])])
        self.secrets[pair[0].hex()] = pair[1]
        return pair[0].hex()

    def pieces(self, keys, purposes=None, epochs=None):
        """The records of a chunk; an officer's own epoch may be another than the one in force."""
        made = b""
        for purpose in purposes or purposes_of(keys):
            those = officers(keys[purpose])
            for place in places(purpose, keys[purpose]):
                made += bytes(place) + self.new(32)
                if not those:
                    made += bytes(4 + 194)
                    continue
                one = those[place[2]]
                epoch = (epochs or {}).get(one, self.compartments[one]["epoch"])
                made += form.u32(epoch) + self.new(32) + bytes(162)
        return made

    def set_up(self, names, quorum, process_quorum=None, **others):
        """What a set-up says; of sheets, where there are no names."""
        those, now = [self.member(one) for one in names], self.recovery or {}
        keys = {"main": self.key(those, quorum, now.get("main"))}
        if process_quorum:
            keys["process"] = self.key(those, process_quorum, now.get("process"))
        keys["sign"] = self.signing(keys["main"])
        made = self.pieces(keys)
        act = {"keys": keys, "count": len(made) // recoveries.SEALED, "chunk": self.text(b"\x01" + made),
               "epochs": [{"epoch": self.compartments[one]["epoch"]} for one in those], **others}
        return act

    def next_keys(self, purposes):
        """As a recovery has them that was about these."""
        keys = {}
        for purpose in purposes_of(self.recovery):
            old = self.recovery[purpose]
            here = [one for one in officers(old) if one not in self.left]
            keys[purpose] = (self.key(here, min(old["quorum"], len(here)), old)
                             if purpose in purposes else old)
        return dict(keys, sign=self.signing(keys["main"]))

    def sealed(self, compartment, holder, epoch=None):
        """The record of a wrap in the chunk of a recovery."""
        number = epoch or self.compartments[compartment]["epoch"]
        return bytes.fromhex(compartment) + form.u32(number) + bytes.fromhex(holder) + self.new(32)

    def recovered(self, pieces, wraps):
        """The address of the chunk of a recovery, and how many it lists of each."""
        count = len(pieces) // recoveries.SEALED
        return {"pieces": count, "wraps": len(wraps),
                "chunk": self.text(b"\x02" + form.u32(count) + pieces + b"".join(wraps))}

    def signed(self, by=None, **fields):
        """The fields with the recovery key's signature, or with that of another key."""
        said = json.dumps(fields, separators=(",", ":")).encode("ascii")
        secret = self.secrets[by or self.recovery["sign"]]
        signature = sodium.crypto_sign(pieces_of.statement(self.vault, said), secret)[:64]
        return dict(fields, signature=signature.hex())

    def contribution(self, start, name):
        """The fields of an officer's contribution, as it should be."""
        begun = self.starts[start["entry"]]
        given = [bytes(place) + bytes(194) for purpose in begun["keys"]
                 for place in self.to_give(begun, purpose, self.member(name))]
        return {"start": start, "count": len(given), "chunk": self.text(b"\x01" + b"".join(given))}


def refused(log, why, action, /, *arguments, **fields):
    """That an action on a copy of the log is refused for this reason."""
    tried = copy.deepcopy(log)
    try:
        getattr(tried, action)(*arguments, **fields)
    except form.Refused as found:
        if why in str(found):
            return
        raise AssertionError(f"expected “{why}”, and it is refused for “{found}”") from None
    raise AssertionError(f"not refused, and should be: {why}")


def taken(log, action, /, *arguments, **fields):
    """A copy of the log in which the action had its effect."""
    tried = copy.deepcopy(log)
    getattr(tried, action)(*arguments, **fields)
    return tried
