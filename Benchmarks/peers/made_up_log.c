// Adds a log to a database that by_hand made, so that verify_by_hand can be tried without a vault.
//
//   made_up_log DATABASE LEAVES
//
// Prints the log key and the signer as the arguments that verify_by_hand takes.
#include <sqlite3.h>

#include "leaf_making.h"
#include "note_lines.h"

enum { EVENT = 420 };

static void check(int code, sqlite3 *database) {
  if (code != SQLITE_OK && code != SQLITE_DONE) fail(sqlite3_errmsg(database));
}

int main(int count, char **arguments) {
  if (count < 3 || sodium_init() < 0) fail("usage: made_up_log DATABASE LEAVES");
  unsigned char leaf[LEAF_ROOM], hash[32];
  char key_text[65], signer_text[65];
  struct log_writer writer;
  prepare_log_writer(&writer);
  sqlite3 *database;
  sqlite3_stmt *statement;
  check(sqlite3_open(arguments[1], &database), database);
  check(sqlite3_exec(database,
                     "CREATE TABLE IF NOT EXISTS leaf"
                     " (position INTEGER PRIMARY KEY, hash BLOB NOT NULL, bytes BLOB NOT NULL); BEGIN",
                     NULL, NULL, NULL), database);
  check(sqlite3_prepare_v2(database, "INSERT INTO leaf (position, hash, bytes) VALUES (?, ?, ?)", -1,
                           &statement, NULL), database);
  for (long position = 0; position < atol(arguments[2]); position++) {
    size_t length = make_leaf(leaf, &writer, EVENT);
    leaf_hash(hash, leaf, length);
    grow(&writer.edge, hash);
    sqlite3_bind_int64(statement, 1, position);
    sqlite3_bind_blob(statement, 2, hash, 32, SQLITE_STATIC);
    sqlite3_bind_blob(statement, 3, leaf, (int)length, SQLITE_STATIC);
    check(sqlite3_step(statement), database);
    check(sqlite3_reset(statement), database);
  }
  sqlite3_finalize(statement);
  check(sqlite3_exec(database, "COMMIT", NULL, NULL, NULL), database);
  check(sqlite3_close(database), database);
  sodium_bin2hex(key_text, sizeof key_text, writer.log_key, 32);
  sodium_bin2hex(signer_text, sizeof signer_text, writer.public_key, 32);
  printf("--log-key 1:%s --signer %s\n", key_text, signer_text);
  return 0;
}
