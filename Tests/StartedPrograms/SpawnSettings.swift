import CSystem
import Glibc

/// How a child's streams, folder and signals are set up before its program begins.
@safe struct SpawnSettings: ~Copyable {
  private var actions = unsafe posix_spawn_file_actions_t()
  private var attributes = posix_spawnattr_t()

  init() {
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    var (none, all) = (sigset_t(), sigset_t())
    unsafe sigemptyset(&none)
    unsafe sigfillset(&all)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &all)
    unsafe posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
  }

  deinit {
    var (actions, attributes) = unsafe (actions, attributes)
    unsafe posix_spawn_file_actions_destroy(&actions)
    unsafe posix_spawnattr_destroy(&attributes)
  }

  mutating func lead(_ stream: StartedProgram.Stream, to number: Int32, _ mode: Int32, pipe: Int32)
  {
    switch stream {
    case .nowhere:
      _ = unsafe posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0)
    case .file(let path):
      _ = unsafe posix_spawn_file_actions_addopen(&actions, number, path, mode, 0o600)
    case .pipe:
      _ = unsafe posix_spawn_file_actions_adddup2(&actions, pipe, number)
    }
  }

  /// Everything but the three streams is closed in the child.
  mutating func start(
    _ path: String, _ arguments: [String], _ variables: [String], in folder: String?
  ) throws -> pid_t {
    if let folder { _ = unsafe posix_spawn_file_actions_addchdir_np(&actions, folder) }
    _ = unsafe posix_spawn_file_actions_addclosefrom_np(&actions, 3)
    var words = unsafe ([path] + arguments).map { unsafe strdup($0) } + [nil]
    var values = unsafe variables.map { unsafe strdup($0) } + [nil]
    defer { unsafe (words + values).forEach { unsafe free($0) } }
    var child = pid_t()
    try StartedProgram.check(
      unsafe posix_spawn(&child, path, &actions, &attributes, &words, &values))
    return child
  }
}
