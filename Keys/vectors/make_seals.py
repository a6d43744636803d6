#!/usr/bin/env python3
"""Seals again what the vectors hold sealed: the pin, the chain, the envelopes, the entries, the chunk.

    python3 Keys/vectors/make_seals.py && python3 Keys/vectors/make_two_keys.py

For when the seal itself changes. Secrets, ids, texts and sealed boxes stay as they are published, and
with them identity, founding, compartments, wraps and request; the second founder's key is the
one of the founding. Run again it writes the same bytes.
"""
import hashlib

import casevault_format as form
from casevault_sealing import (chain, chunk, device_file, epoch, fixed, kept, leaf, read,
                               sealed_part, symmetric_slot, write)


def pin():
    vector = read("identity")
    device = form.Identity(bytes.fromhex(vector["seed"]))
    entry = vector["devicePin"]
    text = bytes.fromhex(entry["text"])
    entry["sealed"] = device_file(device, "pin", fixed("pin nonce", 24), text).hex()
    write("identity", vector)


def chained():
    vector = read("chain")
    old, new, entry = epoch(vector["old"]), epoch(vector["new"]), vector["chain"]
    data = chain(old, new, bytes.fromhex(vector["vault"]), fixed("chain nonce", 24))
    entry["bytes"] = data.hex()
    entry["hash"] = form.wrap_hash(bytes.fromhex(entry["locator"]), data).hex()
    write("chain", vector)


def box_to(oversight, row, place):
    """The second slot of a row, a sealed box: no symmetric seal is part of it."""
    data = bytes.fromhex(row)[-(1 + 16 + 112):]
    return data, form.open_slot(b"\x01" + data, oversight, *place)


def envelopes():
    vector = read("envelope")
    vault = bytes.fromhex(vector["vault"])
    file, oversight = epoch(vector["file"]), epoch(vector["oversight"])
    rotated = epoch(vector["fileAfterRotation"])
    replaced = []
    for entry in vector["envelopes"]:
        place = (vault, bytes.fromhex(entry["id"]), entry["version"])
        box, key = box_to(oversight, entry["slots"], place)
        row = b"\x02" + symmetric_slot(file, key, place) + box
        nonces = [fixed(f"part nonce {part} {entry['id']}", 24) for part in (1, 2)]
        header = sealed_part(1, key, place, nonces[0], bytes.fromhex(entry["headerText"]))
        body = sealed_part(2, key, place, nonces[1], bytes.fromhex(entry["bodyText"]), header)
        if "slotsAfterRotation" in entry:
            replaced.append(symmetric_slot(file, key, place))
            entry["slotsAfterRotation"] = (
                b"\x02" + symmetric_slot(rotated, key, place) + box).hex()
        entry["slots"], entry["slotsDigest"] = row.hex(), form.slots_digest(row).hex()
        entry["header"], entry["body"] = header.hex(), body.hex()
        entry["hash"] = form.envelope_hash(*place, header, body).hex()
    nonces = [fixed(f"kept nonce {number}", 24) for number in (1, 2)]
    vector["kept"] = kept(file, rotated, vault, replaced, nonces).hex()
    write("envelope", vector)


def entries():
    vector = read("leaf")
    founders = [form.Identity(fixed(tag)) for tag in ("device seed", "second device seed")]
    form.require([founder.signing_public.hex() for founder in founders] == vector["signers"],
                 "the founders are not the published ones")
    before = []
    for number, entry in enumerate(vector["leaves"]):
        signers = founders if number == 0 else founders[:1]
        data = leaf(entry["event"].encode("ascii"), signers, bytes.fromhex(vector["vault"]), before,
                    epoch(vector["vaultEpoch"]), fixed(f"leaf nonce {number}", 24))
        before.append(data)
        entry["bytes"], entry["hash"] = data.hex(), hashlib.sha256(b"\x00" + data).hexdigest()
        entry["rootAfter"] = form.tree_root(before).hex()
    write("leaf", vector)


def chunks():
    vector = read("chunk")
    data = chunk(bytes.fromhex(vector["text"]), bytes.fromhex(vector["vault"]),
                 epoch(vector["vaultEpoch"]), fixed("chunk nonce", 24))
    vector["bytes"], vector["address"] = data.hex(), form.chunk_address(data).hex()
    write("chunk", vector)


def main():
    for make in (pin, chained, envelopes, entries, chunks):
        make()


if __name__ == "__main__":
    main()
