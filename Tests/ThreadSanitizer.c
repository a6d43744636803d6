// Linked into everything that the tests run under the thread sanitizer: tells it when a Mutex for which
// threads contend is taken and given up.
//
// Swift 6.3 leaves that to the kernel (futex(2), FUTEX_LOCK_PI), from within a library of its own that the
// sanitizer does not see into; without this, all that such a Mutex guards is reported as a race. The three
// functions are _MutexHandle._lockSlow(_: UInt32), _tryLockSlow() and _unlockSlow() of Synchronization, in
// whose place these stand; each calls the one it stands for.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

void __tsan_acquire(void *);
void __tsan_release(void *);

SWIFT void lock(uint32_t thread, SELF mutex) __asm__(LOCK);
SWIFT void lock(uint32_t thread, SELF mutex) {
  ((SWIFT void (*)(uint32_t, SELF))dlsym(RTLD_NEXT, LOCK))(thread, mutex);
  __tsan_acquire(mutex);
}

SWIFT bool tryLock(SELF mutex) __asm__(TRY_LOCK);
SWIFT bool tryLock(SELF mutex) {
  bool taken = ((SWIFT bool (*)(SELF))dlsym(RTLD_NEXT, TRY_LOCK))(mutex);
  if (taken) __tsan_acquire(mutex);
  return taken;
}

SWIFT void unlock(SELF mutex) __asm__(UNLOCK);
SWIFT void unlock(SELF mutex) {
  __tsan_release(mutex);
  ((SWIFT void (*)(SELF))dlsym(RTLD_NEXT, UNLOCK))(mutex);
}
