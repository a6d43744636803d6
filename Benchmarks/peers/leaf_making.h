// Signs and seals leaves as docs/format.md §6 says, by hand over libsodium; what they say is made up.
#ifndef LEAF_MAKING_H
#define LEAF_MAKING_H

#include "log_tree.h"

enum { LEAF_ROOM = 2048 };

struct log_writer {
  unsigned char vault_id[32], log_key[32], public_key[32], secret_key[64];
  struct right_edge edge;
};

static inline void prepare_log_writer(struct log_writer *writer) {
  memset(writer, 0, sizeof *writer);
  randombytes_buf(writer->vault_id, 32);
  randombytes_buf(writer->log_key, 32);
  crypto_sign_keypair(writer->public_key, writer->secret_key);
}

/// The next leaf, with an event of so many bytes; its length.
static inline size_t make_leaf(unsigned char leaf[LEAF_ROOM], const struct log_writer *writer, size_t event_length) {
  unsigned char nonce[NONCE], key[32], label[32], message[LEAF_ROOM];
  size_t body_length = (1 + 64 + 4 + event_length + 255) / 256 * 256;
  if (LEAF_HEADER + body_length + SEAL_OVERHEAD > LEAF_ROOM) abort();
  randombytes_buf(nonce, sizeof nonce);
  unsigned char *to = leaf;
  *to++ = 2;
  *to++ = 1;
  to = put(to, writer->vault_id, 32);
  to = put_u32(put_u32(to, (uint32_t)(writer->edge.size >> 32)), (uint32_t)writer->edge.size);
  root_of(&writer->edge, to);
  to = put_u32(to + 32, 1);
  put(to, nonce, NONCE);

  // The seal's nonce stands in the header, so that commitment and ciphertext follow it directly.
  unsigned char sealed[LEAF_ROOM], *body = sealed + NONCE + COMMITMENT;
  memset(body, 0, body_length);
  body[0] = 1;
  unsigned char *event = put_u32(body + 65, (uint32_t)event_length);
  memset(event, 'e', event_length);
  to = put_label(message, "casevault/1 entry");
  to = put(put(to, leaf, LEAF_HEADER), event, event_length);
  crypto_sign_detached(body + 1, NULL, message, (size_t)(to - message), writer->secret_key);
  leaf_key(key, writer->log_key, leaf);
  size_t length = seal_in_place(
      sealed, body_length, key, label, leaf_label(label), nonce, leaf, LEAF_HEADER);
  memcpy(leaf + LEAF_HEADER, sealed + NONCE, length - NONCE);
  return LEAF_HEADER + length - NONCE;
}

#endif
