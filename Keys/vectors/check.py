#!/usr/bin/env python3
"""Opens every vector in this folder from docs/format.md alone; needs PyNaCl. Exit 1 if one is not so.

    python3 -m pip install pynacl
    python3 Keys/vectors/check.py
"""
import base64
import json
import pathlib
import sys

import casevault_format as form
import casevault_recovery
from casevault_format import Refused, require

HERE = pathlib.Path(__file__).parent


def load(name):
    return json.loads((HERE / f"{name}.json").read_text())


def same(found, expected, what):
    found = found.hex() if isinstance(found, bytes) else found
    require(found == expected, f"{what}: found {found}, expected {expected}")


def refused(function, what):
    try:
        function()
    except Refused:
        return
    raise Refused(f"{what} was accepted")


def flipped(data, index):
    return data[:index] + bytes([data[index] ^ 1]) + data[index + 1:]


def epoch(vector):
    made = form.Epoch(bytes.fromhex(vector["compartment"]), vector["kind"], vector["epoch"],
                      bytes.fromhex(vector["secret"]))
    same(made.commitment, vector["commitment"], "commitment")
    same(made.public, vector["publicKey"], "public key")
    return made


def identity():
    vector = load("identity")
    device = form.Identity(bytes.fromhex(vector["seed"]))
    same(device.signing_public, vector["signingPublicKey"], "Ed25519 public key")
    same(device.box_public, vector["boxPublicKey"], "X25519 public key")
    same(device.kid, vector["kid"], "kid")
    same(device.fingerprint, vector["fingerprint"], "fingerprint")
    same(device.locator_key, vector["locatorKey"], "locator key")
    for entry in vector["keyFiles"]:
        data = bytes.fromhex(entry["file"])
        for typed in (entry["passphrase"].encode(), bytes.fromhex(entry["typed"])):
            same(form.open_key_file(data, typed), vector["seed"], "seed in the key file")
        refused(lambda: form.open_key_file(data, b"another passphrase"), "another passphrase")
        refused(lambda: form.open_key_file(flipped(data, 141), typed), "a damaged key file")
    pin = vector["devicePin"]
    same(form.open_device_file(device, "pin", bytes.fromhex(pin["sealed"])), pin["text"], "pin")


def founding():
    vector = load("founding")
    same(form.vault_id(bytes.fromhex(vector["founding"])), vector["vault"], "vault id")


def compartment():
    for vector in load("compartment")["epochs"]:
        made = epoch(vector)
        same(made.symmetric_key, vector["symmetricKey"], "symmetric key")
        same(made.box_seed, vector["boxSeed"], "box seed")
        same(made.log_key, vector["logKey"], "log key")
        same(made.chain_key, vector["chainKey"], "chain key")
        same(made.locator_key, vector["locatorKey"], "locator key")


def wrap():
    vector = load("wrap")
    vault = bytes.fromhex(vector["vault"])
    member = epoch(vector["member"])
    device = form.Identity(bytes.fromhex(vector["deviceSeed"]))
    holders = {
        "member": (member.compartment, member.public, member.box_secret, member.locator_key),
        "device": (device.kid, device.box_public, device.box_secret, device.locator_key),
    }
    for entry in vector["wraps"]:
        holder_id, public, secret, locator_key = holders[entry["holder"]]
        expected = epoch(entry["of"])
        box = bytes.fromhex(entry["wrap"]["bytes"])
        opened = form.open_wrap(box, holder_id, public, secret, vault, expected.kind)
        same(opened.commitment, entry["of"]["commitment"], "secret in the wrap")
        locator = (form.first_wrap_locator(locator_key) if entry["first"]
                   else form.wrap_locator(locator_key, expected.compartment, expected.epoch))
        same(locator, entry["wrap"]["locator"], "locator of a wrap")
        same(form.wrap_hash(locator, box), entry["wrap"]["hash"], "wrap hash")
        refused(lambda: form.open_wrap(flipped(box, 100), holder_id, public, secret, vault,
                                       expected.kind), "a changed wrap")


def chain():
    vector = load("chain")
    vault = bytes.fromhex(vector["vault"])
    old, new = epoch(vector["old"]), epoch(vector["new"])
    data = bytes.fromhex(vector["chain"]["bytes"])
    require(form.open_chain(new, vault, data) == old.secret, "secret in the chain")
    locator = form.wrap_locator(new.locator_key, new.compartment, new.epoch, part=255)
    same(locator, vector["chain"]["locator"], "locator of a chain")
    same(form.wrap_hash(locator, data), vector["chain"]["hash"], "hash of a chain")
    refused(lambda: form.open_chain(old, vault, data), "a chain under another epoch")


def envelope():
    vector = load("envelope")
    vault = bytes.fromhex(vector["vault"])
    file, oversight = epoch(vector["file"]), epoch(vector["oversight"])
    rotated = epoch(vector["fileAfterRotation"])
    for entry in vector["envelopes"]:
        place = (vault, bytes.fromhex(entry["id"]), entry["version"])
        header, body = bytes.fromhex(entry["header"]), bytes.fromhex(entry["body"])
        row = bytes.fromhex(entry["slots"])
        keys = [form.open_slot(row, holder, *place) for holder in (file, oversight)]
        require(keys[0] == keys[1], "the two slots carry different keys")
        refused(lambda: form.open_slot(row, rotated, *place), "a row without a slot")
        if "slotsAfterRotation" in entry:
            renewed = bytes.fromhex(entry["slotsAfterRotation"])
            require(form.open_slot(renewed, rotated, *place) == keys[0], "key after rotation")
            secret, slots = form.open_kept(rotated, vault, bytes.fromhex(vector["kept"]))
            require(secret == file.secret, "secret that the rotation kept")
            require(form.open_slot(b"\x01" + slots[0], file, *place) == keys[0], "slot that it kept")
            refused(lambda: form.open_kept(file, vault, bytes.fromhex(vector["kept"])),
                    "kept slots under the epoch before")
            require(form.open_slot(renewed, oversight, *place) == keys[0], "the other slot's key")
            refused(lambda: form.open_slot(renewed, file, *place), "the epoch before")
        same(form.open_part(1, keys[0], *place, header, body), entry["headerText"], "header")
        same(form.open_part(2, keys[0], *place, header, body), entry["bodyText"], "body")
        same(form.envelope_hash(*place, header, body), entry["hash"], "envelope hash")
        same(form.slots_digest(row), entry["slotsDigest"], "slots digest")
        refused(lambda: form.open_part(2, keys[0], *place, flipped(header, 30), body),
                "a body under another header")
        later = (vault, place[1], place[2] + 1)
        refused(lambda: form.open_part(1, keys[0], *later, header, body), "another version")


def two_keys():
    vector = load("two-keys")
    place = (bytes.fromhex(vector["vault"]), bytes.fromhex(vector["id"]), vector["version"])
    header, body = bytes.fromhex(vector["header"]), bytes.fromhex(vector["body"])
    one, two = bytes.fromhex(vector["firstKey"]), bytes.fromhex(vector["secondKey"])
    aad = form.part_aad(2, *place, body, header)
    its_label = form.label("casevault/1 envelope part") + b"\x02"
    plain = []
    for key in (one, two):
        encryption_key, _ = form.committing_keys(key, its_label, body[:24], aad)
        plain.append(form.open_aead(encryption_key, form.ONCE, aad, body[56:]))
    require(plain[0] != plain[1], "the cipher alone should open it to two texts")
    same(form.open_part(2, one, *place, header, body), vector["bodyText"], "body")
    refused(lambda: form.open_part(2, two, *place, header, body), "a second key")


def leaf():
    vector = load("leaf")
    log_key = epoch(vector["vaultEpoch"]).log_key
    signers = [bytes.fromhex(key) for key in vector["signers"]]
    before = []
    for number, entry in enumerate(vector["leaves"]):
        data = bytes.fromhex(entry["bytes"])
        same(data[2:34], vector["vault"], "vault id in the header")
        require(int.from_bytes(data[34:42], "big") == number, "sequence number")
        require(data[42:74] == form.tree_root(before), "prior root")
        signatures, event, message = form.open_leaf(data, log_key)
        same(event.decode(), entry["event"], "event")
        require(len(signatures) == (2 if number == 0 else 1), "number of signatures")
        for public, signature in zip(signers, signatures):
            form.verify(public, signature, message)
        before.append(data)
        same(form.tree_root(before), entry["rootAfter"], "root")
        same(form.hashlib.sha256(b"\x00" + data).digest(), entry["hash"], "leaf hash")
        refused(lambda: form.open_leaf(flipped(data, 10), log_key), "a changed header")


def chunk():
    vector = load("chunk")
    data, vault = bytes.fromhex(vector["bytes"]), bytes.fromhex(vector["vault"])
    log_key = epoch(vector["vaultEpoch"]).log_key
    same(form.open_chunk(data, log_key, vault), vector["text"], "text of the chunk")
    same(form.chunk_address(data), vector["address"], "address")


def request():
    vector = load("request")
    device = form.Identity(bytes.fromhex(vector["deviceSeed"]))
    heading, line, signature = vector["text"].splitlines()
    require(heading == "casevault enrolment request v1", "heading")
    fields = json.loads(line)
    message = form.label("casevault/1 enrolment request") + line.encode("ascii")
    form.verify(bytes.fromhex(fields["signingKey"]), base64.b64decode(signature), message)
    same(device.signing_public, fields["signingKey"], "signing key")
    same(device.box_public, fields["boxKey"], "box key")
    same(device.locator_key, fields["locatorKey"], "locator key")
    same(form.first_wrap_locator(device.locator_key), fields["wrapAt"], "locator")
    member = form.open_wrap(base64.b64decode(fields["wrap"]), device.kid, device.box_public,
                            device.box_secret, form.NO_VAULT, 4)
    same(member.compartment, fields["member"], "member")
    same(member.commitment, fields["commitment"], "commitment")
    same(member.public, fields["publicKey"], "public key")
    same(fields["name"], vector["name"], "name")


def recovery():
    vector = load("recovery")
    vault, key = bytes.fromhex(vector["vault"]), epoch(vector["key"])
    officers = [epoch(officer) for officer in vector["officers"]]
    found, in_order = {}, []
    for entry in vector["pieces"]:
        officer, box = officers[entry["place"]], bytes.fromhex(entry["box"])
        place = casevault_recovery.place(vault, key, entry["purpose"], entry["set"], entry["place"])
        piece = casevault_recovery.open_piece(box, officer.public, officer.box_secret, place)
        same(piece, entry["piece"], "piece")
        same(casevault_recovery.commitment(place, piece), entry["commitment"], "its commitment")
        found.setdefault(entry["set"], []).append(piece)
        in_order.append((entry["set"], entry["place"]))
        other = officers[entry["place"] - 1]
        refused(lambda: casevault_recovery.open_piece(box, other.public, other.box_secret, place),
                "another's piece")
        later = casevault_recovery.place(vault, key, entry["purpose"], entry["set"], 7)
        refused(lambda: casevault_recovery.open_piece(box, officer.public, officer.box_secret,
                                                      later), "a piece of another place")
        refused(lambda: casevault_recovery.open_piece(flipped(box, 120), officer.public,
                                                      officer.box_secret, place), "a changed box")
    every = [(one, holder) for one in casevault_recovery.sets(len(officers), vector["quorum"])
             for holder in casevault_recovery.holders(one)]
    require(in_order == every, "not a piece for each place, in order")
    for one, pieces in found.items():
        require(casevault_recovery.together(pieces) == key.secret, f"set {one} is not the key")
        require(casevault_recovery.together(pieces[:-1]) != key.secret, "all but one are the key")
    given = vector["contributed"]
    place = casevault_recovery.place(vault, key, 1, given["set"], given["place"])
    officer, box = officers[given["to"]], bytes.fromhex(given["box"])
    start = bytes.fromhex(given["start"])
    piece = casevault_recovery.open_piece(box, officer.public, officer.box_secret, place, start)
    require(piece in found[given["set"]], "a contribution of another piece")
    refused(lambda: casevault_recovery.open_piece(box, officer.public, officer.box_secret, place),
            "a contribution as a piece that is kept")
    signed = vector["signed"]
    public, _ = casevault_recovery.signing_pair(key)
    same(public, signed["publicKey"], "the key that recoveries are signed with")
    fields, signature = signed["statement"].encode(), bytes.fromhex(signed["signature"])
    form.verify(public, signature, casevault_recovery.statement(vault, fields))
    refused(lambda: form.verify(public, signature, casevault_recovery.statement(vault, b"{}")),
            "another statement")


def sheets():
    vector = load("recovery")
    vault, key = bytes.fromhex(vector["vault"]), epoch(vector["sheetsKey"])
    same(casevault_recovery.sheets_compartment(vault), vector["sheetsKey"]["compartment"],
         "compartment of sheets")
    pieces = []
    for entry in vector["sheets"]:
        words = entry["words"].split()
        number, low, piece = casevault_recovery.read_sheet(words)
        require((number, low) == (entry["number"], key.epoch % 128), "head of a sheet")
        same(piece, entry["piece"], "piece on a sheet")
        place = casevault_recovery.place(vault, key, 1, 3, number - 1)
        same(casevault_recovery.commitment(place, piece), entry["commitment"], "its commitment")
        pieces.append(piece)
        for place in range(27):
            others = (word for word in casevault_recovery.WORDS[::97] if word != words[place])
            for other in others:
                wrong = words[:place] + [other] + words[place + 1:]
                refused(lambda: casevault_recovery.read_sheet(wrong), "a wrong word")
    require(casevault_recovery.together(pieces) == key.secret, "both sheets are not the key")


def main():
    failures = 0
    for check in (identity, founding, compartment, wrap, chain, envelope, two_keys, leaf, chunk,
                  request, recovery, sheets):
        try:
            check()
            print(f"{check.__name__}: as docs/format.md says")
        except Refused as reason:
            failures += 1
            print(f"{check.__name__}: NOT as docs/format.md says: {reason}")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
