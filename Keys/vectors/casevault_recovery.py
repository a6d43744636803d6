"""Pieces of a recovery key and sheets as docs/format.md §10 describes them, in a second language.

Written from that page and not from the program, as casevault_format.py is, which has the rest.
"""
import hashlib
import hmac
import pathlib

from nacl import bindings as sodium

import casevault_format as form
from casevault_format import label, require, u8, u32

KEPT = bytes(32)  # what stands in the place of a recovery's entry for a piece that an officer keeps

# The list is BIP-39's English one: its published file has this hash.
LIST = (pathlib.Path(__file__).parent / "words.txt").read_bytes()
require(hashlib.sha256(LIST).hexdigest()
        == "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda", "word list")
WORDS = LIST.decode("ascii").split()


def place(vault, key, purpose, officers, holder):
    """Where a piece belongs: which key, which set of officers (a bit for each), whose."""
    return vault + key.compartment + u32(key.epoch) + u8(purpose) + u8(officers) + u8(holder)


def sets(count, quorum):
    """Every set of so many officers, in rising order of its number."""
    return [one for one in range(1 << count) if bin(one).count("1") == quorum]


def holders(officers):
    return [holder for holder in range(8) if officers >> holder & 1]


def commitment(its_place, piece):
    return form.b2b(256, label("casevault/1 recovery commitment") + its_place + piece)


def piece_head(its_place, start=KEPT):
    return label("casevault/1 recovery piece") + its_place + start


def open_piece(box, public, secret, its_place, start=KEPT):
    require(len(box) == 194, "length of a piece's box")
    text, head = form.open_box(public, secret, box), piece_head(its_place, start)
    require(len(text) == len(head) + 32 and hmac.compare_digest(text[:len(head)], head),
            "a piece for something else")
    return text[len(head):]


def together(pieces):
    total = bytes(32)
    for piece in pieces:
        total = bytes(a ^ b for a, b in zip(total, piece))
    return total


def signing_pair(key):
    return sodium.crypto_sign_seed_keypair(form.kdf(key.secret, 6, "cv-compt"))


def statement(vault, fields):
    """What the recovery key signs: the fields of the event as one JSON object."""
    return label("casevault/1 recovered") + vault + fields


# Sheets

def sheets_compartment(vault):
    return form.b2b(256, label("casevault/1 recovery sheets") + vault)[:16]


def times(one, other):
    """The product of two elements of GF(2^11), polynomials in alpha with alpha^11 = alpha^2 + 1."""
    product = 0
    for bit in range(11):
        if other >> bit & 1:
            product ^= one << bit
    for bit in range(21, 10, -1):
        if product >> bit & 1:
            product ^= 0b100000000101 << (bit - 11)
    return product


def polynomial(roots):
    """(x + r1)(x + r2)..., its coefficients from the highest on."""
    made = [1]
    for root in roots:
        shifted, scaled = made + [0], [0] + [times(one, root) for one in made]
        made = [a ^ b for a, b in zip(shifted, scaled)]
    return made


GENERATOR = polynomial([2, 4, 8])


def remainder(numbers):
    """Of a polynomial, its coefficients from the highest on, divided by the generator."""
    rest = list(numbers)
    for start in range(len(rest) - 3):
        factor = rest[start]
        for offset, coefficient in enumerate(GENERATOR):
            rest[start + offset] ^= times(factor, coefficient)
    return rest[-3:]


def sheet_words(number, epoch, piece):
    bits = int.from_bytes(u8((number - 1) << 7 | epoch % 128) + piece, "big")
    numbers = [bits >> 11 * (23 - one) & 2047 for one in range(24)]
    return [WORDS[one] for one in numbers + remainder(numbers + [0, 0, 0])]


def read_sheet(words):
    """The sheet's number, the lowest bits of the key's epoch, and the piece."""
    require(len(words) == 27, "number of words")
    require(all(word in WORDS for word in words), "a word of no list")
    numbers = [WORDS.index(word) for word in words]
    require(remainder(numbers) == [0, 0, 0], "a word that is another than was written")
    bits = 0
    for number in numbers[:24]:
        bits = bits << 11 | number
    head, piece = bits >> 256, bits & (1 << 256) - 1
    return (head >> 7) + 1, head & 127, piece.to_bytes(32, "big")
