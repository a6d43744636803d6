#!/usr/bin/env python3
"""Holds the rules of recoveries, sheets, regained files and the end of supervision, as read_vault.py has them, to
what a changed program might sign: one thing wrong at a time, and refused for just that. What an honest program
signs stands in the vaults that script/test has read.

    python3 -m pip install pynacl
    python3 Keys/vectors/check_recoveries.py
"""
import copy

import casevault_format as form
from hand_made import DAY, HandMade, refused, taken
from read_vault import check_newcomer
from recoveries import SEALED

WEEK = 7 * DAY
SOLO = ("clinician", "supervisor", "privacy-officer", "administrator")
EXECUTOR = ("supervisor", "privacy-officer", "administrator")
OFFICERS = ("olga", "adam", "sara")


def changed(value, *path, to):
    """The value with another in one place; `to` may be what makes it of the one before."""
    if not path:
        return to(value) if callable(to) else to
    copied = dict(value) if isinstance(value, dict) else list(value)
    copied[path[0]] = changed(value[path[0]], *path[1:], to=to)
    return copied


def without(value, name):
    return {one: its for one, its in value.items() if one != name}


def expect(condition, why):
    if not condition:
        raise AssertionError(why)


def one_more(number):
    return number + 1


def held_by(log, compartment):
    return {wrap["holder"] for wrap in log.compartments[compartment]["wraps"]}


# Scenes

def agency():
    """Olga and Adam founded it; Sara supervises, and Clara and Carl do casework."""
    log = HandMade().found(olga=("privacy-officer",), adam=("administrator",))
    for name, role in (("sara", "supervisor"), ("clara", "clinician"), ("carl", "clinician")):
        log.enrol(name, role, by="olga", other="adam")
    return log


def with_officers(log, quorum=2, process_quorum=3, names=OFFICERS):
    log.decide("olga", "adam", {"event": "recovery.set-up", **log.set_up(names, quorum, process_quorum)})
    return log


def seal(log, by, *compartments):
    """To the recovery key, as whoever holds them does with their next command."""
    for one in compartments:
        key, = log.recovery_holders(log.compartments[one]["kind"])
        log.hand(by, one, key)


def left_behind():
    """Carl has left, and his case file is sealed to the officers' key alone; so are his psychotherapy notes."""
    log = with_officers(agency())
    file = log.open("carl")
    seal(log, "carl", log.compartment(file), log.open_process("carl", file))
    log.leave("carl", "olga", "adam")
    return log, file


# A set-up

def set_up_says(log, act):
    return {"act": {"event": "recovery.set-up", **act}}


def check_set_up():
    log = agency()
    act = log.set_up(OFFICERS, 2, 3)
    taken(log, "says", "olga", "act.proposed", **set_up_says(log, act))
    refused(log, "outside a proposal", "says", "olga", "recovery.set-up", **act)
    refused(log, "no role of the member gives", "says", "clara", "act.proposed", **set_up_says(log, act))
    main, process = act["keys"]["main"], act["keys"]["process"]
    wrong = [
        ("not the key's next epoch", changed(act, "keys", "main", "key", "epoch", to=2)),
        ("the id of another compartment", changed(
            changed(act, "keys", "main", "key", "id", to=log.ids["oversight"]),
            "keys", "main", "key", "epoch", to=2)),
        ("not the key's next epoch", changed(act, "keys", "main", "key", "id", to=log.ids["oversight"])),
        ("so many officers, or such a quorum", changed(act, "keys", "main", "quorum", to=1)),
        ("so many officers, or such a quorum", changed(act, "keys", "main", "quorum", to=4)),
        ("so many officers, or such a quorum", changed(act, "keys", "process", "quorum", to=4)),
        ("so many officers, or such a quorum", log.set_up(["olga"], 2, 2)),
        ("so many officers, or such a quorum", log.set_up([], 3, 3)),
        ("sheets in an agency", log.set_up([], 2, 2)),
        ("sheets in an agency", log.set_up([], 2)),
        ("sheets in an agency", log.set_up(OFFICERS, 2)),
        ("one officer twice", log.set_up(["olga", "adam", "olga"], 2, 2)),
        ("one id for both keys", changed(act, "keys", "process", "key", "id", to=main["key"]["id"])),
        ("other officers for psychotherapy notes", changed(
            act, "keys", "process", "officers", to=lambda those: those[::-1])),
        ("a smaller quorum for notes", log.set_up(OFFICERS, 3, 2)),
        ("unusable key", changed(act, "keys", "main", "key", "key", to="00" * 32)),
        ("unusable key", changed(act, "keys", "process", "key", "key", to="00" * 32)),
        ("unusable key", changed(act, "keys", "sign", to="00" * 32)),
        ("other epochs of the officers'", changed(act, "epochs", 1, "epoch", to=2)),
        ("gives up more, or less", dict(act, **{"gives-up": 1})),
        ("another number of pieces", changed(act, "count", to=one_more)),
        ("no list of pieces", changed(act, "chunk", to=log.text(b"\x02" + log.pieces(act["keys"])))),
        ("a piece for another epoch", changed(act, "chunk", to=log.text(
            b"\x01" + log.pieces(act["keys"], epochs={log.member("sara"): 2})))),
    ]
    pieces = log.pieces(act["keys"])
    turned = pieces[SEALED:2 * SEALED] + pieces[:SEALED] + pieces[2 * SEALED:]
    wrong.append(("other pieces than the keys have", changed(act, "chunk", to=log.text(b"\x01" + turned))))
    stranger = log.id()
    wrong.append(("an officer who is not here", changed(
        changed(act, "keys", "main", "officers", 2, "member", to=stranger),
        "keys", "process", "officers", 2, "member", to=stranger)))
    for reason, one in wrong:
        refused(log, reason, "says", "olga", "act.proposed", **set_up_says(log, one))
    eight = agency()
    names = [f"officer{number}" for number in range(8)]
    for name in names:
        eight.enrol(name, "clinician", by="olga", other="adam")
    refused(eight, "so many officers", "says", "olga", "act.proposed",
            **set_up_says(eight, eight.set_up(names, 8, 8)))
    taken(eight, "says", "olga", "act.proposed", **set_up_says(eight, eight.set_up(names[:7], 7, 7)))
    check_next_set_up()
    check_officers_in_doubt()


def check_next_set_up():
    """A key that follows another; and what the one before alone can open."""
    log = with_officers(agency())
    other = log.set_up(OFFICERS, 2, 3)
    elsewhere = changed(changed(other, "keys", "main", "key", "id", to=log.id()), "keys", "main", "key", "epoch", to=1)
    swapped = changed(changed(other, "keys", "main", "key", "id", to=other["keys"]["process"]["key"]["id"]),
                      "keys", "process", "key", "id", to=other["keys"]["main"]["key"]["id"])
    for reason, one in (("another key than before", elsewhere), ("another key than before", swapped)):
        refused(log, reason, "says", "olga", "act.proposed", **set_up_says(log, one))
    log, file = left_behind()
    act = log.set_up(OFFICERS, 2, 3)
    for count in (0, 1, 3):
        fields = {"gives-up": count} if count else {}
        refused(log, "gives up more, or less", "says", "olga", "act.proposed",
                **set_up_says(log, dict(act, **fields)))
    log.says("olga", "recovery.started", member=log.member("clara"), file=file, keys=["main"],
             reason=log.envelope())
    log.decide("olga", "adam", {"event": "recovery.set-up", **act, "gives-up": 2})
    expect(not log.starts, "a recovery under way outlasts a new set-up")
    expect(held_by(log, log.compartment(file)) == {log.member("carl")},
           "the key before still holds something")
    # Whoever waits for their key to be recovered cannot hand on what they alone hold; who waits for a file can.
    log, file = left_behind()
    seal(log, "clara", log.compartment(log.open("clara")))
    start_regaining(log, file)
    taken(log, "says", "olga", "act.proposed", **set_up_says(log, dict(log.set_up(OFFICERS, 2, 3), **{"gives-up": 2})))
    log = with_officers(agency())
    seal(log, "clara", log.compartment(log.open("clara")))
    log.says("olga", "recovery.started", member=log.member("clara"), device=log.device(), keys=["main"],
             reason=log.envelope())
    act = log.set_up(OFFICERS, 2, 3)
    refused(log, "gives up more, or less", "says", "olga", "act.proposed", **set_up_says(log, act))
    taken(log, "says", "olga", "act.proposed", **set_up_says(log, dict(act, **{"gives-up": 1})))


def check_officers_in_doubt():
    log = agency()
    act = log.set_up(OFFICERS, 2, 3)
    proposal = log.says("olga", "act.proposed", **set_up_says(log, act))
    device = log.device()
    log.says("sara", "device.added", wrap=log.added(log.member("sara"), device["kid"]), device=device)
    log.says("sara", "device.revoked", member=log.member("sara"), device=device["kid"])
    refused(log, "an officer's key is in doubt", "says", "adam", "act.approved", proposal=proposal, wraps=[])
    log = agency()
    proposal = log.says("olga", "act.proposed", **set_up_says(log, log.set_up(["adam", "sara", "carl"], 2, 3)))
    log.leave("carl", "olga", "adam")
    refused(log, "an officer who is not here", "says", "adam", "act.approved", proposal=proposal, wraps=[])


# A recovery

def start_of(log, name, by="olga", keys=("main", "process")):
    return log.says(by, "recovery.started", member=log.member(name), device=log.device(), keys=list(keys),
                    reason=log.envelope())


def finish(log, start, wraps=(), **others):
    """The fields of a recovery that is as it should be."""
    begun = log.starts[start["entry"]]
    member, device = begun["member"], begun["device"]
    own = log.epoch("member", member, log.compartments[member]["epoch"] + 1, [device["kid"]])
    keys = log.next_keys(begun["keys"])
    listed = log.recovered(log.pieces(keys, begun["keys"], {member: own["epoch"]}), list(wraps))
    return dict({"start": start, "compartment": own, "device": device, "next": keys}, **dict(listed, **others))


def check_start():
    log = agency()
    wanted = {"member": log.member("clara"), "device": log.device(), "keys": ["main"], "reason": log.envelope()}
    refused(log, "no recovery key is set up", "says", "olga", "recovery.started", **wanted)
    log, file = left_behind()
    taken(log, "says", "olga", "recovery.started", **wanted)
    known = log.devices[log.who["clara"][1]]
    device = {name: known[name] for name in ("kid", "sign", "box", "locator")}
    for reason, one in (
            ("about the signer", dict(wanted, member=log.member("olga"))),
            ("no such member is here", dict(wanted, member=log.id())),
            ("no such member is here", dict(wanted, member=log.member("carl"))),
            ("exists already", dict(wanted, device=device)),
            ("unusable key", changed(changed(wanted, "device", "box", to="00" * 32), "device", "kid", to=log.id())),
            ("of other keys", dict(wanted, keys=["process", "main"])),
            ("of other keys", dict(wanted, keys=["process"])),
            ("of other keys", dict(wanted, keys=[])),
            ("for a device and a file, or for neither", without(wanted, "device")),
            ("for a device and a file, or for neither", {
                "member": wanted["member"], "device": wanted["device"], "file": file,
                "keys": ["main"], "reason": wanted["reason"]}),
            ("first version is not 1", changed(wanted, "reason", "version", to=2))):
        refused(log, reason, "says", "olga", "recovery.started", **one)
    refused(log, "no recovery officer", "says", "clara", "recovery.started", **dict(wanted, member=log.member("sara")))
    doubted = recovered(log, "olga", by="adam")
    refused(doubted, "whoever's key is in doubt", "says", "olga", "recovery.started", **wanted)
    # Read by who may.
    start = start_of(log, "clara")
    reason = [{"envelope": log.starts[start["entry"]]["reason"]}]
    log.enrol("aud", "auditor", by="olga", other="adam")
    for name in ("clara", "olga", "sara", "aud"):
        taken(log, "says", name, "records.read", records=reason, recovery=start["entry"], to="terminal")
    log.enrol("nora", "clinician", by="olga", other="adam")
    for refusal, name, said in (
            ("no recovery officer", "nora", {"records": reason, "recovery": start["entry"]}),
            ("another than its reason", "olga", {"records": [{"envelope": log.id()}], "recovery": start["entry"]}),
            ("no such recovery", "olga", {"records": reason, "recovery": start["entry"] + 1})):
        refused(log, refusal, "says", name, "records.read", **said, to="terminal")


def recovered(log, name, by="olga", other="sara"):
    """The log once this member was recovered, by two officers."""
    log = taken(log, "says", by, "recovery.started", member=log.member(name), device=(device := log.device()),
                keys=["main"], reason=log.envelope())
    log.secrets[device["kid"]] = log.secrets.get(device["kid"])
    start = list(log.starts.values())[-1]["link"]
    log.says(other, "recovery.contributed", **log.contribution(start, other))
    log.says(by, "member.recovered", **log.signed(**finish(log, start)))
    log.who[name] = log.member(name), device["kid"]
    return log


def giving(log, start, pieces):
    """A contribution of just these."""
    text = b"\x01" + b"".join(bytes(place) + bytes(194) for place in pieces)
    return {"start": start, "count": len(pieces), "chunk": log.text(text)}


def check_contributions():
    log = with_officers(agency())
    start = start_of(log, "clara")
    right = log.contribution(start, "adam")
    log_with = taken(log, "says", "adam", "recovery.contributed", **right)
    refused(log_with, "who began it, or a second time", "says", "adam", "recovery.contributed", **right)
    refused(log, "who began it, or a second time", "says", "olga", "recovery.contributed",
            **log.contribution(start, "olga"))
    refused(log, "no recovery officer", "says", "carl", "recovery.contributed", **right)
    text = log.texts[right["chunk"]]
    width = 3 + 194
    for reason, one in (
            ("no such recovery is under way", changed(right, "start", "hash", to=log.hash())),
            ("no such recovery is under way", changed(right, "start", "entry", to=one_more)),
            ("another number of pieces", changed(right, "count", to=one_more)),
            ("no list of pieces", dict(right, chunk=log.text(b"\x02" + text[1:]))),
            ("another number of pieces", dict(right, count=0, chunk=log.text(b"\x01"))),
            ("another width", dict(right, chunk=log.text(text + b"\x00"))),
            ("other pieces than are asked for", dict(right, chunk=log.text(
                b"\x01" + text[1 + width:] + text[1:1 + width])))):
        refused(log, reason, "says", "adam", "recovery.contributed", **one)
    late = copy.deepcopy(log)
    late.now += WEEK
    taken(late, "says", "adam", "recovery.contributed", **right)
    late.now += DAY
    refused(late, "it has lapsed", "says", "adam", "recovery.contributed", **right)
    # Without the pieces of whose key it is: of sets with the two others alone.
    start = start_of(log, "sara", keys=["main"])
    right = [(1, 0b011, 1)]
    taken(log, "says", "adam", "recovery.contributed", **giving(log, start, right))
    for wrong in (right + [(1, 0b110, 1)], [(1, 0b101, 1)], [(1, 0b011, 0)], [(2, 0b011, 1)]):
        refused(log, "other pieces than are asked for", "says", "adam", "recovery.contributed",
                **giving(log, start, wrong))
    four = with_officers(agency(), 3, 4, (*OFFICERS, "carl"))
    begun = start_of(four, "sara", keys=["main"])
    taken(four, "says", "adam", "recovery.contributed", **giving(four, begun, [(1, 0b1011, 1)]))
    refused(four, "other pieces than are asked for", "says", "adam", "recovery.contributed",
            **giving(four, begun, [(1, 0b0111, 1), (1, 0b1011, 1)]))
    refused(log, "about the signer", "says", "sara", "recovery.contributed",
            **log.contribution(start, "sara"))
    # Whoever began it may stop it, whose key it is, and each officer.
    for name in ("olga", "sara", "adam"):
        taken(log, "says", name, "recovery.stopped", start=start)
    refused(log, "no recovery officer", "says", "clara", "recovery.stopped", start=start)
    expect(start["entry"] not in taken(log, "says", "adam", "recovery.stopped", start=start).starts,
           "a recovery goes on that was stopped")
    log.leave("sara", "olga", "adam")
    expect(start["entry"] not in log.starts, "a recovery goes on of whoever has left")
    log.says("adam", "recovery.rehearsed", epoch=1, place=1)
    for reason, name, epoch, place in (("of another key", "adam", 2, 1), ("another's place", "adam", 1, 0),
                                       ("no recovery officer", "clara", 1, 0)):
        refused(log, reason, "says", name, "recovery.rehearsed", epoch=epoch, place=place)


def check_recovery():
    log = with_officers(agency(), 2, 3)
    file = log.open("clara")
    process = log.open_process("clara", file)
    seal(log, "clara", log.compartment(file), process)
    vault, oversight = log.ids["vault"], log.ids["oversight"]
    start = start_of(log, "clara")
    refused(log, "too few officers", "says", "olga", "member.recovered", **log.signed(**finish(log, start)))
    log.says("adam", "recovery.contributed", **log.contribution(start, "adam"))
    # Enough of the main key, and not of that of psychotherapy notes.
    refused(log, "too few officers", "says", "olga", "member.recovered", **log.signed(**finish(log, start)))
    log.says("sara", "recovery.contributed", **log.contribution(start, "sara"))
    member = log.member("clara")
    wraps = [log.sealed(one, member) for one in (vault, log.compartment(file), process)]
    keys = [(log.compartment(file), "main"), (process, "process"), (vault, "main")]
    wraps += [log.sealed(one, log.recovery[purpose]["key"]["id"]) for one, purpose in keys]
    right = finish(log, start, wraps)
    done = taken(log, "says", "olga", "member.recovered", **log.signed(**right))
    expect(not done.starts and done.recovery == right["next"], "other keys than the next")
    expect(done.devices_of(member) == [right["device"]["kid"]], "an old device counts")
    expect(done.epochs[(member, 2)]["commitment"] == right["compartment"]["commitment"], "another epoch")
    expect(done.recovered_at[member] == 2, "the chain goes on")
    refused(done, "signed by a revoked device", "says", "clara", "vault.backed-up")
    refused(done, "no such recovery is under way", "says", "olga", "member.recovered", **log.signed(**right))
    main = right["next"]["main"]["key"]["id"]

    def wrong(reason, event, by="olga", before=log, key=None):
        refused(before, reason, "says", by, "member.recovered", **before.signed(key, **event))

    stranger = log.device()
    forger = form.Identity(log.new(32))
    log.secrets[forger.signing_public.hex()] = forger.signing_secret
    wrong("forged signature", right, key=forger.signing_public.hex())
    wrong("by another, or for another device", right, by="adam")
    wrong("no recovery officer", right, by="carl")
    wrong("by another, or for another device", changed(
        changed(right, "device", to=stranger), "compartment", "wraps", 0, "holder", to=stranger["kid"]))
    wrong("not the next epoch", changed(right, "compartment", "epoch", to=3))
    wrong("not the next epoch", changed(right, "compartment", "id", to=log.id()))
    wrong("not the next epoch", changed(right, "compartment", "id", to=log.member("carl")))
    wrong("not the next epoch", changed(right, "compartment", "kind", to="file"))
    wrong("unusable key", changed(right, "compartment", "key", to="00" * 32))
    wrong("sealed to others", changed(right, "compartment", "wraps", to=lambda some: some + [log.wrap(log.id())]))
    wrong("sealed to others", changed(right, "compartment", "wraps", 0, "holder", to=stranger["kid"]))
    wrong("a key less, or more", changed(right, "next", to=lambda keys: without(keys, "process")))
    wrong("another key than before", changed(changed(
        right, "next", "main", "key", "id", to=log.id()), "next", "main", "key", "epoch", to=1))
    wrong("not the key's next epoch", changed(right, "next", "main", "key", "epoch", to=1))
    wrong("not the key's next epoch", changed(right, "next", "process", "key", "epoch", to=3))
    wrong("unusable key", changed(right, "next", "sign", to="00" * 32))
    wrong("unusable key", changed(right, "next", "main", "key", "key", to="00" * 32))
    wrong("other officers, or another quorum", changed(right, "next", "main", "quorum", to=3))
    fewer = changed(changed(right, "next", "main", "officers", to=lambda those: those[:2]),
                    "next", "process", "officers", to=lambda those: those[:2])
    wrong("other officers, or another quorum", changed(fewer, "next", "process", "quorum", to=2))
    text = log.texts[right["chunk"]]
    wrong("another list, or number of pieces", changed(right, "pieces", to=one_more))
    wrong("another list, or number of pieces", dict(right, chunk=log.text(b"\x01" + text[1:])))
    wrong("another number of wraps", changed(right, "wraps", to=one_more))
    wrong("another width", dict(right, chunk=log.text(text + b"\x00")))
    # The officer who is recovered has their piece for the key that they have from then on.
    for reason, record in (
            ("a wrap of no epoch in force", log.sealed(log.id(), member, 1)),
            ("a wrap of no epoch in force", log.sealed(oversight, main, 2)),
            ("a wrap for another", log.sealed(oversight, log.member("sara"))),
            ("a wrap for another", log.sealed(vault, log.id())),
            ("a wrap for one not entitled", log.sealed(oversight, member)),
            ("a wrap for one not entitled", log.sealed(process, main)),
            ("a wrap for one not entitled", log.sealed(log.member("carl"), main)),
            ("a second wrap", log.sealed(vault, member)),
            ("a second wrap", log.sealed(process, right["next"]["process"]["key"]["id"]))):
        wrong(reason, finish(log, start, wraps + [record]))
    late = copy.deepcopy(log)
    late.now += WEEK
    taken(late, "says", "olga", "member.recovered", **log.signed(**right))
    late.now += DAY
    wrong("it has lapsed", right, before=late)
    gone = taken(log, "decide", "olga", "adam", {"event": "member.offboarded", "member": log.member("sara")})
    wrong("too few officers", finish(gone, start), before=gone)
    known = taken(log, "says", "carl", "device.added",
                  wrap=log.added(log.member("carl"), right["device"]["kid"]), device=right["device"])
    wrong("exists already", right, before=known)
    check_recovery_of_one_key(log)
    check_recovered_officer()
    check_what_is_over_with_a_recovery()


def check_recovery_of_one_key(log):
    """About the main key alone, of four officers of whom one leaves; the other key stays as it is."""
    log = agency()
    log = with_officers(log, 3, 4, ("olga", "adam", "sara", "carl"))
    start = start_of(log, "clara", keys=["main"])
    for name in ("adam", "sara"):
        log.says(name, "recovery.contributed", **log.contribution(start, name))
    log.leave("carl", "olga", "adam")
    right = finish(log, start, [log.sealed(log.ids["vault"], log.member("clara"))])
    taken(log, "says", "olga", "member.recovered", **log.signed(**right))
    old = log.recovery["main"]
    those = [log.member(name) for name in ("olga", "adam", "sara")]
    for reason, keys in (
            ("a key that was not used is another", changed(right["next"], "process", "key", to=log.epoch(
                "recovery", log.recovery["process"]["key"]["id"], 2))),
            ("an officer who is not here", changed(right["next"], "main", "officers", to=old["officers"])),
            ("other officers, or another quorum", changed(right["next"], "main", "officers", to=lambda some: some[::-1])),
            ("other officers, or another quorum", changed(right["next"], "main", to=log.key(those, 2, old)))):
        event = dict(right, next=keys)
        refused(log, reason, "says", "olga", "member.recovered", **log.signed(**event))


def check_recovered_officer():
    """Sara has a piece for the key that she has from then on; and until she draws another, nobody relies on it."""
    log = with_officers(agency())
    start = start_of(log, "sara", keys=["main"])
    log.says("adam", "recovery.contributed", **log.contribution(start, "adam"))
    right = finish(log, start, [log.sealed(log.ids["vault"], log.member("sara"))])
    keys = right["next"]
    for epoch in (1, 3):
        listed = log.recovered(log.pieces(keys, ["main"], {log.member("sara"): epoch}), [])
        refused(log, "a piece for another epoch", "says", "olga", "member.recovered",
                **log.signed(**dict(right, **listed)))
    log.says("olga", "member.recovered", **log.signed(**right))
    log.who["sara"] = log.member("sara"), right["device"]["kid"]
    wanted = {"member": log.member("clara"), "device": log.device(), "keys": ["main"], "reason": log.envelope()}
    refused(log, "whoever's key is in doubt", "says", "sara", "recovery.started", **wanted)
    act = log.set_up(OFFICERS, 2, 3)
    refused(log, "an officer's key is in doubt", "says", "olga", "act.proposed", **set_up_says(log, act))
    sara = log.member("sara")
    log.says("sara", "compartment.rotated", compartment=log.epoch("member", sara, 3, [log.who["sara"][1]]),
             chain=log.hash())
    taken(log, "says", "sara", "recovery.started", **wanted)
    taken(log, "says", "olga", "act.proposed", **set_up_says(log, log.set_up(OFFICERS, 2, 3)))


def check_what_is_over_with_a_recovery():
    """Other recoveries, a grant, an emergency, and what a revoked device has in doubt."""
    log = with_officers(agency())
    file = log.open("carl")
    log.supervise("carl", "sara", "olga", "adam")
    log.enrol("nora", "clinician", by="olga", other="adam")
    grant = log.epoch("grant", holders=[log.member("clara")])
    log.says("sara", "grant.given", file=file, grant=1, member=log.member("clara"), purpose="consultation",
             until=log.at(log.now + 60 * DAY), kinds=[{"kind": "progress"}], notes="all", reason=log.envelope(),
             compartment=grant, count=0, chunk=log.text(b"\x01"))
    log.says("sara", "grant.given", file=file, grant=2, member=log.member("nora"), purpose="consultation",
             until=log.at(log.now + 60 * DAY), kinds=[{"kind": "progress"}], notes="all", reason=log.envelope(),
             compartment=log.epoch("grant", holders=[log.member("nora")]), count=0, chunk=log.text(b"\x01"))
    log.says("sara", "roster.set", members=[{"member": log.member("clara")}])
    log.says("clara", "emergency.keyed", compartment=log.epoch("emergency", holders=[log.member("clara")]))
    log.says("clara", "emergency.opened", file=file, emergency=1, safety="medical",
             until=log.at(log.now + DAY / 8), reason=log.envelope())
    device = log.device()
    log.says("clara", "device.added", wrap=log.added(log.member("clara"), device["kid"]), device=device)
    log.says("clara", "device.revoked", member=log.member("clara"), device=device["kid"])
    expect(log.grants[0]["stage"] == "over" and log.emergencies[0]["stage"] == "over", "nothing was over")
    log.grants[0]["stage"], log.emergencies[0]["stage"], log.duty_exposed = "running", "open", False
    start_of(log, "carl")
    done = recovered(log, "clara")
    expect([one["stage"] for one in done.grants] == ["over", "running"], "a grant runs on, or another's is over")
    expect(done.emergencies[0]["stage"] == "over", "an emergency is still open")
    expect(done.duty_exposed, "the key of those on duty is whose it was")
    expect(log.member("clara") not in done.exposed, "the lost devices count")
    expect(log.member("clara") in done.drawn_by_others, "whoever finished drew the key, and it counts as their own")
    expect(not done.starts, "another recovery goes on")
    held = [wrap["holder"] for wrap in done.compartments[grant["id"]]["wraps"]]
    expect(held == [log.member("clara")], "a grant's one wrap is gone, and it has not ended")
    expect(log.member("clara") not in done.duty_holders(), "what the lost key opened is still named")


# A case file that nobody opens any more

def start_regaining(log, file, name="clara", by="olga"):
    return log.says(by, "recovery.started", member=log.member(name), file=file, keys=["main"],
                    reason=log.envelope())


def regain(log, start, wraps=()):
    begun = log.starts[start["entry"]]
    keys = log.next_keys(["main"])
    return dict({"start": start, "file": begun["file"], "member": begun["member"], "next": keys},
                **log.recovered(log.pieces(keys, ["main"]), list(wraps)))


def check_regaining_started():
    log, file = left_behind()
    wanted = {"member": log.member("clara"), "file": file, "keys": ["main"], "reason": log.envelope()}

    def wrong(reason, before=log, by="olga", **others):
        refused(before, reason, "says", by, "recovery.started", **dict(wanted, **others))

    wrong("no such case file", file=log.id())
    wrong("psychotherapy notes with a case file", keys=["main", "process"])
    wrong("for whoever does no casework", member=log.member("adam"))
    wrong("no such member is here", member=log.member("carl"))
    wrong("about the signer", by="sara", member=log.member("sara"))
    wrong("no recovery officer", by="clara", member=log.member("sara"))
    kept = taken(log, "says", "olga", "conflict.declared", file=file, member=log.member("clara"))
    wrong("for whoever is kept from the file", kept)
    kept = taken(log, "says", "olga", "conflict.declared", file=file, member=log.member("olga"))
    wrong("by whoever is kept from the file", kept)
    wrong("for whoever's key is in doubt", recovered(log, "clara"))
    wrong("not sealed to the recovery key", with_officers_again(log, 2))
    before = with_officers(agency())
    opened = before.open("carl")
    seal(before, "carl", before.compartment(opened))
    refused(before, "somebody opens it", "says", "olga", "recovery.started", **dict(
        wanted, member=before.member("clara"), file=opened, reason=before.envelope()))
    # Whoever supervises opens it; not if they are kept from it, with its key still in their hand.
    before.supervise("carl", "sara", "olga", "adam")
    before.hand("carl", before.compartment(opened), before.member("sara"))
    kept = taken(before, "says", "olga", "conflict.declared", file=opened, member=before.member("sara"))
    for log in (before, kept):
        log.leave("carl", "olga", "adam")
    said = dict(wanted, file=opened)
    refused(before, "somebody opens it", "says", "olga", "recovery.started", **dict(
        said, member=before.member("clara"), reason=before.envelope()))
    taken(kept, "says", "olga", "recovery.started", **dict(
        said, member=kept.member("clara"), reason=kept.envelope()))


def with_officers_again(log, gives_up):
    return taken(log, "decide", "olga", "adam", {
        "event": "recovery.set-up", **log.set_up(OFFICERS, 2, 3), "gives-up": gives_up})


def check_regained():
    log, file = left_behind()
    compartment, vault = log.compartment(file), log.ids["vault"]
    start = start_regaining(log, file)
    other = start_of(log, "sara")
    refused(log, "too few officers", "says", "olga", "file.regained", **log.signed(**regain(log, start)))
    log.says("adam", "recovery.contributed", **log.contribution(start, "adam"))
    member, main = log.member("clara"), log.recovery["main"]["key"]["id"]
    process, = [one["id"] for one in log.compartments.values() if one["kind"] == "process"]
    wraps = [log.sealed(compartment, member), log.sealed(compartment, main), log.sealed(vault, main)]
    right = regain(log, start, wraps)
    done = taken(log, "says", "olga", "file.regained", **log.signed(**right))
    expect(done.files[file]["assigned"][-1] == member, "the file is not the member's")
    expect(member in held_by(done, compartment), "the member has no key of it")
    expect(done.recovery == right["next"] and not done.starts, "other keys, or another recovery goes on")
    expect(main not in held_by(done, log.ids["registry"]), "the key before holds something")
    expect(log.recovery["process"]["key"]["id"] in held_by(done, process),
           "a key that was not used is named no longer")
    expect(done.devices_of(member) == [log.who["clara"][1]] and not done.drawn_by_others, "a key came back")

    def wrong(reason, event, by="olga", before=log, key=None):
        refused(before, reason, "says", by, "file.regained", **before.signed(key, **event))

    forger = form.Identity(log.new(32))
    log.secrets[forger.signing_public.hex()] = forger.signing_secret
    wrong("forged signature", right, key=forger.signing_public.hex())
    wrong("by another, or of another file, or for another", right, by="adam")
    wrong("no recovery officer", right, by="clara")
    wrong("by another, or of another file, or for another", dict(right, member=log.member("sara")))
    opened = taken(log, "open", "clara")
    wrong("by another, or of another file, or for another", dict(right, file=list(opened.files)[-1]), before=opened)
    wrong("by another, or of another file, or for another", dict(right, start=other))
    wrong("no such recovery is under way", changed(right, "start", "hash", to=log.hash()))
    wrong("other officers, or another quorum", changed(right, "next", "main", "quorum", to=3))
    wrong("a key that was not used is another", changed(right, "next", "process", "key", to=log.epoch(
        "recovery", log.recovery["process"]["key"]["id"], 2)))
    wrong("a key less, or more", changed(right, "next", to=lambda keys: without(keys, "process")))
    wrong("unusable key", changed(right, "next", "sign", to="00" * 32))
    wrong("another list, or number of pieces", changed(right, "pieces", to=one_more))
    wrong("another number of wraps", changed(right, "wraps", to=one_more))
    both = log.recovered(log.pieces(right["next"]), wraps)
    wrong("other pieces than the keys have", dict(right, **both))
    wrong("nobody left who opens it", regain(log, start, wraps[1:]))
    wrong("a wrap of more than the file", regain(log, start, wraps + [log.sealed(vault, member)]))
    wrong("a wrap of more than the file", regain(log, start, wraps + [log.sealed(log.ids["registry"], member)]))
    bare = copy.deepcopy(log)
    bare.drop_wraps({log.recovery["process"]["key"]["id"]})
    wrong("a wrap of more than the file", regain(
        bare, start, wraps + [log.sealed(process, log.recovery["process"]["key"]["id"])]), before=bare)
    wrong("a wrap for another", regain(log, start, wraps + [log.sealed(compartment, log.member("sara"))]))
    wrong("a second wrap", regain(log, start, wraps + [log.sealed(compartment, member)]))
    wrong("a wrap for one not entitled", regain(log, start, wraps + [log.sealed(process, main)]))
    late = copy.deepcopy(log)
    late.now += WEEK
    taken(late, "says", "olga", "file.regained", **log.signed(**right))
    late.now += DAY
    wrong("it has lapsed", right, before=late)
    # Judged anew where it is finished.
    kept = taken(log, "says", "olga", "conflict.declared", file=file, member=member)
    wrong("for whoever is kept from the file", right, before=kept)
    gone = taken(log, "decide", "sara", "olga", {"event": "member.offboarded", "member": log.member("adam")})
    wrong("too few officers", regain(gone, start, wraps), before=gone)
    # A file that the member worked in already is theirs once.
    again = copy.deepcopy(log)
    again.files[file]["assigned"].append(member)
    again.says("olga", "file.regained", **log.signed(**right))
    expect(again.files[file]["assigned"].count(member) == 1, "assigned twice")


# Sheets

def practice():
    """Petra's, with a file of hers and one that a trainee left behind, and sheets that she printed."""
    log = HandMade().found(petra=SOLO)
    for name, role in (("tim", "trainee"), ("nora", "clinician")):
        log.enrol(name, role, by="petra", other="petra")
    log.supervise("tim", "petra", "petra", "petra")
    left = log.open("tim")
    log.leave("tim", "petra", "petra")
    own = log.open("petra")
    process = log.open_process("petra", own)
    log.says("petra", "recovery.set-up", **log.set_up([], 2))
    log.hand("petra", process, log.recovery["main"]["key"]["id"])
    return log, left, own, process


def back(log, name="petra", wraps=None):
    """The fields with which a member comes back by sheets, and their new device's id."""
    member, device = log.member(name), log.device()
    own = log.epoch("member", member, log.compartments[member]["epoch"] + 1, [device["kid"]])
    wraps = [log.sealed(log.ids["vault"], member)] if wraps is None else wraps
    return dict({"compartment": own, "device": device}, **log.recovered(b"", wraps))


def check_sheets_set_up():
    log, *_ = practice()
    act = log.set_up([], 2)
    taken(log, "says", "petra", "recovery.set-up", **act)
    for reason, one in (
            ("sheets in an agency, or officers", log.set_up(["petra", "nora"], 2, 2)),
            ("sheets in an agency, or officers", log.set_up(["petra", "nora"], 2)),
            ("sheets in an agency, or officers", log.set_up([], 2, 2)),
            ("so many officers, or such a quorum", changed(act, "keys", "main", "quorum", to=3)),
            ("other epochs of the officers'", changed(act, "epochs", to=[{"epoch": 1}])),
            ("another number of pieces", changed(act, "count", to=one_more)),
            ("not the key's next epoch", changed(act, "keys", "main", "key", "epoch", to=3)),
            ("gives up more, or less", dict(act, **{"gives-up": 1}))):
        refused(log, reason, "says", "petra", "recovery.set-up", **one)
    pieces = bytearray(log.pieces(act["keys"]))
    for place in (35, SEALED - 1):
        boxed = bytes(pieces[:place]) + b"\x01" + bytes(pieces[place + 1:])
        refused(log, "a sheet's piece in a box", "says", "petra", "recovery.set-up",
                **dict(act, chunk=log.text(b"\x01" + boxed)))
    refused(log, "no role of the member gives", "says", "nora", "recovery.set-up", **act)
    proposal = log.says("petra", "act.proposed", **set_up_says(log, act))
    log.now += DAY
    refused(log, "approved in a practice of one", "says", "petra", "act.approved", proposal=proposal, wraps=[])
    for place in (0, 1):
        taken(log, "says", "petra", "recovery.rehearsed", epoch=1, place=place)
    for reason, name, epoch, place in (
            ("a third sheet", "petra", 1, 2), ("of another key", "petra", 2, 0),
            ("no role of the member gives", "nora", 1, 0)):
        refused(log, reason, "says", name, "recovery.rehearsed", epoch=epoch, place=place)
    refused(log, "no recovery officer", "says", "petra", "recovery.started", member=log.member("nora"),
            device=log.device(), keys=["main"], reason=log.envelope())


def check_practitioner():
    log, left, own, process = practice()
    petra, main = log.member("petra"), log.recovery["main"]["key"]["id"]
    wraps = [log.sealed(one, petra) for one in (
        log.ids["vault"], log.ids["oversight"], log.ids["registry"], log.compartment(own), log.compartment(left),
        process)]
    right = back(log, wraps=wraps)
    kid = right["device"]["kid"]
    done = taken(log, "enter", "member.recovered", kid, **log.signed(**right))
    expect(done.recovery is None and not done.drawn_by_others, "the sheets still open something")
    expect(done.devices_of(petra) == [kid] and done.recovered_at[petra] == 2, "the lost key counts")
    expect(main not in held_by(done, process), "the sheets' key is named")
    refused(done, "no recovery key stands on sheets", "enter", "member.recovered", kid, **log.signed(**right))
    refused(done, "no recovery key is set up", "enter", "recovery.rehearsed", kid, epoch=1, place=0)

    def wrong(reason, event, by=None, before=log, key=None, **others):
        refused(before, reason, "enter", "member.recovered", by or event["device"]["kid"],
                **before.signed(key, **event), **others)

    forger = form.Identity(log.new(32))
    log.secrets[forger.signing_public.hex()] = forger.signing_secret
    wrong("forged signature", right, key=forger.signing_public.hex())
    wrong("forged signature", right, signed_by=log.who["petra"][1])
    wrong("by another device than it admits", right, by=log.who["petra"][1])
    wrong("not the practitioner", back(log, "nora"))
    wrong("not the practitioner", changed(right, "compartment", "id", to=log.id()))
    wrong("not the next epoch", changed(right, "compartment", "epoch", to=3))
    wrong("not the next epoch", changed(right, "compartment", "kind", to="file"))
    wrong("unusable key", changed(right, "compartment", "key", to="00" * 32))
    wrong("sealed to others", changed(right, "compartment", "wraps", to=lambda some: some + [log.wrap(log.id())]))
    keys = {"main": log.key([], 2, log.recovery["main"])}
    keys["sign"] = log.signing(keys["main"])
    ordered = {name: right[name] for name in ("compartment", "device")}
    wrong("keys that follow on sheets", dict(ordered, next=keys, **log.recovered(b"", wraps)))
    wrong("keys that follow on sheets", dict(ordered, **log.recovered(bytes(SEALED), wraps)))
    wrong("another number of wraps", changed(right, "wraps", to=one_more))
    for reason, record in (
            ("a wrap for another", log.sealed(log.ids["oversight"], main)),
            ("a wrap for another", log.sealed(log.ids["vault"], log.member("nora"))),
            ("a second wrap", log.sealed(process, petra)),
            ("a wrap of no epoch in force", log.sealed(process, petra, 2))):
        wrong(reason, back(log, wraps=wraps + [record]))
    known = log.devices[log.who["petra"][1]]
    same = back(log)
    device = {name: known[name] for name in ("kid", "sign", "box", "locator")}
    wrong("exists already", changed(changed(same, "device", to=device), "compartment", "wraps", 0, "holder",
                                    to=device["kid"]))
    with_officers_of_an_agency = with_officers(agency())
    wrong("no recovery key stands on sheets", back(with_officers_of_an_agency, "olga"),
          before=with_officers_of_an_agency)
    check_whose_practice(log)


def check_whose_practice(log):
    """Of several privacy officers whoever printed the sheets; and never who was let in to close it."""
    log = taken(log, "enrol", "paul", "privacy-officer", by="petra", other="petra")
    taken(log, "enter", "member.recovered", (right := back(log))["device"]["kid"], **log.signed(**right))
    refused(log, "not the practitioner", "enter", "member.recovered", (wrong := back(log, "paul"))["device"]["kid"],
            **log.signed(**wrong))
    printed = taken(log, "says", "paul", "recovery.set-up", **log.set_up([], 2))
    taken(printed, "enter", "member.recovered", (right := back(printed, "paul"))["device"]["kid"],
          **printed.signed(**right))
    refused(printed, "not the practitioner", "enter", "member.recovered", (wrong := back(printed))["device"]["kid"],
            **printed.signed(**wrong))
    log.leave("paul", "petra", "petra")
    taken(log, "enter", "member.recovered", (right := back(log))["device"]["kid"], **log.signed(**right))
    executor = admitted(log)
    log.enter("executor.admitted", executor["member"]["device"]["kid"], **log.signed(**executor))
    log.who["emma"] = executor["member"]["compartment"]["id"], executor["member"]["device"]["kid"]
    log.says("emma", "recovery.set-up", **log.set_up([], 2))
    taken(log, "enter", "member.recovered", (right := back(log))["device"]["kid"], **log.signed(**right))
    refused(log, "not the practitioner", "enter", "member.recovered", (wrong := back(log, "emma"))["device"]["kid"],
            **log.signed(**wrong))


def admitted(log, wraps=None, **others):
    """The fields with which an executor comes, with the vault's secret or these wraps."""
    newcomer = dict(log.newcomer(*EXECUTOR), **others)
    its_id = newcomer["compartment"]["id"]
    made = [log.sealed(one, holder or its_id) for one, holder in (
        wraps if wraps is not None else [(log.ids["vault"], None)])]
    return dict({"member": newcomer}, **without(log.recovered(b"", made), "pieces"))


def listing(event):
    """`wraps` and `chunk` in the order of the event."""
    return {name: event[name] for name in ("member", "wraps", "chunk")}


def check_executor():
    log, left, own, process = practice()
    main = log.recovery["main"]["key"]["id"]
    reached = [(one, None) for one in (log.ids["vault"], log.ids["oversight"], log.ids["registry"],
                                       log.compartment(own), log.compartment(left))]
    right = listing(admitted(log, reached))
    newcomer = right["member"]["compartment"]["id"]
    done = taken(log, "enter", "executor.admitted", right["member"]["device"]["kid"], **log.signed(**right))
    expect(done.recovery is None and done.executors == {newcomer}, "the sheets still open something")
    expect(main not in held_by(done, process), "the sheets' key is named")
    expect(all(newcomer in done.supervisors[log.member(name)] for name in ("petra", "nora", "tim"))
           and not done.supervisors[newcomer], "the executor does not supervise everybody")
    expect(done.newcomers[-1] == right["member"], "the executor's name is not looked at")

    def wrong(reason, event, by=None, before=log, key=None, **others):
        event = listing(event)
        refused(before, reason, "enter", "executor.admitted", by or event["member"]["device"]["kid"],
                **before.signed(key, **event), **others)

    forger = form.Identity(log.new(32))
    log.secrets[forger.signing_public.hex()] = forger.signing_secret
    wrong("forged signature", right, key=forger.signing_public.hex())
    wrong("forged signature", right, signed_by=log.who["petra"][1])
    wrong("by another device than it admits", right, by=log.who["petra"][1])
    wrong("no recovery key stands on sheets", admitted(done), before=done, key=log.recovery["sign"])
    officers = with_officers(agency())
    wrong("no recovery key stands on sheets", admitted(officers), before=officers)
    for roles in (["clinician"], [*EXECUTOR[::-1]], [*EXECUTOR, "clinician"], [*EXECUTOR[1:]]):
        wrong("other roles than an executor's", admitted(log, roles=roles))
    wrong("first version is not 1", changed(right, "member", "name", "version", to=2))
    wrong("not a member's first epoch", changed(right, "member", "compartment", "epoch", to=2))
    wrong("exists already", changed(right, "member", "compartment", "id", to=log.member("tim")))
    wrong("not one wrap, for the device", changed(
        right, "member", "compartment", "wraps", 0, "holder", to=log.id()))
    wrong("unusable key", changed(right, "member", "compartment", "key", to="00" * 32))
    named = log.envelope()
    known = taken(log, "says", "petra", "client.renamed", file=own, after=log.files[own]["last"],
                  record=changed(log.files[own]["record"], "version", to=2))
    place = changed(named, "envelope", to=known.files[own]["record"]["envelope"])
    wrong("an envelope that exists already", admitted(known, name=place), before=known)
    wrong("no wrap of the vault's secret", admitted(log, reached[1:]))
    wrong("another number of wraps", changed(right, "wraps", to=one_more))
    wrong("another list, or number of pieces", dict(right, chunk=log.recovered(bytes(SEALED), [])["chunk"]))
    for reason, more in (
            ("a wrap for one not entitled", (process, None)), ("a second wrap", (log.ids["vault"], None)),
            ("a wrap for another", (log.ids["oversight"], main)),
            ("a wrap for another", (log.ids["vault"], log.member("nora"))),
            ("a wrap for one not entitled", (log.member("petra"), None))):
        wrong(reason, admitted(log, reached + [more]))


def check_names():
    """What is read with a name's envelope: of whoever asked nobody, no request."""
    newcomer = HandMade().newcomer(*EXECUTOR)
    header = {"record": "member", "name": "Emma Erb"}
    check_newcomer(newcomer, (header, b""), True)
    for reason, text, alone in (
            ("a request of whoever had nobody to ask", (header, b"please"), True),
            ("not a request", (header, b""), False),
            ("another header", (dict(header, record="client"), b""), True),
            ("another header", (dict(header, more=1), b""), True)):
        try:
            check_newcomer(newcomer, text, alone)
        except form.Refused as found:
            expect(reason in str(found), f"refused for “{found}”")
        else:
            raise AssertionError(f"not refused, and should be: {reason}")


# Supervision and its end

def check_supervised():
    log = agency()
    for name in ("nina", "vera"):
        log.enrol(name, "supervisor", by="olga", other="adam")
    log.supervise("nina", "sara", "olga", "adam")
    log.supervise("carl", "sara", "olga", "adam")
    for reason, member, supervisor in (
            ("no role of the member gives", "adam", "sara"), ("by whoever is no supervisor", "carl", "clara"),
            ("of oneself", "sara", "sara"), ("of oneself", "carl", "sara"), ("of oneself", "sara", "nina")):
        refused(log, reason, "says", "olga", "act.proposed",
                act=log.supervision("member.supervised", member, supervisor))
    # Whoever is entitled is handed the key: not who was let go, is kept from the file, or has a revoked device.
    file = log.open("carl")
    compartment, sara = log.compartment(file), log.member("sara")
    taken(log, "hand", "carl", compartment, sara)
    refused(log, "a wrap for one not entitled", "hand", "carl", compartment, log.member("vera"))
    kept = taken(log, "says", "olga", "conflict.declared", file=file, member=sara)
    gone = taken(log, "leave", "sara", "olga", "adam")
    gone.supervisors[log.member("carl")].append(sara)  # also where it were not over
    device = log.device()
    log.says("sara", "device.added", wrap=log.added(sara, device["kid"]), device=device)
    log.says("sara", "device.revoked", member=sara, device=device["kid"])
    for one in (kept, gone, log):
        refused(one, "a wrap for one not entitled", "hand", "carl", compartment, sara)


def check_supervision():
    log = agency()
    log.enrol("nina", "supervisor", by="olga", other="adam")
    for name in ("sara", "nina"):
        log.supervise("carl", name, "olga", "adam")
    file = log.open("carl")
    compartment = log.compartment(file)
    end = log.supervision("supervision.ended", "carl", "sara")

    def ends(before):
        done = taken(before, "decide", "olga", "adam", end)
        expect(done.supervisors[log.member("carl")] == [
            one for one in before.supervisors[log.member("carl")] if one != log.member("sara")], "it goes on")

    def wrong(reason, before, act=end, by="olga"):
        refused(before, reason, "says", by, "act.proposed", act=act)

    log.enrol("both", "supervisor", "privacy-officer", by="olga", other="adam")
    log.supervise("carl", "both", "olga", "adam")
    own = log.supervision("supervision.ended", "carl", "both")
    wrong("it concerns the signer", log, own, by="both")
    log.decide("olga", "adam", own)
    wrong("no such supervision", log, dict(end, supervisor=log.member("clara")))
    wrong("no such supervision", log, dict(end, member=log.member("clara")))
    wrong("no role of the member gives", log, by="clara")
    ends(log)  # who works here can be supervised anew
    log.hand("carl", compartment, log.member("sara"))
    last = taken(log, "decide", "olga", "adam", log.supervision("supervision.ended", "carl", "nina"))
    ends(last)
    last.leave("carl", "olga", "adam")
    wrong("closes more files, or fewer", last)
    proposed = taken(log, "says", "olga", "act.proposed", act=end)
    proposal = proposed.proposals[max(proposed.proposals)]["link"]
    # Carl's leaving takes what is proposed about him away; so it is proposed anew.
    proposed.leave("carl", "olga", "adam")
    refused(proposed, "no such proposal waits", "says", "adam", "act.approved", proposal=proposal, wraps=[])
    # Another who is entitled is enough, with the key or waiting for it.
    log.leave("carl", "olga", "adam")
    ends(log)
    # Also one whose device was revoked: they have it again with their own new key.
    device = log.device()
    log.says("nina", "device.added", wrap=log.added(log.member("nina"), device["kid"]), device=device)
    log.says("nina", "device.revoked", member=log.member("nina"), device=device["kid"])
    ends(log)
    # Nor is whoever holds it now nobody, for a revoked device of theirs.
    device = log.device()
    last.says("sara", "device.added", wrap=last.added(log.member("sara"), device["kid"]), device=device)
    last.secrets[device["kid"]] = log.secrets[device["kid"]]
    last.says("sara", "device.revoked", member=log.member("sara"), device=device["kid"])
    wrong("closes more files, or fewer", last)
    # Whoever is kept from the file goes on with nothing, and a file that nobody opens is closed already.
    kept = taken(log, "says", "olga", "conflict.declared", file=file, member=log.member("nina"))
    wrong("closes more files, or fewer", kept)
    closed = copy.deepcopy(last)
    closed.drop_wraps({log.member("sara"), log.member("carl")}, but=("vault", "registry", "member"))
    ends(closed)
    # Somebody who works in it as well, and a supervisor of theirs.
    shared = copy.deepcopy(last)
    shared.files[file]["assigned"].append(log.member("clara"))
    ends(shared)
    shared.left.add(log.member("clara"))
    wrong("closes more files, or fewer", shared)
    shared.supervisors[log.member("clara")] = [log.member("nina")]
    ends(shared)
    check_other_conflicts(last, file, wrong, end)


def check_other_conflicts(last, file, wrong, end):
    """Whoever holds it and is kept from it does not open it now."""
    kept = copy.deepcopy(last)
    kept.files[file]["conflicts"].add(kept.member("sara"))
    taken(kept, "says", "olga", "act.proposed", act=end)


CHECKS = (check_set_up, check_start, check_contributions, check_recovery, check_regaining_started, check_regained,
          check_sheets_set_up, check_practitioner, check_executor, check_names, check_supervised, check_supervision)


def main():
    for check in CHECKS:
        check()
    print("recoveries, sheets and the end of supervision: as docs/events.md says")


if __name__ == "__main__":
    main()
