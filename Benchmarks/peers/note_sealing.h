// Seals notes into rows as docs/format.md §5 says, by hand over libsodium, and stores them.
#ifndef NOTE_SEALING_H
#define NOTE_SEALING_H

#include <sqlite3.h>

#include "note_lines.h"
#include "sealing.h"

enum { MEMBERS = 16384, SLOT_NONCE = 12, SLOTS = 1 + 1 + 16 + SLOT_NONCE + 32 + TAG };

/// What an envelope row holds.
struct row {
  unsigned char id[16], slots[SLOTS];
  int64_t shelf;
  unsigned char *header, *body;
  size_t header_length, body_length, capacity;
  unsigned char envelope_hash[32], slots_digest[32];
};

/// A case file that exists already: its compartment's keys and its shelf.
struct case_file {
  char client[64];
  unsigned char compartment[16], symmetric_key[32], locator_key[32];
  int64_t shelf;
};

static unsigned char vault_id[32];
static struct case_file *case_files;

static inline struct case_file *case_file_of(struct text client) {
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < client.length; i++) hash = (hash ^ (unsigned char)client.bytes[i]) * 16777619u;
  for (uint32_t at = hash % MEMBERS;; at = (at + 1) % MEMBERS) {
    struct case_file *file = &case_files[at];
    if (file->client[0] == 0) {
      if (client.length >= sizeof file->client) fail("a client's name is too long");
      memcpy(file->client, client.bytes, client.length);
      randombytes_buf(file->compartment, 16 + 32 + 32);
      file->shelf = (int64_t)((uint64_t)randombytes_random() << 31 | randombytes_random() >> 1);
      return file;
    }
    if (strlen(file->client) == client.length && memcmp(file->client, client.bytes, client.length) == 0)
      return file;
  }
}

/// What our sealed header holds, as text of the same size.
static inline size_t header_text(char *to, size_t room, const struct note *note, const struct case_file *file) {
  char compartment[33];
  sodium_bin2hex(compartment, sizeof compartment, file->compartment, 16);
  int length = snprintf(
      to, room,
      "{\"author\":\"%s\",\"file\":\"%s\",\"kind\":\"progress\",\"template\":\"free\",\"at\":\"%.*s\","
      "\"entered\":\"2025-07-01T09:00:00Z\",\"late\":true,\"state\":\"draft\",\"version\":1,"
      "\"source\":\"%.*s\",\"writer\":\"%.*s\",\"digest\":\"%s%s\"}",
      compartment, compartment, (int)note->date.length, note->date.bytes, (int)note->id.length,
      note->id.bytes, (int)note->author.length, note->author.bytes, compartment, compartment);
  if (length < 0 || (size_t)length >= room) fail("a header is too long");
  return (size_t)length;
}

/// Pads a text in place: u32 length ‖ text ‖ zeros.
static inline void pad(unsigned char *to, const void *text, size_t length, size_t padded) {
  unsigned char *end = put(put_u32(to, (uint32_t)length), text, length);
  memset(end, 0, (size_t)(to + padded - end));
}

static inline size_t envelope_aad(unsigned char *aad, const unsigned char id[16], unsigned char part,
                           size_t padded, const unsigned char *header_commitment) {
  unsigned char *to = put_label(aad, "casevault/1 envelope");
  *to++ = 1;
  to = put(to, vault_id, 32);
  to = put(to, id, 16);
  to = put_u32(to, 1);
  *to++ = part;
  to = put_u32(to, (uint32_t)padded);
  if (header_commitment != NULL) to = put(to, header_commitment, COMMITMENT);
  return (size_t)(to - aad);
}

static inline void make_slot(struct row *row, const struct case_file *file, const unsigned char *data_key,
                      const unsigned char *nonce) {
  unsigned char input[160], *to = put_label(input, "casevault/1 slot at");
  to = put_u32(put(to, row->id, 16), 1);
  row->slots[0] = 1;
  row->slots[1] = 1;
  crypto_generichash(row->slots + 2, 16, input, (size_t)(to - input), file->locator_key, 32);

  unsigned char slot_key[32];
  put_u32(put_u32(put(input, "cv-slots", 8), 1), 1);
  crypto_generichash_blake2b_salt_personal(slot_key, 32, NULL, 0, file->symmetric_key, 32, row->id, input);

  to = put_label(input, "casevault/1 slot");
  to = put(to, vault_id, 32);
  to = put_u32(put(to, file->compartment, 16), 1);
  to = put_u32(put(to, row->id, 16), 1);
  memcpy(row->slots + 18, nonce, SLOT_NONCE);
  crypto_aead_chacha20poly1305_ietf_encrypt(
      row->slots + 18 + SLOT_NONCE, NULL, data_key, 32, input, (size_t)(to - input), NULL, nonce, slot_key);
  to = put_label(input, "casevault/1 slot hash");
  to = put(to, row->slots + 1, sizeof row->slots - 1);
  crypto_generichash(row->slots_digest, 32, input, (size_t)(to - input), NULL, 0);
}

static inline void seal_note(struct row *row, const struct note *note) {
  const struct case_file *file = case_file_of(note->client);
  // One call for all that is random: a system call for each would cost more than the seal.
  unsigned char random[16 + 32 + 2 * NONCE + SLOT_NONCE];
  randombytes_buf(random, sizeof random);
  const unsigned char *data_key = random + 16, *nonces = random + 48;
  memcpy(row->id, random, 16);
  row->shelf = file->shelf;

  char header[1024];
  size_t header_length = header_text(header, sizeof header, note, file);
  size_t header_padded = padded_header(4 + header_length);
  size_t body_padded = padded_body(4 + note->text.length);
  size_t needed = header_padded + body_padded + 2 * SEAL_OVERHEAD;
  if (needed > row->capacity) {
    row->capacity = needed * 2;
    row->header = realloc(row->header, row->capacity);
    if (row->header == NULL) fail("no memory");
  }
  row->body = row->header + header_padded + SEAL_OVERHEAD;
  pad(row->header + NONCE + COMMITMENT, header, header_length, header_padded);
  pad(row->body + NONCE + COMMITMENT, note->text.bytes, note->text.length, body_padded);

  unsigned char label[32], header_aad[128], body_aad[160];
  unsigned char *label_end = put_label(label, "casevault/1 envelope part");
  size_t label_length = (size_t)(label_end - label) + 1;
  size_t header_aad_length = envelope_aad(header_aad, row->id, 1, header_padded, NULL);
  *label_end = 1;
  row->header_length = seal_in_place(row->header, header_padded, data_key, label, label_length, nonces,
                                     header_aad, header_aad_length);
  size_t body_aad_length = envelope_aad(body_aad, row->id, 2, body_padded, row->header + NONCE);
  *label_end = 2;
  row->body_length = seal_in_place(row->body, body_padded, data_key, label, label_length,
                                   nonces + NONCE, body_aad, body_aad_length);

  crypto_generichash_state state;
  unsigned char hash_label[64];
  size_t hash_label_length = (size_t)(put_label(hash_label, "casevault/1 envelope hash") - hash_label);
  crypto_generichash_init(&state, NULL, 0, 32);
  crypto_generichash_update(&state, hash_label, hash_label_length);
  crypto_generichash_update(&state, header_aad, header_aad_length);
  crypto_generichash_update(&state, row->header, row->header_length);
  crypto_generichash_update(&state, body_aad, body_aad_length);
  crypto_generichash_update(&state, row->body, row->body_length);
  crypto_generichash_final(&state, row->envelope_hash, 32);
  make_slot(row, file, data_key, nonces + 2 * NONCE);
}

static inline void check(int code, sqlite3 *database) {
  if (code != SQLITE_OK && code != SQLITE_DONE) fail(sqlite3_errmsg(database));
}

static inline void run(sqlite3 *database, const char *sql) {
  check(sqlite3_exec(database, sql, NULL, NULL, NULL), database);
}

static inline void insert(sqlite3 *database, sqlite3_stmt *statement, const struct row *row) {
  sqlite3_bind_blob(statement, 1, row->id, 16, SQLITE_STATIC);
  sqlite3_bind_int64(statement, 2, row->shelf);
  sqlite3_bind_blob(statement, 3, row->slots, sizeof row->slots, SQLITE_STATIC);
  sqlite3_bind_blob(statement, 4, row->header, (int)row->header_length, SQLITE_STATIC);
  sqlite3_bind_blob(statement, 5, row->body, (int)row->body_length, SQLITE_STATIC);
  check(sqlite3_step(statement), database);
  check(sqlite3_reset(statement), database);
}

/// Opens a database whose commits are durable, with settings that must come first.
static inline sqlite3 *open_durable(const char *path, const char *settings) {
  sqlite3 *database;
  check(sqlite3_open(path, &database), database);
  run(database, settings);
  run(database, "PRAGMA synchronous=FULL");
  return database;
}

static inline sqlite3_stmt *prepare(sqlite3 *database, const char *sql) {
  sqlite3_stmt *statement;
  check(sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL), database);
  return statement;
}

static inline sqlite3_stmt *prepare_insert(sqlite3 *database) {
  return prepare(
      database,
      "INSERT INTO envelope (id, version, shelf, slots, header, body) VALUES (?, 1, ?, ?, ?, ?)");
}

/// Draws what a vault has before the first note comes.
static inline void prepare_sealing(void) {
  if (sodium_init() < 0) fail("libsodium");
  case_files = calloc(MEMBERS, sizeof *case_files);
  if (case_files == NULL) fail("no memory");
  randombytes_buf(vault_id, sizeof vault_id);
}

#endif
