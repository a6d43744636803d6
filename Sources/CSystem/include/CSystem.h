// Declarations that Swift's Glibc import leaves out. No logic lives here.
//
// _GNU_SOURCE stays undefined: with it these headers would define some types otherwise than Swift's
// own Glibc module does, and the two could not be imported together. What only _GNU_SOURCE would
// show is declared by hand below, as glibc declares it.
#ifndef CSYSTEM_H
#define CSYSTEM_H

#include <spawn.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/vfs.h>
#include <unistd.h>

// stdio.h: rename that can refuse to replace (Linux 3.15, glibc 2.28).
extern int renameat2(int, const char *, int, const char *, unsigned int);
enum { CSYSTEM_RENAME_NOREPLACE = 1 };

// spawn.h: start the child in a folder of our choice (glibc 2.29).
extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *, const char *);
// The same for closing every descriptor from one on (glibc 2.34).
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *, int);

// unistd.h: a thread's own table of open files, empty from a number on (Linux 5.9). By its number, so
// that glibc before 2.34 links; where the kernel lacks it, it fails and nothing else happens.
static inline int csystem_unshare_and_close_from(unsigned int first) {
  return (int)syscall(436 /* close_range */, first, ~0U, 2U /* CLOSE_RANGE_UNSHARE */);
}

// fcntl.h: begins to write out a file's changed pages, without waiting (Linux 2.6.17).
extern int sync_file_range(int, long, long, unsigned int);
enum { CSYSTEM_SYNC_FILE_RANGE_WRITE = 2 };

// prctl is variadic, which Swift cannot call.
static inline int csystem_prctl(int option, unsigned long argument) {
  return prctl(option, argument, 0UL, 0UL, 0UL);
}

// sys/socket.h: who is at the other end of a local socket (Linux, SO_PEERCRED); glibc calls it ucred.
struct csystem_peer {
  int pid;
  unsigned int uid;
  unsigned int gid;
};
enum { CSYSTEM_SO_PEERCRED = 17, CSYSTEM_SOCK_CLOEXEC = 02000000, CSYSTEM_SOCK_NONBLOCK = 04000 };
extern int accept4(int, __SOCKADDR_ARG, socklen_t *restrict, int);

// spawn.h: the child leads a session of its own (glibc 2.26).
enum { CSYSTEM_POSIX_SPAWN_SETSID = 0x80 };

// sqlite3_db_config is variadic too. Declared here as sqlite3.h does, so that nobody else has to link
// SQLite; the options in use take one number and may report where the switch then stands.
struct sqlite3;
extern int sqlite3_db_config(struct sqlite3 *, int, ...);
static inline int csystem_sqlite3_db_config(struct sqlite3 *database, int option, int value) {
  return sqlite3_db_config(database, option, value, (int *)0);
}

#endif
