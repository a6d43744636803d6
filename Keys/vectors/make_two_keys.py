#!/usr/bin/env python3
"""Writes two-keys.json: a body whose ciphertext has one valid tag under two keys.

ChaCha20-Poly1305 does not commit to its key. Whoever chooses both keys can choose two blocks of the
ciphertext so that Poly1305 gives the same tag under either: two linear equations modulo 2^130-5
(Dodis and others, "Fast Message Franking", CRYPTO 2018, section 3; Len and others, "Partitioning
Oracle Attacks", USENIX Security 2021, section 3). In a vault it would show one note to one reader and
another to the next. The commitment stands in the way; the test holds the program to that.
"""
import struct

import casevault_format as form
from casevault_sealing import described, fixed, read, sealed_part, symmetric_slot, write

PRIME = 2 ** 130 - 5
FREE = (2, 3)  # the two blocks of the ciphertext that are solved for


def one_time_key(key):
    """The first half of ChaCha20's block 0 under the nonce of zeros (RFC 8439, section 2.6)."""
    return form.chacha20_stream(key, (0, 0, 0), 64, lambda n: (n,))[:32]


def blocks_of(aad, ciphertext):
    """What Poly1305 gets to see (RFC 8439, section 2.8), sixteen bytes each."""
    def padded(data):
        return data + bytes(-len(data) % 16)
    whole = padded(aad) + padded(ciphertext) + struct.pack("<QQ", len(aad), len(ciphertext))
    return [whole[start:start + 16] for start in range(0, len(whole), 16)]


def collide(keys, aad, ciphertext):
    """The ciphertext with its two free blocks chosen, and the tag that fits both keys."""
    first = len(aad) // 16 + (len(aad) % 16 > 0)
    places = [first + free for free in FREE]
    blocks = blocks_of(aad, ciphertext)
    rows, pads = [], []
    for key in keys:
        one_time = one_time_key(key)
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


def main():
    vault = bytes.fromhex(read("founding")["vault"])
    place = (vault, fixed("two-key envelope", 16), 1)
    readers = [form.Epoch(fixed(f"id of reader {n}", 16), 5, 1, fixed(f"secret of reader {n}"))
               for n in (1, 2)]
    keys = [fixed("first data key"), fixed("second data key")]
    header = sealed_part(1, keys[0], place, fixed("header nonce", 24), b"{}")
    text = b"What the first reader sees." + bytes(200)
    body = sealed_part(2, keys[0], place, fixed("body nonce", 24), text, header)
    aad = form.part_aad(2, *place, body, header)
    its_label = form.label("casevault/1 envelope part") + form.u8(2)
    encryption_keys = [form.committing_keys(key, its_label, body[:24], aad)[0] for key in keys]
    body = body[:56] + collide(encryption_keys, aad, body[56:-16])
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
    write("two-keys", vector)


if __name__ == "__main__":
    main()
