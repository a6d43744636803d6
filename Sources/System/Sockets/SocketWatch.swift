import CSystem
import Glibc

/// Waits for whoever of many has something to say.
package enum SocketWatch {
  /// Who has.
  package struct Ready: Sendable {
    package let listener: Bool
    /// Places in the list of connections, in rising order.
    package let connections: [Int]
  }

  /// Waits at most `milliseconds`, and less when a signal comes.
  package static func wait(
    for listener: PacketListener, and connections: [PacketSocket], atMost milliseconds: Int64
  ) -> Ready {
    var requests = [pollfd(fd: listener.number, events: Int16(POLLIN), revents: 0)]
    requests += connections.map { pollfd(fd: $0.number, events: Int16(POLLIN), revents: 0) }
    let limit = Int32(clamping: max(0, milliseconds))
    let count = unsafe poll(&requests, nfds_t(requests.count), limit)
    guard count > 0 else { return Ready(listener: false, connections: []) }
    return Ready(
      listener: requests[0].revents != 0,
      connections: connections.indices.filter { requests[$0 + 1].revents != 0 })
  }

  /// Lets this program have as many connections as the system allows it, and tells how many that is.
  package static func allowMany() -> Int {
    var limit = rlimit()
    let which = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard unsafe getrlimit(which, &limit) == 0 else { return 256 }
    limit.rlim_cur = min(limit.rlim_max, 8_192)
    _ = unsafe setrlimit(which, &limit)
    return Int(clamping: limit.rlim_cur)
  }
}
