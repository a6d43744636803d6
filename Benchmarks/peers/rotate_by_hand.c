// New slots for what lies in a vault, by hand: libsodium and SQLite, nothing between.
//
//   rotate_by_hand VAULT.db ENVELOPES BOXES LENGTH
//
// On a copy of our own vault's database, in one durable transaction: BOXES sealed boxes of LENGTH bytes, as for
// the new keys' wraps, each a row; and for the first ENVELOPES envelopes their slot looked up, a slot of its
// size opened under an old key, sealed under a new one, opened once more and compared, and the row written.
// The keys are made up: no key of the vault is known here, so what is opened was sealed before the clock
// starts, and the rows are no good afterwards. No log, no list of what was renewed, no look at the headers.
#include "note_sealing.h"

enum { SEALED_SLOT = 32 + TAG, LOCATED = 1 + 1 + 16 };

static unsigned char old_key[32], new_key[32], compartment[16];

/// The key of one slot, as docs/format.md §5 derives it.
static void slot_key(unsigned char key[32], const unsigned char compartment_key[32], const unsigned char id[16]) {
  unsigned char personal[16];
  put_u32(put_u32(put(personal, "cv-slots", 8), 1), 1);
  crypto_generichash_blake2b_salt_personal(key, 32, NULL, 0, compartment_key, 32, id, personal);
}

static size_t slot_aad(unsigned char *aad, const unsigned char id[16], uint32_t epoch) {
  unsigned char *to = put_label(aad, "casevault/1 slot");
  to = put(to, vault_id, 32);
  to = put_u32(put(to, compartment, 16), epoch);
  return (size_t)(put_u32(put(to, id, 16), 1) - aad);
}

static void seal_slot(unsigned char *sealed, const unsigned char *data_key, const unsigned char *nonce,
                      const unsigned char compartment_key[32], const unsigned char id[16], uint32_t epoch) {
  unsigned char key[32], aad[128];
  slot_key(key, compartment_key, id);
  crypto_aead_chacha20poly1305_ietf_encrypt(
      sealed, NULL, data_key, 32, aad, slot_aad(aad, id, epoch), NULL, nonce, key);
}

static void open_slot(unsigned char *data_key, const unsigned char *sealed, const unsigned char *nonce,
                      const unsigned char compartment_key[32], const unsigned char id[16], uint32_t epoch) {
  unsigned char key[32], aad[128];
  slot_key(key, compartment_key, id);
  if (crypto_aead_chacha20poly1305_ietf_decrypt(
          data_key, NULL, NULL, sealed, SEALED_SLOT, aad, slot_aad(aad, id, epoch), nonce, key) != 0)
    fail("a slot does not open");
}

struct envelope { unsigned char id[16], nonce[SLOT_NONCE], sealed[SEALED_SLOT]; };

int main(int count, char **arguments) {
  if (count < 5) fail("usage: rotate_by_hand VAULT.db ENVELOPES BOXES LENGTH");
  long wanted = atol(arguments[2]), boxes = atol(arguments[3]);
  size_t length = (size_t)atol(arguments[4]);
  prepare_sealing();
  unsigned char public_key[32], secret_key[32], text[1024], box[2048], data_key[32], again[32];
  if (length > sizeof text) fail("a wrap is not that long");
  crypto_box_curve25519xchacha20poly1305_keypair(public_key, secret_key);
  randombytes_buf(text, sizeof text);
  randombytes_buf(old_key, 32);
  randombytes_buf(new_key, 32);
  randombytes_buf(compartment, 16);

  sqlite3 *database = open_durable(arguments[1], "PRAGMA journal_mode=wal");
  struct envelope *envelopes = calloc((size_t)wanted, sizeof *envelopes);
  if (envelopes == NULL) fail("no memory");
  sqlite3_stmt *all = prepare(database, "SELECT id FROM envelope WHERE version = 1 ORDER BY id");
  long found = 0;
  while (found < wanted && sqlite3_step(all) == SQLITE_ROW) {
    struct envelope *next = &envelopes[found++];
    memcpy(next->id, sqlite3_column_blob(all, 0), 16);
    randombytes_buf(data_key, 32);
    randombytes_buf(next->nonce, SLOT_NONCE);
    seal_slot(next->sealed, data_key, next->nonce, old_key, next->id, 1);
  }
  sqlite3_finalize(all);
  if (found < wanted) fail("not so many envelopes");

  sqlite3_stmt *get = prepare(database, "SELECT slots FROM envelope WHERE id = ? AND version = 1"),
               *set = prepare(database, "UPDATE envelope SET slots = ? WHERE id = ? AND version = 1"),
               *wrap = prepare(database, "INSERT INTO wrap (locator, bytes) VALUES (?, ?)");
  double start = seconds_now(), processor = processor_seconds();
  run(database, "BEGIN IMMEDIATE");
  for (long i = 0; i < boxes; i++) {
    unsigned char locator[16];
    randombytes_buf(locator, sizeof locator);
    if (crypto_box_curve25519xchacha20poly1305_seal(box, text, length, public_key) != 0) fail("box");
    sqlite3_bind_blob(wrap, 1, locator, 16, SQLITE_STATIC);
    sqlite3_bind_blob(
        wrap, 2, box, (int)(length + crypto_box_curve25519xchacha20poly1305_SEALBYTES), SQLITE_STATIC);
    check(sqlite3_step(wrap), database);
    check(sqlite3_reset(wrap), database);
  }
  for (long i = 0; i < found; i++) {
    const struct envelope *envelope = &envelopes[i];
    sqlite3_bind_blob(get, 1, envelope->id, 16, SQLITE_STATIC);
    if (sqlite3_step(get) != SQLITE_ROW) fail("the row has gone");
    size_t row_length = (size_t)sqlite3_column_bytes(get, 0);
    unsigned char row[1024], nonce[SLOT_NONCE];
    if (row_length > sizeof row || row_length < LOCATED + SLOT_NONCE + SEALED_SLOT) fail("a row of slots that is none");
    memcpy(row, sqlite3_column_blob(get, 0), row_length);
    check(sqlite3_reset(get), database);
    open_slot(data_key, envelope->sealed, envelope->nonce, old_key, envelope->id, 1);
    randombytes_buf(nonce, sizeof nonce);
    memcpy(row + LOCATED, nonce, SLOT_NONCE);
    seal_slot(row + LOCATED + SLOT_NONCE, data_key, nonce, new_key, envelope->id, 2);
    open_slot(again, row + LOCATED + SLOT_NONCE, nonce, new_key, envelope->id, 2);
    if (sodium_memcmp(again, data_key, 32) != 0) fail("another key");
    sqlite3_bind_blob(set, 1, row, (int)row_length, SQLITE_STATIC);
    sqlite3_bind_blob(set, 2, envelope->id, 16, SQLITE_STATIC);
    check(sqlite3_step(set), database);
    check(sqlite3_reset(set), database);
  }
  run(database, "COMMIT");
  double seconds = seconds_now() - start;
  processor = processor_seconds() - processor;
  sqlite3_finalize(get);
  sqlite3_finalize(set);
  sqlite3_finalize(wrap);
  check(sqlite3_close(database), database);
  printf("{\"what\": \"new slots\", \"seconds\": %.6f, \"processor_seconds\": %.6f, \"slots\": %ld, "
         "\"boxes\": %ld, \"version\": \"C, libsodium %s, SQLite %s\", "
         "\"settings\": \"journal_mode=wal, our pages\", "
         "\"durability\": \"synchronous=FULL, one transaction\", \"threads\": 1}\n",
         seconds, processor, found, boxes, sodium_version_string(), sqlite3_libversion());
  return 0;
}
