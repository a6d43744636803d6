// The seals and hashes of docs/format.md §1 and §5, by hand over libsodium.
#ifndef SEALING_H
#define SEALING_H

#include <sodium.h>
#include <stdint.h>
#include <string.h>

enum { NONCE = 24, COMMITMENT = 32, TAG = 16, SEAL_OVERHEAD = NONCE + COMMITMENT + TAG };

/// The cipher's own nonce in a seal: its key, which the nonce of 24 bytes gave, serves once.
static const unsigned char once[12];

static inline unsigned char *put(unsigned char *to, const void *bytes, size_t length) {
  memcpy(to, bytes, length);
  return to + length;
}

static inline unsigned char *put_u32(unsigned char *to, uint32_t value) {
  unsigned char bytes[4] = {(unsigned char)(value >> 24), (unsigned char)(value >> 16),
                            (unsigned char)(value >> 8), (unsigned char)value};
  return put(to, bytes, 4);
}

static inline uint32_t get_u32(const unsigned char *from) {
  return (uint32_t)from[0] << 24 | (uint32_t)from[1] << 16 | (uint32_t)from[2] << 8 | from[3];
}

/// One byte with the length of the text, then the text.
static inline unsigned char *put_label(unsigned char *to, const char *text) {
  *to++ = (unsigned char)strlen(text);
  return put(to, text, strlen(text));
}

/// okm = BLAKE2b-512(key, label ‖ nonce ‖ BLAKE2b-256(aad)): encryption key, then commitment.
static inline void seal_keys(
    unsigned char okm[64], const unsigned char key[32], const unsigned char *label,
    size_t label_length, const unsigned char nonce[NONCE], const unsigned char *aad,
    size_t aad_length) {
  unsigned char digest[32], input[128], *to = input;
  crypto_generichash(digest, sizeof digest, aad, aad_length, NULL, 0);
  to = put(to, label, label_length);
  to = put(to, nonce, NONCE);
  to = put(to, digest, sizeof digest);
  crypto_generichash(okm, 64, input, (size_t)(to - input), key, 32);
}

/// Writes nonce ‖ commitment ‖ ciphertext; the text already lies where the ciphertext goes.
static inline size_t seal_in_place(
    unsigned char *out, size_t length, const unsigned char key[32], const unsigned char *label,
    size_t label_length, const unsigned char nonce[NONCE], const unsigned char *aad,
    size_t aad_length) {
  unsigned char okm[64];
  seal_keys(okm, key, label, label_length, nonce, aad, aad_length);
  memcpy(out, nonce, NONCE);
  memcpy(out + NONCE, okm + 32, COMMITMENT);
  unsigned char *text = out + NONCE + COMMITMENT;
  crypto_aead_chacha20poly1305_ietf_encrypt(
      text, NULL, text, length, aad, aad_length, NULL, once, okm);
  return length + SEAL_OVERHEAD;
}

/// Opens commitment ‖ ciphertext into `text`; returns 0 when commitment and tag are right.
static inline int open_seal(
    unsigned char *text, const unsigned char *commitment, size_t sealed_length,
    const unsigned char key[32], const unsigned char *label, size_t label_length,
    const unsigned char nonce[NONCE], const unsigned char *aad, size_t aad_length) {
  unsigned char okm[64];
  seal_keys(okm, key, label, label_length, nonce, aad, aad_length);
  if (sodium_memcmp(okm + 32, commitment, COMMITMENT) != 0) return -1;
  return crypto_aead_chacha20poly1305_ietf_decrypt(
      text, NULL, NULL, commitment + COMMITMENT, sealed_length - COMMITMENT, aad, aad_length,
      once, okm);
}

static inline size_t padded_header(size_t length) { return (length + 127) / 128 * 128; }

/// The next 512 bytes up to 4,096, above that Padmé.
static inline size_t padded_body(size_t length) {
  if (length <= 4096) return (length + 511) / 512 * 512;
  int exponent = 63 - __builtin_clzll(length);
  int bits = 64 - __builtin_clzll((unsigned long long)exponent);
  size_t unit = (size_t)1 << (exponent - bits);
  return (length + unit - 1) / unit * unit;
}

#endif
