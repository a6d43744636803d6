#!/usr/bin/env python3
"""Makes recovery.json from fixed seeds: a divided key, pieces kept and contributed, a signature, two sheets.

    python3 Keys/vectors/make_recovery.py

Run again it writes the same bytes.
"""
import struct

from nacl import bindings as sodium

import casevault_format as form
import casevault_recovery as recovery
from casevault_sealing import described, fixed, read, write


def box(public, text, tag):
    """A sealed box whose one-time key is a fixed one; a program draws it."""
    ephemeral, secret = form.x25519_pair(fixed(f"one-time key {tag}"))
    nonce = form.hashlib.blake2b(ephemeral + public, digest_size=24).digest()
    key = form.hchacha20(sodium.crypto_scalarmult(secret, public), bytes(16))
    subkey = form.hchacha20(key, nonce[:16])
    stream = form.chacha20_stream(subkey, struct.unpack("<2I", nonce[16:]), 32 + len(text),
                                  lambda number: (number, 0))
    sealed = bytes(a ^ b for a, b in zip(text, stream[32:]))
    return ephemeral + form.poly1305(stream[:32], sealed) + sealed


def divided(key, purpose, count, quorum):
    """Each piece with its place: of every set all but the last are drawn."""
    for officers in recovery.sets(count, quorum):
        holders, rest = recovery.holders(officers), key.secret
        for holder in holders[:-1]:
            piece = fixed(f"piece {purpose} {officers} {holder}")
            rest = recovery.together([rest, piece])
            yield officers, holder, piece
        yield officers, holders[-1], rest


def main():
    vault = bytes.fromhex(read("wrap")["vault"])
    key = form.Epoch(fixed("recovery compartment", 16), 10, 3, fixed("recovery secret"))
    officers = [form.Epoch(fixed(f"officer {one}", 16), 4, one + 1, fixed(f"officer secret {one}"))
                for one in range(3)]
    pieces = []
    for one, holder, piece in divided(key, 1, 3, 2):
        place = recovery.place(vault, key, 1, one, holder)
        text = recovery.piece_head(place) + piece
        pieces.append({"purpose": 1, "set": one, "place": holder, "piece": piece.hex(),
                       "commitment": recovery.commitment(place, piece).hex(),
                       "box": box(officers[holder].public, text, f"{one} {holder}").hex()})
    start = fixed("leaf hash of recovery.started")
    given = pieces[1]
    place = recovery.place(vault, key, 1, given["set"], given["place"])
    text = recovery.piece_head(place, start) + bytes.fromhex(given["piece"])
    contributed = {"start": start.hex(), "set": given["set"], "place": given["place"], "to": 0,
                   "box": box(officers[0].public, text, "contributed").hex()}
    public, secret = recovery.signing_pair(key)
    fields = b'{"start":{"entry":40,"hash":"' + start.hex().encode() + b'"}}'
    signature = sodium.crypto_sign(recovery.statement(vault, fields), secret)[:64]
    sheets = form.Epoch(recovery.sheets_compartment(vault), 10, 130, fixed("sheets' secret"))
    first = fixed("piece of sheet 1")
    written = [first, recovery.together([sheets.secret, first])]
    write("recovery", {
        "what": "docs/format.md §10: a key divided among three officers of whom two do, a piece "
                "contributed to a recovery, a signature, and two sheets.",
        "testMaterial": "Published: never use these keys, seeds or passphrases for anything.",
        "vault": vault.hex(), "key": described(key), "quorum": 2,
        "officers": [described(officer) for officer in officers], "pieces": pieces,
        "contributed": contributed,
        "signed": {"publicKey": public.hex(), "statement": fields.decode(),
                   "signature": signature.hex()},
        "sheetsKey": described(sheets),
        "sheets": [{"number": one + 1, "piece": piece.hex(),
                    "commitment": recovery.commitment(
                        recovery.place(vault, sheets, 1, 3, one), piece).hex(),
                    "words": " ".join(recovery.sheet_words(one + 1, sheets.epoch, piece))}
                   for one, piece in enumerate(written)]})


if __name__ == "__main__":
    main()
