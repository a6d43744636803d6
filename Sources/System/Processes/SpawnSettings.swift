import CSystem
import Glibc

/// How a child differs from us at its start: no signal is ignored or blocked, and the folder is its
/// own. What we ignore would stay ignored in it otherwise, and an editor that ignores SIGPIPE never
/// notices that a filter has died.
@safe struct SpawnSettings: ~Copyable {
  private var actions = unsafe posix_spawn_file_actions_t()
  private var attributes = posix_spawnattr_t()

  init(startingIn folder: FilePath?) {
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    if let folder { unsafe posix_spawn_file_actions_addchdir_np(&actions, folder.string) }
    var ordinary = sigset_t()
    var blocked = sigset_t()
    unsafe sigemptyset(&blocked)
    unsafe sigemptyset(&ordinary)
    for number in [SIGINT, SIGQUIT, SIGPIPE] { unsafe sigaddset(&ordinary, number) }
    unsafe posix_spawnattr_setsigdefault(&attributes, &ordinary)
    unsafe posix_spawnattr_setsigmask(&attributes, &blocked)
    unsafe posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
  }

  /// For a program that goes on without us: a session of its own, and none of our streams but `pipe`, as `number`.
  init(inBackgroundSpeakingOn pipe: Int32, as number: Int32) {
    self.init(startingIn: "/")
    for stream in STDIN_FILENO...STDERR_FILENO {
      unsafe posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_RDWR, 0)
    }
    unsafe posix_spawn_file_actions_adddup2(&actions, pipe, number)
    var all = sigset_t()
    unsafe sigfillset(&all)
    unsafe posix_spawnattr_setsigdefault(&attributes, &all)
    let flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    unsafe posix_spawnattr_setflags(
      &attributes, Int16(flags) | Int16(CSYSTEM_POSIX_SPAWN_SETSID))
  }

  deinit {
    var (actions, attributes) = unsafe (actions, attributes)
    unsafe posix_spawn_file_actions_destroy(&actions)
    unsafe posix_spawnattr_destroy(&attributes)
  }

  /// Starts a program with these words, its name first, and these `NAME=value` variables.
  borrowing func start(
    _ executable: FilePath, _ words: [String], _ variables: [String]
  ) throws(SystemFailure) -> pid_t {
    var (actions, attributes) = unsafe (actions, attributes)
    return try unsafe CStringArray.lending(words) { (words) throws(SystemFailure) in
      try unsafe CStringArray.lending(variables) { (variables) throws(SystemFailure) in
        var child = pid_t()
        let code = unsafe posix_spawn(
          &child, executable.string, &actions, &attributes, words, variables)
        guard code == 0 else { throw SystemFailure(code: code) }
        return child
      }
    }
  }
}
