// Loaded before the C library (LD_PRELOAD) by the tests of failing input and output: passes calls on
// files below FAULT_ROOT through, writes each into FAULT_LOG, and lets one of them fail: the
// FAULT_AT-th of FAULT_KIND (open, write, sync, rename, truncate, remove), with the error FAULT_ERRNO; where
// that is 0, the program is killed there instead.
// Whatever file they belong to, writes of bytes that hold FAULT_CANARY are written into FAULT_LOG too.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_int calls;

static int is_below_root(const char *path) {
  const char *root = getenv("FAULT_ROOT");
  return root && strncmp(path, root, strlen(root)) == 0;
}

static void note(const char *kind, const char *path) {
  const char *log = getenv("FAULT_LOG");
  if (!log) return;
  int file = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return;
  char line[PATH_MAX + 16];
  int length = snprintf(line, sizeof line, "%s %s\n", kind, path);
  syscall(SYS_write, file, line, (size_t)length);
  syscall(SYS_close, file);
}

static int fails(const char *kind, const char *path) {
  if (!is_below_root(path)) return 0;
  note(kind, path);
  const char *wanted = getenv("FAULT_KIND"), *at = getenv("FAULT_AT"), *code = getenv("FAULT_ERRNO");
  if (!wanted || !at || !code || strcmp(wanted, kind) != 0) return 0;
  if (atomic_fetch_add(&calls, 1) + 1 != atoi(at)) return 0;
  if (atoi(code) == 0) kill(getpid(), SIGKILL);
  errno = atoi(code);
  return 1;
}

static int fails_at(const char *kind, int folder, const char *name) {
  char path[PATH_MAX] = "";
  if (name[0] != '/') {
    char link[64];
    if (folder == AT_FDCWD) snprintf(link, sizeof link, "/proc/self/cwd");
    else snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    strncat(path, "/", sizeof path - strlen(path) - 1);
  }
  strncat(path, name, sizeof path - strlen(path) - 1);
  return fails(kind, path);
}

static int fails_on(const char *kind, int file) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return fails(kind, path);
}

static void look_for_canary(int file, const void *bytes, size_t count) {
  const char *canary = getenv("FAULT_CANARY");
  if (!canary || !memmem(bytes, count, canary, strlen(canary))) return;
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  path[length < 0 ? 0 : length] = 0;
  note("canary", path);
}

#define NEXT(name, type) ((type)dlsym(RTLD_NEXT, name))
#define MODE(flags, mode)                                   \
  mode_t mode = 0;                                          \
  if ((flags) & (O_CREAT | __O_TMPFILE)) {                  \
    va_list rest;                                           \
    va_start(rest, flags);                                  \
    mode = va_arg(rest, mode_t);                            \
    va_end(rest);                                           \
  }

int open(const char *path, int flags, ...) {
  MODE(flags, mode)
  if (fails_at("open", AT_FDCWD, path)) return -1;
  return NEXT("open", int (*)(const char *, int, mode_t))(path, flags, mode);
}
int open64(const char *path, int flags, ...) {
  MODE(flags, mode)
  if (fails_at("open", AT_FDCWD, path)) return -1;
  return NEXT("open64", int (*)(const char *, int, mode_t))(path, flags, mode);
}
int openat(int folder, const char *path, int flags, ...) {
  MODE(flags, mode)
  if (fails_at("open", folder, path)) return -1;
  return NEXT("openat", int (*)(int, const char *, int, mode_t))(folder, path, flags, mode);
}
int openat64(int folder, const char *path, int flags, ...) {
  MODE(flags, mode)
  if (fails_at("open", folder, path)) return -1;
  return NEXT("openat64", int (*)(int, const char *, int, mode_t))(folder, path, flags, mode);
}

ssize_t write(int file, const void *bytes, size_t count) {
  look_for_canary(file, bytes, count);
  if (fails_on("write", file)) return -1;
  return NEXT("write", ssize_t (*)(int, const void *, size_t))(file, bytes, count);
}
ssize_t pwrite(int file, const void *bytes, size_t count, off_t place) {
  look_for_canary(file, bytes, count);
  if (fails_on("write", file)) return -1;
  return NEXT("pwrite", ssize_t (*)(int, const void *, size_t, off_t))(file, bytes, count, place);
}
ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t place) {
  look_for_canary(file, bytes, count);
  if (fails_on("write", file)) return -1;
  return NEXT("pwrite64", ssize_t (*)(int, const void *, size_t, off64_t))(
      file, bytes, count, place);
}

int fsync(int file) {
  if (fails_on("sync", file)) return -1;
  return NEXT("fsync", int (*)(int))(file);
}
int fdatasync(int file) {
  if (fails_on("sync", file)) return -1;
  return NEXT("fdatasync", int (*)(int))(file);
}

int rename(const char *from, const char *to) {
  if (fails_at("rename", AT_FDCWD, to)) return -1;
  return NEXT("rename", int (*)(const char *, const char *))(from, to);
}
int renameat(int folder, const char *from, int target, const char *to) {
  if (fails_at("rename", target, to)) return -1;
  return NEXT("renameat", int (*)(int, const char *, int, const char *))(folder, from, target, to);
}
int renameat2(int folder, const char *from, int target, const char *to, unsigned int flags) {
  if (fails_at("rename", target, to)) return -1;
  return NEXT("renameat2", int (*)(int, const char *, int, const char *, unsigned int))(
      folder, from, target, to, flags);
}

int unlink(const char *path) {
  if (fails_at("remove", AT_FDCWD, path)) return -1;
  return NEXT("unlink", int (*)(const char *))(path);
}
int unlinkat(int folder, const char *path, int flags) {
  if (fails_at("remove", folder, path)) return -1;
  return NEXT("unlinkat", int (*)(int, const char *, int))(folder, path, flags);
}

int ftruncate(int file, off_t size) {
  if (fails_on("truncate", file)) return -1;
  return NEXT("ftruncate", int (*)(int, off_t))(file, size);
}
int ftruncate64(int file, off64_t size) {
  if (fails_on("truncate", file)) return -1;
  return NEXT("ftruncate64", int (*)(int, off64_t))(file, size);
}
