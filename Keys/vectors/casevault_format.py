"""CaseVault's formats as docs/format.md describes them, in a second language.

Written from that page and not from the program, so that the two can be held against each other.
Primitives come from PyNaCl (libsodium) where it has them; ChaCha20's core, Poly1305 and the sealed
box with XChaCha20 are written out here, because it does not.
"""
import base64
import hashlib
import hmac
import struct
import unicodedata

from nacl import bindings as sodium
from nacl import exceptions

SUITE = b"\x01"
NO_VAULT = bytes(32)
ONCE = bytes(12)  # the cipher's own nonce in a committing seal, whose encryption key serves once


class Refused(Exception):
    """The bytes are not what they should be; the text says why."""


def require(condition, why):
    if not condition:
        raise Refused(why)


# 1. Notation

def u8(number):
    return struct.pack(">B", number)


def u32(number):
    return struct.pack(">I", number)


def label(text):
    return u8(len(text)) + text.encode("ascii")


def b2b(bits, message, key=b""):
    return hashlib.blake2b(message, digest_size=bits // 8, key=key).digest()


def kdf(key, number, context):
    """libsodium's crypto_kdf_derive_from_key: the number as salt, the context as personal."""
    return hashlib.blake2b(b"", digest_size=32, key=key, salt=struct.pack("<Q", number) + bytes(8),
                           person=context.encode("ascii") + bytes(8)).digest()


def open_aead(key, nonce, aad, ciphertext):
    try:
        return sodium.crypto_aead_chacha20poly1305_ietf_decrypt(ciphertext, aad, nonce, key)
    except exceptions.CryptoError:
        raise Refused("damaged") from None


def committing_keys(key, its_label, nonce, aad):
    okm = b2b(512, its_label + nonce + b2b(256, aad), key)
    return okm[:32], okm[32:]


def open_seal(key, its_label, nonce, commitment, aad, ciphertext):
    encryption_key, expected = committing_keys(key, its_label, nonce, aad)
    require(hmac.compare_digest(expected, commitment), "wrong key or place")
    return open_aead(encryption_key, ONCE, aad, ciphertext)


# ChaCha20 (RFC 8439 §2.3, HChaCha20: draft-irtf-cfrg-xchacha §2.2) and Poly1305 (RFC 8439 §2.5)

def _chacha_rounds(state):
    x = list(state)

    def quarter(a, b, c, d):
        for one, other, by, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            x[one] = (x[one] + x[other]) & 0xffffffff
            x[by] ^= x[one]
            x[by] = ((x[by] << turn) | (x[by] >> (32 - turn))) & 0xffffffff

    for _ in range(10):
        for column in range(4):
            quarter(column, column + 4, column + 8, column + 12)
        for a, b, c, d in ((0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)):
            quarter(a, b, c, d)
    return x


def _chacha_state(key, tail):
    return struct.unpack("<4I", b"expand 32-byte k") + struct.unpack("<8I", key) + tail


def hchacha20(key, nonce16):
    x = _chacha_rounds(_chacha_state(key, struct.unpack("<4I", nonce16)))
    return struct.pack("<8I", *(x[0:4] + x[12:16]))


def chacha20_stream(key, tail_after_counter, count, counter_words):
    """`counter_words` makes the words for block n: the IETF form has one, the original two."""
    stream = b""
    block = 0
    while len(stream) < count:
        state = _chacha_state(key, counter_words(block) + tail_after_counter)
        x = _chacha_rounds(state)
        stream += struct.pack("<16I", *((a + b) & 0xffffffff for a, b in zip(x, state)))
        block += 1
    return stream[:count]


def poly1305(key, message):
    r = int.from_bytes(key[:16], "little") & 0x0ffffffc0ffffffc0ffffffc0fffffff
    s = int.from_bytes(key[16:32], "little")
    total = 0
    for start in range(0, len(message), 16):
        block = message[start:start + 16]
        total = (total + int.from_bytes(block + b"\x01", "little")) * r % (2 ** 130 - 5)
    return ((total + s) % 2 ** 128).to_bytes(16, "little")


def open_secretbox_xchacha(key, nonce, box):
    subkey = hchacha20(key, nonce[:16])
    tail = struct.unpack("<2I", nonce[16:])
    stream = chacha20_stream(subkey, tail, 32 + len(box) - 16, lambda n: (n, 0))
    tag, text = box[:16], box[16:]
    require(hmac.compare_digest(poly1305(stream[:32], text), tag), "box does not open")
    return bytes(a ^ b for a, b in zip(text, stream[32:]))


def open_box(public, secret, box):
    """libsodium's crypto_box_curve25519xchacha20poly1305_seal_open."""
    require(len(box) >= 48, "box too short")
    ephemeral = box[:32]
    nonce = hashlib.blake2b(ephemeral + public, digest_size=24).digest()
    key = hchacha20(sodium.crypto_scalarmult(secret, ephemeral), bytes(16))
    return open_secretbox_xchacha(key, nonce, box[32:])


def x25519_pair(seed):
    secret = hashlib.sha512(seed).digest()[:32]  # crypto_box_seed_keypair
    return sodium.crypto_scalarmult_base(secret), secret


# 2. Identity and key file

class Identity:
    def __init__(self, seed):
        self.signing_public, self.signing_secret = sodium.crypto_sign_seed_keypair(
            kdf(seed, 1, "cv-ident"))
        self.box_public, self.box_secret = x25519_pair(kdf(seed, 2, "cv-ident"))
        self.device_key = kdf(seed, 3, "cv-ident")
        self.locator_key = kdf(seed, 4, "cv-ident")
        public = SUITE + self.signing_public + self.box_public
        self.kid = b2b(128, label("casevault/1 kid") + public)
        digest = b2b(256, label("casevault/1 fingerprint") + public)
        self.fingerprint = " ".join(
            "%05d" % (int.from_bytes(digest[5 * n:5 * n + 5], "big") % 100_000) for n in range(6))


def open_key_file(data, typed):
    require(len(data) == 142, "length")
    require(data[:8] == bytes.fromhex("43564b45590d0a1a"), "magic")
    require(data[8] == 1 and data[9] == 1, "version or suite")
    operations, memory = struct.unpack(">IQ", data[10:22])
    require(1 <= operations <= 10 and memory <= 1 << 30, "cost")
    passphrase = unicodedata.normalize("NFC", typed.decode("utf-8")).encode("utf-8")
    okm = sodium.crypto_pwhash_alg(64, passphrase, data[22:38], operations, memory,
                                   sodium.crypto_pwhash_ALG_ARGON2ID13)
    require(hmac.compare_digest(okm[32:], data[38:70]), "wrong passphrase")
    try:
        return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
            data[94:], data[:38], data[70:94], okm[:32])
    except exceptions.CryptoError:
        raise Refused("damaged") from None


def open_device_file(identity, purpose, data):
    return open_seal(identity.device_key, label("casevault/1 device " + purpose), data[:24],
                     data[24:56], identity.kid, data[56:])


def open_request(text):
    """The second line of an enrolment request, and the signature over it."""
    require(len(text) <= 8192, "longer than a request")
    lines = text.replace(b"\r\n", b"\n").removesuffix(b"\n").split(b"\n")
    require(len(lines) == 3 and lines[0] == b"casevault enrolment request v1", "not a request")
    signature = base64.b64decode(lines[2], validate=True)
    require(len(signature) == 64, "length of a signature")
    return lines[1], signature


def verify_request(line, signature, signing_key):
    verify(signing_key, signature, label("casevault/1 enrolment request") + line)


# Public keys to rely on (events.md §2)

def usable_signing_key(key):
    return len(key) == 32 and sodium.crypto_core_ed25519_is_valid_point(key)


def usable_box_key(key):
    """Canonical, and not of small order: a clamped scalar would take those to the neutral point."""
    if len(key) != 32 or int.from_bytes(key, "little") >= 2 ** 255 - 19:
        return False
    try:
        return any(sodium.crypto_scalarmult(u8(1) * 32, key))
    except exceptions.CryptoError:
        return False


# 3. Founding

def vault_id(founding):
    return hashlib.sha256(label("casevault/1 founding") + founding).digest()


# 4. Compartments

class Epoch:
    def __init__(self, compartment, kind, epoch, secret):
        self.compartment, self.kind, self.epoch, self.secret = compartment, kind, epoch, secret
        self.symmetric_key = kdf(secret, 1, "cv-compt")
        self.box_seed = kdf(secret, 2, "cv-compt")
        self.public, self.box_secret = x25519_pair(self.box_seed)
        self.log_key = kdf(secret, 3, "cv-compt")
        self.chain_key = kdf(secret, 4, "cv-compt")
        self.commitment = b2b(256, label("casevault/1 epoch") + compartment + u32(epoch) + secret)
        self.locator_key = locator_key(compartment, epoch, self.commitment)


def locator_key(compartment, epoch, commitment):
    """What whoever reads the log can compute without the secret."""
    return b2b(256, label("casevault/1 locator key") + compartment + u32(epoch) + commitment)


def wrap_locator(holders_key, compartment, epoch, part=0):
    return b2b(128, label("casevault/1 wrap at") + compartment + u32(epoch) + u8(part), holders_key)


def first_wrap_locator(holders_key):
    return wrap_locator(holders_key, bytes(16), 0)


def chain_locator(own_key, compartment, epoch):
    """Where the chain under this epoch lies, which holds the secret of the one before."""
    return wrap_locator(own_key, compartment, epoch, part=255)


def open_wrap(box, holder_id, public, secret, vault, kind):
    """The epoch that a wrap says it holds."""
    text = open_box(public, secret, box)
    require(len(text) == 119, "length of a wrap")
    require(text[:17] == label("casevault/1 wrap"), "label")
    before_founding = kind == 4 and text[66:70] == u32(1) and text[17:49] == NO_VAULT
    require(text[17:49] == vault or before_founding, "vault")
    require(text[65] == kind, "kind")
    require(text[70:86] == holder_id, "holder")
    require(text[86] == 0, "part")
    return Epoch(text[49:65], kind, int.from_bytes(text[66:70], "big"), text[87:])


def wrap_hash(locator, box):
    return b2b(256, label("casevault/1 wrap hash") + locator + box)


def open_chain(new, vault, data):
    require(len(data) == 104, "length of a chain")
    aad = vault + new.compartment + u32(new.epoch)
    return open_seal(new.chain_key, label("casevault/1 chain"), data[:24], data[24:56], aad,
                     data[56:])


def open_kept(new, vault, text):
    """The secret of the epoch before, and the slots under it, that a rotation replaced."""
    require(text[:1] == b"\x01" and len(text) >= 177, "form or length of what was kept")
    secret, sealed = open_chain(new, vault, text[1:105]), text[105:]
    aad = vault + new.compartment + u32(new.epoch)
    rest = open_seal(new.chain_key, label("casevault/1 kept slots"), sealed[:24], sealed[24:56], aad,
                     sealed[56:])
    found = []
    while rest:
        require(rest[0] in (1, 2), "form of a kept slot")
        size = 17 + {1: 60, 2: 112}[rest[0]]
        require(len(rest) >= size, "kept slot cut")
        found.append(rest[:size])
        rest = rest[size:]
    return secret, found


# 5. Envelopes

def padded_length(part, length):
    if part == 1:
        return -(-length // 128) * 128
    if length <= 4096:
        return -(-length // 512) * 512
    exponent = length.bit_length() - 1
    step = 1 << (exponent - exponent.bit_length())
    return -(-length // step) * step


def unpadded(part, padded):
    length = int.from_bytes(padded[:4], "big")
    require(padded_length(part, 4 + length) == len(padded), "padding not the least")
    require(not any(padded[4 + length:]), "padding not zero")
    return padded[4:4 + length]


def part_aad(part, vault, envelope, version, data, header):
    aad = (label("casevault/1 envelope") + SUITE + vault + envelope + u32(version) + u8(part)
           + u32(len(data) - 72))
    return aad if part == 1 else aad + header[24:56]


def open_part(part, data_key, vault, envelope, version, header, body):
    data = header if part == 1 else body
    aad = part_aad(part, vault, envelope, version, data, header)
    padded = open_seal(data_key, label("casevault/1 envelope part") + u8(part), data[:24],
                       data[24:56], aad, data[56:])
    return unpadded(part, padded)


def envelope_hash(vault, envelope, version, header, body):
    return b2b(256, label("casevault/1 envelope hash")
               + part_aad(1, vault, envelope, version, header, header) + header
               + part_aad(2, vault, envelope, version, body, header) + body)


def slot_hashes(row):
    return [b2b(256, label("casevault/1 slot hash") + bytes([form]) + locator + payload)
            for form, locator, payload in slots(row)]


def digest_of_hashes(hashes):
    if len(hashes) == 1:
        return hashes[0]
    return b2b(256, label("casevault/1 slots") + b"".join(hashes))


def slots_digest(row):
    return digest_of_hashes(slot_hashes(row))


def slots(row):
    """The forms, locators and payloads of a row."""
    found, rest = [], row[1:]
    for _ in range(row[0]):
        size = {1: 60, 2: 112}[rest[0]]
        require(len(rest) >= 17 + size, "row cut")
        found.append((rest[0], rest[1:17], rest[17:17 + size]))
        rest = rest[17 + size:]
    require(not rest, "bytes after the last slot")
    return found


def slot_key(epoch, envelope, version):
    """The key of the slot that an epoch has in an envelope's row."""
    return hashlib.blake2b(b"", digest_size=32, key=epoch.symmetric_key, salt=envelope,
                           person=b"cv-slots" + u32(version) + u32(epoch.epoch)).digest()


def slot_locator(own_key, envelope, version):
    return b2b(128, label("casevault/1 slot at") + envelope + u32(version), own_key)


def open_slot(row, epoch, vault, envelope, version):
    """The data key in the slot for an epoch."""
    at = slot_locator(epoch.locator_key, envelope, version)
    aad = (label("casevault/1 slot") + vault + epoch.compartment + u32(epoch.epoch) + envelope
           + u32(version))
    for form, locator, payload in slots(row):
        if locator != at:
            continue
        if form == 1:
            key = slot_key(epoch, envelope, version)
            return open_aead(key, payload[:12], aad, payload[12:])
        text = open_box(epoch.public, epoch.box_secret, payload)
        require(text[:32] == b2b(256, aad), "slot of another place")
        return text[32:]
    raise Refused("not addressed")


# 6. The log

def open_leaf(leaf, log_key):
    """Signatures, event and signed message of a leaf."""
    header, commitment, ciphertext = leaf[:102], leaf[102:134], leaf[134:]
    require(header[:2] == b"\x02\x01" and len(leaf) <= 65_535, "header")
    key = b2b(256, label("casevault/1 leaf key") + header, log_key)
    body = open_seal(key, label("casevault/1 leaf body"), header[78:102], commitment, header,
                     ciphertext)
    count = body[0]
    signatures = [body[1 + 64 * n:65 + 64 * n] for n in range(count)]
    start = 1 + 64 * count
    end = start + 4 + int.from_bytes(body[start:start + 4], "big")
    require(len(body) == -(-end // 256) * 256 and not any(body[end:]), "padding of a leaf")
    event = body[start + 4:end]
    return signatures, event, label("casevault/1 entry") + header + event


def tree_root(leaves):
    """RFC 6962 §2.1."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return hashlib.sha256(b"\x01" + tree_root(leaves[:split]) + tree_root(leaves[split:])).digest()


def verify(public, signature, message):
    try:
        sodium.crypto_sign_open(signature + message, public)
    except exceptions.BadSignatureError:
        raise Refused("forged signature") from None


def open_chunk(chunk, log_key, vault):
    require(chunk[0] == 2, "version of a chunk")
    nonce = chunk[5:29]
    key = b2b(256, label("casevault/1 chunk key") + vault + nonce, log_key)
    return open_seal(key, label("casevault/1 chunk"), nonce, chunk[29:61], chunk[:29] + vault,
                     chunk[61:])


def chunk_address(chunk):
    return b2b(256, label("casevault/1 chunk address") + chunk)
