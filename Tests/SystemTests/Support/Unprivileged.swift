import Glibc
import Testing

/// The account that tests of permissions run as when the whole run is root's: root passes them for
/// nothing. 65534 is `nobody` on every Linux.
let nobody: uid_t = 65_534

/// Inside the child process of an exit test: gives up root for good, or ends with a failure.
func giveUpRoot() {
  guard geteuid() == 0 else { return }
  guard setgroups(0, nil) == 0, setgid(nobody) == 0, setuid(nobody) == 0, geteuid() == nobody else {
    exit(EXIT_FAILURE)
  }
}

/// True when tests can play two accounts.
let isRoot = geteuid() == 0
