// Leaves and tree of docs/format.md §6, by hand over libsodium.
#ifndef LOG_TREE_H
#define LOG_TREE_H

#include "sealing.h"

enum { LEAF_HEADER = 102, PRIOR_ROOT_AT = 42, VAULT_ID_AT = 2, EPOCH_AT = 74, NONCE_AT = 78 };

static inline void leaf_hash(unsigned char hash[32], const unsigned char *leaf, size_t length) {
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  crypto_hash_sha256_update(&state, (const unsigned char *)"\0", 1);
  crypto_hash_sha256_update(&state, leaf, length);
  crypto_hash_sha256_final(&state, hash);
}

static inline void node_hash(unsigned char hash[32], const unsigned char *left, const unsigned char *right) {
  unsigned char input[65];
  input[0] = 1;
  memcpy(input + 1, left, 32);
  memcpy(input + 33, right, 32);
  crypto_hash_sha256(hash, input, sizeof input);
}

/// The right edge of an RFC 6962 tree: one hash for each bit of its size.
struct right_edge { unsigned char hashes[64][32]; uint64_t size; };

static inline void grow(struct right_edge *edge, const unsigned char leaf[32]) {
  unsigned char hash[32];
  memcpy(hash, leaf, 32);
  int level = 0;
  for (; edge->size >> level & 1; level++) node_hash(hash, edge->hashes[level], hash);
  memcpy(edge->hashes[level], hash, 32);
  edge->size++;
}

static inline void root_of(const struct right_edge *edge, unsigned char root[32]) {
  int first = 1;
  for (int level = 0; level < 64; level++) {
    if (!(edge->size >> level & 1)) continue;
    if (first) memcpy(root, edge->hashes[level], 32);
    else node_hash(root, edge->hashes[level], root);
    first = 0;
  }
  if (first) crypto_hash_sha256(root, NULL, 0);
}

static inline void leaf_key(unsigned char key[32], const unsigned char log_key[32], const unsigned char *header) {
  unsigned char input[160], *to = put_label(input, "casevault/1 leaf key");
  to = put(to, header, LEAF_HEADER);
  crypto_generichash(key, 32, input, (size_t)(to - input), log_key, 32);
}

static inline size_t leaf_label(unsigned char *label) {
  return (size_t)(put_label(label, "casevault/1 leaf body") - label);
}

#endif
