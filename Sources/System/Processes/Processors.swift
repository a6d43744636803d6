import Glibc

/// How much can be done at once.
package enum Processors {
  /// The processors online now; at least one.
  package static let count = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
}
