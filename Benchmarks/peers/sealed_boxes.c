// Sealed boxes alone: what opening a case file costs in mathematics that nobody can leave out.
//
//   sealed_boxes COUNT LENGTH
//
// COUNT times crypto_box_curve25519xchacha20poly1305_seal of LENGTH bytes, to one public key, in one
// thread. LENGTH is that of a wrap (docs/format.md §4).
#include <sodium.h>

#include "note_lines.h"

int main(int count, char **arguments) {
  if (count < 3) fail("usage: sealed_boxes COUNT LENGTH");
  long boxes = atol(arguments[1]);
  size_t length = (size_t)atol(arguments[2]);
  unsigned char public_key[32], secret_key[32], text[1024], box[2048];
  if (sodium_init() < 0) fail("libsodium");
  if (length > sizeof text) fail("a wrap is not that long");
  crypto_box_curve25519xchacha20poly1305_keypair(public_key, secret_key);
  randombytes_buf(text, sizeof text);

  double start = seconds_now(), processor = processor_seconds();
  for (long i = 0; i < boxes; i++)
    if (crypto_box_curve25519xchacha20poly1305_seal(box, text, length, public_key) != 0) fail("box");
  double seconds = seconds_now() - start;
  processor = processor_seconds() - processor;
  printf("{\"what\": \"sealed boxes\", \"seconds\": %.6f, \"processor_seconds\": %.6f, \"boxes\": %ld, "
         "\"version\": \"C, libsodium %s\", \"settings\": \"%zu bytes each\", "
         "\"durability\": \"none: nothing is stored\", \"threads\": 1}\n",
         seconds, processor, boxes, sodium_version_string(), length);
  return 0;
}
