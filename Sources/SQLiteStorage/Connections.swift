import Foundation
import Synchronization

/// The connections of one storage: the first serves a short command alone, more are opened when
/// threads want to read at once.
///
/// The one used last is lent first, since its cache is warm. None is ever waited for, so a reader
/// inside a reader cannot lock itself out; those in excess of the processors are closed after use.
final class Connections: Sendable {
  private let idle = Mutex<[Connection]>([])
  private let open: @Sendable () throws -> Connection
  /// Asked only where it matters: a short command, which has one connection, need not know.
  private static let kept = ProcessInfo.processInfo.activeProcessorCount + 1

  init(opening open: @escaping @Sendable () throws -> Connection) {
    self.open = open
  }

  func lend<Result>(_ body: (Connection) throws -> Result) throws -> Result {
    let connection = try idle.withLock { $0.popLast() } ?? open()
    defer { giveBack(connection) }
    return try body(connection)
  }

  /// Closes those that nobody uses just now.
  func closeIdle() { idle.withLock { $0.removeAll() } }

  private func giveBack(_ connection: Connection) {
    // One whose transaction could not even be rolled back is closed, which undoes it.
    guard connection.isReusable else { return }
    idle.withLock { idle in
      if idle.isEmpty || idle.count < Self.kept { idle.append(connection) }
    }
  }
}
