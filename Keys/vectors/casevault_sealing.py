"""The other direction of casevault_format.py: makes the sealed bytes that docs/format.md describes.

For the published vectors alone: keys and nonces come from fixed seeds (BLAKE2b of a sentence), so that
a vector that is made again comes out the same. A program draws both.
"""
import json
import pathlib
import struct

from nacl import bindings as sodium

import casevault_format as form

HERE = pathlib.Path(__file__).parent


def fixed(tag, size=32):
    return form.b2b(512, b"CaseVault test vector: " + tag.encode())[:size]


def read(name):
    return json.loads((HERE / f"{name}.json").read_text())


def write(name, vector):
    text = json.dumps(vector, indent=2, separators=(",", " : "), ensure_ascii=False, sort_keys=True)
    (HERE / f"{name}.json").write_text(text + "\n")


# 1. Notation

def sealed(key, its_label, nonce, aad, text):
    """Commitment and ciphertext."""
    encryption_key, commitment = form.committing_keys(key, its_label, nonce, aad)
    return commitment, sodium.crypto_aead_chacha20poly1305_ietf_encrypt(
        text, aad, form.ONCE, encryption_key)


# 2. What a device keeps

def device_file(identity, purpose, nonce, text):
    return nonce + b"".join(sealed(
        identity.device_key, form.label("casevault/1 device " + purpose), nonce, identity.kid, text))


# 4. Compartments

def epoch(vector):
    return form.Epoch(bytes.fromhex(vector["compartment"]), vector["kind"], vector["epoch"],
                      bytes.fromhex(vector["secret"]))


def described(its_epoch):
    return {"compartment": its_epoch.compartment.hex(), "kind": its_epoch.kind,
            "epoch": its_epoch.epoch, "secret": its_epoch.secret.hex(),
            "commitment": its_epoch.commitment.hex(), "publicKey": its_epoch.public.hex()}


def chain(old, new, vault, nonce):
    aad = vault + new.compartment + form.u32(new.epoch)
    return nonce + b"".join(sealed(
        new.chain_key, form.label("casevault/1 chain"), nonce, aad, old.secret))


def kept(old, new, vault, slots, nonces):
    aad = vault + new.compartment + form.u32(new.epoch)
    return b"\x01" + chain(old, new, vault, nonces[0]) + nonces[1] + b"".join(sealed(
        new.chain_key, form.label("casevault/1 kept slots"), nonces[1], aad, b"".join(slots)))


# 5. Envelopes

def sealed_part(part, key, place, nonce, text, header=b""):
    padded = form.u32(len(text)) + text
    padded += bytes(form.padded_length(part, len(padded)) - len(padded))
    aad = form.part_aad(part, *place, bytes(72 + len(padded)), header)
    return nonce + b"".join(sealed(
        key, form.label("casevault/1 envelope part") + form.u8(part), nonce, aad, padded))


def symmetric_slot(its_epoch, key, place):
    vault, envelope, version = place
    nonce = fixed(f"slot nonce {its_epoch.compartment.hex()} {its_epoch.epoch} {envelope.hex()}", 12)
    at = form.b2b(128, form.label("casevault/1 slot at") + envelope + form.u32(version),
                  its_epoch.locator_key)
    aad = (form.label("casevault/1 slot") + vault + its_epoch.compartment
           + form.u32(its_epoch.epoch) + envelope + form.u32(version))
    return b"\x01" + at + nonce + sodium.crypto_aead_chacha20poly1305_ietf_encrypt(
        key, aad, nonce, form.slot_key(its_epoch, envelope, version))


# 6. The log

def leaf(event, signers, vault, before, its_epoch, nonce):
    """An entry after the ones in `before`."""
    header = (b"\x02" + form.SUITE + vault + struct.pack(">Q", len(before)) + form.tree_root(before)
              + form.u32(its_epoch.epoch) + nonce)
    message = form.label("casevault/1 entry") + header + event
    signatures = [sodium.crypto_sign(message, signer.signing_secret)[:64] for signer in signers]
    body = form.u8(len(signatures)) + b"".join(signatures) + form.u32(len(event)) + event
    body += bytes(-len(body) % 256)
    key = form.b2b(256, form.label("casevault/1 leaf key") + header, its_epoch.log_key)
    return header + b"".join(sealed(
        key, form.label("casevault/1 leaf body"), nonce, header, body))


def chunk(text, vault, its_epoch, nonce):
    head = b"\x02" + form.u32(its_epoch.epoch) + nonce
    key = form.b2b(256, form.label("casevault/1 chunk key") + vault + nonce, its_epoch.log_key)
    return head + b"".join(sealed(key, form.label("casevault/1 chunk"), nonce, head + vault, text))
