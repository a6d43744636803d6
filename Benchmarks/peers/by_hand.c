// The import as a careful programmer would write it by hand: libsodium and SQLite, nothing between.
//
//   by_hand NOTES.jsonl DATABASE SCHEMA.sql [--threads 1|2] [--journal wal|delete] [--page-size N]
//
// The same notes, padding, seals, slot, hashes and columns as docs/format.md §5, in one durable
// transaction. No log, no signatures, no policy, no check whether a note is there already: what our
// import costs above this is what those cost.
#include <pthread.h>

#include "note_sealing.h"

enum { BATCH = 256, BATCHES = 4 };

// --- with two threads: one parses and seals, the other inserts ---

static struct batch { struct row rows[BATCH]; int count; } batches[BATCHES];
static int sealed, inserted, finished;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static int fill(struct batch *batch, struct note_lines *lines) {
  struct note note;
  batch->count = 0;
  while (batch->count < BATCH && next_note(lines, &note)) seal_note(&batch->rows[batch->count++], &note);
  return batch->count;
}

static void *seal_all(void *lines) {
  for (int number = 0;; number++) {
    pthread_mutex_lock(&lock);
    while (number - inserted >= BATCHES) pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
    int count = fill(&batches[number % BATCHES], lines);
    pthread_mutex_lock(&lock);
    if (count > 0) sealed = number + 1;
    else finished = 1;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    if (count == 0) return NULL;
  }
}

static long import_alone(sqlite3 *database, sqlite3_stmt *statement, struct note_lines *lines) {
  struct note note;
  struct row row = {0};
  long count = 0;
  for (; next_note(lines, &note); count++) {
    seal_note(&row, &note);
    insert(database, statement, &row);
  }
  return count;
}

static long import_with_a_sealing_thread(
    sqlite3 *database, sqlite3_stmt *statement, struct note_lines *lines) {
  pthread_t sealing;
  long count = 0;
  if (pthread_create(&sealing, NULL, seal_all, lines) != 0) fail("cannot start a thread");
  for (int number = 0;; number++) {
    pthread_mutex_lock(&lock);
    while (sealed <= number && !finished) pthread_cond_wait(&changed, &lock);
    int more = sealed > number;
    pthread_mutex_unlock(&lock);
    if (!more) break;
    struct batch *batch = &batches[number % BATCHES];
    for (int i = 0; i < batch->count; i++) insert(database, statement, &batch->rows[i]);
    count += batch->count;
    pthread_mutex_lock(&lock);
    inserted = number + 1;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
  }
  pthread_join(sealing, NULL);
  return count;
}

static char *text_of(const char *path) {
  static char text[16384];
  FILE *file = fopen(path, "r");
  if (file == NULL) fail("cannot open the schema");
  text[fread(text, 1, sizeof text - 1, file)] = 0;
  fclose(file);
  return text;
}

int main(int count, char **arguments) {
  if (count < 4) fail("usage: by_hand NOTES.jsonl DATABASE SCHEMA.sql [--threads N] …");
  int threads = 1, page_size = 4096;
  const char *journal = "wal";
  for (int i = 4; i + 1 < count; i += 2) {
    if (strcmp(arguments[i], "--threads") == 0) threads = atoi(arguments[i + 1]);
    if (strcmp(arguments[i], "--journal") == 0) journal = arguments[i + 1];
    if (strcmp(arguments[i], "--page-size") == 0) page_size = atoi(arguments[i + 1]);
  }
  prepare_sealing();
  char settings[128];
  snprintf(settings, sizeof settings, "PRAGMA page_size=%d; PRAGMA journal_mode=%s", page_size, journal);
  sqlite3 *database = open_durable(arguments[2], settings);
  run(database, text_of(arguments[3]));
  sqlite3_stmt *statement = prepare_insert(database);

  struct note_lines lines = open_note_lines(arguments[1]);
  double start = seconds_now(), processor = processor_seconds();
  run(database, "BEGIN IMMEDIATE");
  long notes = threads > 1 ? import_with_a_sealing_thread(database, statement, &lines)
                           : import_alone(database, statement, &lines);
  run(database, "COMMIT");
  double seconds = seconds_now() - start;
  processor = processor_seconds() - processor;
  sqlite3_finalize(statement);
  check(sqlite3_close(database), database);

  struct stat status;
  if (stat(arguments[2], &status) != 0) fail("no database");
  printf("{\"what\": \"import\", \"seconds\": %.6f, \"processor_seconds\": %.6f, \"notes\": %ld, "
         "\"bytes\": %lld, \"version\": \"C, libsodium %s, SQLite %s\", "
         "\"settings\": \"journal_mode=%s, page_size=%d\", "
         "\"durability\": \"synchronous=FULL, one transaction\", \"threads\": %d}\n",
         seconds, processor, notes, (long long)status.st_size, sodium_version_string(),
         sqlite3_libversion(), journal, page_size, threads);
  return 0;
}
