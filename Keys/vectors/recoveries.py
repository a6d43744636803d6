"""What a vault's log says of recoveries (docs/events.md §2, §5; docs/format.md §10), for read_vault.py.

Who is an officer and who finishes can tell whether a piece is right: of the boxes nothing is opened here but looked
at how many there are, for which sets, and to which epoch they say that they are sealed.
"""
import datetime
import json

import casevault_format as form
import casevault_recovery as pieces_of
from casevault_format import require
from regains import Regains
from sheets import Sheets

PURPOSES = {"main": 1, "process": 2}
SEALED, CONTRIBUTED, WRAP = 3 + 32 + 4 + 194, 3 + 194, 16 + 4 + 16 + 32
LAPSES = datetime.timedelta(days=7)


def moment(time):
    return datetime.datetime.fromisoformat(time.replace("Z", "+00:00"))


def records(text, width):
    require(len(text) % width == 0, "a chunk of records of another width")
    return [text[n:n + width] for n in range(0, len(text), width)]


def officers(key):
    return [one["member"] for one in key["officers"]]


def purposes_of(keys):
    """Those of which there is a key: on sheets one is for both."""
    return [one for one in PURPOSES if one in keys]


def places(purpose, key):
    """Each piece of a key: by set, and in each by place. Two stand on sheets, where there are no officers."""
    return [(PURPOSES[purpose], one, holder)
            for one in pieces_of.sets(len(key["officers"]) or 2, key["quorum"])
            for holder in pieces_of.holders(one)]


class Recoveries(Sheets, Regains):
    """The part of the state that recoveries are."""

    def begin_without_recovery(self):
        self.recovery, self.set_up_by = None, None  # the keys in force, and who had them made
        self.starts = {}  # under way, by their entry's number
        self.drawn_by_others = set()  # members whose own key somebody else drew, until they rotate it
        self.executors = set()  # members whom sheets let in to close the practice
        self.recovered_at = {}  # by member: the first epoch of their own compartment that they still open

    def recovery_holders(self, kind):
        """The key to which a compartment of this kind is sealed as well."""
        seals = kind in ("vault", "oversight", "registry", "file", "process")
        if not self.recovery or not seals:
            return []
        purpose = "process" if kind == "process" and "process" in self.recovery else "main"
        return [self.recovery[purpose]["key"]["id"]]

    def keys_in_force(self):
        return [self.recovery[purpose] for purpose in purposes_of(self.recovery or {})]

    def key_in_doubt(self, member):
        return member in self.exposed or member in self.drawn_by_others

    # A set-up

    def require_key(self, key, before):
        epoch, those = key["key"], officers(key)
        known = self.compartments.get(epoch["id"])
        require(before is None or before["key"]["id"] == epoch["id"], "another key than before")
        require(epoch["epoch"] == (known["epoch"] + 1 if known else 1), "not the key's next epoch")
        require(known is None or known["kind"] == "recovery", "the id of another compartment")
        require(2 <= len(those) <= 7 and 2 <= key["quorum"] <= len(those)
                or not those and key["quorum"] == 2, "so many officers, or such a quorum")
        require(len(set(those)) == len(those), "one officer twice")
        require(all(one in self.members and one not in self.left for one in those),
                "an officer who is not here")
        self.require_usable(epoch)

    def require_keys(self, keys, renewed):
        for purpose in renewed:
            self.require_key(keys[purpose], (self.recovery or {}).get(purpose))
        if "process" in keys:
            require(keys["main"]["key"]["id"] != keys["process"]["key"]["id"], "one id for both keys")
            require(len(renewed) < 2 or officers(keys["main"]) == officers(keys["process"]),
                    "other officers for psychotherapy notes")
        require(form.usable_signing_key(bytes.fromhex(keys["sign"])), "unusable key")

    def require_set_up(self, act):
        keys = act["keys"]
        self.require_keys(keys, purposes_of(keys))
        those = officers(keys["main"])
        require((self.quorum == 2) == bool(those) == ("process" in keys),
                "sheets in an agency, or officers in a practice of one")
        require("process" not in keys or keys["main"]["quorum"] <= keys["process"]["quorum"],
                "a smaller quorum for notes")
        require(not any(self.key_in_doubt(one) for one in those), "an officer's key is in doubt")
        require([one["epoch"] for one in act["epochs"]]
                == [self.compartments[one]["epoch"] for one in those], "other epochs of the officers'")
        require(act.get("gives-up", 0) == len(self.open_by_recovery_alone()), "gives up more, or less")

    def require_set_up_pieces(self, act):
        text = self.chunk(act["chunk"])
        require(text[:1] == b"\x01", "no list of pieces")
        listed = records(text[1:], SEALED)
        require(len(listed) == act["count"], "the chunk lists another number of pieces")
        self.require_pieces(listed, act["keys"], purposes_of(act["keys"]), {})

    def require_pieces(self, listed, keys, purposes, recovered):
        """Each place once and in order, sealed to the officer's own epoch; `recovered` are epochs to come."""
        wanted = [(place, officers(keys[purpose])) for purpose in purposes
                  for place in places(purpose, keys[purpose])]
        require([tuple(record[:3]) for record in listed] == [place for place, _ in wanted],
                "other pieces than the keys have, or in another order")
        for record, (place, those) in zip(listed, wanted):
            if not those:
                require(not any(record[35:]), "a sheet's piece in a box")
                continue
            officer = those[place[2]]
            epoch = recovered.get(officer, self.compartments[officer]["epoch"])
            require(int.from_bytes(record[35:39], "big") == epoch, "a piece for another epoch")

    def open_by_recovery_alone(self):
        """Which compartments the keys in force open, and nobody who works here with a key of theirs."""
        keys = {one["key"]["id"] for one in self.keys_in_force()}
        without = {one["member"] for one in self.starts.values() if "device" in one}
        return {its_id for its_id, one in self.compartments.items()
                if (held := {wrap["holder"] for wrap in one["wraps"]}) & keys
                and not held & (self.members.keys() - self.left - without)}

    def set_up_sheets(self, event, by):
        require(self.quorum == 1, "outside a proposal")
        self.require_set_up(event)
        self.require_set_up_pieces(event)
        self.begin_recovery(event["keys"], by)

    def begin_recovery(self, keys, by):
        self.drop_wraps({one["key"]["id"] for one in self.keys_in_force()})
        self.starts, self.set_up_by = {}, by
        self.install(keys)

    def install(self, keys):
        self.recovery = keys
        for purpose in purposes_of(keys):
            epoch = dict(keys[purpose]["key"], wraps=[])
            self.compartments[epoch["id"]] = epoch
            self.epochs[(epoch["id"], epoch["epoch"])] = epoch

    def drop_wraps(self, those, but=()):
        for compartment in self.compartments.values():
            if compartment["kind"] not in but:
                compartment["wraps"] = [wrap for wrap in compartment["wraps"]
                                        if wrap["holder"] not in those]

    # A recovery

    def change_recovery(self, kind, event, link, by):
        if kind == "recovery.set-up":
            self.set_up_sheets(event, by)
            return
        require(self.recovery is not None, "no recovery key is set up")
        if kind == "recovery.rehearsed":
            self.rehearse(event, by)
        elif kind == "recovery.started":
            self.start(event, link, by)
        elif kind == "recovery.contributed":
            self.contribute(event, by)
        elif kind == "recovery.stopped":
            start = self.under_way(event["start"])
            if by not in (start["by"], start["member"]):
                self.require_officer(by, start["member"])
            del self.starts[event["start"]["entry"]]
        elif kind == "file.regained":
            self.regain(event, by)
        elif kind == "executor.admitted":
            self.admit_executor(event)
        elif "start" in event:
            self.recover(event, by)
        else:
            self.recover_by_sheets(event, by)

    def rehearse(self, event, by):
        require(event["epoch"] == self.recovery["main"]["key"]["epoch"], "of another key")
        if self.on_sheets():
            self.require_power(by, "manage-members")
            require(event["place"] < 2, "a third sheet")
        else:
            self.require_officer(by)
            require(officers(self.recovery["main"]).index(by) == event["place"], "another's place")

    def require_here(self, member):
        require(member in self.members and member not in self.left, "no such member is here")

    def require_signed(self, event):
        """By the recovery key in force, over all that the event says of its own before the signature."""
        said = {name: value for name, value in list(event.items())[3:] if name != "signature"}
        text = json.dumps(said, separators=(",", ":")).encode("ascii")
        form.verify(bytes.fromhex(self.recovery["sign"]), bytes.fromhex(event["signature"]),
                    pieces_of.statement(self.vault, text))

    def require_officer(self, by, about=None):
        require(by in officers(self.recovery["main"]), "no recovery officer")
        require(by != about, "about the signer")

    def require_reader_of_start(self, event, by):
        start = self.starts.get(event["recovery"])
        require(start is not None, "no such recovery is under way")
        require(event["records"] == [{"envelope": start["reason"]}], "another than its reason")
        if by != start["member"] and not self.may(by, "read-reasons"):
            self.require_officer(by, start["member"])

    def under_way(self, link):
        start = self.starts.get(link["entry"])
        require(start is not None and start["link"] == link, "no such recovery is under way")
        return start

    def start(self, event, link, by):
        member, keys = event["member"], event["keys"]
        self.require_officer(by, member)
        require(("device" in event) != ("file" in event), "for a device and a file, or for neither")
        require(keys in (["main"], ["main", "process"]), "of other keys, or in another order")
        if "device" in event:
            self.require_here(member)
            self.require_new_device(event["device"])
        else:
            require(keys == ["main"], "psychotherapy notes with a case file")
            self.require_regainable(event["file"], member, by)
        require(not self.key_in_doubt(by), "by whoever's key is in doubt")
        require(event["reason"]["version"] == 1, "the reason's first version is not 1")
        readers = {*officers(self.recovery["main"]), member}
        self.name(event["reason"], [self.ids["oversight"], *sorted(readers)], None)
        self.starts[link["entry"]] = {
            "link": link, "by": by, "at": event["at"], "member": member,
            "keys": keys, "reason": event["reason"]["envelope"], "given": set(),
            **{aim: event[aim] for aim in ("device", "file") if aim in event}}

    def contribute(self, event, by):
        start = self.under_way(event["start"])
        self.require_officer(by, start["member"])
        require(by != start["by"] and by not in start["given"], "who began it, or a second time")
        require(moment(event["at"]) - moment(start["at"]) <= LAPSES, "it has lapsed")
        text = self.chunk(event["chunk"])
        require(text[:1] == b"\x01", "no list of pieces")
        listed = records(text[1:], CONTRIBUTED)
        wanted = [place for purpose in start["keys"] for place in self.to_give(start, purpose, by)]
        require(listed and len(listed) == event["count"], "another number of pieces")
        require([tuple(record[:3]) for record in listed] == wanted, "other pieces than are asked for")
        start["given"].add(by)

    def to_give(self, start, purpose, by):
        """An officer's pieces of each set with who began it, and without whose key it is."""
        key = self.recovery[purpose]
        those = officers(key)
        own, finisher = those.index(by), those.index(start["by"])
        lost = those.index(start["member"]) if start["member"] in those else None
        return [place for place in places(purpose, key) if place[2] == own
                and finisher in pieces_of.holders(place[1])
                and lost not in pieces_of.holders(place[1])]

    def end_recoveries_of(self, member):
        """A device of whoever began one, or whose key it is, counts no more."""
        self.starts = {number: one for number, one in self.starts.items()
                       if member not in (one["by"], one["member"])}

    def recover(self, event, by):
        start = self.under_way(event["start"])
        member, device, new = start["member"], event["device"], event["next"]
        self.require_signed(event)
        self.require_officer(by, member)
        require((start["by"], start.get("device")) == (by, device), "by another, or for another device")
        self.require_finished(start, event, by)
        self.require_next_own(event, member)
        listed = self.require_next(new, start, event, {member: event["compartment"]["epoch"]})
        self.replace_devices(member, device, event["compartment"])
        self.drawn_by_others.add(member)
        self.succeed(new, start)
        for record in listed:
            self.take_recovered(record, member)

    def require_finished(self, start, event, by):
        require(moment(event["at"]) - moment(start["at"]) <= LAPSES, "it has lapsed")
        for purpose in start["keys"]:
            # The member is none of them: nobody begins for themselves, or contributes.
            here = [one for one in officers(self.recovery[purpose])
                    if one not in self.left and (one == by or one in start["given"])]
            require(len(here) >= self.recovery[purpose]["quorum"], "too few officers")

    def require_next_own(self, event, member):
        """The next epoch of the member's own compartment, for a device that nobody has yet."""
        epoch, own = event["compartment"], self.compartments[member]
        self.require_new_device(event["device"])
        self.require_usable(epoch)
        require((epoch["id"], epoch["kind"], epoch["epoch"]) == (member, "member", own["epoch"] + 1),
                "not the next epoch of the member's own compartment")
        require([wrap["holder"] for wrap in epoch["wraps"]] == [event["device"]["kid"]], "sealed to others")

    def succeed(self, new, start):
        """The next keys are in force, and what was sealed to those before is named no longer."""
        self.drop_wraps({new[purpose]["key"]["id"] for purpose in start["keys"]})
        self.starts = {}
        self.install(new)

    def require_next(self, new, start, event, recovered):
        """The keys from here on, and their pieces; answers what the chunk lists besides, the wraps."""
        require(purposes_of(new) == purposes_of(self.recovery), "a key less, or more")
        self.require_keys(new, start["keys"])
        for purpose in PURPOSES:
            old, used = self.recovery[purpose], purpose in start["keys"]
            here = [one for one in officers(old) if one not in self.left]
            require(used or new[purpose] == old, "a key that was not used is another")
            require(not used or (officers(new[purpose]), new[purpose]["quorum"])
                    == (here, min(old["quorum"], len(here))), "other officers, or another quorum")
        pieces = []
        listed = self.recovered_wraps(event, pieces)
        self.require_pieces(pieces, new, start["keys"], recovered)
        return listed

    def recovered_wraps(self, event, pieces):
        """What the chunk of an entry by the recovery key lists: pieces of the next one, and wraps."""
        text = self.chunk(event["chunk"])
        end = 5 + event["pieces"] * SEALED
        require(text[:5] == b"\x02" + form.u32(event["pieces"]), "another list, or number of pieces")
        pieces += records(text[5:end], SEALED)
        listed = records(text[end:], WRAP)
        require(len(listed) == event["wraps"], "the chunk lists another number of wraps")
        return listed

    def replace_devices(self, member, device, epoch):
        for grant in self.running():
            if grant["grantee"] == member:
                grant["stage"] = "over"
        self.close_emergencies(member)
        self.duty_exposed |= self.duty is not None and member in self.duty_holders()
        self.drop_wraps({member}, but=("grant",))
        self.revoked.update(self.devices_of(member))
        self.devices[device["kid"]] = dict(device, member=member)
        self.exposed.discard(member)
        # Chains under earlier epochs stay where they are; nothing chains to those from here on.
        self.recovered_at[member] = epoch["epoch"]
        self.put_in_force(epoch, [device["kid"]])

    def take_recovered(self, record, member):
        compartment, number = record[:16].hex(), int.from_bytes(record[16:20], "big")
        holder, digest = record[20:36].hex(), record[36:].hex()
        known = self.compartments.get(compartment)
        require(known is not None and known["epoch"] == number, "a wrap of no epoch in force")
        keys = {one["key"]["id"] for one in self.keys_in_force()}
        require(holder in keys | {member}, "a wrap for another")
        require(holder in self.entitled(known), "a wrap for one not entitled")
        require(holder not in [wrap["holder"] for wrap in known["wraps"]], "a second wrap")
        known["wraps"].append({"holder": holder, "hash": digest})
