// SQLCipher without Python's share of the time: the same statements as sqlcipher.py, from C.
//
// Compiled to a shared library that sqlcipher.py loads after the wheel, so that the sqlite3_ functions
// below are those of the wheel's own SQLCipher. Each function returns seconds, or a negative number
// when a statement failed.
#include <sqlite3.h>

#include "note_lines.h"

static int run(sqlite3 *database, const char *sql) {
  return sqlite3_exec(database, sql, NULL, NULL, NULL);
}

/// Opens with the settings of sqlcipher.py's `open_database`, as one text of SQL.
static sqlite3 *open_with(const char *path, const char *settings) {
  sqlite3 *database = NULL;
  if (sqlite3_open(path, &database) != SQLITE_OK) return NULL;
  if (run(database, settings) != SQLITE_OK) {
    fprintf(stderr, "peer: error: %s\n", sqlite3_errmsg(database));
    sqlite3_close(database);
    return NULL;
  }
  return database;
}

static int bind(sqlite3_stmt *statement, int at, struct text text) {
  return sqlite3_bind_text(statement, at, text.bytes, (int)text.length, SQLITE_STATIC);
}

static int insert(sqlite3_stmt *statement, const struct note *note) {
  bind(statement, 1, note->id);
  bind(statement, 2, note->client);
  bind(statement, 3, note->date);
  bind(statement, 4, note->author);
  bind(statement, 5, note->kind);
  bind(statement, 6, note->text);
  if (sqlite3_step(statement) != SQLITE_DONE) return -1;
  return sqlite3_reset(statement);
}

/// All notes of a file in one transaction.
double sqlcipher_import(const char *path, const char *settings, const char *sql, const char *notes) {
  sqlite3 *database = open_with(path, settings);
  sqlite3_stmt *statement;
  if (database == NULL || sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL))
    return -1;
  struct note_lines lines = open_note_lines(notes);
  struct note note;
  double start = seconds_now();
  if (run(database, "BEGIN IMMEDIATE") != SQLITE_OK) return -1;
  while (next_note(&lines, &note))
    if (insert(statement, &note) != SQLITE_OK) return -1;
  if (run(database, "COMMIT") != SQLITE_OK) return -1;
  double seconds = seconds_now() - start;
  sqlite3_finalize(statement);
  return sqlite3_close(database) == SQLITE_OK ? seconds : -1;
}

/// The first `count` notes of a file, each in a durable transaction of its own; each one's seconds go
/// into `each`.
double sqlcipher_commits(const char *path, const char *settings, const char *sql, const char *notes,
                         int count, double *each) {
  sqlite3 *database = open_with(path, settings);
  sqlite3_stmt *statement;
  if (database == NULL || sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL))
    return -1;
  struct note_lines lines = open_note_lines(notes);
  struct note note;
  double total = 0;
  for (int i = 0; i < count && next_note(&lines, &note); i++) {
    double start = seconds_now();
    if (insert(statement, &note) != SQLITE_OK) return -1;
    each[i] = seconds_now() - start;
    total += each[i];
  }
  sqlite3_finalize(statement);
  return sqlite3_close(database) == SQLITE_OK ? total : -1;
}

/// The rows that a query finds, all stepped through.
double sqlcipher_scan(const char *path, const char *settings, const char *sql, const char *pattern,
                      long *found) {
  sqlite3 *database = open_with(path, settings);
  sqlite3_stmt *statement;
  if (database == NULL || sqlite3_prepare_v2(database, sql, -1, &statement, NULL) != SQLITE_OK) return -1;
  *found = 0;
  int code;
  double start = seconds_now();
  sqlite3_bind_text(statement, 1, pattern, -1, SQLITE_STATIC);
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) *found += sqlite3_column_bytes(statement, 1) > 0;
  double seconds = seconds_now() - start;
  sqlite3_finalize(statement);
  return code == SQLITE_DONE && sqlite3_close(database) == SQLITE_OK ? seconds : -1;
}
