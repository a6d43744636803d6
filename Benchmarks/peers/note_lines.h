// Reads notes from JSON Lines for the peers that are written in C.
//
// A parser for one object of strings, numbers and null a line, which is what scale_notes.py writes.
// It unescapes in place into a buffer that the next line overwrites; nothing is allocated per note.
#ifndef NOTE_LINES_H
#define NOTE_LINES_H

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct text { const char *bytes; size_t length; };

struct note { struct text id, client, date, author, title, kind, text; };

struct note_lines {
  const char *next, *end;
  char *unescaped;
  size_t capacity;
};

static inline void fail(const char *what) {
  fprintf(stderr, "peer: error: %s\n", what);
  exit(1);
}

static inline double seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/// Processor time of all threads so far: what a busy neighbour cannot lengthen much.
static inline double processor_seconds(void) {
  struct rusage use;
  getrusage(RUSAGE_SELF, &use);
  return (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
         (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
}

static inline struct note_lines open_note_lines(const char *path) {
  struct stat status;
  int file = open(path, O_RDONLY);
  if (file < 0 || fstat(file, &status) != 0) fail("cannot open the notes");
  char *bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
  if (bytes == MAP_FAILED) fail("cannot map the notes");
  close(file);
  return (struct note_lines){.next = bytes, .end = bytes + status.st_size};
}

static inline char *put_utf8(char *out, uint32_t scalar) {
  if (scalar < 0x80) {
    *out++ = (char)scalar;
  } else if (scalar < 0x800) {
    *out++ = (char)(0xc0 | scalar >> 6);
    *out++ = (char)(0x80 | (scalar & 0x3f));
  } else if (scalar < 0x10000) {
    *out++ = (char)(0xe0 | scalar >> 12);
    *out++ = (char)(0x80 | (scalar >> 6 & 0x3f));
    *out++ = (char)(0x80 | (scalar & 0x3f));
  } else {
    *out++ = (char)(0xf0 | scalar >> 18);
    *out++ = (char)(0x80 | (scalar >> 12 & 0x3f));
    *out++ = (char)(0x80 | (scalar >> 6 & 0x3f));
    *out++ = (char)(0x80 | (scalar & 0x3f));
  }
  return out;
}

static inline uint32_t four_digits(const char *in, const char *end) {
  uint32_t value = 0;
  if (end - in < 4) fail("a line ends inside an escape");
  for (int i = 0; i < 4; i++) {
    char c = in[i];
    uint32_t digit = c >= '0' && c <= '9' ? (uint32_t)(c - '0')
                   : (c | 32) >= 'a' && (c | 32) <= 'f' ? (uint32_t)((c | 32) - 'a' + 10) : 16;
    if (digit > 15) fail("an escape that is not hexadecimal");
    value = value << 4 | digit;
  }
  return value;
}

/// Reads a string whose opening quote is at `*in`; writes it at `*out` and moves both on.
static inline struct text read_string(const char **in, const char *end, char **out) {
  const char *from = *in + 1;
  char *to = *out, *start = *out;
  for (;;) {
    const char *quote = memchr(from, '"', (size_t)(end - from));
    if (quote == NULL) fail("a line ends inside a string");
    const char *escape = memchr(from, '\\', (size_t)(quote - from));
    const char *plain = from;
    from = escape != NULL ? escape : quote;
    memcpy(to, plain, (size_t)(from - plain));
    to += from - plain;
    if (escape == NULL) break;
    if (end - from < 2) fail("a line ends inside an escape");
    char kind = from[1];
    from += 2;
    switch (kind) {
      case 'n': *to++ = '\n'; break;
      case 't': *to++ = '\t'; break;
      case 'r': *to++ = '\r'; break;
      case 'b': *to++ = '\b'; break;
      case 'f': *to++ = '\f'; break;
      case 'u': {
        uint32_t scalar = four_digits(from, end);
        from += 4;
        if (scalar >= 0xd800 && scalar < 0xdc00 && end - from >= 6 && from[0] == '\\') {
          scalar = 0x10000 + ((scalar - 0xd800) << 10) + (four_digits(from + 2, end) - 0xdc00);
          from += 6;
        }
        to = put_utf8(to, scalar);
        break;
      }
      default: *to++ = kind;
    }
  }
  *in = from + 1;
  *out = to;
  return (struct text){start, (size_t)(to - start)};
}

static inline int is_called(struct text name, const char *literal) {
  return name.length == strlen(literal) && memcmp(name.bytes, literal, name.length) == 0;
}

static inline void keep_field(struct note *note, struct text name, struct text value) {
  if (is_called(name, "id")) note->id = value;
  else if (is_called(name, "client")) note->client = value;
  else if (is_called(name, "date")) note->date = value;
  else if (is_called(name, "author")) note->author = value;
  else if (is_called(name, "title")) note->title = value;
  else if (is_called(name, "kind")) note->kind = value;
  else if (is_called(name, "text")) note->text = value;
}

/// Reads the next note; returns 0 at the end. The texts live until the next call.
static inline int next_note(struct note_lines *lines, struct note *note) {
  if (lines->next >= lines->end) return 0;
  const char *in = lines->next;
  const char *end = memchr(in, '\n', (size_t)(lines->end - in));
  if (end == NULL) end = lines->end;
  lines->next = end + 1;
  // Unescaping never lengthens a text, so a buffer as long as the line is enough.
  if ((size_t)(end - in) > lines->capacity) {
    lines->capacity = (size_t)(end - in) * 2;
    lines->unescaped = realloc(lines->unescaped, lines->capacity);
    if (lines->unescaped == NULL) fail("no memory");
  }
  char *out = lines->unescaped;
  *note = (struct note){0};
  while (in < end && *in != '"') in++;
  while (in < end) {
    struct text name = read_string(&in, end, &out), value = {NULL, 0};
    while (in < end && (*in == ':' || *in == ' ')) in++;
    if (in < end && *in == '"') value = read_string(&in, end, &out);
    else while (in < end && *in != ',' && *in != '}') in++;
    keep_field(note, name, value);
    while (in < end && *in != '"') in++;
  }
  return 1;
}

#endif
