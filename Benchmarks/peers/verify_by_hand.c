// Verifying a vault by hand: the same primitives on the same bytes, on all cores.
//
//   verify_by_hand DATABASE --log-key EPOCH:HEX … --signer HEX … [--threads N]
//
// Reads every row of leaf, chunk and envelope; computes leaf hashes and compares them, opens every
// leaf, verifies every signature, computes the root before every leaf and compares it, and hashes
// every envelope, slot and chunk (docs/format.md §5 and §6). No replay, no policy, no comparison of
// what events name: what `audit verify` costs above this is what those cost.
#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>

#include "log_tree.h"
#include "note_lines.h"

enum { MOST_KEYS = 64, MOST_LEAF = 65536, LEAVES_A_TASK = 64, ROWS_A_TASK = 512 };

struct log_key { uint32_t epoch; unsigned char key[32]; };

static const char *path;
static struct log_key log_keys[MOST_KEYS];
static unsigned char signers[MOST_KEYS][32];
static int key_count, signer_count;
static unsigned char vault_id[32];
static sqlite3_int64 leaf_count, envelope_rows, chunk_rows;
static unsigned char (*hashes)[32], (*prior_roots)[32];
static atomic_llong next_leaf, next_envelope, next_chunk, faults, envelopes, signatures, read_bytes;
static atomic_int tree_taken;
static pthread_barrier_t leaves_done;

static sqlite3 *open_read_only(void) {
  sqlite3 *database;
  if (sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) fail("cannot open the database");
  sqlite3_exec(database, "PRAGMA mmap_size=68719476736; PRAGMA query_only=1", NULL, NULL, NULL);
  return database;
}

static sqlite3_stmt *prepare(sqlite3 *database, const char *sql) {
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) != SQLITE_OK) fail(sqlite3_errmsg(database));
  return statement;
}

static sqlite3_int64 number(sqlite3 *database, const char *sql) {
  sqlite3_stmt *statement = prepare(database, sql);
  sqlite3_int64 value = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
  sqlite3_finalize(statement);
  return value;
}

static const unsigned char *log_key_of(uint32_t epoch) {
  for (int i = 0; i < key_count; i++)
    if (log_keys[i].epoch == epoch) return log_keys[i].key;
  return NULL;
}

static int signed_by_someone(const unsigned char *signature, const unsigned char *message, size_t length) {
  for (int i = 0; i < signer_count; i++)
    if (crypto_sign_verify_detached(signature, message, length, signers[i]) == 0) return 1;
  return 0;
}

/// Opens one leaf and verifies its signatures; returns how many faults it has.
static int check_leaf(const unsigned char *leaf, size_t length) {
  unsigned char key[32], label[32];
  static _Thread_local unsigned char body[MOST_LEAF], message[MOST_LEAF];
  if (length < LEAF_HEADER + COMMITMENT + TAG + 256 || length >= MOST_LEAF) return 1;
  const unsigned char *log_key = log_key_of(get_u32(leaf + EPOCH_AT));
  if (log_key == NULL) return 1;
  leaf_key(key, log_key, leaf);
  if (open_seal(body, leaf + LEAF_HEADER, length - LEAF_HEADER, key, label, leaf_label(label),
                leaf + NONCE_AT, leaf, LEAF_HEADER) != 0)
    return 1;
  size_t body_length = length - LEAF_HEADER - COMMITMENT - TAG, count = body[0], event_at = 1 + 64 * count + 4;
  if (count == 0 || event_at > body_length) return 1;
  size_t event_length = get_u32(body + event_at - 4);
  if (event_length > body_length - event_at) return 1;
  unsigned char *to = put_label(message, "casevault/1 entry");
  to = put(to, leaf, LEAF_HEADER);
  to = put(to, body + event_at, event_length);
  int wrong = 0;
  for (size_t i = 0; i < count; i++)
    wrong += !signed_by_someone(body + 1 + 64 * i, message, (size_t)(to - message));
  atomic_fetch_add(&signatures, (long long)count);
  return wrong;
}

static void check_leaves(sqlite3 *database) {
  sqlite3_stmt *statement = prepare(
      database, "SELECT position, hash, bytes FROM leaf WHERE position >= ?1 AND position < ?1 + ?2");
  sqlite3_bind_int64(statement, 2, LEAVES_A_TASK);
  for (sqlite3_int64 first; (first = atomic_fetch_add(&next_leaf, LEAVES_A_TASK)) < leaf_count;) {
    sqlite3_bind_int64(statement, 1, first);
    while (sqlite3_step(statement) == SQLITE_ROW) {
      sqlite3_int64 position = sqlite3_column_int64(statement, 0);
      const unsigned char *stored = sqlite3_column_blob(statement, 1), *leaf = sqlite3_column_blob(statement, 2);
      size_t length = (size_t)sqlite3_column_bytes(statement, 2);
      if (position < 0 || position >= leaf_count || length < LEAF_HEADER) fail("a leaf out of place");
      leaf_hash(hashes[position], leaf, length);
      memcpy(prior_roots[position], leaf + PRIOR_ROOT_AT, 32);
      int wrong = sqlite3_column_bytes(statement, 1) != 32 || memcmp(stored, hashes[position], 32) != 0;
      atomic_fetch_add(&faults, wrong + check_leaf(leaf, length));
      atomic_fetch_add(&read_bytes, (long long)length);
    }
    sqlite3_reset(statement);
  }
  sqlite3_finalize(statement);
}

static void check_prior_roots(void) {
  struct right_edge edge = {0};
  unsigned char root[32];
  for (sqlite3_int64 i = 0; i < leaf_count; i++) {
    root_of(&edge, root);
    if (memcmp(root, prior_roots[i], 32) != 0) atomic_fetch_add(&faults, 1);
    grow(&edge, hashes[i]);
  }
}

static void hash_part(crypto_generichash_state *state, const unsigned char *id, uint32_t version,
                      unsigned char part, const unsigned char *bytes, size_t length,
                      const unsigned char *header) {
  unsigned char aad[160], *to = put_label(aad, "casevault/1 envelope");
  *to++ = 1;
  to = put(to, vault_id, 32);
  to = put_u32(put(to, id, 16), version);
  *to++ = part;
  to = put_u32(to, (uint32_t)(length - SEAL_OVERHEAD));
  if (part == 2) to = put(to, header + NONCE, COMMITMENT);
  crypto_generichash_update(state, aad, (size_t)(to - aad));
  crypto_generichash_update(state, bytes, length);
}

enum { SLOT_SYMMETRIC = 1 + 16 + 12 + 32 + 16, SLOT_SEALED = 1 + 16 + 64 + 48 };

/* One hash a slot, and one over these where there are several. */
static void hash_slots(const unsigned char *row, size_t length) {
  unsigned char hashes[32 * 4], label[64];
  size_t label_length = (size_t)(put_label(label, "casevault/1 slot hash") - label), at = 1, count = 0;
  while (at < length && count < 4) {
    size_t slot = row[at] == 1 ? SLOT_SYMMETRIC : SLOT_SEALED;
    if (at + slot > length) break;
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, 32);
    crypto_generichash_update(&state, label, label_length);
    crypto_generichash_update(&state, row + at, slot);
    crypto_generichash_final(&state, hashes + 32 * count++, 32);
    at += slot;
  }
  if (at != length || count != row[0]) atomic_fetch_add(&faults, 1);
  if (count < 2) return;
  crypto_generichash_state state;
  crypto_generichash_init(&state, NULL, 0, 32);
  label_length = (size_t)(put_label(label, "casevault/1 slots") - label);
  crypto_generichash_update(&state, label, label_length);
  crypto_generichash_update(&state, hashes, 32 * count);
  crypto_generichash_final(&state, hashes, 32);
}

static void check_envelope(sqlite3_stmt *row) {
  const unsigned char *id = sqlite3_column_blob(row, 0);
  uint32_t version = (uint32_t)sqlite3_column_int64(row, 1);
  unsigned char hash[32], label[64];
  size_t slots = (size_t)sqlite3_column_bytes(row, 2), header = (size_t)sqlite3_column_bytes(row, 3);
  size_t body = (size_t)sqlite3_column_bytes(row, 4);
  if (sqlite3_column_bytes(row, 0) != 16 || header < SEAL_OVERHEAD || body < SEAL_OVERHEAD) {
    atomic_fetch_add(&faults, 1);
    return;
  }
  const unsigned char *header_bytes = sqlite3_column_blob(row, 3);
  crypto_generichash_state state;
  crypto_generichash_init(&state, NULL, 0, 32);
  crypto_generichash_update(&state, label, (size_t)(put_label(label, "casevault/1 envelope hash") - label));
  hash_part(&state, id, version, 1, header_bytes, header, NULL);
  hash_part(&state, id, version, 2, sqlite3_column_blob(row, 4), body, header_bytes);
  crypto_generichash_final(&state, hash, 32);
  hash_slots(sqlite3_column_blob(row, 2), slots);
  atomic_fetch_add(&envelopes, 1);
  atomic_fetch_add(&read_bytes, (long long)(slots + header + body));
}

static void check_chunk(sqlite3_stmt *row) {
  unsigned char hash[32], label[64];
  size_t length = (size_t)sqlite3_column_bytes(row, 1);
  crypto_generichash_state state;
  crypto_generichash_init(&state, NULL, 0, 32);
  crypto_generichash_update(&state, label, (size_t)(put_label(label, "casevault/1 chunk address") - label));
  crypto_generichash_update(&state, sqlite3_column_blob(row, 1), length);
  crypto_generichash_final(&state, hash, 32);
  if (sqlite3_column_bytes(row, 0) != 32 || memcmp(hash, sqlite3_column_blob(row, 0), 32) != 0)
    atomic_fetch_add(&faults, 1);
  atomic_fetch_add(&read_bytes, (long long)length);
}

static void each_row(sqlite3 *database, const char *sql, atomic_llong *next, sqlite3_int64 last,
                     void (*check)(sqlite3_stmt *)) {
  if (last <= 0) return;
  sqlite3_stmt *statement = prepare(database, sql);
  sqlite3_bind_int64(statement, 2, ROWS_A_TASK);
  for (sqlite3_int64 first; (first = atomic_fetch_add(next, ROWS_A_TASK)) <= last;) {
    sqlite3_bind_int64(statement, 1, first);
    while (sqlite3_step(statement) == SQLITE_ROW) check(statement);
    sqlite3_reset(statement);
  }
  sqlite3_finalize(statement);
}

static void *work(void *unused) {
  sqlite3 *database = open_read_only();
  check_leaves(database);
  pthread_barrier_wait(&leaves_done);
  // The roots need every leaf's hash, in order: one thread takes them while others go on.
  if (atomic_fetch_add(&tree_taken, 1) == 0) check_prior_roots();
  each_row(database, "SELECT address, bytes FROM chunk WHERE rowid >= ?1 AND rowid < ?1 + ?2",
           &next_chunk, chunk_rows, check_chunk);
  each_row(database,
           "SELECT id, version, slots, header, body FROM envelope WHERE rowid >= ?1 AND rowid < ?1 + ?2",
           &next_envelope, envelope_rows, check_envelope);
  sqlite3_close(database);
  return unused;
}

static void read_hex(unsigned char *to, size_t length, const char *text) {
  size_t found;
  if (sodium_hex2bin(to, length, text, strlen(text), NULL, &found, NULL) != 0 || found != length)
    fail("a key that is not hexadecimal");
}

static int read_arguments(int count, char **arguments) {
  int threads = (int)sysconf(_SC_NPROCESSORS_ONLN);
  for (int i = 2; i + 1 < count; i += 2) {
    char *value = arguments[i + 1];
    if (strcmp(arguments[i], "--threads") == 0) threads = atoi(value);
    else if (strcmp(arguments[i], "--signer") == 0 && signer_count < MOST_KEYS) read_hex(signers[signer_count++], 32, value);
    else if (strcmp(arguments[i], "--log-key") == 0 && key_count < MOST_KEYS && strchr(value, ':') != NULL) {
      log_keys[key_count].epoch = (uint32_t)atoi(value);
      read_hex(log_keys[key_count++].key, 32, strchr(value, ':') + 1);
    } else fail("an argument that it does not know");
  }
  return threads < 1 ? 1 : threads > 64 ? 64 : threads;
}

int main(int count, char **arguments) {
  if (count < 2 || sodium_init() < 0) fail("usage: verify_by_hand DATABASE --log-key EPOCH:HEX --signer HEX");
  path = arguments[1];
  int threads = read_arguments(count, arguments);

  double start = seconds_now(), processor = processor_seconds();
  sqlite3 *database = open_read_only();
  leaf_count = number(database, "SELECT count(*) FROM leaf");
  envelope_rows = number(database, "SELECT max(rowid) FROM envelope");
  if (number(database, "SELECT count(*) FROM sqlite_schema WHERE name = 'chunk'") > 0)
    chunk_rows = number(database, "SELECT max(rowid) FROM chunk");
  sqlite3_stmt *first = prepare(database, "SELECT bytes FROM leaf WHERE position = 0");
  if (sqlite3_step(first) != SQLITE_ROW || sqlite3_column_bytes(first, 0) < LEAF_HEADER) fail("no first leaf");
  memcpy(vault_id, (const unsigned char *)sqlite3_column_blob(first, 0) + VAULT_ID_AT, 32);
  sqlite3_finalize(first);
  hashes = calloc((size_t)leaf_count, 32);
  prior_roots = calloc((size_t)leaf_count, 32);
  if (hashes == NULL || prior_roots == NULL) fail("no memory");

  pthread_t others[64];
  pthread_barrier_init(&leaves_done, NULL, (unsigned)threads);
  for (int i = 1; i < threads; i++)
    if (pthread_create(&others[i], NULL, work, NULL) != 0) fail("cannot start a thread");
  work(NULL);
  for (int i = 1; i < threads; i++) pthread_join(others[i], NULL);
  sqlite3_close(database);
  double seconds = seconds_now() - start;
  processor = processor_seconds() - processor;

  printf("{\"what\": \"verify\", \"seconds\": %.6f, \"processor_seconds\": %.6f, \"entries\": %lld, "
         "\"signatures\": %lld, \"envelopes\": %lld, \"read_bytes\": %lld, \"faults\": %lld, "
         "\"version\": \"C, libsodium %s, SQLite %s\", \"settings\": \"read only, memory-mapped\", "
         "\"durability\": \"reads only\", \"threads\": %d}\n",
         seconds, processor, (long long)leaf_count, (long long)signatures, (long long)envelopes,
         (long long)read_bytes, (long long)faults, sodium_version_string(), sqlite3_libversion(), threads);
  return faults == 0 ? 0 : 1;
}
