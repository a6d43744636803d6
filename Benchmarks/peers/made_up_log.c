// Adds a log to a database that by_hand made, so that verify_by_hand can be tried without a vault.
//
//   made_up_log DATABASE LEAVES
//
// Prints the log key and the signer as the arguments that verify_by_hand takes.
#include <sqlite3.h>

#include "log_tree.h"
#include "note_lines.h"

enum { EVENT = 420, BODY = 512 };

static void check(int code, sqlite3 *database) {
  if (code != SQLITE_OK && code != SQLITE_DONE) fail(sqlite3_errmsg(database));
}

static size_t make_leaf(unsigned char *leaf, uint64_t position, const unsigned char root[32],
                        const unsigned char vault_id[32], const unsigned char log_key[32],
                        const unsigned char *secret_key) {
  unsigned char nonce[NONCE], key[32], label[32], message[1024];
  randombytes_buf(nonce, sizeof nonce);
  unsigned char *to = leaf;
  *to++ = 1;
  *to++ = 1;
  to = put(to, vault_id, 32);
  to = put_u32(put_u32(to, (uint32_t)(position >> 32)), (uint32_t)position);
  to = put(to, root, 32);
  to = put_u32(to, 1);
  put(to, nonce, NONCE);

  // The seal's nonce stands in the header, so that commitment and ciphertext follow it directly.
  unsigned char sealed[BODY + SEAL_OVERHEAD], *body = sealed + NONCE + COMMITMENT;
  memset(body, 0, BODY);
  body[0] = 1;
  unsigned char *event = put_u32(body + 65, EVENT);
  memset(event, 'e', EVENT);
  to = put_label(message, "casevault/1 entry");
  to = put(put(to, leaf, LEAF_HEADER), event, EVENT);
  crypto_sign_detached(body + 1, NULL, message, (size_t)(to - message), secret_key);
  leaf_key(key, log_key, leaf);
  size_t length = seal_in_place(sealed, BODY, key, label, leaf_label(label), nonce, leaf, LEAF_HEADER);
  memcpy(leaf + LEAF_HEADER, sealed + NONCE, length - NONCE);
  return LEAF_HEADER + length - NONCE;
}

int main(int count, char **arguments) {
  if (count < 3 || sodium_init() < 0) fail("usage: made_up_log DATABASE LEAVES");
  unsigned char log_key[32], vault_id[32], public_key[32], secret_key[64], root[32], leaf[1024], hash[32];
  char key_text[65], signer_text[65];
  randombytes_buf(log_key, 32);
  randombytes_buf(vault_id, 32);
  crypto_sign_keypair(public_key, secret_key);
  sqlite3 *database;
  sqlite3_stmt *statement;
  check(sqlite3_open(arguments[1], &database), database);
  check(sqlite3_exec(database,
                     "CREATE TABLE IF NOT EXISTS leaf"
                     " (position INTEGER PRIMARY KEY, hash BLOB NOT NULL, bytes BLOB NOT NULL); BEGIN",
                     NULL, NULL, NULL), database);
  check(sqlite3_prepare_v2(database, "INSERT INTO leaf (position, hash, bytes) VALUES (?, ?, ?)", -1,
                           &statement, NULL), database);
  struct right_edge edge = {0};
  for (long position = 0; position < atol(arguments[2]); position++) {
    root_of(&edge, root);
    size_t length = make_leaf(leaf, (uint64_t)position, root, vault_id, log_key, secret_key);
    leaf_hash(hash, leaf, length);
    grow(&edge, hash);
    sqlite3_bind_int64(statement, 1, position);
    sqlite3_bind_blob(statement, 2, hash, 32, SQLITE_STATIC);
    sqlite3_bind_blob(statement, 3, leaf, (int)length, SQLITE_STATIC);
    check(sqlite3_step(statement), database);
    check(sqlite3_reset(statement), database);
  }
  sqlite3_finalize(statement);
  check(sqlite3_exec(database, "COMMIT", NULL, NULL, NULL), database);
  check(sqlite3_close(database), database);
  sodium_bin2hex(key_text, sizeof key_text, log_key, 32);
  sodium_bin2hex(signer_text, sizeof signer_text, public_key, 32);
  printf("--log-key 1:%s --signer %s\n", key_text, signer_text);
  return 0;
}
