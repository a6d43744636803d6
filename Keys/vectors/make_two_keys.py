#!/usr/bin/env python3
"""Writes two-keys.json: a body whose ciphertext has one valid tag under two keys.

XChaCha20-Poly1305 does not commit to its key. Whoever chooses both keys can choose two blocks of the
ciphertext so that Poly1305 gives the same tag under either: two linear equations modulo 2^130-5
(Dodis and others, "Fast Message Franking", CRYPTO 2018, section 3; Len and others, "Partitioning
Oracle Attacks", USENIX Security 2021, section 3). In a vault it would show one note to one reader and
another to the next. The commitment stands in the way; the test holds the program to that.
"""
import json
import pathlib
import struct

from nacl import bindings as sodium

import casevault_format as form

PRIME = 2 ** 130 - 5
FREE = (2, 3)  # the two blocks of the ciphertext that are solved for


def fixed(tag, size=32):
    return form.b2b(512, b"CaseVault test vector: " + tag.encode())[:size]


def one_time_key(key, nonce):
    subkey = form.hchacha20(key, nonce[:16])
    tail = (0,) + struct.unpack("<2I", nonce[16:])
    return form.chacha20_stream(subkey, tail, 64, lambda n: (n,))[:32]


def blocks_of(aad, ciphertext):
    """What Poly1305 gets to see (RFC 8439, section 2.8), sixteen bytes each."""
    def padded(data):
        return data + bytes(-len(data) % 16)
    whole = padded(aad) + padded(ciphertext) + struct.pack("<QQ", len(aad), len(ciphertext))
    return [whole[start:start + 16] for start in range(0, len(whole), 16)]


def collide(keys, nonce, aad, ciphertext):
    """The ciphertext with its two free blocks chosen, and the tag that fits both keys."""
    first = len(aad) // 16 + (len(aad) % 16 > 0)
    places = [first + free for free in FREE]
    blocks = blocks_of(aad, ciphertext)
    rows, pads = [], []
    for key in keys:
        one_time = one_time_key(key, nonce)
        r = int.from_bytes(one_time[:16], "little") & 0x0ffffffc0ffffffc0ffffffc0fffffff
        powers = [pow(r, len(blocks) - index, PRIME) for index in range(len(blocks))]
        rest = sum(int.from_bytes(block + b"\x01", "little") * powers[index]
                   for index, block in enumerate(blocks) if index not in places) % PRIME
        rows.append((powers[places[0]], powers[places[1]], rest))
        pads.append(int.from_bytes(one_time[16:], "little"))
    (a, b, e), (c, d, f) = rows
    inverse = pow((a * d - b * c) % PRIME, -1, PRIME)
    for attempt in range(10_000):
        tag = int.from_bytes(fixed(f"tag {attempt}", 16), "little")
        left, right = ((tag - pads[0]) % 2 ** 128 - e) % PRIME, ((tag - pads[1]) % 2 ** 128 - f) % PRIME
        x, y = (left * d - b * right) * inverse % PRIME, (a * right - left * c) * inverse % PRIME
        if x >> 128 == 1 and y >> 128 == 1:
            chosen = bytearray(ciphertext)
            for free, number in zip(FREE, (x, y)):
                chosen[16 * free:16 * free + 16] = (number - 2 ** 128).to_bytes(16, "little")
            return bytes(chosen) + tag.to_bytes(16, "little")
    raise SystemExit("no tag was found")


def sealed_part(part, key, place, nonce, text, header=b""):
    padded = form.u32(len(text)) + text
    padded += bytes(form.padded_length(part, len(padded)) - len(padded))
    aad = form.part_aad(part, *place, bytes(72 + len(padded)), header)
    its_label = form.label("casevault/1 envelope part") + form.u8(part)
    encryption_key, commitment = form.committing_keys(key, its_label, nonce, aad)
    ciphertext = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(padded, aad, nonce, encryption_key)
    return nonce + commitment + ciphertext, aad, its_label


def symmetric_slot(epoch, key, place):
    vault, envelope, version = place
    nonce = fixed(f"slot nonce {epoch.compartment.hex()}", 24)
    at = form.b2b(128, form.label("casevault/1 slot at") + envelope + form.u32(version),
                  epoch.locator_key)
    aad = (form.label("casevault/1 slot") + vault + epoch.compartment + form.u32(epoch.epoch)
           + envelope + form.u32(version))
    return b"\x01" + at + nonce + sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
        key, aad, nonce, form.slot_key(epoch, envelope, version))


def described(epoch):
    return {"compartment": epoch.compartment.hex(), "kind": epoch.kind, "epoch": epoch.epoch,
            "secret": epoch.secret.hex(), "commitment": epoch.commitment.hex(),
            "publicKey": epoch.public.hex()}


def main():
    here = pathlib.Path(__file__).parent
    vault = form.vault_id(bytes.fromhex(json.loads((here / "founding.json").read_text())["founding"]))
    place = (vault, fixed("two-key envelope", 16), 1)
    readers = [form.Epoch(fixed(f"id of reader {n}", 16), 5, 1, fixed(f"secret of reader {n}"))
               for n in (1, 2)]
    keys = [fixed("first data key"), fixed("second data key")]
    header, _, _ = sealed_part(1, keys[0], place, fixed("header nonce", 24), b"{}")
    text = b"What the first reader sees." + bytes(200)
    body, aad, its_label = sealed_part(2, keys[0], place, fixed("body nonce", 24), text, header)
    encryption_keys = [form.committing_keys(key, its_label, body[:24], aad)[0] for key in keys]
    body = body[:56] + collide(encryption_keys, body[:24], aad, body[56:-16])
    row = b"\x02" + b"".join(symmetric_slot(*pair, place) for pair in zip(readers, keys))
    vector = {
        "what": "docs/format.md §1, committing seal: an envelope whose two slots carry different "
                "keys, and a body whose tag is valid under both. It opens for the first reader and "
                "is refused for the second. Made by make_two_keys.py.",
        "testMaterial": "Published: never use these keys for anything.",
        "vault": vault.hex(), "id": place[1].hex(), "version": 1,
        "readers": [described(reader) for reader in readers],
        "firstKey": keys[0].hex(), "secondKey": keys[1].hex(),
        "slots": row.hex(), "header": header.hex(), "body": body.hex(),
        "bodyText": form.open_part(2, keys[0], *place, header, body).hex(),
    }
    (here / "two-keys.json").write_text(json.dumps(vector, indent=2, ensure_ascii=False, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
