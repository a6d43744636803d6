// Durable note writes as a careful programmer would write them by hand: libsodium and SQLite, nothing
// between.
//
//   write_by_hand NOTES.jsonl VAULT.db COUNT
//
// On a copy of our own vault's database: for each note a sealed row, a signed and sealed leaf that states
// the root before it, its hash in the tree, one durable transaction, and the tip kept outside, sealed and
// without a sync of its own. Nothing that was there before is read or checked, no policy is asked, and
// nothing is opened again to see whether it can be: what our write costs above this is what those cost.
#include "leaf_making.h"
#include "note_sealing.h"

// What `note.stored` takes in our log.
enum { EVENT = 640, PIN = 160 };
// SQLite begins the log anew after 1,000 frames of 24 bytes and a page; a transaction may pass that.
enum { LOG_ROOM = 32 + 1050 * (24 + 8192) };

static int compare(const void *left, const void *right) {
  double difference = *(const double *)left - *(const double *)right;
  return (difference > 0) - (difference < 0);
}

/// The right edge of the tree that stands there: what an open process knows.
static void take_in(struct right_edge *edge, sqlite3 *database) {
  sqlite3_stmt *statement = prepare(database, "SELECT hash FROM leaf ORDER BY position");
  while (sqlite3_step(statement) == SQLITE_ROW) {
    if (sqlite3_column_bytes(statement, 0) != 32) fail("a hash that is none");
    grow(edge, sqlite3_column_blob(statement, 0));
  }
  sqlite3_finalize(statement);
}

static void keep_pin(int file, const struct log_writer *writer) {
  unsigned char sealed[PIN + SEAL_OVERHEAD] = {0}, nonce[NONCE], label[32];
  randombytes_buf(nonce, sizeof nonce);
  root_of(&writer->edge, sealed + NONCE + COMMITMENT);
  size_t label_length = (size_t)(put_label(label, "casevault/1 pin") - label);
  size_t length = seal_in_place(
      sealed, PIN, writer->log_key, label, label_length, nonce, writer->vault_id, 32);
  if (pwrite(file, sealed, length, 0) != (ssize_t)length) fail("the pin cannot be written");
}

static void lay_out_log(const char *database) {
  char path[4096];
  snprintf(path, sizeof path, "%s-wal", database);
  int log = open(path, O_WRONLY);
  off_t end = log < 0 ? -1 : lseek(log, 0, SEEK_END);
  if (end < 0) fail("the write-ahead log cannot be opened");
  static const unsigned char zeros[1 << 16];
  while (end < LOG_ROOM) {
    ssize_t written = pwrite(log, zeros, sizeof zeros, end);
    if (written <= 0) fail("the write-ahead log cannot be laid out");
    end += written;
  }
  if (fsync(log) != 0) fail("the write-ahead log cannot be synced");
  close(log);
}

int main(int count, char **arguments) {
  if (count < 4) fail("usage: write_by_hand NOTES.jsonl VAULT.db COUNT");
  prepare_sealing();
  struct log_writer writer;
  prepare_log_writer(&writer);
  sqlite3 *database = open_durable(arguments[2], "PRAGMA journal_mode=wal");
  take_in(&writer.edge, database);
  sqlite3_stmt *envelope = prepare_insert(database), *begin = prepare(database, "BEGIN IMMEDIATE"),
               *commit = prepare(database, "COMMIT"),
               *entry = prepare(database, "INSERT INTO leaf (position, hash, bytes) VALUES (?, ?, ?)");
  char pin_path[4096];
  snprintf(pin_path, sizeof pin_path, "%s-pin", arguments[2]);
  int pin = open(pin_path, O_RDWR | O_CREAT, 0600);
  if (pin < 0) fail("cannot make the pin");

  long wanted = atol(arguments[3]), done = 0;
  double *each = calloc((size_t)wanted, sizeof *each);
  if (each == NULL) fail("no memory");
  struct note_lines lines = open_note_lines(arguments[1]);
  struct note note;
  struct row row = {0};
  unsigned char leaf[LEAF_ROOM], hash[32];
  while (done < wanted && next_note(&lines, &note)) {
    double start = seconds_now();
    check(sqlite3_step(begin), database);
    check(sqlite3_reset(begin), database);
    seal_note(&row, &note);
    insert(database, envelope, &row);
    size_t length = make_leaf(leaf, &writer, EVENT);
    leaf_hash(hash, leaf, length);
    sqlite3_bind_int64(entry, 1, (sqlite3_int64)writer.edge.size);
    sqlite3_bind_blob(entry, 2, hash, 32, SQLITE_STATIC);
    sqlite3_bind_blob(entry, 3, leaf, (int)length, SQLITE_STATIC);
    check(sqlite3_step(entry), database);
    check(sqlite3_reset(entry), database);
    check(sqlite3_step(commit), database);
    check(sqlite3_reset(commit), database);
    grow(&writer.edge, hash);
    keep_pin(pin, &writer);
    each[done++] = seconds_now() - start;
    if (done == 1) lay_out_log(arguments[2]);
  }
  sqlite3_finalize(envelope);
  sqlite3_finalize(begin);
  sqlite3_finalize(commit);
  sqlite3_finalize(entry);
  check(sqlite3_close(database), database);
  close(pin);
  if (done == 0) fail("no notes");
  qsort(each, (size_t)done, sizeof *each, compare);
  printf("{\"what\": \"write\", \"seconds\": %.9f, \"commits\": %ld, "
         "\"version\": \"C, libsodium %s, SQLite %s\", \"settings\": \"journal_mode=wal, our pages\", "
         "\"durability\": \"synchronous=FULL, a transaction each\", \"threads\": 1}\n",
         each[done / 2], done, sodium_version_string(), sqlite3_libversion());
  return 0;
}
